import type { Metadata } from 'next';
import { settings } from '#lib/env.ts';
import { type Evidence, mostLines, readEvidence } from '#metrics/evidence.ts';
import { AddressLink } from '../../_ui/address-link.tsx';
import { Missing } from '../../_ui/missing.tsx';
import { amount } from '../../_ui/numbers.ts';
import { store } from '../../store.ts';

interface Props {
  params: Promise<{ page: string }>;
  searchParams: Promise<{ lines?: string | string[]; from?: string | string[] }>;
}

export const metadata: Metadata = { title: 'Evidence', robots: { index: false } };

export default async function EvidencePage({ params, searchParams }: Props) {
  const id = Number((await params).page);
  const asked = await searchParams;
  const marked = numbersOf(asked.lines);
  const [from = null] = numbersOf(asked.from);
  const evidence = await readEvidence(await store(), id, settings().dataDir, {
    from,
    around: marked[0] ?? null,
  });
  if (!evidence) return <Missing />;
  const { page, lines } = evidence;
  const isMarked = new Set(marked);
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
          {marked.length > 0 ? `, ${marked.length === 1 ? 'line' : 'lines'} ${marked.join(', ')}` : ''}.
        </p>
      ) : (
        <>
          <p className="note">
            E-mail addresses and telephone numbers are masked, and in lists of persons the names of those who
            hold no public post and wrote no document.
            {marked.length > 0 && ' The words that were used are marked.'}
          </p>
          <Shown evidence={evidence} marked={marked} />
          <pre className="evidence">
            {lines.map((line) => {
              const words = line.text || ' ';
              return (
                <span key={line.number} id={`l${line.number}`}>
                  <span className="no">{String(line.number).padStart(5)} </span>
                  {isMarked.has(line.number) ? <mark>{words}</mark> : words}
                  {'\n'}
                </span>
              );
            })}
          </pre>
          <Shown evidence={evidence} marked={marked} />
        </>
      )}
    </>
  );
}

/** Line numbers as an address writes them, in their order; what is none is left out. */
const numbersOf = (given: string | string[] | undefined): number[] =>
  [
    ...new Set(
      String(given ?? '')
        .split(',')
        .map(Number),
    ),
  ]
    .filter((number) => Number.isInteger(number) && number > 0)
    .toSorted((a, b) => a - b);

/** Which lines stand here where these are not all, and the way to the others. */
function Shown({
  evidence: { page, lines, lineCount },
  marked,
}: {
  evidence: Evidence;
  marked: readonly number[];
}) {
  const first = lines?.[0]?.number;
  const last = lines?.at(-1)?.number;
  if (!first || !last || !lineCount || lines.length === lineCount) return null;
  const at = (from: number, line = from) =>
    `/evidence/${page.id}?${marked.length > 0 ? `lines=${marked.join(',')}&` : ''}from=${from}#l${line}`;
  const elsewhere = marked.filter((line) => (line < first || line > last) && line <= lineCount);
  return (
    <p>
      Lines {amount(first)} to {amount(last)} of {amount(lineCount)}.{' '}
      {first > 1 && <a href={at(Math.max(1, first - mostLines))}>Earlier lines</a>}
      {first > 1 && last < lineCount && ' · '}
      {last < lineCount && <a href={at(last + 1)}>Later lines</a>}
      {elsewhere.length > 0 && (
        <>
          {' '}
          Marked elsewhere:{' '}
          {elsewhere.map((line, index) => (
            <span key={line}>
              {index > 0 && ', '}
              <a href={at(Math.max(1, line - 200), line)}>line {amount(line)}</a>
            </span>
          ))}
          .
        </>
      )}
    </p>
  );
}
