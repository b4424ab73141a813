import { empty, join, raw, type Sql, type Store, sql } from '#prisma/client.ts';
import { type Count, othersKey, type Params, type Period, type Rule } from './contract.ts';
import { creditWhere, type Dimension, documentsWhere, keyIs, type Sums } from './credit.ts';
import { keptAnswer } from './kept-answers.ts';
import { periodName, type Reach, reachOf, type Span, spanStart, startOf } from './spans.ts';

/** Of which rows of `tally` a number is the sum, and what of them are the rows of one key or bloc. */
export interface Summed {
  dimension: Dimension | 'bloc' | 'bloc-stated' | 'total';
  where: Sql;
}

/**
 * Where the sums of a dimension answer: they know no group, and of a bloc only which countries were in it. What is
 * filtered by another dimension is summed from `credit`, the single authorships.
 */
function summedBy(dimension: Dimension, params: Params): Summed | null {
  const { group, bloc, country, organisation } = params;
  if (group || (dimension === 'country' ? organisation : country || bloc)) return null;
  const wanted = dimension === 'country' ? country : organisation;
  return { dimension, where: sql`${keyIs(sql`key`, wanted)} ${bloc ? ofBloc(params) : empty}` };
}

/** Whose sums are those of every document that the filters leave, each once; null where `tally` has no such row. */
function summedWhole(params: Params): Summed | null {
  const { country, organisation, bloc } = params;
  if (country) return summedBy('country', params);
  if (organisation) return summedBy('organisation', params);
  if (params.group) return null;
  return bloc
    ? { dimension: blocDimension(params), where: sql`and key = ${bloc}` }
    : { dimension: 'total', where: empty };
}

export const blocDimension = ({ unchecked }: Params): 'bloc' | 'bloc-stated' =>
  unchecked === '1' ? 'bloc-stated' : 'bloc';

/** The rows of countries that were in the bloc on the days summed. */
const ofBloc = ({ bloc, unchecked }: Params): Sql =>
  sql`and ${unchecked === '1' ? sql`stated` : sql`checked`} & (select 1::bigint << ordinal from bloc where id = ${bloc}) <> 0`;

const tallied: Record<Count, { value: Sql; documents: Sql; authorships: Sql }> = {
  whole: { value: sql`documents`, documents: sql`documents`, authorships: sql`authorships` },
  complete: { value: sql`complete`, documents: sql`documents`, authorships: sql`authorships` },
  fractional: { value: sql`fractional`, documents: sql`documents`, authorships: sql`authorships` },
  straight: {
    value: sql`straight`,
    documents: sql`straight_documents`,
    authorships: sql`straight_authorships`,
  },
};

/** What rows of one key add to it, under each counting; `adds` says of which documents and authorships they are the first. */
const added = (count: Count, adds: Sql): Sql =>
  ({
    whole: sql`sum(${adds} >> 1)`,
    complete: sql`coalesce(sum(share) filter (where position is not null), 0)`,
    fractional: sql`sum(fraction)`,
    straight: sql`sum(share)`,
  })[count];

/** What one document adds to one key, under each counting. */
const ofDocument: Record<Count, Sql> = {
  whole: sql`1`,
  complete: sql`coalesce(sum(share) filter (where position is not null), 0)`,
  fractional: sql`sum(fraction)`,
  straight: sql`sum(share)`,
};

/**
 * The authors among rows of credit of one document. Who names a single organisation has one row; the others are counted
 * as bits of their positions, for distinct values are counted by sorting.
 */
const authors = sql`(count(position) filter (where share = 1)
  + coalesce(bit_count(bit_or(set_bit(0::bit(512), position, 1)) filter (where share < 1)), 0))`;

/** Where a number comes from: sums and the days that are left at the ends, or single authorships alone. */
const reachIf = (summed: Summed | null, params: Params): Reach =>
  summed ? reachOf(params) : { spans: [], credit: [params] };

/**
 * What each of the spans adds, as `start` (the first day of the period), the columns `key` names, value, documents and
 * authorships. An organisation is the same under every rule but parent: its sums stand once.
 */
