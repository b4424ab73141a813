import type { InterimList } from '#metrics/meeting.ts';
import { Listing } from '../_ui/listing.tsx';
import { placeWords } from '../_ui/place-words.ts';
import { amount, dateWords } from '../_ui/words.ts';

/** Interim meetings of single groups, one year at a time: there are too many to stand among the plenary ones. */
export function Interims({ years, year, meetings }: InterimList) {
  return (
    <section id="interims">
      <h2>Interim meetings of IETF groups</h2>
      {year === null ? (
        <p className="warn">
          Not read yet on this installation. One command reads them: npm run scrape -- ietf-interims
        </p>
      ) : (
        <>
          <p className="note">
            Meetings of one group between the plenary ones. No registrations are read for them. The list we
            read does not tell which were cancelled or still wait for approval: each meeting’s page links to
            its source. A group’s page lists all of its own.
          </p>
          <p className="row">
            {years.map((one) =>
              one.year === year ? (
                <strong key={one.year}>
                  {one.year} ({amount(one.meetings)})
                </strong>
              ) : (
                <a key={one.year} href={`/meetings?year=${one.year}#interims`}>
                  {one.year} ({amount(one.meetings)})
                </a>
              ),
            )}
          </p>
          <Listing columns={['Meeting', 'Group', 'Date', 'Place']}>
            {meetings.map((meeting) => (
              <tr key={meeting.id}>
                <th scope="row">
                  <a href={`/meetings/${encodeURIComponent(meeting.id)}`}>{meeting.name}</a>
                </th>
                <td>
                  {meeting.group ? (
                    <a href={`/groups/${encodeURIComponent(meeting.group)}`}>
                      {meeting.groupName ?? meeting.group}
                    </a>
                  ) : (
                    <span className="soft">not known to us</span>
                  )}
                </td>
                <td>{dateWords(meeting.from)}</td>
                <td>{placeWords({ ...meeting, kind: 'interim' })}</td>
              </tr>
            ))}
          </Listing>
        </>
      )}
    </section>
  );
}
