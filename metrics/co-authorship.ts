import { createHash } from 'node:crypto';
import Graph from 'graphology';
import louvain from 'graphology-communities-louvain';
import betweennessCentrality from 'graphology-metrics/centrality/betweenness.js';
import { empty, type Sql, type Store, sql } from '#prisma/client.ts';
import { inOrder, readLabels, unreadNotes } from './authorship.ts';
import { blocNotes } from './bloc.ts';
import { comparing } from './compared.ts';
import type { Metric, MetricRow, Node, Params } from './contract.ts';
import { asOf, authorshipSources, creditWhere, inCode, type Sums, sourcesOf } from './credit.ts';
import { newestOf } from './newest.ts';
import { askedOf, somebody } from './pairs.ts';
import { authorshipParams } from './params.ts';
import { spanStart, startOf, yearsOf } from './spans.ts';
import { named, readSums, readTotals, type Started, union } from './tally.ts';

/**
 * On how many documents of a period two are named (`named` 2), one alone (1) or nobody known (0). A document that names
 * several stands in several rows.
 */
interface Told {
  period: string;
  named: 0 | 1 | 2;
  one: string | null;
  two: string | null;
  documents: number;
}
type Pair = Told & { one: string; two: string };

const pairs: Metric = {
  id: 'co-authorship',
  title: 'Who writes together?',
  unit: 'documents that name both',
  method:
    'Two organisations (or, with of=country, two countries under the chosen rule) write together when one document names ' +
    'both among its authors; every such document counts 1 for the pair. Documents with one known organisation alone, and ' +
    'documents on which none is known, have rows of their own. Communities are found by the Louvain method, betweenness ' +
    'is the share of shortest ways between two others that lead through one; both over the whole span chosen. Asked for ' +
    'one organisation (or, with of=country, one country), the documents are those that name it, and the pairs those it is in.',
  caveats: [
    'A document of many organisations stands in many pairs: the rows add up to more than the documents.',
    'To write together is to sign one document; it says nothing of who agrees with whom.',
    'Authors whose organisation is not known are in no pair; the last row says on how many documents nobody is known.',
  ],
  sources: authorshipSources,
  params: [...authorshipParams.filter((name) => name !== 'count'), 'of', 'against'],
  defaults: { count: 'whole', by: 'all' },
  overlapping: true,
  async read(store, given) {
    const params = { ...given, count: 'whole' as const };
    const [told, sizes, totals, labels, day, blocs, unread, newest] = await Promise.all([
      readTold(store, params),
      readSums(store, params.of, { ...params, by: 'all' }),
      readTotals(store, params),
      readLabels(store, params.of),
      asOf(store, sourcesOf(params)),
      blocNotes(store, params),
      unreadNotes(store, params),
      newestOf(store, params),
    ]);
    const pairs = told.filter((one): one is Pair => one.named === 2);
    const alone = told.filter((one) => one.named < 2);
    const label = (id: string) => labels.get(id) ?? id;
    const rows: MetricRow[] = [
      ...pairs.map(({ period, one, two, documents }) =>
        row(period, `${one}~${two}`, `${label(one)} and ${label(two)}`, documents),
      ),
      ...alone.map(({ period, named, documents }) =>
        named === 1
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
      newest,
      rows: rows.sort(
        (a, b) =>
          inCode(a.period, b.period) ||
          place(a) - place(b) ||
          b.value - a.value ||
          inCode(a.key ?? '', b.key ?? ''),
      ),
      periods: inOrder(totals),
      notes: [
        'A document that names several stands in several pairs, so the rows may add up to more than the documents.',
        ...blocs,
        ...unread,
      ],
      // Of one alone there is no network.
      nodes: askedOf(params) === null ? nodesOf(pairs, sizes, label) : [],
    };
  },
};

export const coAuthorship: Metric = { ...pairs, read: comparing(pairs, pairs.read) };

const row = (period: string, key: string | null, label: string, documents: number): MetricRow => ({
  period,
  key,
  label,
  value: documents,
  documents,
  authorships: 0,
  rank: null,
});

/** What is filtered by more than dates, or is less than a year, is paired from single authorships. */
async function readTold(store: Store, params: Params): Promise<Told[]> {
  const { group, country, organisation, bloc } = params;
  const isSummed = !group && !country && !organisation && !bloc;
  const { spans, credit } = isSummed ? yearsOf(params) : { spans: [], credit: [params] };
  const rule = params.of === 'organisation' && params.rule !== 'parent' ? 'employer' : params.rule;
  const parts = [
    ...credit.map((some) => pairedFrom(some)),
    ...spans.map(
      (span) => sql`
        select ${spanStart(params.by, span)}, named, one, two, documents from pair
        where dimension = ${params.of} and rule = ${rule} and body = ${params.body} and kind = ${params.kind} and ${span.where}`,
    ),
  ];
  const rows = await store.query<Started<Told>>(sql`
    select start, named, one, two, sum(documents)::int as documents
    from (${union(parts)}) p (start, named, one, two, documents) group by 1, 2, 3, 4`);
  return rows.map((row) => named<Told>(params.by, row));
}

function pairedFrom(params: Params): Sql {
  const asked = askedOf(params);
  // With whom one writes is told by all the authors of the documents that name it.
  const where = asked === null ? creditWhere(params) : creditWhere({ ...params, [params.of]: null });
  const isOfAsked =
    asked === null ? empty : sql`and unit in (select unit from credit where ${creditWhere(params)})`;
  const isPairOfAsked = asked === null ? empty : sql`where ${asked} in (a.key, b.key)`;
  const key = params.of === 'country' ? sql`country` : sql`organisation`;
  const isSomebody = somebody(sql`key`);
  return sql`(
    with named as materialized (
      select distinct unit, ${startOf(params.by, sql`published`)} as start, ${key} as key
      from credit where ${where} ${isOfAsked}
    ), known as materialized (select unit, start, key from named where ${isSomebody})
    select a.start, 2, a.key, b.key, count(*) from known a join known b on b.unit = a.unit and a.key < b.key
    ${isPairOfAsked} group by 1, 3, 4
    union all
    select start, known, null, null, count(*)
    from (select unit, start, (count(*) filter (where ${isSomebody}))::int as known from named group by 1, 2) d
    where known < 2 group by 1, 2)`;
}

/** Where everybody stands among those who write together. */
interface Standing {
  key: string;
  partners: number;
  betweenness: number;
  community: number;
}

// To find shortest ways and communities takes longer than everything else; the same pairs give the same ones.
const found = new Map<string, readonly Standing[]>();
const mostKept = 40;

function standingsOf(edges: readonly Edge[], documents: ReadonlyMap<string, number>): readonly Standing[] {
  const pairs = edges.map(({ one, two, documents: both }) => `${one}~${two}~${both}`).sort();
  const sizes = [...documents].map(([key, size]) => `${key}~${size}`).sort();
  const hash = createHash('sha256')
    .update(JSON.stringify([pairs, sizes]))
    .digest('base64');
  const standings = found.get(hash) ?? standingsIn(edges, documents);
  // The one asked for last is kept longest.
  found.delete(hash);
  found.set(hash, standings);
  for (const oldest of found.keys()) if (found.size > mostKept) found.delete(oldest);
  return standings;
}

interface Edge {
  one: string;
  two: string;
  documents: number;
}

/** Everybody who writes with somebody, by documents; the same pairs give the same communities. */
function nodesOf(pairs: readonly Pair[], sizes: readonly Sums[], label: (id: string) => string): Node[] {
  const edges = new Map<string, Edge>();
  for (const { one, two, documents } of pairs) {
    const edge = edges.get(`${one}~${two}`);
    if (edge) edge.documents += documents;
    else edges.set(`${one}~${two}`, { one, two, documents });
  }
  const named = new Set([...edges.values()].flatMap(({ one, two }) => [one, two]));
  const documents = new Map(
    sizes.flatMap(({ key, documents }) => (key !== null && named.has(key) ? [[key, documents]] : [])),
  );
  return standingsOf([...edges.values()], documents)
    .map(({ key, partners, betweenness, community }) => ({
      key,
      label: label(key),
      documents: documents.get(key) ?? 0,
      ...{ partners, betweenness, community },
    }))
    .sort((a, b) => b.documents - a.documents || inCode(a.key, b.key));
}

function standingsIn(edges: readonly Edge[], documents: ReadonlyMap<string, number>): Standing[] {
  const graph = new Graph({ type: 'undirected' });
  // Of equal ways and communities the order decides.
  const ordered = edges.toSorted((a, b) => a.one.localeCompare(b.one) || a.two.localeCompare(b.two));
  for (const { one, two, documents: weight } of ordered) {
    graph.mergeNode(one);
    graph.mergeNode(two);
    graph.addEdge(one, two, { weight });
  }
  if (graph.order === 0) return [];
  const betweenness = betweennessCentrality(graph, { getEdgeWeight: null, normalized: graph.order > 2 });
  // The method walks at random; without chance in it a figure stays the same.
  const communities = louvain(graph, { randomWalk: false, rng: () => 0.5 });
  const weights = new Map<number, number>();
  for (const [key, community] of Object.entries(communities)) {
    weights.set(community, (weights.get(community) ?? 0) + (documents.get(key) ?? 0));
  }
  const order = [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([community]) => community);
  return graph.nodes().map((key) => ({
    key,
    partners: graph.degree(key),
    betweenness: betweenness[key] ?? 0,
    community: order.indexOf(communities[key] ?? -1) + 1,
  }));
}
