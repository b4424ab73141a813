import type { Metadata } from 'next';
import { Fragment } from 'react';
import { isoDay } from '#lib/week.ts';
import { readPrintedBoards } from '#metrics/printed-posts.ts';
import {
  bodiesOf,
  bodiesOfGroup,
  ietfRosterDay,
  listedDays,
  type RosterRow,
  readMoves,
  readRoster,
  readTenuresEnding,
  readTimelines,
  readUntilAssembly,
} from '#metrics/roster.ts';
import { BasisLegend, PostsTable, postOfRoster } from '../_ui/posts.tsx';
import { PostsByLevel, UntilAssembly } from '../_ui/posts-by-level.tsx';
import { PrintedBoards } from '../_ui/printed.tsx';
import { one, type Query } from '../_ui/query.ts';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { amount, bodyNames, dateWords, plural, postWords } from '../_ui/words.ts';
import { store } from '../store.ts';
import { Since, Timelines, Undated } from './since.tsx';

export const metadata: Metadata = { title: 'Leadership: who holds which post' };

const panels: readonly [id: 'ietf' | 'itu', title: string, bodies: readonly string[], lede: string][] = [
  [
    'ietf',
    'IETF',
    ['ietf'],
    'People hold posts for themselves. Neither the IETF nor this page knows a nationality; the organisation is what the person printed on the document nearest to that day, at most twelve months away.',
  ],
  [
    'itu',
    'ITU',
    ['itu', 'itu-t', 'itu-r', 'itu-d'],
    'Administrations and members put people forward. A roster shows who is on it today, or was when its study period ended; what is known besides comes from curated lists and says so.',
  ],
];

export default async function Leadership({ searchParams }: { searchParams: Promise<Query> }) {
  const search = await searchParams;
  const open = await store();
  const on = one(search.on) ?? isoDay();
  const group = one(search.group);
  const besides = Promise.all([
    ietfRosterDay(open),
    listedDays(open, 'ietf'),
    readTenuresEnding(open, { before: `${Number(isoDay().slice(0, 4)) + 2}-04-01`, group }),
    readUntilAssembly(open),
    group ? readUntilAssembly(open, group) : null,
    group ? bodiesOfGroup(open, group) : [],
    readTimelines(open, group),
  ]);
  const read = await refusing(async () => {
    return Promise.all(
      panels.map(async ([id, , bodies]) => {
        const found = await Promise.all(bodies.map((body) => readRoster(open, { body, group, on })));
        const printed = id === 'ietf' ? await readPrintedBoards(open, { body: id, group, on }) : [];
        return {
          rows: found.flatMap((roster) => roster.rows),
          undated: found.flatMap((roster) => roster.undated),
          moves: await readMoves(open, {
            bodies: bodies.flatMap(bodiesOf),
            group,
            on,
            limit: group ? 40 : 12,
          }),
          printed,
          notes: [...new Set(found.flatMap((roster) => roster.notes))],
        };
      }),
    );
  });
  if (!read.ok) return <Refusal error={read.error} path="/leadership" />;
  const [known, listed, ending, untilAssembly, untilThen, groupBodies, timelines] = await besides;
  const isOfIetf = (body: string) => ['ietf', 'irtf', 'iab'].includes(body);
  // A group of one body has no post at the other, whatever was read of it.
  const isElsewhere = (id: string) =>
    groupBodies.length > 0 && !groupBodies.some((body) => isOfIetf(body) === (id === 'ietf'));
  return (
    <>
      <h1>Who holds which post?</h1>
      <p className="lede">
        The posts of both bodies on one day, {dateWords(on)}, in two panels that are never added together.
        Every row says how its dates are known.
      </p>
      <form className="row" action="/leadership">
        <label>
          On <input type="date" name="on" defaultValue={on} max={isoDay()} />
        </label>
        <label>
          Group <input name="group" size={10} defaultValue={group ?? ''} placeholder="all" />
        </label>
        <button type="submit">Show</button>
        <span className="choice">
          {['2001-03-25', '2005-03-01', '2012-03-01', '2020-12-01'].map((day) => (
            <a key={day} href={`/leadership?on=${day}${group ? `&group=${encodeURIComponent(group)}` : ''}`}>
              {dateWords(day)}
            </a>
          ))}
        </span>
      </form>
      {panels.map(([id, title, bodies, lede], place) => {
        const roster = read.value[place];
        return (
          <section key={id} id={id}>
            <h2>{title}</h2>
            <p className="note">{lede}</p>
            {group && isElsewhere(id) ? (
              <p>
                {group} is no group of the {title}, but of the{' '}
                {groupBodies.map((body) => bodyNames[body] ?? body).join(', ')}.
              </p>
            ) : !roster || roster.rows.length === 0 ? (
              <Empty
                body={id}
                on={on}
                group={group}
                known={id === 'ietf' ? (known?.day ?? null) : null}
                isRead={id === 'ietf' ? known !== null : untilAssembly.length > 0}
                listed={id === 'ietf' ? listed : []}
              />
            ) : (
              <>
                <p>
                  {plural(roster.rows.length, 'post')} known on {dateWords(on)}.
                </p>
                <ul className="note">
                  {roster.notes.map((note) => (
                    <li key={note}>{note}</li>
                  ))}
                </ul>
                <BasisLegend posts={roster.rows.map(postOfRoster)} />
                {id === 'itu' ? (
                  <PostsByLevel rows={roster.rows} />
                ) : (
                  <RosterOf rows={roster.rows} isNarrowed={group !== null} />
                )}
                <p className="row">
                  {bodies.map((body) => (
                    <a
                      key={body}
                      href={`/api/v1/rosters?body=${body}&on=${on}${group ? `&group=${encodeURIComponent(group)}` : ''}`}
                    >
                      {bodyNames[body] ?? body} as JSON
                    </a>
                  ))}
                </p>
              </>
            )}
            {roster && roster.undated.length > 0 && (
              <Undated rows={roster.undated} on={on} group={group} body={id} />
            )}
            {roster && !isElsewhere(id) && on < isoDay() && (
              <Since moves={roster.moves} on={on} group={group} />
            )}
            {roster && <PrintedBoards boards={roster.printed} on={on} />}
          </section>
        );
      })}
      <Timelines timelines={timelines} />
      <h2 id="ending">Posts that end soon</h2>
      <p className="note">
        Whatever day is asked for above: ends of terms {group ? `in ${group} ` : ''}that are known, from
        today, {dateWords(isoDay())}, to the end of March {Number(isoDay().slice(0, 4)) + 2}.
      </p>
      {!isElsewhere('ietf') && !ending.some(({ body }) => isOfIetf(body)) && (
        <p>
          No post of the IETF stands here: its rosters state no end of a term. The nominating committee
          decides each year for March; chairs of groups serve until somebody else is appointed.
        </p>
      )}
      {ending.length === 0 ? (
        <p>
          No end of a term {group ? `in ${group} ` : ''}within that time is known to us
          {isElsewhere('itu') ? '' : '; the ITU-T’s posts end at its assembly'}.
        </p>
      ) : (
        <PostsTable posts={ending.map(postOfRoster)} />
      )}
      <UntilAssembly counts={untilThen ?? untilAssembly} />
      <p>
        <a
          href={`/changes?recordType=tenure&since=${on}${group ? `&group=${encodeURIComponent(group)}` : ''}`}
        >
          Changes of posts that our readings met since {dateWords(on)}
        </a>{' '}
        · <a href="/calendar">Calendar of decisions</a>
      </p>
    </>
  );
}

