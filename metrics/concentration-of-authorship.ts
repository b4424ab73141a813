import { sql } from '#prisma/client.ts';
import { inOrder, rankNotes, unreadNotes } from './authorship.ts';
import { blocNotes } from './bloc.ts';
import { type Metric, type MetricRow, rankFloor } from './contract.ts';
import { asOf, authorshipSources, type Sums, sourcesOf, sumsBy, totalsBy } from './credit.ts';
import { authorshipParams } from './params.ts';

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
    const sums = sumsBy('organisation', params);
    // An unknown or independent group of n authorships, taken as different people, is n firms of value/n each.
    const [bounds, totals, day] = await Promise.all([
      store.query<Bounds>(sql`
        with sums as materialized (${sums}),
        totals as (select period, sum(value) as total from sums group by 1),
        firms as (
          select 'one' as bound, period, value from sums where coalesce(key, '') <> 'independent'
          union all select 'many', period, value from sums where key <> 'independent'
          union all select bound, s.period, s.value / greatest(s.authorships, 1)
          from sums s cross join (values ('one'), ('many')) as b (bound)
          cross join generate_series(1, greatest(s.authorships, 1))
          where s.key = 'independent' or (s.key is null and bound = 'many')
        ),
        ordered as (
          select bound, period, value / nullif(total, 0) as share,
                 row_number() over w as place, sum(value / nullif(total, 0)) over w as cumulated
          from firms join totals using (period)
          window w as (partition by bound, period order by value desc rows unbounded preceding)
        )
        select period,
               (10000 * coalesce(sum(share ^ 2) filter (where bound = 'many'), 0))::float8 as hhi_lower,
               (10000 * coalesce(sum(share ^ 2) filter (where bound = 'one'), 0))::float8 as hhi_upper,
               coalesce(min(place) filter (where bound = 'one' and cumulated >= 0.5 - 1e-9), 0)::int as half_lower,
               coalesce(min(place) filter (where bound = 'many' and cumulated >= 0.5 - 1e-9), 0)::int as half_upper
        from ordered group by 1 order by 1`),
      store.query<{ period: string; documents: number; authorships: number }>(totalsBy(params)),
      asOf(store, sourcesOf(params)),
    ]);
    const unknown = await store.query<Sums>(sql`select * from (${sums}) s where key is null`);
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
      unknown: unknown.reduce((sum, row) => sum + row.value, 0),
      asOf: day,
      rows,
      periods: inOrder(totals),
      notes: [
        ...rankNotes(totals),
        ...(await blocNotes(store, params)),
        ...(await unreadNotes(store, params)),
      ],
    };
  },
};
