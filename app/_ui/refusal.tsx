import { Unexpected } from '#lib/unexpected.ts';
import { answerWith } from './answer-with.ts';

/** Where a reader finds the ids that a parameter takes. */
const lists: Readonly<Record<string, readonly [href: string, words: string]>> = {
  group: ['/groups', 'every group'],
  organisation: ['/organisations', 'every organisation'],
  country: ['/countries', 'every country'],
  meeting: ['/meetings', 'every meeting'],
  proposal: ['/proposals', 'every family of proposals'],
};

/** A page whose address cannot be read says what is wrong with it; anything else stays an error. */
export async function refusing<Result>(
  read: () => Promise<Result> | Result,
): Promise<{ ok: true; value: Result } | { ok: false; error: Unexpected }> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    if (error instanceof Unexpected) return { ok: false, error };
    throw error;
  }
}

/** Sent with the status 400, so that who reads nothing else does not take it for the page that was asked for. */
export function Refusal({ error, path }: { error: Unexpected; path: string }) {
  answerWith(400);
  const list = lists[error.where.replace('parameter ', '')];
  return (
    <>
      <meta name="robots" content="noindex" />
      <h1>This address cannot be read</h1>
      <p>
        In the address, <strong>{error.where}</strong> is {error.found}; it can be {error.expected}.
      </p>
      <p>
        {list && (
          <>
            Here is <a href={list[0]}>{list[1]}</a>, or <a href="/search">search by name</a>.{' '}
          </>
        )}
        <a href={path}>Open the page without it</a>
      </p>
    </>
  );
}
