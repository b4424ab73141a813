import { Fragment } from 'react';
import { listMeetings } from '#metrics/meeting.ts';
import { amount, dateWords } from '../_ui/words.ts';
import { store } from '../store.ts';

const ituBodies = ['itu', 'itu-t', 'itu-r', 'itu-d'];

/** How many contributions each meeting announced; the texts are not open, so the bars are hatched. */
export async function Announcements() {
  const meetings = await listMeetings(await store(), ituBodies, 'contributions');
  const told = meetings
    .flatMap((meeting) => {
      const values = meeting.announced.filter((count) => count.what === 'contributions');
      const most = Math.max(...values.map((count) => count.value));
      return values.length ? [{ meeting, values, most, group: meeting.group ?? '' }] : [];
    })
    .toReversed();
  if (told.length === 0) return null;
  const of = (group: string) => told.filter((one) => one.group === group);
  const groups = [...new Set(told.map(({ group }) => group))].sort(
    (a, b) => of(b).length - of(a).length || a.localeCompare(b),
  );
  const longest = Math.max(...told.map(({ most }) => most));
  return (
    <section className="figure" id="announced">
      <h2>How many contributions does a study-group meeting get, and how many can the public read?</h2>
      <p className="answer">
        {told.length} meetings have a published count. The ITU keeps the texts of study-group contributions
        behind its member login: hatched, for they exist and are not visible.
      </p>
      <p className="subtitle">
        Announced, as the ITU’s own meeting summaries give it; where its pages disagree, the highest is drawn
        and all stand beside it. Each number links to the page that says it. Listed: what the public list of
        the meeting shows, where we have read it.
      </p>
      {groups.map((group) => (
        <Fragment key={group}>
          <h3>{group}</h3>
          <ol className="chart bars">
            {of(group).map(({ meeting, values, most }) => (
              <li key={meeting.id} className="bar hidden-part">
                <a href={`/meetings/${encodeURIComponent(meeting.id)}`}>{dateWords(meeting.from, 'month')}</a>
                <span className="track">
                  <span className="fill" style={{ width: `${(most / longest) * 72}%` }} aria-hidden="true" />
                  <span>
                    {values.map((count, place) => (
                      <Fragment key={count.source + count.value}>
                        {place > 0 && ' or '}
                        <a href={count.source} title={count.sentence ?? undefined}>
                          {amount(count.value)}
                        </a>
                      </Fragment>
                    ))}
                    {` announced${meeting.listed === null ? '' : `, ${amount(meeting.listed)} listed`}`}
                  </span>
                </span>
              </li>
            ))}
          </ol>
        </Fragment>
      ))}
    </section>
  );
}