export function tallyParts(summed: Summed | null, params: Params, spans: readonly Span[], key: Sql): Sql[] {
  if (!summed) return [];
  const { value, documents, authorships } = tallied[params.count];
  return spans.map(
    (span) => sql`
      select ${spanStart(params.by, span)}, ${key} ${value}, ${documents}, ${authorships}
      from tally where ${tallyWhere(summed, params)} and ${span.where}`,
  );
}

function tallyWhere({ dimension, where }: Summed, params: Params): Sql {
  const rule = dimension === 'organisation' && params.rule !== 'parent' ? 'employer' : params.rule;
  return sql`dimension = ${dimension} and rule = ${rule} and body = ${params.body} and kind = ${params.kind} ${where}`;
}

/** Sums by key and period, which is told by its first day (`start`); the unknown has key null. */
export function sumsBy(dimension: Dimension, params: Params): Sql {
  const column = dimension === 'country' ? sql`country` : sql`organisation`;
  const isOwn = dimension === 'country' ? !params.organisation : !params.country && !params.bloc;
  const adds = dimension === 'country' ? sql`country_adds` : sql`organisation_adds`;
  const summed = summedBy(dimension, params);
  const { spans, credit } = reachIf(summed, params);
  const parts = credit.map((some) =>
    isOwn
      ? sql`select ${startOf(params.by, sql`published`)}, ${column}, ${added(params.count, adds)}, sum(${adds} >> 1), sum(${adds} & 1)
            from credit where ${creditWhere(some)} group by 1, 2`
      : sql`select start, key, sum(value), count(*), sum(authorships)
            from (select unit, ${startOf(params.by, sql`published`)} as start, ${column} as key,
                         ${ofDocument[params.count]} as value, ${authors} as authorships
                  from credit where ${creditWhere(some)} group by 1, 2, 3) d group by 1, 2`,
  );
  const sums = tallyParts(summed, params, spans, sql`key,`);
  // One row an organisation and year is what there is: nothing to add up.
  if (dimension === 'organisation' && parts.length === 0 && spans.length === 1 && spans[0]?.of === params.by)
    return sql`select * from (${union(sums)}) p (start, key, value, documents, authorships) where documents > 0`;
  return sql`
    select start, key, sum(value)::float8 as value, sum(documents)::int as documents, sum(authorships)::int as authorships
    from (${union([...parts, ...sums])}) p (start, key, value, documents, authorships)
    group by 1, 2 having sum(documents) > 0`;
}

/** The sums by period and key: in each period the largest first, the unknown last. */
export async function readSums(store: Store, dimension: Dimension, params: Params): Promise<Sums[]> {
  // There may be tens of thousands, which the database brings into order sooner.
  const rows = await store.query<Started<Sums>>(sql`
    ${sumsBy(dimension, params)} order by start, key is null, value desc, key collate "C"`);
  const periods = new Map(
    [...new Set(rows.map((row) => row.start))].map((start) => [start, periodName(params.by, start)]),
  );
  return rows.map(({ start, key, value, documents, authorships }) => ({
    period: periods.get(start) ?? '',
    key,
    value,
    documents,
    authorships,
  }));
}

/** How many keys a chart may need, three of them no country and no organisation: as many of the whole span, and of any period. */
const mostDrawn = { whole: 10, period: 5 };

/**
 * The same of the largest keys alone, those that are equal to them too; all others of a period in one row. Nobody who is
 * among the largest of a period is below the fifth there of those who are the largest of all: most rows are told apart by
 * that alone, without being sorted.
 */
