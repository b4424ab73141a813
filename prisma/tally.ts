const rules = ['declared', 'employer', 'parent', 'member'] as const;

/**
 * The days of `attribution`, or those in the months of `moved` alone, and in which cell each lies (`day`). A cell is of one
 * body and kind, within a month, and within days on which no country joins or leaves a bloc: `since` the last on which one
 * did. `standing` are the blocs of each country since then.
 */
export const cutDays = (which: 'all' | 'moved'): string => `
  create temp table day on commit drop as
  with border as materialized (
    select "from" as day from bloc_span union select "to" from bloc_span where "to" is not null
  )
  select d.*, body like 'itu%' as is_itu, dense_rank() over (order by body, kind, month)::int as period,
         dense_rank() over (order by body, kind, month, since)::int as cell
  from (
    select t.*, (select max(b.day) from border b where b.day <= t.published) as since
    from (
      select distinct a.body, a.kind, a.published, date_trunc('month', a.published::timestamp)::date as month
      from attribution a ${
        which === 'all'
          ? ''
          : `join moved m on a.body = m.body and a.kind = m.kind and a.published >= m.month
             and a.published < m.month + interval '1 month'`
      }
    ) t
  ) d;
  create temp table standing on commit drop as
  select s.country, d.since, s.checked, s.stated
  from (select distinct since from day) d join bloc_span s on s.from <= d.since and (s.to is null or d.since < s.to);
  analyze day; analyze standing`;

/** Of each body and kind in `moved` the series that are summed: under `member` those of the ITU alone. */
export const nameSeries = `
  insert into series (dimension, rule, body, kind, span)
  select d.dimension, d.rule, k.body, k.kind, s.span
  from (select distinct body, kind from moved) k, (values ('month'), ('year'), ('all')) as s (span),
    (select dimension, rule
     from (values ('country'), ('bloc'), ('bloc-stated'), ('total')) as c (dimension),
       (values ('declared'), ('employer'), ('parent'), ('member')) as r (rule)
     union all values ('organisation', 'employer'), ('organisation', 'parent')) as d
  where (d.rule <> 'member' or k.body like 'itu%')
    and not exists (select from series e where (e.dimension, e.rule, e.body, e.kind, e.span) = (d.dimension, d.rule, k.body, k.kind, s.span))
  order by 1, 2, 3, 4, 5;
  analyze series`;

// No list has as many blocs: two bits are left for what is in none, and for what is not known.
const blocsOf = (key: string, standing: string, column: 'checked' | 'stated') =>
  `case when ${key} is null then 1::bigint << 62 else coalesce(nullif(${standing}.${column}, 0), 1::bigint << 61) end`;

/** The rows of countries under each rule, one select a rule. */
const underEach = (select: (rule: (typeof rules)[number]) => string) => rules.map(select).join(' union all ');

/** The sums of rows that are alike, where `adds` says of which documents and authorships each is the first. */
const sumsOf = (adds: string) => `
           sum(rows * (${adds} >> 1))::int as documents, sum(rows * (${adds} & 1))::int as authorships,
           coalesce(sum(share) filter (where is_named), 0) as complete, sum(fraction) as fractional,
           coalesce(sum(share) filter (where is_first), 0) as straight,
           coalesce(sum(rows * (${adds} >> 1)) filter (where is_first), 0)::int as straight_documents,
           coalesce(sum(rows * (${adds} & 1)) filter (where is_first and is_named), 0)::int as straight_authorships`;
const added = `
           sum(documents)::int as documents, sum(authorships)::int as authorships, sum(complete) as complete,
           sum(fractional) as fractional, sum(straight) as straight, sum(straight_documents)::int as straight_documents,
           sum(straight_authorships)::int as straight_authorships`;

