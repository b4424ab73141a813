import type { Metadata } from 'next';
import { settings } from '#lib/env.ts';

export const metadata: Metadata = { title: 'Report an error', robots: { index: false } };

type Search = Record<string, string | string[] | undefined>;

export default async function Report({ searchParams }: { searchParams: Promise<Search> }) {
  const { week, item } = await searchParams;
  const about = [week, item].filter((part): part is string => typeof part === 'string').join(' ');
  return (
    <>
      <h1>Report an error</h1>
      {about ? (
        <p>
          It is about <code>{about.slice(0, 300)}</code>. Please give us that line with your report.
        </p>
      ) : null}
      <p>
        Say what is wrong and where it can be read that it is. Write to{' '}
        <a href={settings().contactUrl}>{settings().contactUrl}</a>. A correction that is accepted shows the
        next day, says which pictures moved, and reaches every reader whom a letter told otherwise.
      </p>
    </>
  );
}