export async function readLargest(store: Store, dimension: Dimension, params: Params): Promise<Sums[]> {
  const rounded = (value: Sql) => sql`round(${value} * 1e9)`;
  const least = (value: Sql) => sql`(array_agg(${value} order by ${value} desc))[${mostDrawn.period}]`;
  const ask = isSummedAlone(summedBy(dimension, params), params) ? keptAnswer : asked;
  const rows = await ask<Started<Sums>>(
    store,
    sql`
    with sums as materialized (${sumsBy(dimension, params)}),
    whole as materialized (
      select key from sums where key is not null group by 1
      order by ${rounded(sql`sum(value)`)} desc fetch first ${raw(String(mostDrawn.whole))} rows with ties
    ),
    low as (
      select start, ${least(sql`value`)} as value from sums where key in (select key from whole) group by 1
    ),
    least as materialized (
      select start, ${rounded(least(sql`s.value`))} as value from sums s left join low using (start)
      where key is not null and (low.value is null or s.value >= low.value) group by 1
    )
    select start,
           case when key is null or key in (select key from whole) or least.value is null
                     or ${rounded(sql`s.value`)} >= least.value then key else ${othersKey} end as key,
           sum(s.value)::float8 as value, sum(documents)::int as documents, sum(authorships)::int as authorships
    from sums s left join least using (start) group by 1, 2 order by start, value desc`,
  );
  return rows.map((row) => named<Sums>(params.by, row));
}

/** Whether `tally` answers by itself: it holds the keys, and the span has no days left at its ends. */
const isSummedAlone = (summed: Summed | null, params: Params): boolean =>
  summed !== null && reachOf(params).credit.length === 0;

const asked = <Row>(store: Store, statement: Sql): Promise<Row[]> => store.query<Row>(statement);

/** A row that has the first day of its period, before it is called by the period's name. */
export type Started<Row> = Omit<Row, 'period'> & { start: string };

export const named = <Row>(by: Period, { start, ...row }: Started<Row>) =>
  ({ ...row, period: periodName(by, start) }) as Row;

/**
 * The five largest keys under each of several rules over the whole span, whatever country, organisation or bloc a reading is
 * filtered by; the unknown and `without` are not among them. Single authorships are read once for all rules. For a chart
 * (`largest`) the answer is kept.
 */
export async function topByRule(
  store: Store,
  dimension: Dimension,
  rules: readonly Rule[],
  without: readonly string[],
  given: Params,
  rows?: 'largest',
): Promise<{ rule: Rule; key: string }[]> {
  const params: Params = { ...given, by: 'all', country: null, organisation: null, bloc: null };
  const { spans, credit } = reachIf(summedBy(dimension, params), params);
  const columns = rules.map((rule) => ({ rule, ...columnsOf[dimension][rule] }));
  const parts = [
    ...credit.map(
      (some) => sql`
        select r.rule, r.key, r.value from (
          select ${join(columns.map(({ key, adds }, at) => sql`${key} as ${name('key', at)}, ${added(params.count, adds)} as ${name('value', at)}`))}
          from attribution where ${documentsWhere(some)} group by ${join(columns.map(({ key }) => key))}
        ) a cross join lateral (values ${join(columns.map(({ rule }, at) => sql`(${rule}, ${name('key', at)}, ${name('value', at)})`))}) as r (rule, key, value)`,
    ),
    ...spans.map(
      (span) => sql`
        select rule, key, ${tallied[params.count].value} from tally
        where dimension = ${dimension} and rule = any(${[...rules]}) and body = ${params.body} and kind = ${params.kind} and ${span.where}`,
    ),
  ];
  const ask = rows === 'largest' && credit.length === 0 ? keptAnswer : asked;
  return ask<{ rule: Rule; key: string }>(
    store,
    sql`
    select rule, key from (
      select rule, key, row_number() over (partition by rule order by round((sum(value) * 1e9)::float8) desc, key collate "C") as place
      from (${union(parts)}) p (rule, key, value)
      where key is not null and key <> all(${[...without]}) group by 1, 2
    ) s where place <= 5 order by rule, place`,
  );
}

const name = (what: 'key' | 'value', at: number): Sql => raw(`${what}_${at}`);

