// Nobody: no one country, no one organisation.
const nobody = `'international', 'independent', 'officer', 'liaison', 'secretariat'`;

const namedIn = (keys: string, adds: string) =>
  `array_agg(${keys}) filter (where ${adds} >= 2 and ${keys} not in (${nobody}))`;

/** The years of the months in `moved`, and their series. Every row of pairs has a number for each rule. */
export const findYears = `
  create temp table pair_year on commit drop as
  select row_number() over ()::int as place, y.*
  from (select distinct body, kind, date_trunc('year', month::timestamp)::date as starts from moved) y;
  insert into series (dimension, rule, body, kind, span)
  select d.dimension, 'each', k.body, k.kind, s.span
  from (select distinct body, kind from pair_year) k,
    (values ('pair of countries'), ('pair of organisations')) as d (dimension), (values ('year'), ('all')) as s (span)
  where not exists (select from series e where (e.dimension, e.rule, e.body, e.kind, e.span) = (d.dimension, 'each', k.body, k.kind, s.span))
  order by 1, 2, 3, 4, 5;
  analyze pair_year; analyze series`;

/** One row a document: its year, and who is named on it under each rule. */
const documents = (from: string, sign: 1 | -1) => `
    select ${sign} as sign, y.place, y.body like 'itu%' as is_itu,
           ${namedIn('a.declared', 'declared_adds')} as declared, ${namedIn('a.employer', 'employer_adds')} as employer,
           ${namedIn('a.parent', 'parent_adds')} as parent, ${namedIn('a.member', 'member_adds')} as member,
           ${namedIn('a.organisation', 'organisation_adds')} as organisation,
           ${namedIn('a.parent_organisation', 'parent_organisation_adds')} as parent_organisation
    from ${from} a
    join pair_year y on y.body = a.body and y.kind = a.kind and y.starts = date_trunc('year', a.published::timestamp)::date
    group by a.unit, y.place, y.body`;

const sums = ['declared', 'employer', 'parent', 'member'];
const added = sums.map((rule) => `sum(${rule})::int as ${rule}`).join(', ');

/**
 * How many documents each pair has more than before, or fewer (`pair_moved`): all that there are, or those of `touched`
 * less what they were in `attribution_before`. Under most rules a document names the same: it is paired once for all these.
 */
export const countPairs = (which: 'all' | 'touched'): string => `
  create temp table pair_moved on commit drop as
  with document as materialized (
    ${
      which === 'all'
        ? documents('attribution', 1)
        : `${documents('(select * from attribution where document_id in (select document_id from touched))', 1)}
    union all ${documents('attribution_before', -1)}`
    }
  ), told as materialized (
    select place, is_country, keys, least(coalesce(cardinality(keys), 0), 2)::smallint as named,
           ${sums.map((rule) => `sum(sign * ${rule})::int as ${rule}`).join(', ')}
    from (
      select sign, place, true as is_country, declared as keys, 1 as declared, 0 as employer, 0 as parent, 0 as member
      from document
      union all
      select sign, place, true, employer, 0, 1, (parent is not distinct from employer)::int, (member is not distinct from employer)::int
      from document
      union all
      select sign, place, true, parent, 0, 0, 1, 0 from document where parent is distinct from employer
      union all
      select sign, place, true, member, 0, 0, 0, 1 from document where is_itu and member is distinct from employer
      union all
      select sign, place, false, organisation, 0, 1, (parent_organisation is not distinct from organisation)::int, 0
      from document
      union all
      select sign, place, false, parent_organisation, 0, 0, 1, 0
      from document where parent_organisation is distinct from organisation
    ) d group by 1, 2, 3
  ), counted as (
    select place, is_country, named, '' as one, '' as two, ${added} from told where named < 2 group by 1, 2, 3
    union all
    select place, is_country, named, a.one, b.two, ${added}
    from told cross join lateral unnest(keys) as a (one) join lateral unnest(keys) as b (two) on a.one < b.two
    where named = 2 group by 1, 2, 3, 4, 5
  ), written as materialized (
    select y.place, y.starts, s.id as series, w.id as whole, s.dimension = 'pair of countries' as is_country
    from pair_year y
    join series s on s.body = y.body and s.kind = y.kind and s.rule = 'each' and s.span = 'year'
    join series w on w.body = y.body and w.kind = y.kind and w.rule = 'each' and w.span = 'all' and w.dimension = s.dimension
  )
  select w.series, w.whole, w.starts, c.named, c.one, c.two, ${sums.map((rule) => `c.${rule}`).join(', ')}
  from counted c join written w using (place, is_country)
  where ${sums.map((rule) => `c.${rule} <> 0`).join(' or ')}
  order by 1, 3;
  analyze pair_moved`;

const rowsOf = {
  year: `select series, starts, named, one, two, ${sums.join(', ')} from pair_moved order by 1, 2`,
  all: `select whole as series, date '0001-01-01' as starts, named, one, two, ${added}
    from pair_moved group by 1, 3, 4, 5 order by 1`,
};

/** Adds those to the pairs of each year, or to those of all time. A pair of no document has no row. */
export const addPairs = (span: 'year' | 'all', which: 'all' | 'touched'): string =>
  which === 'all'
    ? // What one reading takes lies together.
      `insert into pair_count ${rowsOf[span]}`
    : `
  merge into pair_count p using (${rowsOf[span]}) m
  on (p.series, p.starts, p.named, p.one, p.two) = (m.series, m.starts, m.named, m.one, m.two)
  when matched and ${sums.map((rule) => `p.${rule} + m.${rule} = 0`).join(' and ')} then delete
  when matched then update set ${sums.map((rule) => `${rule} = p.${rule} + m.${rule}`).join(', ')}
  when not matched then insert values (m.series, m.starts, m.named, m.one, m.two, ${sums.map((rule) => `m.${rule}`).join(', ')})`;
