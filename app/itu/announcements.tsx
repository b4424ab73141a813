import type { MeetingRow } from '#metrics/meeting.ts';
import { amount, dateWords } from '../_ui/words.ts';

/** How many contributions each meeting announced; the texts are not open, so the bars are hatched. */
export function Announcements({ meetings }: { meetings: MeetingRow[] }) {
  const told = meetings.flatMap((meeting) => {
    const values = meeting.announced.filter((count) => count.what === 'contributions');
    const most = Math.max(...values.map((count) => count.value));
    return values.length ? [{ meeting, values, most }] : [];
  });
  if (told.length === 0) return null;
  const groups = [...new Set(told.map(({ meeting }) => meeting.group ?? ''))];
  const longest = Math.max(...told.map(({ most }) => most));
  const of = (group: string) =>
    told
      .filter(({ meeting }) => meeting.group === group)
      .sort((a, b) => (a.meeting.from ?? '').localeCompare(b.meeting.from ?? ''));
  const ordered = groups.sort((a, b) => of(b).length - of(a).length || a.localeCompare(b));
  return (
    <section className="figure" id="announced">
      <h2>How many contributions does a study-group meeting get, and how many can the public read?</h2>
      <p className="answer">
        {told.length} meetings have a published count. The ITU keeps the texts of study-group contributions
        behind its member login.
      </p>
      <p className="subtitle">
        Counts as the ITU’s own meeting summaries give them; where its pages disagree, the highest is drawn
        and all stand beside it. Each number links to the page that says it. Listed: what the public list of
        the meeting shows, where we have read it.
      </p>
      {ordered.map((group) => (
        <div key={group}>
          <h3>{group}</h3>
          <ol className="chart bars">
            {of(group).map(({ meeting, values, most }) => (
              <li key={meeting.id} className="bar hidden-part">
                <span>
                  <a href={`/meetings/${encodeURIComponent(meeting.id)}`}>
                    {dateWords(meeting.from, 'month')}
                  </a>
                </span>
                <span className="track">
                  <span className="fill" style={{ width: `${(most / longest) * 72}%` }} aria-hidden="true" />
                  <span>
                    {values.map((count, place) => (
                      <span key={count.source + count.value}>
                        {place > 0 && ' or '}
                        <a href={count.source} title={count.sentence ?? undefined}>
                          {amount(count.value)}
                        </a>
                      </span>
                    ))}
                    <span className="soft">
                      {' '}
                      announced, {meeting.listed === null ? '' : `${amount(meeting.listed)} listed, `}texts
                      not visible
                    </span>
                  </span>
                </span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}