/** The columns of `attribution` that hold a dimension under each rule. */
export const columnsOf: Record<Dimension, Record<Rule, { key: Sql; adds: Sql }>> = {
  country: {
    declared: { key: sql`declared`, adds: sql`declared_adds` },
    employer: { key: sql`employer`, adds: sql`employer_adds` },
    parent: { key: sql`parent`, adds: sql`parent_adds` },
    member: { key: sql`member`, adds: sql`member_adds` },
  },
  organisation: {
    declared: { key: sql`organisation`, adds: sql`organisation_adds` },
    employer: { key: sql`organisation`, adds: sql`organisation_adds` },
    parent: { key: sql`parent_organisation`, adds: sql`parent_organisation_adds` },
    member: { key: sql`organisation`, adds: sql`organisation_adds` },
  },
};

/** Documents and authorships of a period, every document once. */
export interface Total {
  period: string;
  documents: number;
  authorships: number;
}

export async function readTotals(store: Store, params: Params): Promise<Total[]> {
  const rows = await store.query<Started<Total>>(totalsBy(params));
  return rows.map((row) => named<Total>(params.by, row));
}

function totalsBy(params: Params): Sql {
  const { country, organisation, bloc } = params;
  const summed = summedWhole(params);
  const { spans, credit } = reachIf(summed, params);
  const adds =
    country && !organisation
      ? sql`country_adds`
      : organisation && !country && !bloc
        ? sql`organisation_adds`
        : country || organisation || bloc
          ? null
          : sql`adds`;
  const parts = credit.map((some) =>
    adds
      ? sql`select ${startOf(params.by, sql`published`)}, sum(${adds} >> 1), sum(${adds} & 1)
            from credit where ${creditWhere(some)} group by 1`
      : sql`select start, count(*), sum(authorships)
            from (select unit, ${startOf(params.by, sql`published`)} as start, ${authors} as authorships
                  from credit where ${creditWhere(some)} group by 1, 2) d group by 1`,
  );
  const { documents, authorships } = tallied[params.count];
  const sums = (summed ? spans : []).map(
    (span) => sql`
      select ${spanStart(params.by, span)}, ${documents}, ${authorships}
      from tally where ${tallyWhere(summed as Summed, params)} and ${span.where}`,
  );
  return sql`
    select start, sum(documents)::int as documents, sum(authorships)::int as authorships
    from (${union([...parts, ...sums])}) p (start, documents, authorships)
    group by 1 having sum(documents) > 0`;
}

/** Of a period: documents, authorships, those that state an affiliation, and the shares with an organisation and a country. */
export interface Covered extends Total {
  affiliation: number;
  organisation: number;
  country: number;
}

export async function readCoverage(store: Store, params: Params): Promise<Covered[]> {
  const rows = await store.query<Started<Covered>>(coverageBy(params));
  return rows.map((row) => named<Covered>(params.by, row));
}

function coverageBy(params: Params): Sql {
  const summed: Summed | null = params.group ? null : { dimension: 'total', where: empty };
  const { spans, credit } = reachIf(summed, params);
  const parts = [
    ...credit.map(
      (some) => sql`
        select ${startOf(params.by, sql`published`)}, sum(adds >> 1), sum(adds & 1),
               coalesce(sum(adds & 1) filter (where states_affiliation), 0),
               coalesce(sum(share) filter (where organisation is not null), 0),
               coalesce(sum(share) filter (where country is not null), 0)
        from credit where ${creditWhere(some)} group by 1`,
    ),
    ...(summed ? spans : []).map(
      (span) => sql`
        select ${spanStart(params.by, span)}, documents, authorships, stating_affiliation, resolved, with_country
        from tally where ${tallyWhere(summed as Summed, params)} and ${span.where}`,
    ),
  ];
  return sql`
    select start, sum(documents)::int as documents, sum(authorships)::int as authorships,
           sum(affiliation)::int as affiliation, sum(organisation)::float8 as organisation, sum(country)::float8 as country
    from (${union(parts)}) p (start, documents, authorships, affiliation, organisation, country) group by 1 order by 1`;
}

/** Of spans that hold nothing there is nothing to sum: a statement needs one part. */
export const union = (parts: readonly Sql[]): Sql => join([...parts], ' union all ');
