import { type Sql, sql } from '#prisma/client.ts';
import { inOrder, rankNotes, unreadNotes } from './authorship.ts';
import { blocNotes } from './bloc.ts';
import { type Metric, type MetricRow, rankFloor } from './contract.ts';
import { asOf, authorshipSources, sourcesOf } from './credit.ts';
import { authorshipParams } from './params.ts';
import { sumsBy, totalsBy } from './tally.ts';

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
    const [bounds, totals, day, blocs, unread] = await Promise.all([
      store.query<Bounds>(boundsOf(sumsBy('organisation', params))),
      store.query<{ period: string; documents: number; authorships: number }>(totalsBy(params)),
      asOf(store, sourcesOf(params)),
      blocNotes(store, params),
      unreadNotes(store, params),
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
      rows,
      periods: inOrder(totals),
      notes: [...rankNotes(totals), ...blocs, ...unread],
    };
  },
};

/**
 * Both bounds of each period. An unknown or independent group of n authorships, taken as different people, is n firms of
 * value/n each: it stands as one row of n firms.
 */
const boundsOf = (sums: Sql): Sql => sql`
  with sums as materialized (${sums}),
  firms as (
    select 'one' as bound, period, value, 1 as firms from sums where coalesce(key, '') <> 'independent'
    union all select 'many', period, value, 1 from sums where key <> 'independent'
    union all select bound, period, value / greatest(authorships, 1), greatest(authorships, 1)
    from sums cross join (values ('one'), ('many')) as b (bound) where key = 'independent' or (key is null and bound = 'many')
  ),
  shared as (
    select bound, period, firms, value / nullif(sum(value * firms) over (partition by bound, period), 0) as share from firms
  ),
  ordered as (
    select bound, period, firms, share, sum(firms) over w as place, sum(share * firms) over w as cumulated
    from shared window w as (partition by bound, period order by share desc rows unbounded preceding)
  ),
  half as (
    -- The last row that is needed, and of its firms as many as are.
    select bound, period,
           min(place - firms + greatest(1, ceil((0.5 - 1e-9 - (cumulated - share * firms)) / nullif(share, 0))))
             filter (where cumulated >= 0.5 - 1e-9) as firms,
           10000 * coalesce(sum(firms * share ^ 2), 0) as hhi
    from ordered group by 1, 2
  )
  select s.period, coalesce(many.hhi, 0)::float8 as hhi_lower, coalesce(one.hhi, 0)::float8 as hhi_upper,
         coalesce(one.firms, 0)::int as half_lower, coalesce(many.firms, 0)::int as half_upper, s.unknown
  from (select period, coalesce(sum(value) filter (where key is null), 0)::float8 as unknown from sums group by 1) s
  left join half one on one.period = s.period and one.bound = 'one'
  left join half many on many.period = s.period and many.bound = 'many'
  order by 1`;
