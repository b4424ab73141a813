import { type Sql, type Store, sql } from '#prisma/client.ts';
import { inOrder, rankNotes, unreadNotes } from './authorship.ts';
import { blocNotes } from './bloc.ts';
import { type Metric, type MetricRow, type Params, rankFloor } from './contract.ts';
import { asOf, authorshipSources, sourcesOf } from './credit.ts';
import { newestOf } from './newest.ts';
import { authorshipParams } from './params.ts';
import { named, readTotals, type Started, sumsBy } from './tally.ts';

const labels = {
  'hhi-lower': 'Herfindahl–Hirschman index if all unknown authorships came from different organisations',
  'hhi-upper': 'Herfindahl–Hirschman index if all unknown authorships came from one organisation',
  'half-lower': 'Fewest organisations that hold half, if all unknown authorships came from one organisation',
  'half-upper':
    'Fewest organisations that hold half, if all unknown authorships came from different organisations',
} as const;

interface Bounds {
  period: string;
  hhi_lower: number;
  hhi_upper: number;
  half_lower: number;
  half_upper: number;
  unknown: number;
}

export const concentrationOfAuthorship: Metric = {
  id: 'concentration-of-authorship',
  title: 'How concentrated is authorship: how few organisations write half of the documents?',
  unit: 'Herfindahl–Hirschman index (0 to 10,000) and number of organisations',
  method:
    'Shares are those of authorship-by-organisation under the same rule and counting. The index is the sum of their ' +
    'squares, times 10,000: 10,000 when one organisation writes everything, near 0 when many write a little each. ' +
    'Authorships without a known organisation are not left out: the two bounds treat them as one single organisation ' +
    'and as all different. Independents count as different from one another.',
  caveats: [
    'The truth lies between the bounds; where they are far apart, the data cannot answer.',
    `Withheld (no rank) below ${rankFloor} documents.`,
  ],
  sources: authorshipSources,
  params: authorshipParams,
  async read(store, params) {
    const [bounds, totals, day, blocs, unread, newest] = await Promise.all([
      readBounds(store, params),
      readTotals(store, params),
      asOf(store, sourcesOf(params)),
      blocNotes(store, params),
      unreadNotes(store, params),
      newestOf(store, params),
    ]);
    const counted = new Map(totals.map((row) => [row.period, row]));
    const rows = bounds.flatMap((bound): MetricRow[] => {
      const { documents = 0, authorships = 0 } = counted.get(bound.period) ?? {};
      const row = (key: keyof typeof labels, value: number): MetricRow => ({
        period: bound.period,
        key,
        label: labels[key],
        value,
        documents,
        authorships,
        rank: null,
      });
      return [
        row('hhi-lower', bound.hhi_lower),
        row('hhi-upper', bound.hhi_upper),
        row('half-lower', bound.half_lower),
        row('half-upper', bound.half_upper),
      ];
    });
    return {
      total: totals.reduce((sum, row) => sum + row.documents, 0),
      authorships: totals.reduce((sum, row) => sum + row.authorships, 0),
      unknown: bounds.reduce((sum, row) => sum + row.unknown, 0),
      asOf: day,
      newest,
      rows,
      periods: inOrder(totals),
      notes: [...rankNotes(totals), ...blocs, ...unread],
    };
  },
};

async function readBounds(store: Store, params: Params): Promise<Bounds[]> {
  const rows = await store.query<Started<Bounds>>(boundsOf(sumsBy('organisation', params)));
  return rows.map((row) => named<Bounds>(params.by, row));
}

/**
 * Both bounds of each period. An unknown or independent group of n authorships, taken as different people, is n firms of
 * value/n each: it stands as one row of n firms, as known firms of one value do. Both bounds are read off one order: the
 * unknown stands in it once as one firm, and once as many, each counted in its own bound.
 */
const boundsOf = (sums: Sql): Sql => sql`
  with sums as materialized (${sums}),
  whole as (
    select start, nullif(sum(value), 0) as value, coalesce(sum(value) filter (where key is null), 0) as unknown
    from sums group by 1
  ),
  firms as (
    select start, value, count(*)::int as firms, true as in_one, true as in_many from sums where key <> 'independent' group by 1, 2
    union all select start, value, 1, true, false from sums where key is null
    union all select start, value / greatest(authorships, 1), greatest(authorships, 1), key is not null, true
    from sums where key = 'independent' or key is null
  ),
  ordered as (
    select start, firms, in_one, in_many, f.value / w.value as share,
           sum(firms) filter (where in_one) over up as one_place, sum(f.value / w.value * firms) filter (where in_one) over up as one_held,
           sum(firms) filter (where in_many) over up as many_place, sum(f.value / w.value * firms) filter (where in_many) over up as many_held
    from firms f join whole w using (start)
    window up as (partition by start order by f.value desc rows unbounded preceding)
  ),
  half as (
    -- The last row that is needed, and of its firms as many as are.
    select start,
           min(one_place - firms + greatest(1, ceil((0.5 - 1e-9 - (one_held - share * firms)) / nullif(share, 0))))
             filter (where in_one and one_held >= 0.5 - 1e-9) as one,
           min(many_place - firms + greatest(1, ceil((0.5 - 1e-9 - (many_held - share * firms)) / nullif(share, 0))))
             filter (where in_many and many_held >= 0.5 - 1e-9) as many,
           10000 * sum(firms * share * share) filter (where in_one) as one_hhi,
           10000 * sum(firms * share * share) filter (where in_many) as many_hhi
    from ordered group by 1
  )
  select start, coalesce(many_hhi, 0)::float8 as hhi_lower, coalesce(one_hhi, 0)::float8 as hhi_upper,
         coalesce(one, 0)::int as half_lower, coalesce(many, 0)::int as half_upper, unknown::float8
  from whole left join half using (start) order by 1`;
