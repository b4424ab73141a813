import type { Metadata } from 'next';
import { listCandidates } from '#metrics/proposals.ts';
import { bodyNames, dateWords, kindName } from '../../_ui/words.ts';
import { store } from '../../store.ts';

export const metadata: Metadata = { title: 'Possible relatives of proposals' };
export const dynamic = 'force-dynamic';

export default async function Candidates() {
  const all = await listCandidates(await store(), {});
  return (
    <>
      <p className="crumbs">
        <a href="/proposals">Proposals</a>
      </p>
      <h1>Possibly related, because …</h1>
      <p className="lede">
        After each reading of the sources, new documents are compared with the families we follow. A candidate
        is never a fact: it is a document a person should look at, with the reasons it came up.
      </p>
      {all.length === 0 ? (
        <p>No candidate on this installation. They come up when sources are read: npm run scrape -- --all</p>
      ) : (
        all.map((one) => (
          <article className="step" key={one.proposal + one.documentId}>
            <h3>
              <a href={`/documents/${encodeURIComponent(one.documentId)}`}>{one.title}</a>
            </h3>
            <p className="note">
              {one.documentId} · {bodyNames[one.body] ?? one.body} {kindName(one.kind, false)} ·{' '}
              {dateWords(one.day)} · possibly related to{' '}
              <a href={`/proposals/${one.proposal}`}>{one.proposalTitle}</a> · review: {one.review}
              {one.reviewReason ? `, ${one.reviewReason}` : ''}
            </p>
            <ul>
              {one.reasons.map((reason) => (
                <li key={reason.kind + reason.says}>{reason.says}</li>
              ))}
            </ul>
          </article>
        ))
      )}
    </>
  );
}
