import type { ListedMeeting } from '#metrics/meeting.ts';
import { amount } from './words.ts';

/** The ITU calls temporary documents TDs. */
const wordsOf = (what: string) => (what === 'tds' ? 'temporary documents' : what.replaceAll('-', ' '));

/** What a body announced of a meeting, each figure beside the page that says it; disagreeing pages stand side by side. */
export function Announced({ counts }: { counts: ListedMeeting['announced'] }) {
  if (counts.length === 0) return <span className="soft">nothing read</span>;
  return (
    <>
      {counts.map((count, place) => (
        <span key={count.what + count.source + count.value}>
          {place > 0 && ' · '}
          <a href={count.source} title={count.sentence ?? undefined}>
            {amount(count.value)} {wordsOf(count.what)}
          </a>
          {count.evidence !== 'primary' && <span className="soft"> ({count.evidence})</span>}
        </span>
      ))}
    </>
  );
}
