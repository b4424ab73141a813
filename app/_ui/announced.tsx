import type { ListedMeeting } from '#metrics/meeting.ts';
import { plural } from './words.ts';

/** The ITU calls temporary documents TDs. Of one meeting the Datatracker states attendees and marks registrations. */
const names: Readonly<Record<string, [one: string, many: string]>> = {
  tds: ['temporary document', 'temporary documents'],
  countries: ['country', 'countries'],
  attended: ['registration marked as attended', 'registrations marked as attended'],
  attendees: ['attendee stated', 'attendees stated'],
};

/** `1 temporary document`, `224 contributions`. */
export function announcedWords(value: number, what: string): string {
  const [one, many] = names[what] ?? [what.replace(/s$/, ''), what];
  return plural(value, one.replaceAll('-', ' '), many.replaceAll('-', ' '));
}

/** What a body announced of a meeting, each figure beside the page that says it; disagreeing pages stand side by side. */
export function Announced({ counts }: { counts: ListedMeeting['announced'] }) {
  if (counts.length === 0) return <span className="soft">nothing read</span>;
  return (
    <>
      {counts.map((count, place) => (
        <span key={count.what + count.source + count.value}>
          {place > 0 && ' · '}
          <a href={count.source} title={count.sentence ?? undefined}>
            {announcedWords(count.value, count.what)}
          </a>
          {count.evidence !== 'primary' && <span className="soft"> ({count.evidence})</span>}
        </span>
      ))}
    </>
  );
}
