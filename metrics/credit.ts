import { empty, join, type Sql, type Store, sql } from '#prisma/client.ts';
import {
  type Body,
  type Count,
  type Kind,
  type MetricRow,
  type Params,
  type Period,
  rankFloor,
} from './contract.ts';

export type Dimension = 'country' | 'organisation';

export const periodOf = (by: Period, column: Sql): Sql =>
  by === 'all'
    ? sql`'all'`
    : by === 'year'
      ? sql`to_char(${column}, 'YYYY')`
      : sql`to_char(${column}, 'YYYY-"Q"Q')`;

/** What one row of credit adds, under each counting. */
export const weightOf: Record<Count, Sql> = {
  whole: sql`1.0 / count(*) over (partition by document_id)`,
  complete: sql`case when position is null then 0 else share end`,
  fractional: sql`fraction`,
  straight: sql`share`,
};
export const creditValue: Record<Count, Sql> = {
  whole: sql`count(distinct document_id)`,
  complete: sql`coalesce(sum(share) filter (where position is not null), 0)`,
  fractional: sql`sum(fraction)`,
  straight: sql`sum(share)`,
};

export const keyIs = (column: Sql, wanted: string | null): Sql =>
  wanted === null
    ? empty
    : wanted === 'unknown'
      ? sql`and ${column} is null`
      : sql`and ${column} = ${wanted}`;

/** The condition that picks the authorships of the documents a reading speaks of, under whatever rule. */
export function documentsWhere(params: Params): Sql {
  const conditions = [sql`body = ${params.body}`, sql`kind = ${params.kind}`];
  if (params.group) conditions.push(sql`group_id = ${params.group}`);
  if (params.from) conditions.push(sql`published >= ${params.from}::date`);
  if (params.to) conditions.push(sql`published <= ${params.to}::date`);
  if (params.count === 'straight') conditions.push(sql`(position = 1 or position is null)`);
  return join(conditions, ' and ');
}

/** The condition that picks the rows of `credit` a reading speaks of. */
export function creditWhere(params: Params): Sql {
  const conditions = [sql`rule = ${params.rule}`, documentsWhere(params)];
  if (params.bloc) conditions.push(inBloc(params, sql`credit.country`, sql`credit.published`));
  return sql`${join(conditions, ' and ')} ${keyIs(sql`country`, params.country)} ${keyIs(sql`organisation`, params.organisation)}`;
}

/** Whether a country was a member of the bloc on a day; the unknown and bodies without a country are in none. */
export const inBloc = ({ bloc, unchecked }: Params, country: Sql, day: Sql): Sql => sql`exists (
  select from bloc_membership m where m.bloc_id = ${bloc} and m.country = ${country}
    and (m.checked or ${unchecked === '1'}) and (m.from is null or m.from <= ${day}) and (m.to is null or ${day} < m.to))`;

/** What stands for one key in one period; the unknown has key null. */
export interface Sums {
  period: string;
  key: string | null;
  value: number;
  documents: number;
  authorships: number;
}

/** Counted, and in no order with countries or organisations: sources that are no member, and cells shown together. */
const apart = new Set(['officer', 'liaison', 'secretariat', 'fewer-than-three']);

/**
 * Sorts by period, then value, the unknown last; labels the rows it is given, and ranks the known ones where a period has
 * documents enough.
 */
export function ranked(
  rows: Sums[],
  totals: { period: string; documents: number }[],
  labels: Map<string, string>,
): MetricRow[] {
  const enough = new Set(totals.filter((total) => total.documents >= rankFloor).map((total) => total.period));
  const byPeriod = new Map<string, Sums[]>();
  for (const row of rows) {
    const known = byPeriod.get(row.period);
    if (known) known.push(row);
    else byPeriod.set(row.period, [row]);
  }
  const periods = [...byPeriod].sort((a, b) => inCode(a[0], b[0]));
  return periods.flatMap(([period, found]) => {
    found.sort(
      (a, b) =>
        Number(a.key === null) - Number(b.key === null) ||
        b.value - a.value ||
        inCode(a.key ?? '', b.key ?? ''),
    );
    let before: number | undefined;
    let rank = 0;
    return found.map((row, at) => {
      // Equal values share a rank; shares of thirds differ in the last bits without differing.
      if (before === undefined || Math.abs(before - row.value) > 1e-9) rank = at + 1;
      before = row.value;
      const isRanked = row.key !== null && !apart.has(row.key) && enough.has(period);
      return Object.assign(row, {
        label: row.key === null ? 'Unknown' : (labels.get(row.key) ?? row.key),
        rank: isRanked ? rank : null,
      });
    });
  });
}

/** Compares periods, codes and ids, which are of one alphabet: that of a language is many times slower to ask. */
export const inCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The ids of the sources a body's documents of one kind are read from. */
export const sourcesOf = ({ body, kind }: Pick<Params, 'body' | 'kind'>): readonly string[] =>
  documentSources[body][kind] ?? [];
const documentSources: Record<Body, Partial<Record<Kind, readonly string[]>>> = {
  ietf: { rfc: ['ietf-rfcs'], 'internet-draft': ['ietf-drafts'], work: ['ietf-drafts'] },
  'itu-t': {
    contribution: ['itu-contributions'],
    'temporary-document': ['itu-temporary-documents'],
    'work-item': ['itu-work-programme'],
    recommendation: ['itu-recommendations'],
  },
  'itu-r': { contribution: ['itu-r-contributions'] },
  'itu-d': { contribution: ['itu-d-contributions'] },
  itu: { contribution: ['itu-conference-contributions'] },
};
export const authorshipSources: readonly string[] = [
  ...new Set(Object.values(documentSources).flatMap((kinds) => Object.values(kinds).flat())),
];

/** The day (ISO) of the newest good reading of these sources that gave a whole list; null where there is none. */
export async function readOn(store: Store, sources: readonly string[]): Promise<string | null> {
  const [row] = await store.query<{ day: string | null }>(sql`
    select max(as_of)::text as day from run where source = any(${[...sources]}) and state = 'good'
      and not (source = 'itu-recommendations' and exists (
        -- Where the site gives no list, single numbers are searched for, and what was searched for is noted.
        select from setting where key = 'memo itu-recommendations' and value::jsonb ? 'searched'))`);
  return row?.day ?? null;
}

/**
 * The day the data behind a figure speaks of (ISO): the newest good reading of its sources. Until one of them has given its
 * whole list, curated facts stand in its place, and it is the newest day these speak of, whenever they were loaded.
 */
export async function asOf(store: Store, sources: readonly string[]): Promise<string | null> {
  const read = await readOn(store, sources);
  if (read) return read;
  const queries = sources.flatMap((source) => curatedDays[source] ?? []);
  const days = await Promise.all(queries.map((query) => store.query<{ day: string | null }>(query)));
  return (
    days
      .flatMap(([found]) => found?.day ?? [])
      .sort()
      .at(-1) ?? null
  );
}

/** The newest day that curated facts speak of, by the source in whose place they stand. */
const curatedDays: Readonly<Record<string, Sql>> = {
  'itu-recommendations': sql`
    select max(published)::text as day from document
    where kind = 'recommendation' and body = 'itu-t' and stage <> 'sample' and removed_at is null`,
  'itu-meetings': sql`
    select max(coalesce(m.to, m.from))::text as day from meeting_count c join meeting m on m.id = c.meeting_id
    where c.source = 'facts-itu' and c.removed_at is null and m.removed_at is null`,
};
