import { empty, join, type Sql, type Store, sql } from '#prisma/client.ts';
import { inOrder, readLabels } from './authorship.ts';
import type { AxisNote } from './axis-notes.ts';
import { blocNotes } from './bloc.ts';
import type { Metric, ParamName, Params, Reading } from './contract.ts';
import { asOf, type Dimension, periodOf, ranked } from './credit.ts';
import { readMeetingsHeld } from './meetings-held.ts';
import { bodiesOf } from './roster.ts';

/** Fewer people than this in one cell could be one person: such cells are shown together. */
export const attendanceFloor = 3;
export const folded = 'fewer-than-three';

const attendanceParams: readonly ParamName[] = [
  'body',
  'group',
  'meeting',
  'from',
  'to',
  'by',
  'rule',
  'mode',
  'bloc',
  'unchecked',
  'against',
];

export const aboutAttendance: Pick<
  Metric,
  'unit' | 'method' | 'caveats' | 'sources' | 'params' | 'defaults' | 'counted'
> = {
  unit: 'attendances',
  method:
    'A registration for a meeting counts 1 where the body’s list marks its holder as there (attended or checked in), in the ' +
    'period the meeting begins in; who registered and is not marked counts nowhere. Of a meeting whose list marks nobody, ' +
    'every registration counts in their place: the notes name these meetings, and charts over time mark them. An attendance ' +
    'belongs to the country or organisation typed at registration (declared), to the country where that organisation is ' +
    'registered (employer), or to its ultimate parent’s on that day (parent). Countries and organisations with fewer than ' +
    'three attendances in a period are shown as one row.',
  caveats: [
    'An attendance is a person at one meeting: who comes to three meetings a year counts three times.',
    'Counts only: no person is stored or shown.',
    'A rise may be remote attendance: compare mode=onsite and mode=remote. Mode unknown are tickets that are neither.',
    'The Datatracker’s newer table joins people who registered under one address before IETF 100 into one row (its issue ' +
      '11257): read from there, these meetings have fewer attendances than there were.',
    'Unknown holds registrations that state nothing, and words matched to nothing on our lists.',
  ],
  sources: ['ietf-meetings'],
  params: attendanceParams,
  defaults: { rule: 'declared' },
  counted: { documents: 'meetings', authorships: 'attendances', total: 'attendances' },
};

interface Cell {
  period: string;
  key: string | null;
  value: number;
  documents: number;
  authorships: number;
}

/** Attendances along one dimension: `documents` counts meetings. Small cells are folded into one row a period. */
export async function readAttendance(store: Store, params: Params, dimension: Dimension): Promise<Reading> {
  const counted = attendanceRows(params, dimension);
  const key = dimension === 'country' ? sql`country` : sql`organisation`;
  const [cells, totals, labels, read, blocs, starter, unmarked] = await Promise.all([
    store.query<Cell>(sql`
      with cell as (
        select period, ${key} as key, sum(count) as count, array_agg(distinct meeting_id) as meetings
        from (${counted}) a group by 1, 2
      ), shown as (
        select period, case when key is not null and count < ${attendanceFloor} then ${folded} else key end as key,
               count, meetings from cell
      )
      select period, key, sum(count)::float8 as value, sum(count)::int as authorships,
             (select count(distinct m) from unnest(array_agg(array_to_string(meetings, ' '))) w,
                     regexp_split_to_table(w, ' ') m)::int as documents
      from shown group by 1, 2`),
    store.query<Cell>(sql`
      select period, null as key, sum(count)::float8 as value, sum(count)::int as authorships,
             count(distinct meeting_id)::int as documents from (${counted}) a group by 1`),
    readLabels(store, dimension),
    // No list of who came is read of the ITU.
    params.body === 'ietf' ? readDay(store, params) : null,
    blocNotes(store, params),
    starterNotes(store, params, dimension),
    readUnmarked(store, params),
  ]);
  const { day = null, meetings = null } = read ?? {};
  const names = new Map([...labels, [folded, 'Fewer than three each']]);
  const enough = totals.map((row) => ({ period: row.period, documents: row.authorships }));
  const rows = ranked(cells, enough, names);
  const place = (row: { key: string | null }) => (row.key === null ? 2 : row.key === folded ? 1 : 0);
  return {
    total: totals.reduce((sum, row) => sum + row.value, 0),
    authorships: totals.reduce((sum, row) => sum + row.authorships, 0),
    unknown: rows.reduce((sum, row) => (row.key === null ? sum + row.value : sum), 0),
    asOf: day,
    newest: meetings?.newest ?? null,
    ...(meetings ? { meetings: meetings.held } : {}),
    rows: rows.toSorted((a, b) => a.period.localeCompare(b.period) || place(a) - place(b)),
    periods: inOrder(
      totals.map(({ period, documents, authorships }) => ({ period, documents, authorships })),
    ),
    notes: [
      ...(params.body !== 'ietf'
        ? [
            'No list of who came to meetings of the ITU is read here. How many the ITU announced stands beside each meeting ' +
              'at /meetings, read by npm run scrape -- itu-meetings.',
          ]
        : day
          ? []
          : ['No registrations have been read yet: run npm run scrape -- ietf-meetings.']),
      ...(meetings?.notes ?? []),
      ...unmarkedNotes(unmarked, params),
      ...blocs,
      ...starter,
    ],
  };
}

async function readDay(store: Store, params: Params) {
  const day = await asOf(store, ['ietf-meetings']);
  return { day, meetings: await readMeetingsHeld(store, params, day) };
}