/** Posts over groups of groups come before those within one; the rest stands folded where it is long. */
function RosterOf({ rows, isNarrowed }: { rows: readonly RosterRow[]; isNarrowed: boolean }) {
  const [first, rest] = [rows.filter(isLeading), rows.filter((row) => !isLeading(row))];
  if (isNarrowed || rows.length <= 40) return <PostsTable posts={rows.map(postOfRoster)} hasLegend />;
  return (
    <>
      {first.length > 0 && (
        <PostsTable
          posts={first.map(postOfRoster)}
          caption={`${amount(first.length)} who lead the body and its areas or groups`}
          hasLegend
        />
      )}
      <details>
        <summary>
          Show the other {amount(rest.length)}: {kindsOf(rest)}
        </summary>
        <PostsTable posts={rest.map(postOfRoster)} hasLegend />
      </details>
    </>
  );
}

const steering = new Set(['iesg', 'iab', 'irsg', 'irtf', 'ietf', 'nomcom']);
const isLeading = ({ group, post }: RosterRow): boolean =>
  steering.has(group) || post === 'area-director' || post === 'incoming-area-director';

/** How many of each post, the commonest first. */
function kindsOf(rows: readonly RosterRow[]): string {
  const counts = new Map<string, number>();
  for (const { post } of rows) counts.set(post, (counts.get(post) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([post, count]) => `${postWords(post)} ${amount(count)}`)
    .join(', ');
}

function Empty({
  body,
  on,
  group,
  known,
  isRead,
  listed,
}: {
  body: string;
  on: string;
  group: string | null;
  /** The day of the newest roster we have. */
  known: string | null;
  /** Whether rosters have been read, besides what is curated. */
  isRead: boolean;
  /** Other days of which a printed list is here. */
  listed: readonly string[];
}) {
  const nobody = `No post ${group ? `of ${group} ` : ''}is known on ${dateWords(on)}.`;
  if (known !== null && on > known) {
    const address = `/leadership?on=${known}${group ? `&group=${encodeURIComponent(group)}` : ''}`;
    return (
      <>
        <p className="warn">
          {nobody} The newest roster of the IETF that we have is of {dateWords(known)}:{' '}
          <a href={address}>who held which post on {dateWords(known)}</a>, as last seen then. Who came after
          is not known here yet.
        </p>
        {listed.length > 0 && (
          <p>
            Lists of single boards, printed on one day, are here for{' '}
            {listed.map((day, place) => (
              <Fragment key={day}>
                {place > 0 && ', '}
                <a href={`/leadership?on=${day}`}>{dateWords(day)}</a>
              </Fragment>
            ))}
            .
          </p>
        )}
        <p className="note">
          Whoever runs this installation reads the posts of today by one command:{' '}
          <code>npm run scrape -- ietf-groups ietf-roles</code>
        </p>
      </>
    );
  }
  return (
    <p className="warn">
      {nobody}{' '}
      {body === 'ietf'
        ? !isRead
          ? 'The rosters themselves are read by one command, npm run scrape -- ietf-groups ietf-roles; until then only lists printed on given days are here.'
          : 'The Datatracker’s records do not say since when the first holders of a post held it; lists printed on single days say more.'
        : isRead
          ? 'Rosters show today, and who was on them when a study period ended; of other days only a curated sample is here.'
          : 'The rosters themselves are read by one command, npm run scrape -- itu-leadership itu-rapporteurs; until then only a curated sample is here.'}
    </p>
  );
}
