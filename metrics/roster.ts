import { Unexpected } from '#lib/unexpected.ts';
import { dayInWords, isoDay } from '#lib/week.ts';
import { join, type Sql, type Store, sql } from '#prisma/client.ts';
import { affiliationOn, stated } from './affiliation.ts';
import { knownId } from './known.ts';
import { amount } from './numbers.ts';
import { memberRegion, type Post, readPosts } from './post.ts';
import { staffPosts } from './post-levels.ts';
import { sampleReason } from './post-words.ts';

export interface RosterQuery {
  /** ietf takes in the IRTF and the IAB; null: every body, in the order of their ids. */
  body: string | null;
  /** Id of a group, in any case; null: every group. */
  group?: string | null;
  /** ISO day. */
  on: string;
}

/** A post held on the day. A date that is not known is null; each basis says how a date is known. */
export interface RosterRow {
  id: string;
  body: string;
  post: string;
  part: string | null;
  group: string;
  groupName: string | null;
  person: string | null;
  personName: string;
  organisation: string | null;
  organisationName: string | null;
  organisationText: string | null;
  country: string | null;
  countryName: string | null;
  /** As printed, where no country could be told from it. */
  countryText: string | null;
  region: string | null;
  /** Of a post at the ITU: the region (A to E) of the country as a member state. No nomination. */
  memberRegion: string | null;
  /** null: it is not known since when. */
  from: string | null;
  /** The day it ended; null while it is held. Never a day to come. */
  to: string | null;
  /** The day to come on which it ends, where one is stated: the end of a term or of a study period. */
  until: string | null;
  fromBasis: string | null;
  toBasis: string | null;
  evidence: string;
  /**
   * The document whose printed affiliation is taken, where the body prints none: the nearest to the day. And the day it
   * speaks of.
   */
  affiliationDocument: string | null;
  affiliationDay: string | null;
  sourceUrl: string | null;
  page: number | null;
  source: string;
  isSample: boolean;
}

export interface Roster {
  on: string;
  rows: RosterRow[];
  /**
   * Posts that ended after the day and of which it is not known since when they were held, the next end first: whether
   * any of them was held on the day, nobody knows.
   */
  undated: RosterRow[];
  /** How it was decided who is in it, and what the reader must know of these rows. */
  notes: string[];
}

export const rosterRule =
  'A post is held on a day from its first day until the day before its last. Where it is not known since when, it counts as held from the day we first saw it.';

/** Of posts in the starter data no organisation is known: their holders' documents, which state it, are not in it. */
export const blindStarter =
  'The IETF’s posts here come from the starter data, which holds no affiliations: organisation and country are unknown of all ' +
  'of them until npm run scrape -- ietf-groups ietf-drafts ietf-roles has read them.';

/** The bodies whose group an id is, by the list of groups and by the posts in them; none: nobody has it. */
export async function bodiesOfGroup(store: Store, asked: string): Promise<string[]> {
  const rows = await store.query<{ body: string }>(sql`
    select body from "group" where lower(id) = lower(${asked})
    union select body from tenure where lower(group_id) = lower(${asked}) and removed_at is null order by 1`);
  return rows.map(({ body }) => body);
}

/** A list that was printed on one day says who held a post on that day, and of no other. */
const isOfOneDay = sql`t.from = t.to and t.source like 'facts-%'`;

/** The days of which such lists of a body are here, the first first; null: of any body. */
export async function listedDays(store: Store, body: string | null): Promise<string[]> {
  const rows = await store.query<{ day: string }>(sql`
    select distinct t.from::text as day from tenure t
    where t.removed_at is null and not t.is_sample and ${isOfOneDay}
      and (${body}::text is null or t.body = any(${body ? bodiesOf(body) : []})) order by 1`);
  return rows.map((row) => row.day);
}

/** The day the IETF's roster here speaks of; null where none is. Starter data knows nobody of a later day. */
export const ietfRosterDay = (store: Store) => rosterDay(store, 'ietf-roles');

/** The day that a source of rosters speaks of; null where it was not read. */
export async function rosterDay(
  store: Store,
  source: 'ietf-roles' | 'itu-leadership',
): Promise<{ day: string; isStarter: boolean } | null> {
  const [row] = await store.query<{ day: string; isStarter: boolean }>(sql`
    select as_of::text as day, mode = 'starter' as "isStarter" from run
    where source = ${source} and state = 'good' and as_of is not null order by id desc limit 1`);
  return row ?? null;
}

/** The bodies one asks for by a body's name: who works at the IRTF or sits on the IAB does so at the IETF. */
export const bodiesOf = (body: string): string[] => (body === 'ietf' ? ['ietf', 'irtf', 'iab'] : [body]);

