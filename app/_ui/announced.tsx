import type { ListedMeeting } from '#metrics/meeting.ts';
import { amount } from './words.ts';

/** What a body announced of a meeting, each figure beside the page that says it; disagreeing pages stand side by side. */
export function Announced({ counts }: { counts: ListedMeeting['announced'] }) {
  if (counts.length === 0) return <span className="soft">nothing read</span>;
  return (
    <>
      {counts.map((count, place) => (
        <span key={count.what + count.source + count.value}>
          {place > 0 && ' · '}
          <a href={count.source} title={count.sentence ?? undefined}>
            {amount(count.value)} {count.what.replaceAll('-', ' ')}
          </a>
          {count.evidence !== 'primary' && <span className="soft"> ({count.evidence})</span>}
        </span>
      ))}
    </>
  );
}
