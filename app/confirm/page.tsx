import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Confirm the letter', robots: { index: false } };

type Search = Record<string, string | string[] | undefined>;

/** Opening the link does nothing by itself: mail programs open links to look at them. */
export default async function Confirm({ searchParams }: { searchParams: Promise<Search> }) {
  const { token, failed } = await searchParams;
  if (failed || typeof token !== 'string') {
    return (
      <>
        <h1>This link is no longer good</h1>
        <p>
          It was used already, is older than three days, or is not whole. If the letter does not come, please{' '}
          <a href="/subscribe">sign up again</a>.
        </p>
      </>
    );
  }
  return (
    <>
      <h1>Confirm the Monday letter</h1>
      <form method="post" action="/confirm/now">
        <input type="hidden" name="token" value={token} />
        <button type="submit">Yes, send me the letter</button>
      </form>
    </>
  );
}