const columns = sql`
  t.id, t.body, t.post, t.part, t.group_id as "group", g.name as "groupName", t.person_id as person,
  t.person_name as "personName", ${stated.organisation} as organisation, o.name as "organisationName",
  ${stated.organisationText} as "organisationText", ${stated.country} as country, c.name as "countryName",
  ${stated.countryText} as "countryText", t.region, ${memberRegion}, t.from::text as from,
  (case when t.to <= current_date then t.to end)::text as to, (case when t.to > current_date then t.to end)::text as until,
  t.from_basis as "fromBasis", t.to_basis as "toBasis", t.evidence, a.document_id as "affiliationDocument",
  a.document_day::text as "affiliationDay",
  t.source_url as "sourceUrl", t.page_id as page, t.source, t.is_sample as "isSample"`;

/** @param on an expression: the day of which organisation and country are told */
const read = (store: Store, on: Sql, conditions: Sql[], order: Sql): Promise<RosterRow[]> =>
  store.query<RosterRow>(sql`
    select ${columns} from tenure t
    left join "group" g on g.id = t.group_id
    ${affiliationOn(on)}
    left join organisation o on o.id = ${stated.organisation}
    left join country c on c.code = ${stated.country}
    where t.removed_at is null and ${join(conditions, ' and ')} order by ${order}`);

/**
 * Who held which post on a day.
 * @throws Unexpected for a group that nobody has, for a day that is none, or that is still to come
 */
export async function readRoster(store: Store, { body, group: asked, on }: RosterQuery): Promise<Roster> {
  if (!isDay(on)) throw new Unexpected('parameter on', on, 'a day (2012-03-01)');
  const today = isoDay();
  if (on > today) throw new Unexpected('parameter on', on, `a day not after today (${today})`);
  const group = await knownId(store, 'group', asked);
  const conditions = [
    sql`coalesce(t.from, t.first_seen::date) <= ${on}::date`,
    sql`(t.to is null or ${on}::date < t.to or (${on}::date = t.to and ${isOfOneDay}))`,
  ];
  const undatedThen = [sql`t.from is null and t.first_seen::date > ${on}::date and t.to > ${on}::date`];
  for (const list of [conditions, undatedThen]) {
    if (body) list.push(sql`t.body = any(${bodiesOf(body)})`);
    if (group) list.push(sql`t.group_id = ${group}`);
  }
  const [rows, undated, ietf] = await Promise.all([
    read(
      store,
      sql`${on}::date`,
      conditions,
      sql`t.body, t.group_id, t.post, t.part nulls first, t.person_name, t.id`,
    ),
    // For whom they worked in the end: of the day asked for nobody knows that they held the post.
    read(store, sql`t.to`, undatedThen, sql`t.to, t.body, t.group_id, t.post, t.person_name, t.id`),
    body === null || bodiesOf('ietf').includes(body) ? ietfRosterDay(store) : null,
  ]);
  const isBlind = ietf?.isStarter && rows.some((row) => row.source === 'ietf-roles');
  const isAfter = ietf?.isStarter && on > ietf.day;
  return {
    on,
    rows,
    undated,
    notes: [
      rosterRule,
      ...(undated.length ? [undatedWords(undated.length)] : []),
      ...(isAfter
        ? [
            `The roster of the IETF here is of ${dayInWords(ietf.day)}: who held a post then is last seen on that day, and ` +
              'who came after is not known until npm run scrape -- ietf-groups ietf-roles has read it.',
          ]
        : []),
      ...(isBlind ? [blindStarter] : []),
      ...rosterNotes(rows),
    ],
  };
}

/** A post that was taken up or laid down. */
export interface Move {
  /** ISO day, by the record of the post. */
  day: string;
  what: 'taken up' | 'laid down';
  /** How the day is known. */
  basis: string | null;
  row: RosterRow;
}

export interface Moves {
  taken: number;
  laid: number;
  moves: Move[];
}

/** The tenures to be drawn over time: of one group, or of the boards that lead the IETF. */
export async function readTimelines(
  store: Store,
  asked: string | null,
): Promise<{ title: string; posts: Post[] }[]> {
  const boards: readonly [title: string, where: Sql][] = asked
    ? [[asked, sql`(lower(t.group_id) = lower(${asked}) or lower(t.part) = lower(${asked}))`]]
    : [
        [
          'IESG and area directors',
          sql`(t.group_id = 'iesg' or t.post in ('area-director', 'incoming-area-director')) and t.body = 'ietf'`,
        ],
        ['IAB', sql`t.group_id = 'iab'`],
      ];
  return Promise.all(
    boards.map(async ([title, where]) => ({
      title,
      posts: await readPosts(store, sql`${where} and not (${isOfOneDay})`),
    })),
  );
}

/**
 * The posts of a body that were taken up or laid down after a day and until today, the latest first: how many, and so many
 * of them.
 */
