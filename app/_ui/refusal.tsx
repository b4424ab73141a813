import { Unexpected } from '#lib/unexpected.ts';

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

export function Refusal({ error, path }: { error: Unexpected; path: string }) {
  return (
    <>
      <h1>This address cannot be read</h1>
      <p>
        In the address, <strong>{error.where}</strong> is {error.found}; it can be {error.expected}.
      </p>
      <p>
        <a href={path}>Open the page without it</a>
      </p>
    </>
  );
}
