import type { Metadata } from 'next';
import { Unexpected } from '#lib/unexpected.ts';
import { listInterims, listMeetings } from '#metrics/meeting.ts';
import { Announced } from '../_ui/announced.tsx';
import { Listing } from '../_ui/listing.tsx';
import { placeWords } from '../_ui/place-words.ts';
import { one, type Query, refuseOthers } from '../_ui/query.ts';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { amount, dateWords } from '../_ui/words.ts';
import { store } from '../store.ts';
import { Interims } from './interims.tsx';

export const metadata: Metadata = { title: 'Meetings' };
export const dynamic = 'force-dynamic';

const panels: readonly [title: string, bodies: readonly string[], command: string][] = [
  ['IETF', ['ietf'], 'ietf-meetings'],
  ['ITU', ['itu', 'itu-t', 'itu-r', 'itu-d'], 'itu-meetings'],
];

export default async function Meetings({ searchParams }: { searchParams: Promise<Query> }) {
  const open = await store();
  const search = await searchParams;
  const read = await refusing(() => {
    refuseOthers(search, ['year']);
    const year = one(search.year);
    if (year && !/^(?:19|20|21)\d\d$/.test(year))
      throw new Unexpected('parameter year', JSON.stringify(year), 'a year such as 2020');
    return listInterims(open, year ? Number(year) : null);
  });
  if (!read.ok) return <Refusal error={read.error} path="/meetings" />;
  const interims = read.value;
  const lists = await Promise.all(panels.map(([, bodies]) => listMeetings(open, bodies)));
  return (
    <>
      <h1>Meetings</h1>
      <p className="lede">
        Where the bodies met, how many came, and what the bodies announced of it. Attendances are the
        registrations that the list of a meeting marks as there; where it marks nobody, all who registered are
        counted, and it says “registered”. Nobody is listed by name.
      </p>
      {panels.map(([title, , command], place) => {
        const meetings = lists[place] ?? [];
        return (
          <section key={title}>
            <h2>{title}</h2>
            {meetings.length === 0 ? (
              <p className="warn">
                Not read yet on this installation. One command reads them: npm run scrape -- {command}
              </p>
            ) : (
              <Listing columns={['Meeting', 'Dates', 'Place', ['Attendances', 'n'], 'Announced by the body']}>
                {meetings.map((meeting) => (
                  <tr key={meeting.id}>
                    <th scope="row">
                      <a href={`/meetings/${encodeURIComponent(meeting.id)}`}>{meeting.name}</a>
                    </th>
                    <td>{dateWords(meeting.from)}</td>
                    <td>{placeWords(meeting)}</td>
                    <td className="n">
                      {meeting.attendances === null ? '–' : amount(meeting.attendances)}
                      {meeting.attendances !== null && !meeting.isMarked && (
                        <span className="soft"> registered</span>
                      )}
                    </td>
                    <td>
                      <Announced counts={meeting.announced} />
                    </td>
                  </tr>
                ))}
              </Listing>
            )}
          </section>
        );
      })}
      <Interims {...interims} />
    </>
  );
}
