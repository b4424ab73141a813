import type { Metadata } from 'next';
import { listMeetings } from '#metrics/meeting.ts';
import { Announced } from '../_ui/announced.tsx';
import { amount, dateWords } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Meetings' };
export const dynamic = 'force-dynamic';

const panels: readonly [title: string, bodies: readonly string[], command: string][] = [
  ['IETF', ['ietf'], 'ietf-meetings'],
  ['ITU', ['itu', 'itu-t', 'itu-r', 'itu-d'], 'itu-meetings'],
];

export default async function Meetings() {
  const open = await store();
  const lists = await Promise.all(panels.map(([, bodies]) => listMeetings(open, bodies)));
  return (
    <>
      <h1>Meetings</h1>
      <p className="lede">
        Where the bodies met, how many registered, and what the bodies announced of it. Attendance is counted,
        never listed by person; a count under three is not shown.
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
              <div className="scroll">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Meeting</th>
                      <th scope="col">Dates</th>
                      <th scope="col">Place</th>
                      <th scope="col" className="n">
                        Registrations read
                      </th>
                      <th scope="col">Announced by the body</th>
                    </tr>
                  </thead>
                  <tbody>
                    {meetings.map((meeting) => (
                      <tr key={meeting.id}>
                        <th scope="row">
                          <a href={`/meetings/${encodeURIComponent(meeting.id)}`}>{meeting.name}</a>
                        </th>
                        <td>{dateWords(meeting.from)}</td>
                        <td>{[meeting.city, meeting.countryName].filter(Boolean).join(', ')}</td>
                        <td className="n">
                          {meeting.registered === null ? '–' : amount(meeting.registered)}
                        </td>
                        <td>
                          <Announced counts={meeting.announced} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        );
      })}
    </>
  );
}
