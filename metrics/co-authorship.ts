import Graph from 'graphology';
import louvain from 'graphology-communities-louvain';
import betweennessCentrality from 'graphology-metrics/centrality/betweenness.js';
import { sql } from '#prisma/client.ts';
import { inOrder, pseudoLabels, readLabels, unreadNotes } from './authorship.ts';
import { blocNotes } from './bloc.ts';
import type { Metric, MetricRow, Node } from './contract.ts';
import { asOf, authorshipSources, creditWhere, periodOf, sourcesOf } from './credit.ts';
import { authorshipParams } from './params.ts';
import { readTotals } from './tally.ts';

/** Documents that name both of two, all documents of one, and those on which one alone or nobody is known. */
interface Pair {
  what: 'pair';
  period: string;
  one: string;
  two: string;
  documents: number;
}
interface Size {
  what: 'size';
  one: string;
  documents: number;
}
interface Alone {
  what: 'alone' | 'unknown';
  period: string;
  documents: number;
}
type Told = Pair | Size | Alone;

export const coAuthorship: Metric = {
  id: 'co-authorship',
  title: 'Who writes together?',
  unit: 'documents that name both',
  method:
    'Two organisations (or, with of=country, two countries under the chosen rule) write together when one document names ' +
    'both among its authors; every such document counts 1 for the pair. Documents with one known organisation alone, and ' +
    'documents on which none is known, have rows of their own. Communities are found by the Louvain method, betweenness ' +
    'is the share of shortest ways between two others that lead through one; both over the whole span chosen.',
  caveats: [
    'A document of many organisations stands in many pairs: the rows add up to more than the documents.',
    'To write together is to sign one document; it says nothing of who agrees with whom.',
    'Authors whose organisation is not known are in no pair; the last row says on how many documents nobody is known.',
  ],
  sources: authorshipSources,
  params: [...authorshipParams.filter((name) => name !== 'count'), 'of'],
  defaults: { count: 'whole', by: 'all' },
  overlapping: true,
  async read(store, given) {
    const params = { ...given, count: 'whole' as const };
    const key = params.of === 'country' ? sql`country` : sql`organisation`;
    const isSomebody = sql`key is not null and key <> all(${Object.keys(pseudoLabels)})`;
    const [told, totals, labels, day, blocs, unread] = await Promise.all([
      store.query<Told>(sql`
        with named as materialized (
          select distinct unit, ${periodOf(params.by, sql`published`)} as period, ${key} as key
          from credit where ${creditWhere(params)}
        ), known as materialized (select unit, period, key from named where ${isSomebody})
        select 'pair' as what, a.period, a.key as one, b.key as two, count(*)::int as documents
        from known a join known b on b.unit = a.unit and a.key < b.key group by 2, 3, 4
        union all
        select 'size', null, key, null, count(*)::int from known group by 3
        union all
        select case when known > 0 then 'alone' else 'unknown' end, period, null, null, count(*)::int
        from (select unit, period, count(*) filter (where ${isSomebody}) as known from named group by 1, 2) d
        where known < 2 group by 1, 2`),
      readTotals(store, params),
      readLabels(store, params.of),
      asOf(store, sourcesOf(params)),
      blocNotes(store, params),
      unreadNotes(store, params),
    ]);
    const pairs = told.filter((one): one is Pair => one.what === 'pair');
    const sizes = told.filter((one): one is Size => one.what === 'size');
    const alone = told.filter((one): one is Alone => one.what === 'alone' || one.what === 'unknown');
    const label = (id: string) => labels.get(id) ?? id;
    const rows: MetricRow[] = [
      ...pairs.map(({ period, one, two, documents }) =>
        row(period, `${one}~${two}`, `${label(one)} and ${label(two)}`, documents),
      ),
      ...alone.map(({ period, what, documents }) =>
        what === 'alone'
          ? row(period, 'alone', `One ${params.of} alone`, documents)
          : row(period, null, `Unknown: no ${params.of} is known`, documents),
      ),
    ];
    const place = ({ key }: MetricRow) => (key === null ? 2 : key === 'alone' ? 1 : 0);
    return {
      total: totals.reduce((sum, one) => sum + one.documents, 0),
      authorships: totals.reduce((sum, one) => sum + one.authorships, 0),
      unknown: rows.reduce((sum, one) => (one.key === null ? sum + one.value : sum), 0),
      asOf: day,
      rows: rows.sort(
        (a, b) =>
          a.period.localeCompare(b.period) ||
          place(a) - place(b) ||
          b.value - a.value ||
          String(a.key).localeCompare(String(b.key)),
      ),
      periods: inOrder(totals),
      notes: [
        'A document that names several stands in several pairs, so the rows may add up to more than the documents.',
        ...blocs,
        ...unread,
      ],
      nodes: nodesOf(pairs, sizes, label),
    };
  },
};

const row = (period: string, key: string | null, label: string, documents: number): MetricRow => ({
  period,
  key,
  label,
  value: documents,
  documents,
  authorships: 0,
  rank: null,
});

/** Everybody who writes with somebody, by documents; the same pairs give the same communities. */
function nodesOf(pairs: readonly Pair[], sizes: readonly Size[], label: (id: string) => string): Node[] {
  const graph = new Graph({ type: 'undirected' });
  const ordered = pairs.toSorted((a, b) => a.one.localeCompare(b.one) || a.two.localeCompare(b.two));
  for (const { one, two, documents } of ordered) {
    graph.mergeNode(one);
    graph.mergeNode(two);
    graph.updateEdge(one, two, (given) => ({ weight: (Number(given.weight) || 0) + documents }));
  }
  if (graph.order === 0) return [];
  const betweenness = betweennessCentrality(graph, { getEdgeWeight: null, normalized: graph.order > 2 });
  // The method walks at random; without chance in it a figure stays the same.
  const found = louvain(graph, { randomWalk: false, rng: () => 0.5 });
  const documents = new Map(sizes.map((one) => [one.one, one.documents]));
  const weights = new Map<number, number>();
  for (const [key, community] of Object.entries(found)) {
    weights.set(community, (weights.get(community) ?? 0) + (documents.get(key) ?? 0));
  }
  const order = [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([community]) => community);
  return graph
    .nodes()
    .map((key) => ({
      key,
      label: label(key),
      documents: documents.get(key) ?? 0,
      partners: graph.degree(key),
      betweenness: betweenness[key] ?? 0,
      community: order.indexOf(found[key] ?? -1) + 1,
    }))
    .sort((a, b) => b.documents - a.documents || a.key.localeCompare(b.key));
}
