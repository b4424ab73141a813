import type { Metadata } from 'next';
import { settings } from '#lib/env.ts';
import { readEvidence } from '#metrics/evidence.ts';
import { AddressLink } from '../../_ui/address-link.tsx';
import { Missing } from '../../_ui/missing.tsx';
import { store } from '../../store.ts';

interface Props {
  params: Promise<{ page: string }>;
  searchParams: Promise<{ lines?: string | string[] }>;
}

export const metadata: Metadata = { title: 'Evidence', robots: { index: false } };

export default async function EvidencePage({ params, searchParams }: Props) {
  const id = Number((await params).page);
  const evidence = await readEvidence(await store(), id, settings().dataDir);
  if (!evidence) return <Missing />;
  const { page, lines } = evidence;
  const asked = (await searchParams).lines;
  const marked = new Set(
    String(asked ?? '')
      .split(',')
      .map(Number),
  );
  return (
    <>
      <p className="crumbs">Evidence · page {page.id}</p>
      <h1>The page as it was read</h1>
      <dl className="facts">
        <dt>Address</dt>
        <dd>
          <AddressLink url={page.url} />
        </dd>
        <dt>Source</dt>
        <dd>
          <a href={`/sources#${page.source}`}>{page.source}</a>
        </dd>
        <dt>Read</dt>
        <dd>{page.fetchedAt}</dd>
        <dt>Answer</dt>
        <dd>
          {page.status}, {page.contentType}
        </dd>
        <dt>Hash (SHA-256)</dt>
        <dd>
          <code>{page.contentHash}</code>
          {page.originalHash !== page.contentHash && (
            <>
              {' '}
              after personal data was taken out; as received: <code>{page.originalHash}</code>
            </>
          )}
        </dd>
      </dl>
      {lines === null ? (
        <p className="warn">
          {evidence.reason} <AddressLink url={page.url}>Open it at the source</AddressLink>
          {marked.size > 0 && asked ? `, lines ${[...marked].join(', ')}` : ''}.
        </p>
      ) : (
        <>
          <p className="note">
            E-mail addresses and telephone numbers are masked. The words that were used are marked.
          </p>
          <pre className="evidence">
            {lines.map((line) => {
              const words = line.text || ' ';
              return (
                <span key={line.number} id={`l${line.number}`}>
                  <span className="no">{String(line.number).padStart(5)} </span>
                  {marked.has(line.number) ? <mark>{words}</mark> : words}
                  {'\n'}
                </span>
              );
            })}
          </pre>
        </>
      )}
    </>
  );
}
