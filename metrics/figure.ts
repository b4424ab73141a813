import { Unexpected } from '#lib/unexpected.ts';
import { version } from '#lib/version.ts';
import type { Store } from '#prisma/client.ts';
import { type StoredFigure, storedFigure } from '#prisma/figures.ts';
import { countWords, inWordsOf, type Metric, type Params, type Reading, ruleWordsOf } from './contract.ts';
import { metricById } from './index.ts';
import { readParams } from './params.ts';
import { cutNotes, unfinished } from './unfinished.ts';

/** Everything a figure says, by itself: definition, parameters, numbers, day and program version. */
export interface FigureContent
  extends Reading,
    Pick<Metric, 'title' | 'unit' | 'method' | 'caveats' | 'sources' | 'columns' | 'counted'> {
  metric: string;
  params: Record<string, string | null>;
  /** What the chosen rule and counting mean; null where the metric knows no rule or no counting. */
  rule: string | null;
  count: string | null;
  version: string;
}

export interface Figure extends StoredFigure {
  figure: FigureContent;
  /**
   * The same question put to the data of today; null where this version no longer knows the metric or its parameters.
   * `differs`: some number of it is another one now.
   */
  now: { asOf: string | null; total: number; differs: boolean } | null;
}

const words = ({ title, unit, method, caveats, sources, columns, counted }: Metric) => ({
  title,
  unit,
  method,
  caveats,
  sources,
  ...(columns ? { columns } : {}),
  ...(counted ? { counted } : {}),
});

/** What a metric is, in its own words. */
export const definitionOf = (metric: Metric) => ({ id: metric.id, ...words(metric) });

/** Of all parameters, those the metric speaks of. */
export const shownParams = (metric: Pick<Metric, 'params'>, params: Params): Record<string, string | null> =>
  Object.fromEntries(metric.params.map((name) => [name, params[name]]));

/** The figure as it stands in what is downloaded and frozen. */
export const figureContent = (metric: Metric, params: Params, reading: Reading): FigureContent => ({
  metric: metric.id,
  ...words(inWordsOf(metric, params)),
  params: shownParams(metric, params),
  rule: metric.params.includes('rule') ? ruleWordsOf(metric, params) : null,
  count: metric.params.includes('count') ? countWords[params.count] : null,
  version,
  ...reading,
  notes: [unfinished(metric, reading)?.text ?? [], cutNotes(metric, params, reading), reading.notes].flat(),
});

/** A frozen figure, and whether the data of today says something else; null where there is none. */
export async function readFigure(store: Store, hash: string): Promise<Figure | null> {
  const stored = await storedFigure(store, hash);
  if (!stored) return null;
  const figure = JSON.parse(stored.content) as FigureContent;
  return { ...stored, figure, now: await readNow(store, figure) };
}

async function readNow(store: Store, figure: FigureContent): Promise<Figure['now']> {
  const metric = metricById(figure.metric);
  if (!metric) return null;
  let params: Params;
  try {
    params = readParams(
      metric,
      Object.entries(figure.params).flatMap(([name, value]): [string, string][] =>
        value === null ? [] : [[name, value]],
      ),
    );
  } catch (error) {
    if (error instanceof Unexpected) return null;
    throw error;
  }
  const reading = await metric.read(store, params);
  const isSame = sameNumbers(figure, reading);
  return { asOf: reading.asOf, total: reading.total, differs: !isSame };
}

function sameNumbers(before: Reading, now: Reading): boolean {
  const key = (row: Reading['rows'][number]) => `${row.period}\n${row.key}`;
  const then = new Map(before.rows.map((row) => [key(row), row]));
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  return (
    before.total === now.total &&
    near(before.unknown, now.unknown) &&
    // Of a span of which nothing is read a comparison has no rows, only the sums of the other one.
    before.against?.total === now.against?.total &&
    before.rows.length === now.rows.length &&
    now.rows.every((row) => {
      const past = then.get(key(row));
      // A comparison has the numbers of its other span there.
      const isSame = (name: string) => {
        const [one, other] = [past?.more?.[name] ?? null, row.more?.[name] ?? null];
        return one === null || other === null ? one === other : near(one, other);
      };
      return past !== undefined && near(past.value, row.value) && Object.keys(row.more ?? {}).every(isSame);
    })
  );
}

/**
 * What a figure's n is, with a number where there is one: documents and authorships, or what the metric counts in their
 * place. What it does not count has no line.
 */
export function countedIn({ counted, total, authorships }: FigureContent): [what: string, number: number][] {
  const documents = counted?.total ?? counted?.documents ?? 'documents';
  const parts = counted?.authorships ?? 'authorships';
  return [
    [documents, total],
    ...(parts !== documents && authorships > 0 ? [[parts, authorships] as [string, number]] : []),
  ];
}

/** The rule and the counting of a figure, as far as its metric knows them. Figures frozen of old say both of every metric. */
export const choicesIn = ({
  params,
  rule,
  count,
}: FigureContent): [name: string, chosen: string, words: string][] => [
  ...(params.rule && rule ? [['rule', params.rule, rule] as [string, string, string]] : []),
  ...(params.count && count ? [['counting', params.count, count] as [string, string, string]] : []),
];
