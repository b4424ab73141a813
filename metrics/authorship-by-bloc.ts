import { empty, type Sql, type Store, sql } from '#prisma/client.ts';
import { inOrder, unreadNotes } from './authorship.ts';
import { type BlocRow, listBlocs, uncheckedNotes } from './bloc.ts';
import type { Count, Metric, MetricRow, Params } from './contract.ts';
import { asOf, authorshipSources, creditWhere, inCode, sourcesOf } from './credit.ts';
import { newestOf } from './newest.ts';
import { authorshipParams } from './params.ts';
import { reachOf, startOf } from './spans.ts';
import { blocDimension, named, readTotals, type Started, type Summed, tallyParts, union } from './tally.ts';

const value: Record<Exclude<Count, 'whole'>, Sql> = {
  complete: sql`coalesce(sum(share) filter (where position is not null), 0)`,
  fractional: sql`sum(fraction)`,
  straight: sql`sum(share)`,
};

interface BlocSum {
  period: string;
  key: string | null;
  label: string;
  value: number;
  documents: number;
  authorships: number;
}

export const authorshipByBloc: Metric = {
  id: 'authorship-by-bloc',
  title: 'In which groups of countries do the authors of standards documents work?',
  unit: 'documents (fractional, whole, straight) or authorships (complete)',
  method:
    'Every authorship belongs to a country as in authorship-by-country under the same rule and counting. A country ' +
    'counts for a bloc where it was a member on the day the document counts at: the European Union of 2019 has 28 ' +
    'members. Memberships come from a published list; those nobody has checked are left out unless asked for.',
  caveats: [
    'Countries are in several blocs at once: the rows overlap and do not add up to the total.',
    'A bloc does not vote, write or speak here as one: its row only adds up what happens in its countries.',
    'Only groups that exist by their own act are listed; who objected to or endorsed something is no bloc.',
    'Unknown means that no country is known; “in no listed bloc” are known countries outside every list, and bodies that have no country.',
  ],
  sources: authorshipSources,
  params: authorshipParams.filter((name) => name !== 'bloc'),
  overlapping: true,
  async read(store, given) {
    const params: Params = { ...given, bloc: null };
    const [rows, totals, blocs, day, unread, newest] = await Promise.all([
      readSums(store, params),
      readTotals(store, params),
      listBlocs(store),
      asOf(store, sourcesOf(params)),
      unreadNotes(store, params),
      newestOf(store, params),
    ]);
    const unchecked = blocs.reduce((sum, bloc) => sum + bloc.stated - bloc.members, 0);
    return {
      total: totals.reduce((sum, row) => sum + row.documents, 0),
      authorships: totals.reduce((sum, row) => sum + row.authorships, 0),
      unknown: rows.reduce((sum, row) => (row.key === null ? sum + row.value : sum), 0),
      asOf: day,
      newest,
      rows,
      periods: inOrder(totals),
      notes: [
        'The rows overlap: one country stands in several blocs. They are not ranked and do not add up to the total.',
        ...uncheckedNotes(unchecked, params.unchecked === '1'),
        ...undatedNote(blocs),
        ...unread,
      ],
    };
  },
};

/** Which lists say nothing of when a member joined. */
function undatedNote(blocs: readonly BlocRow[]): string[] {
  const listed = blocs.flatMap(({ name, listed: day }) =>
    day ? [day === 'undated' ? name : `${name} (list of ${day})`] : [],
  );
  return listed.length
    ? [`Lists that give their members no dates, applied to every date: ${listed.join(', ')}.`]
    : [];
}

/** The sums of every bloc at once; what is filtered by more than dates is summed from single authorships. */
async function readSums(store: Store, params: Params): Promise<MetricRow[]> {
  const isSummed = !params.group && !params.country && !params.organisation;
  const summed: Summed | null = isSummed ? { dimension: blocDimension(params), where: empty } : null;
  const { spans, credit } = isSummed ? reachOf(params) : { spans: [], credit: [params] };
  const parts = [
    ...credit.map((some) => singleSums(some)),
    ...tallyParts(summed, params, spans, sql`coalesce(key, 'unknown'),`),
  ];
  const sums = await store.query<Started<BlocSum>>(sql`
    select start, nullif(key, 'unknown') as key,
           case key when 'unknown' then 'Unknown' when 'none' then 'In no listed bloc' else bloc.name end as label,
           value, documents, authorships
    from (select start, key, sum(documents)::int as documents, sum(authorships)::int as authorships, sum(value)::float8 as value
          from (${union(parts)}) p (start, key, value, documents, authorships)
          group by 1, 2 having sum(documents) > 0) s
    left join bloc on bloc.id = s.key`);
  return sums
    .map((row) => named<BlocSum>(params.by, row))
    .sort(
      (a, b) =>
        inCode(a.period, b.period) ||
        Number(a.key === null) - Number(b.key === null) ||
        Number(a.key === 'none') - Number(b.key === 'none') ||
        b.value - a.value ||
        a.label.localeCompare(b.label),
    )
    .map((row) => ({ ...row, rank: null }));
}

// A country's blocs of a day are one number, a bit a bloc: authorships are summed by it before they are told apart.
function singleSums(params: Params): Sql {
  const mask = params.unchecked === '1' ? sql`stated` : sql`checked`;
  const summed = params.count === 'whole' ? sql`0` : value[params.count];
  return sql`(
    with part as materialized (
      select c.unit, c.position, c.share, c.fraction, ${startOf(params.by, sql`c.published`)} as start,
             c.country is null as unknown, coalesce(s.${mask}, 0) as blocs
      from (select * from credit where ${creditWhere(params)}) c
      left join bloc_span s on s.country = c.country and s.from <= c.published and (s.to is null or c.published < s.to)
    ), authorship as (
      select start, unit, position, bool_or(unknown) as unknown,
             bool_or(not unknown and blocs = 0) as outside, bit_or(blocs) as blocs
      from part group by 1, 2, 3
    ), document as (
      select start, unit, bool_or(unknown) as unknown, bool_or(outside) as outside, bit_or(blocs) as blocs
      from authorship group by 1, 2
    ), sum as (
      select start, unknown, not unknown and blocs = 0 as outside, blocs, 0 as documents, 0 as authorships,
             ${summed} as value
      from part group by 1, 2, 3, 4
      union all select start, unknown, outside, blocs, 0, count(position), 0 from authorship group by 1, 2, 3, 4
      union all select start, unknown, outside, blocs, count(*), 0, ${params.count === 'whole' ? sql`count(*)` : sql`0`}
      from document group by 1, 2, 3, 4
    ), key as (
      select id as key, 1::bigint << ordinal as bit from bloc union all values ('none', 0::bigint), ('unknown', null)
    )
    select s.start, k.key, sum(s.value), sum(s.documents), sum(s.authorships)
    from sum s join key k on k.bit > 0 and s.blocs & k.bit <> 0 or k.bit = 0 and s.outside or k.bit is null and s.unknown
    group by 1, 2)`;
}
