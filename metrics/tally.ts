import { join, type Sql, sql } from '#prisma/client.ts';
import type { Count, Params } from './contract.ts';
import { creditWhere, type Dimension, keyIs, periodOf } from './credit.ts';

/**
 * `tally` holds every sum once a month and once a year; a filter by group, by bloc or by the other dimension is summed
 * from `credit`, the single authorships.
 */
const isTallied = (params: Params, dimension: Dimension): boolean =>
  !params.group && !params.bloc && !(dimension === 'country' ? params.organisation : params.country);

/** From whole years and months of `tally`, and from the days of `credit` that are left at the ends. */
interface Reach {
  tally: Sql | null;
  credit: Params[];
}

/** Which years, months and days lie within the dates; a document has one date, so none is met twice. */
function reachOf(params: Params): Reach {
  const { from, to } = params;
  const first = from === null ? -Infinity : monthOf(from) + (from.endsWith('-01') ? 0 : 1);
  const last = to === null ? Infinity : monthOf(to) - (to === lastDay(monthOf(to)) ? 0 : 1);
  const credit: Params[] = [];
  if (first > last + 1) credit.push(params);
  else {
    if (from !== null && monthOf(from) < first) credit.push({ ...params, to: lastDay(monthOf(from)) });
    if (to !== null && monthOf(to) > last) credit.push({ ...params, from: firstDay(monthOf(to)) });
  }
  // A quarter is told from its months.
  const firstYear = params.by === 'quarter' ? Infinity : Math.ceil(first / 12) * 12;
  const lastYear = Math.floor((last + 1) / 12) * 12 - 1;
  const spans =
    firstYear < lastYear
      ? [
          spanOf('year', firstYear, lastYear),
          spanOf('month', first, firstYear - 1),
          spanOf('month', lastYear + 1, last),
        ]
      : [spanOf('month', first, last)];
  const within = spans.filter((span) => span !== null);
  return { tally: within.length ? sql`(${join(within, ' or ')})` : null, credit };
}

/** Months are counted from the year 0. */
const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const firstDay = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
// The calendar comes round in 400 years; a Date takes years before 100 for years of this age.
const lastDay = (month: number): string =>
  firstDay(month).slice(0, 8) +
  new Date(Date.UTC(2000 + (Math.floor(month / 12) % 400), (month % 12) + 1, 0)).getUTCDate();

function spanOf(span: 'year' | 'month', first: number, last: number): Sql | null {
  if (!(first <= last) || first === Infinity || last === -Infinity) return null;
  const conditions = [sql`span = ${span}`];
  if (first !== -Infinity) conditions.push(sql`starts >= ${firstDay(first)}::date`);
  if (last !== Infinity) conditions.push(sql`starts <= ${firstDay(last)}::date`);
  return sql`(${join(conditions, ' and ')})`;
}

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
const authorsWhere = (condition: Sql): Sql => sql`(count(position) filter (where share = 1 and ${condition})
  + coalesce(bit_count(bit_or(set_bit(0::bit(512), position, 1)) filter (where share < 1 and ${condition})), 0))`;
const authors = authorsWhere(sql`true`);

/** The rows of `tally` of a reading; an organisation is the same under every rule but parent: its sums stand once. */
function tallyWhere(params: Params, dimension: Dimension | 'total', spans: Sql): Sql {
  const rule = dimension === 'organisation' && params.rule !== 'parent' ? 'employer' : params.rule;
  return sql`dimension = ${dimension} and rule = ${rule} and body = ${params.body} and kind = ${params.kind} and ${spans}`;
}

/** Sums by period and key. Shape: one row a period and key, the unknown with key null. */
export function sumsBy(dimension: Dimension, params: Params): Sql {
  const column = dimension === 'country' ? sql`country` : sql`organisation`;
  const { tally, credit } = isTallied(params, dimension)
    ? reachOf(params)
    : { tally: null, credit: [params] };
  const pick = tallied[params.count];
  const wanted = dimension === 'country' ? params.country : params.organisation;
  const parts = credit.map(
    (some) => sql`
      select ${periodOf(params.by, sql`published`)} as period, key, value, 1 as documents, authorships
      from (select unit, published, ${column} as key, ${ofDocument[params.count]} as value, ${authors} as authorships
            from credit where ${creditWhere(some)} group by 1, 2, 3) d`,
  );
  if (tally)
    parts.push(sql`
      select ${periodOf(params.by, sql`starts`)}, key, ${pick.value}, ${pick.documents}, ${pick.authorships}
      from tally where ${tallyWhere(params, dimension, tally)} ${keyIs(sql`key`, wanted)}`);
  return sql`
    select period, key, sum(value)::float8 as value, sum(documents)::int as documents, sum(authorships)::int as authorships
    from (${union(parts)}) p (period, key, value, documents, authorships) group by 1, 2 having sum(documents) > 0`;
}

/** Documents and authorships of each period, every document once. */
export function totalsBy(params: Params): Sql {
  const { tally, credit } =
    isTallied(params, 'country') && isTallied(params, 'organisation')
      ? reachOf(params)
      : { tally: null, credit: [params] };
  const { documents, authorships } = tallied[params.count];
  const parts = credit.map(
    (some) => sql`
      select ${periodOf(params.by, sql`published`)} as period, 1 as documents, authorships
      from (select unit, published, ${authors} as authorships from credit where ${creditWhere(some)} group by 1, 2) d`,
  );
  if (tally)
    parts.push(sql`
      select ${periodOf(params.by, sql`starts`)}, ${documents}, ${authorships}
      from tally where ${tallyWhere(params, 'total', tally)}`);
  return sql`
    select period, sum(documents)::int as documents, sum(authorships)::int as authorships
    from (${union(parts)}) p (period, documents, authorships) group by 1`;
}

/** Of each period: documents, authorships, those that state an affiliation, and the shares with an organisation and a country. */
export function coverageBy(params: Params): Sql {
  const { tally, credit } = isTallied(params, 'country')
    ? reachOf(params)
    : { tally: null, credit: [params] };
  const parts = credit.map(
    (some) => sql`
      select ${periodOf(params.by, sql`published`)} as period, 1 as documents, authorships, affiliation, organisation, country
      from (select unit, published, ${authors} as authorships, ${authorsWhere(sql`states_affiliation`)} as affiliation,
                   coalesce(sum(share) filter (where organisation is not null), 0) as organisation,
                   coalesce(sum(share) filter (where country is not null), 0) as country
            from credit where ${creditWhere(some)} group by 1, 2) d`,
  );
  if (tally)
    parts.push(sql`
      select ${periodOf(params.by, sql`starts`)}, documents, authorships, stating_affiliation, resolved, with_country
      from tally where ${tallyWhere(params, 'total', tally)}`);
  return sql`
    select period, sum(documents)::int as documents, sum(authorships)::int as authorships,
           sum(affiliation)::int as affiliation, sum(organisation)::float8 as organisation, sum(country)::float8 as country
    from (${union(parts)}) p (period, documents, authorships, affiliation, organisation, country) group by 1 order by 1`;
}

const union = (parts: readonly Sql[]): Sql => join([...parts], ' union all ');