export async function readMoves(
  store: Store,
  {
    bodies,
    group,
    on,
    limit,
  }: { bodies: readonly string[]; group?: string | null; on: string; limit: number },
): Promise<Moves> {
  const of = sql`t.removed_at is null and t.body = any(${[...bodies]}) and not t.is_sample and not (${isOfOneDay})
    and (${group ?? null}::text is null or lower(t.group_id) = lower(${group ?? null}))`;
  const isAfter = (column: Sql) => sql`${column} > ${on}::date and ${column} <= current_date`;
  const [[counted], moved] = await Promise.all([
    store.query<{ taken: number; laid: number }>(sql`
      select (count(*) filter (where ${isAfter(sql`t.from`)}))::int as taken,
             (count(*) filter (where ${isAfter(sql`t.to`)}))::int as laid
      from tenure t where ${of}`),
    store.query<{ id: string; day: string; what: Move['what'] }>(sql`
      select t.id, t.from::text as day, 'taken up' as what from tenure t where ${of} and ${isAfter(sql`t.from`)}
      union all
      select t.id, t.to::text, 'laid down' from tenure t where ${of} and ${isAfter(sql`t.to`)}
      order by day desc, id, what limit ${limit}`),
  ]);
  const rows = await read(
    store,
    sql`coalesce(t.to, current_date)`,
    [sql`t.id = any(${moved.map(({ id }) => id)})`],
    sql`t.id`,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    taken: counted?.taken ?? 0,
    laid: counted?.laid ?? 0,
    moves: moved.flatMap(({ id, day, what }) => {
      const row = byId.get(id);
      return row ? [{ day, what, basis: what === 'taken up' ? row.fromBasis : row.toBasis, row }] : [];
    }),
  };
}

/** Posts held today whose stated end comes before a day, the next first. */
export async function readTenuresEnding(
  store: Store,
  { before, body, group }: { before: string; body?: string | null; group?: string | null },
): Promise<RosterRow[]> {
  if (!isDay(before)) throw new Unexpected('parameter before', before, 'a day (2028-11-01)');
  const conditions = [
    sql`t.to > current_date and t.to < ${before}::date`,
    sql`coalesce(t.from, t.first_seen::date) <= current_date`,
  ];
  if (body) conditions.push(sql`t.body = any(${bodiesOf(body)})`);
  if (group) conditions.push(sql`lower(t.group_id) = lower(${group})`);
  return read(
    store,
    sql`current_date`,
    conditions,
    sql`t.to, t.body, t.group_id, t.post, t.person_name, t.id`,
  );
}

/**
 * How many posts of ITU-T groups are held until the next world assembly, by post: they are given for a study period, and
 * the day on which it ends is not announced. Curated samples and the secretariat's staff are left out.
 */
export const readUntilAssembly = (
  store: Store,
  group: string | null = null,
): Promise<{ post: string; posts: number }[]> =>
  store.query<{ post: string; posts: number }>(sql`
    select post, count(*)::int as posts from tenure t
    where t.removed_at is null and t.body = 'itu-t' and t.to is null and not t.is_sample
      and t.source in ('itu-leadership', 'itu-rapporteurs') and t.post <> all(${staffPosts})
      and (${group}::text is null or lower(t.group_id) = lower(${group}))
    group by 1`);

const isDay = (day: string): boolean => {
  const parsed = new Date(`${day}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
  );
};

const undatedWords = (count: number): string =>
  count === 1
    ? 'One more post ended later, and it is not known since when it was held: it is listed apart.'
    : `${amount(count)} more posts ended later, and it is not known since when they were held: they are listed apart.`;

/** As many posts as this do not change hands on one day: it is the day their records were made. */
const recordedTogether = 50;

function rosterNotes(rows: readonly RosterRow[]): string[] {
  const firstRecorded = new Map<string, number>();
  for (const { from, fromBasis } of rows)
    if (from && fromBasis === 'snapshot') firstRecorded.set(from, (firstRecorded.get(from) ?? 0) + 1);
  const together = [...firstRecorded]
    .filter(([, count]) => count >= recordedTogether)
    .sort()
    .map(([day, count]) => `${amount(count)} on ${dayInWords(day)}`);
  const samples = rows.filter((row) => row.isSample).length;
  const undated = rows.filter((row) => row.from === null).length;
  return [
    ...(together.length
      ? [
          `Many of these posts are first recorded on one day (${together.join(', ')}): that is the day of the record. ` +
            'Who is shown may have taken the post up earlier, or some months later where the record was changed without a new date.',
        ]
      : []),
    ...(samples
      ? [
          `${amount(samples)} of these rows ${samples === 1 ? 'is from a sample' : 'are a sample'}, not a complete list: ${sampleReason}.`,
        ]
      : []),
    ...(undated
      ? [
          `Of ${amount(undated)} of these posts it is not known since when ${undated === 1 ? 'it is' : 'they are'} held.`,
        ]
      : []),
  ];
}