/** By which of the two sums the starter data answers: only countries as typed are counted without an organisation. */
const summedBy = (params: Params, dimension: Dimension): Dimension =>
  dimension === 'country' && params.rule === 'declared' ? 'country' : 'organisation';

/** What the reader must know where the counts are those of the starter data. */
async function starterNotes(store: Store, params: Params, dimension: Dimension): Promise<string[]> {
  const [row] = await store.query<{ first: string; last: string }>(sql`
    select min(m.number::int) as first, max(m.number::int) as last
    from attendance a join meeting m on m.id = a.meeting_id
    where a.removed_at is null and a.summed_by is not null and m.body = any(${bodiesOf(params.body)})
      and m.number ~ '^[0-9]+$' and (${params.meeting}::text is null or m.id = ${params.meeting})`);
  if (!row?.first) return [];
  const meetings = row.first === row.last ? `IETF ${row.first}` : `IETF ${row.first} to ${row.last}`;
  const isBlind = params.bloc !== null && dimension === 'organisation' && params.rule === 'declared';
  return [
    `The attendances of ${meetings} come from the starter data, counted from the IETF’s own list of each meeting: countries and organisations with fewer than three at one ` +
      'meeting are one row there, also in longer periods. Newer and finer: npm run scrape -- ietf-meetings.',
    ...(params.mode === 'remote'
      ? ['Nobody is marked as remote in the starter data: its lists tell who was there, not how.']
      : []),
    ...(params.bloc ? ['Those rows of fewer than three each belong to no bloc and are left out here.'] : []),
    ...(isBlind
      ? [
          'The starter data does not say which organisation came from which country: choose rule=employer for organisations of a bloc.',
        ]
      : []),
  ];
}

/** A meeting whose list marks nobody as there. */
interface Unmarked {
  id: string;
  name: string;
  /** ISO day. */
  from: string;
  count: number;
}

/** Meetings of which registrations stand for who came, whatever the mode, oldest first. */
const readUnmarked = (store: Store, params: Params): Promise<Unmarked[]> =>
  store.query<Unmarked>(sql`
    select m.id, m.name, m.from::text as from, sum(a.count)::int as count
    from (${attendanceRows({ ...params, mode: null, bloc: null }, 'country')}) a join meeting m on m.id = a.meeting_id
    where not exists (select from meeting_count n where n.meeting_id = m.id and n.what = 'attended' and n.removed_at is null)
    group by 1, 2, 3 order by 3, 1`);

/** Where the measure counts something else, for the axis of time. */
export async function readAttendanceBreaks(store: Store, params: Params): Promise<AxisNote[]> {
  if (params.mode !== null && params.mode !== 'unknown') return [];
  return (await readUnmarked(store, params)).map(({ id, name, from }) => ({
    day: from,
    text: `${name}: everybody registered counts, because its list marks nobody as there`,
    source: `/meetings/${encodeURIComponent(id)}`,
    evidence: 'primary',
  }));
}

function unmarkedNotes(unmarked: readonly Unmarked[], params: Params): string[] {
  if (unmarked.length === 0) return [];
  const isLeftOut = params.mode !== null && params.mode !== 'unknown';
  const which = unmarked
    .map(
      ({ name, from, count }) =>
        `${name} (${from.slice(0, 4)}${isLeftOut ? '' : `, ${count.toLocaleString('en-GB')} registered`})`,
    )
    .join(', ');
  return isLeftOut
    ? [
        `Not in it, because the list marks nobody as there and a ticket does not say where its holder was: ${which}.`,
      ]
    : [
        `Registrations, not attendances, because the list marks nobody as there: ${which}. ` +
          (params.meeting
            ? 'Who registered and did not come is in it.'
            : 'These periods also count who did not come.'),
      ];
}

function attendanceRows(params: Params, dimension: Dimension): Sql {
  const conditions = [
    sql`a.removed_at is null`,
    sql`coalesce(a.summed_by, ${summedBy(params, dimension)}) = ${summedBy(params, dimension)}`,
    sql`m.from is not null`,
    sql`m.body = any(${bodiesOf(params.body)})`,
  ];
  if (params.group) conditions.push(sql`lower(m.group_id) = ${params.group.toLowerCase()}`);
  if (params.meeting) conditions.push(sql`m.id = ${params.meeting}`);
  if (params.from) conditions.push(sql`m.from >= ${params.from}::date`);
  if (params.to) conditions.push(sql`m.from <= ${params.to}::date`);
  if (params.mode) conditions.push(sql`a.mode = ${params.mode}`);
  const organisation =
    params.rule === 'parent' ? sql`coalesce(u.parent, a.organisation_id)` : sql`a.organisation_id`;
  const country =
    params.rule === 'declared'
      ? sql`a.country`
      : sql`(select case when o.international then 'international' else o.country end
             from organisation o where o.id = ${organisation})`;
  const orFolded = (column: Sql) => sql`case when a.folded then ${folded} else ${column} end`;
  const member = params.bloc
    ? sql`where exists (select from bloc_membership b where b.bloc_id = ${params.bloc} and b.country = c.country
            and (b.checked or ${params.unchecked === '1'}) and (b.from is null or b.from <= c.day)
            and (b.to is null or c.day < b.to))`
    : empty;
  return sql`select * from (
    select ${periodOf(params.by, sql`m.from`)} as period, m.from as day, a.meeting_id, a.count,
           ${orFolded(organisation)} as organisation, ${orFolded(country)} as country
    from attendance a join meeting m on m.id = a.meeting_id
    left join ultimate_parent u
      on u.child = a.organisation_id and m.from >= u.from and (u.to is null or m.from < u.to)
    where ${join(conditions, ' and ')}) c ${member}`;
}