/** Sums the months in which the days lie, of which there must be no row yet. */
export const sumMonths = `
  insert into tally_sum
  with placed as materialized (
    select d.cell, d.period, d.since, d.is_itu, a.*, a.position is not null as is_named, a.position is null or a.position = 1 as is_first
    from attribution a join day d using (body, kind, published)
  ), mixed as materialized (
    -- Documents that name several countries under a rule: a bloc may hold more than one of them.
    select unit, ${rules.map((rule) => `sum(${rule}_adds >> 1) > 1 as ${rule}`).join(', ')}
    from placed group by 1 having ${rules.map((rule) => `sum(${rule}_adds >> 1) > 1`).join(' or ')}
  ), alike as materialized (
    -- Most rows are like others of their cell: these are counted before the rules are told apart.
    select cell, ${rules.map((rule) => `a.${rule}, ${rule}_adds, m.${rule} as ${rule}_mixed`).join(', ')},
           adds, states_affiliation, organisation is not null as is_resolved, is_named, is_first, share = 1 as is_whole,
           count(*)::int as rows, sum(share) as share, sum(fraction) as fraction
    from placed a left join mixed m using (unit)
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19
  ), cell as materialized (
    select distinct cell, period, since, is_itu from day
  ), by_cell as (${underEach(
    (rule) => `
    select '${rule}' as rule, cell, ${rule} as key, ${sumsOf(`${rule}_adds`)},
           -- What comes to the same by bloc.
           coalesce(sum(rows * (${rule}_adds >> 1)) filter (where ${rule}_mixed is not true), 0)::int as unmixed,
           coalesce(sum(rows) filter (where is_whole and is_named), 0)::int as undivided,
           coalesce(sum(rows * (${rule}_adds >> 1)) filter (where is_whole and is_first), 0)::int as first_undivided,
           coalesce(sum(rows) filter (where is_whole and is_first and is_named), 0)::int as first_authors
    from alike group by 2, 3`,
  )}
  ), by_country as materialized (
    select k.*, c.period, ${blocsOf('k.key', 's', 'checked')} as checked, ${blocsOf('k.key', 's', 'stated')} as stated
    from by_cell k join cell c using (cell) left join standing s on s.country = k.key and s.since = c.since
    where k.rule <> 'member' or c.is_itu
  ), apart as materialized (
    -- What does not: rows of mixed documents, and of authors of several organisations.
    select period, unit, position, share < 1 as is_divided, is_itu,
           ${rules
             .map(
               (
                 rule,
               ) => `coalesce(m.${rule} and ${rule}_adds >= 2, false) as ${rule}_mixed, ${rule}_adds >= 2 as ${rule}_first,
           ${blocsOf(`a.${rule}`, `${rule}_s`, 'checked')} as ${rule}_checked, ${blocsOf(`a.${rule}`, `${rule}_s`, 'stated')} as ${rule}_stated`,
             )
             .join(', ')}
    from placed a left join mixed m using (unit)
    ${rules.map((rule) => `left join standing ${rule}_s on ${rule}_s.country = a.${rule} and ${rule}_s.since = a.since`).join('\n    ')}
    where m.unit is not null or share < 1
  ), by_document as materialized (
    select period, ${rules
      .flatMap((rule) =>
        ['checked', 'stated'].map(
          (column) => `bit_or(${rule}_${column}) filter (where ${rule}_mixed) as ${rule}_${column}`,
        ),
      )
      .join(', ')}
    from apart group by unit, period
  ), by_blocs as materialized (
    -- By all blocs at once, before they are told apart.
    select rule, period, checked, stated, ${added}
    from (
      select rule, period, checked, stated, unmixed as documents, undivided as authorships, complete, fractional, straight,
             first_undivided as straight_documents, first_authors as straight_authorships from by_country
      union all ${underEach(
        (rule) => `
      select '${rule}', period, ${rule}_checked, ${rule}_stated, count(*)::int, 0, 0, 0, 0, 0, 0
      from by_document where ${rule}_checked is not null group by 2, 3, 4`,
      )}
      union all ${underEach(
        (rule) => `
      select '${rule}', period, checked, stated, 0, 0, 0, 0, 0, count(*)::int, 0
      from (select period, bit_or(${rule}_checked) as checked, bit_or(${rule}_stated) as stated
            from apart where is_divided and position = 1 and ${rule}_first ${rule === 'member' ? 'and is_itu' : ''} group by 1, unit) f
      group by 2, 3, 4`,
      )}
      union all ${underEach(
        (rule) => `
      select '${rule}', period, checked, stated, 0, count(*)::int, 0, 0, 0, 0, (count(*) filter (where position = 1))::int
      from (select period, position, bit_or(${rule}_checked) as checked, bit_or(${rule}_stated) as stated
            from apart where is_divided ${rule === 'member' ? 'and is_itu' : ''} group by 1, unit, 2) d
      group by 2, 3, 4`,
      )}
    ) p group by 1, 2, 3, 4
  ), held as (
    -- The same few blocs come again and again.
    select b.checked, b.stated, k.key, b.checked & k.bit <> 0 as is_checked, b.stated & k.bit <> 0 as is_stated
    from (select distinct checked, stated from by_blocs) b
    join (select id as key, 1::bigint << ordinal as bit from bloc
          union all values ('none', 1::bigint << 61), (null, 1::bigint << 62)) k on (b.checked | b.stated) & k.bit <> 0
  ), by_bloc as (
    select rule, period, key, is_checked, is_stated, ${added}
    from by_blocs join held using (checked, stated) group by 1, 2, 3, 4, 5
  ), organisation_alike as materialized (
    select period, organisation, parent_organisation, organisation_adds, parent_organisation_adds, is_named, is_first,
           count(*)::int as rows, sum(share) as share, sum(fraction) as fraction
    from placed group by 1, 2, 3, 4, 5, 6, 7
  ), total as (
    select c.period, ${sumsOf('adds')},
           coalesce(sum(rows * (adds & 1)) filter (where states_affiliation), 0)::int as stating_affiliation,
           coalesce(sum(share) filter (where is_resolved), 0) as resolved,
           ${rules.map((rule) => `coalesce(sum(share) filter (where ${rule} is not null), 0) as ${rule}`).join(', ')}
    from alike join cell c using (cell) group by 1
  ), monthly as (
    select 'country' as dimension, rule, period, key, checked, stated, ${added},
           null::int as stating_affiliation, null::float8 as resolved, null::float8 as with_country
    from by_country group by 1, 2, 3, 4, 5, 6
    union all
    select 'organisation', 'employer', period, organisation, null, null, ${sumsOf('organisation_adds')}, null, null, null
    from organisation_alike group by 3, 4
    union all
    select 'organisation', 'parent', period, parent_organisation, null, null, ${sumsOf('parent_organisation_adds')}, null, null, null
    from organisation_alike group by 3, 4
    union all
    select v.dimension, rule, period, key, null, null, ${added}, null, null, null
    from by_bloc cross join lateral (values ('bloc', is_checked), ('bloc-stated', is_stated)) as v (dimension, is_in)
    where v.is_in group by 1, 2, 3, 4
    union all
    select 'total', r.rule, period, null, null, null, documents, authorships, authorships, documents,
           straight_documents, straight_documents, straight_authorships, stating_affiliation, resolved, r.with_country
    from total cross join lateral (values ${rules.map((rule) => `('${rule}', ${rule})`).join(', ')}) as r (rule, with_country)
  ), written as materialized (
    select s.id as series, s.dimension, s.rule, p.period, p.month
    from (select distinct period, body, kind, month from day) p join series s using (body, kind) where s.span = 'month'
  )
  select w.series, w.month, m.key, m.checked, m.stated, m.documents, m.authorships, m.complete, m.fractional, m.straight,
         m.straight_documents, m.straight_authorships, m.stating_affiliation, m.resolved, m.with_country
  from monthly m join written w using (dimension, rule, period)
  order by 1, 2`;

/** Sums the years of the months in `moved` out of all their months, or all time out of its years. */
export const sumSpans = (span: 'year' | 'all'): string => `
  insert into tally_sum
  select w.id, p.starts, t.key, t.checked, t.stated, sum(t.documents), sum(t.authorships), sum(t.complete), sum(t.fractional),
         sum(t.straight), sum(t.straight_documents), sum(t.straight_authorships), sum(t.stating_affiliation),
         sum(t.resolved), sum(t.with_country)
  from (select distinct body, kind, ${span === 'year' ? `date_trunc('year', month::timestamp)::date` : `date '0001-01-01'`} as starts from moved) p
  join series s on s.body = p.body and s.kind = p.kind and s.span = '${span === 'year' ? 'month' : 'year'}'
  join series w on w.dimension = s.dimension and w.rule = s.rule and w.body = s.body and w.kind = s.kind and w.span = '${span}'
  join tally_sum t on t.series = s.id ${span === 'year' ? `and t.starts >= p.starts and t.starts < p.starts + interval '1 year'` : ''}
  group by 1, 2, 3, 4, 5 order by 1, 2`;
