import { attendanceFloor, folded } from '#prisma/attendance-cells.ts';
import { join, type Sql, type Store, sql } from '#prisma/client.ts';
import { inOrder, readLabels } from './authorship.ts';
import type { AxisNote } from './axis-notes.ts';
import { blocNotes } from './bloc.ts';
import type { Metric, ParamName, Params, Reading } from './contract.ts';
import { asOf, type Dimension, inCode, periodOf, ranked } from './credit.ts';
import { readMeetingsHeld } from './meetings-held.ts';
import { bodiesOf } from './roster.ts';

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
    'three attendances in a period are shown as one row, which never stands for one of them alone.',
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

/** The attendances of one key in a period, as counted. */
interface Attended {
  period: string;
  key: string | null;
  count: number;
  meetings: string[];
  /** Whether it is under three also where no bloc is asked for. */
  isSmall: boolean;
}

/**
 * The cells that may be shown: those under three are one row, which never stands for one of them alone nor for fewer than
 * three people. Where it would, it takes in the smallest cell beside it; within a bloc it is left out, as that cell may be
 * read where no bloc is asked for.
 * @returns `leftOut`: periods of which something is not told; `unknownFolded`: periods whose unknown are in that row
 */
function foldSmall(attended: readonly Attended[], isBloc: boolean) {
  const cells: Cell[] = [];
  const leftOut: string[] = [];
  const unknownFolded: string[] = [];
  for (const period of new Set(attended.map((one) => one.period))) {
    const all = attended.filter((one) => one.period === period);
    const isHidden = (one: Attended) => one.isSmall || one.count < attendanceFloor || one.key === folded;
    const shown = all.filter((one) => !isHidden(one)).toSorted((a, b) => a.count - b.count);
    let hidden = all.filter(isHidden);
    const isOpen = () =>
      hidden.length > 0 &&
      // The starter data's row is many already.
      ((hidden.length < 2 && hidden[0]?.key !== folded) ||
        hidden.reduce((sum, one) => sum + one.count, 0) < attendanceFloor);
    while (!isBloc && isOpen() && shown.length > 0) hidden.push(shown.shift() as Attended);
    if (isOpen()) {
      leftOut.push(period);
      hidden = [];
    }
    const rows: [string | null, Attended[]][] = shown.map((one) => [one.key, [one]]);
    if (hidden.length > 0) rows.push([folded, hidden]);
    if (hidden.some((one) => one.key === null)) unknownFolded.push(period);
    for (const [key, parts] of rows) {
      const value = parts.reduce((sum, one) => sum + one.count, 0);
      const documents = new Set(parts.flatMap((one) => one.meetings)).size;
      cells.push({ period, key, value, documents, authorships: value });
    }
  }
  return { cells, leftOut, unknownFolded };
}

/** Attendances along one dimension: `documents` counts meetings. Small cells are folded into one row a period. */
export async function readAttendance(store: Store, params: Params, dimension: Dimension): Promise<Reading> {
  const key = dimension === 'country' ? sql`country` : sql`organisation`;
  const [attended, labels, read, blocs, starter, unmarked] = await Promise.all([
    store.query<Attended>(sql`
      select period, ${key} as key, (sum(count) filter (where is_member))::int as count,
             array_agg(distinct meeting_id) filter (where is_member) as meetings,
             sum(count) < ${attendanceFloor} as "isSmall"
      from (${attendanceRows(params, dimension)}) a group by 1, 2 having bool_or(is_member)`),
    readLabels(store, dimension),
    // No list of who came is read of the ITU.
    params.body === 'ietf' ? readDay(store, params) : null,
    blocNotes(store, params),
    starterNotes(store, params, dimension),
    readUnmarked(store, params),
  ]);
  const { day = null, meetings = null } = read ?? {};
  const { cells, leftOut, unknownFolded } = foldSmall(attended, params.bloc !== null);
  const totals = [...new Set(cells.map((cell) => cell.period))].map((period) => {
    const authorships = cells.reduce((sum, cell) => (cell.period === period ? sum + cell.value : sum), 0);
    const told = attended.filter((one) => one.period === period);
    const documents = new Set(told.flatMap((one) => one.meetings)).size;
    return { period, value: authorships, documents, authorships };
  });
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
    ...(leftOut.length > 0 ? { isCut: true } : {}),
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
      ...(unknownFolded.length > 0
        ? [
            `In ${unknownFolded.toSorted(inCode).join(', ')} the unknown are not told apart from the row of fewer than three.`,
          ]
        : []),
      ...(leftOut.length > 0
        ? [
            `Left out of ${leftOut.toSorted(inCode).join(', ')} and of their totals: a row of fewer than three that would tell of one ${dimension} alone.`,
          ]
        : []),
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
    ? sql`exists (select from bloc_membership b where b.bloc_id = ${params.bloc} and b.country = c.country
            and (b.checked or ${params.unchecked === '1'}) and (b.from is null or b.from <= c.day)
            and (b.to is null or c.day < b.to))`
    : sql`true`;
  return sql`select c.*, ${member} as is_member from (
    select ${periodOf(params.by, sql`m.from`)} as period, m.from as day, a.meeting_id, a.count,
           ${orFolded(organisation)} as organisation, ${orFolded(country)} as country
    from attendance a join meeting m on m.id = a.meeting_id
    left join ultimate_parent u
      on u.child = a.organisation_id and m.from >= u.from and (u.to is null or m.from < u.to)
    where ${join(conditions, ' and ')}) c`;
}
