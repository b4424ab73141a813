import { type Store, sql } from '#prisma/client.ts';
import { blocNotes } from './bloc.ts';
import { kindWords, type Params, type Reading, type Rule, rankFloor, rulesOf } from './contract.ts';
import { asOf, type Dimension, inCode, ranked, readOn, sourcesOf } from './credit.ts';
import { memberNotes } from './membership.ts';
import { newestOf } from './newest.ts';
import { plural } from './numbers.ts';
import { readLargest, readSums, readTotals, topByRule } from './tally.ts';

export const pseudoLabels: Readonly<Record<string, string>> = {
  international: 'International bodies (no country)',
  independent: 'Independent, as stated',
  officer: 'Officers of the group, as such',
  liaison: 'Liaisons from other bodies',
  secretariat: 'The body’s secretariat',
};

/** Reads authorship along one dimension: rows of every key and period, the unknown a row of its own. */
export async function readAuthorship(
  store: Store,
  params: Params,
  dimension: Dimension,
  rows?: 'largest',
): Promise<Reading> {
  const [sums, totals, labels, day, otherOrders, blocs, unread, newest] = await Promise.all([
    rows === 'largest' ? readLargest(store, dimension, params) : readSums(store, dimension, params),
    readTotals(store, params),
    readLabels(store, dimension),
    asOf(store, sourcesOf(params)),
    dissentingRules(store, params, dimension, rows),
    blocNotes(store, params),
    unreadNotes(store, params),
    newestOf(store, params),
  ]);
  const all = ranked(sums, totals, labels);
  return {
    total: totals.reduce((sum, row) => sum + row.documents, 0),
    authorships: totals.reduce((sum, row) => sum + row.authorships, 0),
    unknown: all.reduce((sum, row) => (row.key === null ? sum + row.value : sum), 0),
    asOf: day,
    newest,
    rows: all,
    periods: inOrder(totals),
    // Of nothing there is no order and no sum to speak of.
    notes: [
      ...(totals.length > 0 ? [...rankNotes(totals), ...sumNotes(params), ...otherOrders] : []),
      ...blocs,
      ...unread,
    ],
  };
}

/** The bodies of whose documents of one kind a reading without filters would have any. */
export async function bodiesCounted(store: Store, kind: Params['kind']): Promise<ReadonlySet<string>> {
  const rows = await store.query<{ body: string }>(sql`
    select distinct body from tally where dimension = 'total' and rule = 'employer' and kind = ${kind} and span = 'all'`);
  return new Set(rows.map(({ body }) => body));
}

export const inOrder = <Row extends { period: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => inCode(a.period, b.period));

let labelCache:
  | { store: Store; at: number; maps: Record<Dimension, Promise<Map<string, string>>> }
  | undefined;

/** Names by key. Kept for a minute: the lists change only when a new version of them is loaded. */
export function readLabels(store: Store, dimension: Dimension): Promise<Map<string, string>> {
  if (labelCache?.store !== store || Date.now() - labelCache.at > 60_000) {
    const load = async (table: Dimension) => {
      const rows = await store.query<{ key: string; name: string }>(
        table === 'country'
          ? sql`select code as key, name from country`
          : sql`select id as key, name from organisation`,
      );
      return new Map([
        ...Object.entries(pseudoLabels),
        ...rows.map((row): [string, string] => [row.key, row.name]),
      ]);
    };
    labelCache = {
      store,
      at: Date.now(),
      maps: { country: load('country'), organisation: load('organisation') },
    };
  }
  return labelCache.maps[dimension];
}

/** What the key of a country or organisation is called; null where it is neither. */
export const nameOf = async (
  store: Store,
  dimension: Dimension | 'bloc' | null,
  key: string | null,
): Promise<string | null> =>
  key === null || dimension === null || dimension === 'bloc'
    ? null
    : ((await readLabels(store, dimension)).get(key) ?? null);

export function rankNotes(totals: { period: string; documents: number }[]): string[] {
  const few = totals
    .filter((total) => total.documents < rankFloor)
    .map((total) => total.period)
    .sort();
  if (few.length === 0) return [];
  const named = few.length > 6 ? `${few.length} periods (${few[0]} … ${few.at(-1)})` : few.join(', ');
  return [
    `Too few to rank: fewer than ${rankFloor} documents in ${named}. The rows stand, ranks are withheld.`,
  ];
}

export function sumNotes(params: Params): string[] {
  return params.count === 'whole'
    ? ['Counted whole, a document stands in several rows, so the rows may add up to more than the documents.']
    : [];
}

/** What the reader must know where a listing has not been read, or where documents cannot be counted in it. */
export async function unreadNotes(store: Store, params: Params): Promise<string[]> {
  const { body, kind } = params;
  const notes = await memberNotes(store, params);
  const sources = sourcesOf({ body, kind });
  if (sources.length === 0) {
    notes.push(
      `No source of ours reads ${kindWords[kind].many} of this body: it makes them, and they are not here.`,
    );
  } else if (!(await readOn(store, sources))) {
    const instead =
      kind === 'recommendation'
        ? 'Counted are those that the Operational Bulletin announced, as curated.'
        : 'Curated documents are a sample and are not charted.';
    notes.push(
      `No complete listing of ${kindWords[kind].many} has been read yet: run npm run scrape -- ${sources.join(' ')}. ${instead}`,
    );
  }
  if (kind === 'recommendation') notes.push(...(await foundNotes(store, body)));
  if (kind === 'work') {
    const [left] = await store.query<{ n: number }>(sql`
      select count(*)::int as n from document d where d.kind = 'rfc' and d.stage = 'published' and d.removed_at is null
        and not exists (select from attribution a where a.kind = 'work' and a.document_id = d.id)`);
    if (left?.n)
      notes.push(
        `${plural(left.n, 'RFC is', 'RFCs are')} in no work: no first submission of a draft is known (most are older than drafts are kept).`,
      );
  }
  return notes;
}

/** How many Recommendations a search found beyond every list that is whole: known one by one, and counted nowhere. */
export async function foundNotes(store: Store, body: Params['body']): Promise<string[]> {
  const [row] = await store.query<{ n: number }>(sql`
    select count(*)::int as n from document
    where kind = 'recommendation' and body = ${body} and stage = 'sample' and removed_at is null`);
  return row?.n
    ? [
        `${row.n} Recommendations that a search found are not counted: no whole list has been read, and the Operational Bulletin of the curated years did not announce them.`,
      ]
    : [];
}

/** Whether the five largest stand in another order under another rule, over the whole span: then the figure says so. */
async function dissentingRules(
  store: Store,
  params: Params,
  dimension: Dimension,
  rows?: 'largest',
): Promise<string[]> {
  const wanted = rulesOf(params.body);
  // Of an organisation only `parent` answers otherwise.
  const asked =
    dimension === 'country' ? wanted : wanted.filter((rule) => ['employer', 'parent'].includes(rule));
  const top = await topByRule(store, dimension, asked, Object.keys(pseudoLabels), params, rows);
  const topOf = (rule: Rule) => {
    const from = asked.includes(rule) ? rule : 'employer';
    return top.flatMap((row) => (row.rule === from ? row.key : [])).join(' ');
  };
  const others = wanted.filter((rule) => topOf(rule) !== topOf(params.rule));
  if (others.length === 0) return [];
  return [`The order of the five largest differs under rule ${others.join(' and ')}.`];
}
