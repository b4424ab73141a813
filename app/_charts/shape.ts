import type { Metric, MetricRow, Params, Reading } from '#metrics/contract.ts';
import { othersKey, rankFloor } from '#metrics/contract.ts';
import { sizeOf, wholeOf } from '#metrics/size.ts';
import { dataEnd, unfinished } from '#metrics/unfinished.ts';
import { plural } from '../_ui/numbers.ts';
import { isPicked } from './own.ts';

/** One line of a time chart, or one band of a stacked one. `key` null: unknown; 'others': the rest. */
export interface Series {
  key: string | null;
  label: string;
}

/** As many lines as there are colours that everybody can tell apart. */
export const mostPicked = 7;
/** Keys that are many rows in one: never a line, never first. */
export const foldedKey = 'fewer-than-three';
const pseudo = new Set(['international', 'independent', foldedKey, othersKey]);

/** What a chart over time draws: a share (0 to 1) a period and series. */
export interface TimeShape {
  series: Series[];
  points: { period: string; documents: number; shares: (number | null)[] }[];
  /** Periods left out of the picture for being too small to compare. They stand in the table. */
  leftOut: string[];
}

/**
 * The largest keys over the whole span as series (or those `picked`), then others, then unknown; shares of each
 * period's documents (of its authorships where those are counted).
 */
export function overTime(
  metric: Pick<Metric, 'counted' | 'overlapping'>,
  reading: Reading,
  params: Params,
  picked: readonly string[] | null = null,
  top = 6,
): TimeShape {
  const enough = reading.periods.filter((period) => countedIn(metric, period) >= rankFloor);
  const kept = enough.length >= 2 ? enough : reading.periods;
  const sums = new Map<string, { label: string; value: number }>();
  for (const row of reading.rows) {
    if (row.key === null || pseudo.has(row.key)) continue;
    const sum = sums.get(row.key);
    if (sum) sum.value += row.value;
    else sums.set(row.key, { label: row.label, value: row.value });
  }
  const chosen = [...sums].filter(([key]) => isPicked(picked, key));
  const leading = chosen.sort((a, b) => b[1].value - a[1].value).slice(0, picked === null ? top : mostPicked);
  const keys = leading.map(([key]) => key);
  const hasOthers =
    picked === null &&
    !metric.overlapping &&
    params.count !== 'whole' &&
    reading.rows.some((row) => row.key !== null && !keys.includes(row.key));
  const series: Series[] = [
    ...leading.map(([key, { label }]) => ({ key, label })),
    ...(hasOthers ? [{ key: othersKey, label: 'others' }] : []),
    { key: null, label: 'unknown' },
  ];
  const byPeriod = new Map<string, MetricRow[]>();
  for (const row of reading.rows) {
    const rows = byPeriod.get(row.period);
    if (rows) rows.push(row);
    else byPeriod.set(row.period, [row]);
  }
  const points = kept.map(({ period, documents, authorships }) => {
    const rows = byPeriod.get(period) ?? [];
    const whole = sizeOf(params, { documents, authorships }, rows, metric);
    const of = (pick: (row: MetricRow) => boolean) =>
      whole ? rows.reduce((sum, row) => (pick(row) ? sum + row.value : sum), 0) / whole : null;
    const shares = series.map(({ key }) =>
      key === othersKey
        ? of((row) => row.key !== null && !keys.includes(row.key))
        : of((row) => row.key === key),
    );
    return { period, documents, shares };
  });
  const inPicture = new Set(points.map((point) => point.period));
  return {
    series,
    points: withGaps(points, series.length),
    leftOut: reading.periods.flatMap(({ period }) => (inPicture.has(period) ? [] : [period])),
  };
}

type Point = TimeShape['points'][number];

/** A period without a point of its own between two others is a gap, so that equal widths are equal times. */
export function withGaps(points: readonly Point[], series: number): Point[] {
  const byPeriod = new Map(points.map((point) => [point.period, point]));
  const first = points[0]?.period;
  const last = points.at(-1)?.period;
  if (!first || !last || !/^\d{4}(-Q\d)?$/.test(first)) return [...points];
  const filled: Point[] = [];
  for (let period = first; period <= last; period = nextPeriod(period))
    filled.push(byPeriod.get(period) ?? { period, documents: 0, shares: Array(series).fill(null) });
  return filled;
}

function nextPeriod(period: string): string {
  const year = Number(period.slice(0, 4));
  const quarter = period[6];
  if (!quarter) return String(year + 1);
  return quarter === '4' ? `${year + 1}-Q1` : `${year}-Q${Number(quarter) + 1}`;
}

/**
 * For figures whose keys are measures of their own (bounds, coverage), not parts of a whole: each key a series, in its
 * own unit.
 */
export function asMeasures(reading: Reading, keys: readonly string[]): TimeShape {
  const enough = reading.periods.filter((period) => period.documents >= rankFloor);
  const kept = enough.length >= 2 ? enough : reading.periods;
  const values = new Map(reading.rows.map((row) => [`${row.period} ${row.key}`, row]));
  const series = keys.flatMap((key): Series[] => {
    const row = reading.rows.find((one) => one.key === key);
    return row ? [{ key, label: row.label }] : [];
  });
  const points = kept.map(({ period, documents }) => ({
    period,
    documents,
    shares: series.map(({ key }) => values.get(`${period} ${key}`)?.value ?? null),
  }));
  const inPicture = new Set(points.map((point) => point.period));
  return {
    series,
    points: withGaps(points, series.length),
    leftOut: reading.periods.flatMap(({ period }) => (inPicture.has(period) ? [] : [period])),
  };
}

/** The measures a figure draws, where its keys are not parts of a whole; its table has them all. */
export const drawnMeasures: Readonly<
  Record<string, { keys: readonly string[]; labels: readonly string[]; unit: 'share' | 'number' }>
> = {
  'concentration-of-authorship': {
    keys: ['half-lower', 'half-upper'],
    labels: ['at least', 'at most'],
    unit: 'number',
  },
  coverage: {
    keys: ['affiliation', 'organisation', 'country'],
    labels: ['affiliation', 'matched', 'country'],
    unit: 'share',
  },
};

export interface Bar {
  key: string | null;
  label: string;
  value: number;
  share: number;
  documents: number;
}

/** The largest keys of a reading over its whole span, the rest together, the unknown last. */
export function asBars(
  metric: Pick<Metric, 'counted' | 'overlapping'>,
  reading: Reading,
  params: Params,
  top = 12,
): Bar[] {
  const whole = wholeOf(params, reading, metric);
  const sums = new Map<string | null, Bar>();
  for (const row of reading.rows) {
    const bar = sums.get(row.key) ?? { key: row.key, label: row.label, value: 0, share: 0, documents: 0 };
    bar.value += row.value;
    bar.documents += row.documents;
    sums.set(row.key, bar);
  }
  const known = [...sums.values()]
    .filter((bar) => bar.key !== null && bar.key !== foldedKey && bar.key !== othersKey)
    .sort((a, b) => b.value - a.value);
  const others = sums.get(othersKey);
  const rest = [...known.slice(top), ...(others ? [others] : [])];
  const bars = known.slice(0, top);
  if (rest.length > 0 && params.count !== 'whole' && !metric.overlapping) {
    bars.push({
      key: othersKey,
      label: others ? 'others' : plural(rest.length, 'other'),
      value: rest.reduce((sum, bar) => sum + bar.value, 0),
      share: 0,
      documents: rest.reduce((sum, bar) => sum + bar.documents, 0),
    });
  }
  for (const key of [foldedKey, null]) {
    const bar = sums.get(key);
    if (bar) bars.push(bar);
  }
  return bars.map((bar) => ({ ...bar, share: whole ? bar.value / whole : 0 }));
}

/** What the floor of a figure is a floor of: documents, or what it counts in their place (registrations, posts). */
const countedIn = (
  metric: Pick<Metric, 'counted'>,
  { documents, authorships }: { documents: number; authorships: number },
): number => (metric.counted ? Math.max(documents, authorships) : documents);

/** What one key has of a period, and what share that is; null where nothing of the period is counted. */
export function partIn(
  reading: Reading,
  params: Params,
  period: string,
  key: string | null,
): { value: number; share: number } | null {
  const counted = reading.periods.find((one) => one.period === period);
  const size = params.count === 'complete' ? counted?.authorships : counted?.documents;
  if (!size) return null;
  const value = reading.rows.find((row) => row.period === period && row.key === key)?.value ?? 0;
  return { value, share: value / size };
}

/** The newest period that is over and large enough to speak of; null where there is none. */
export function newestWhole(reading: Reading, metric: Pick<Metric, 'counted'> = {}): string | null {
  const end = dataEnd(reading) ?? '';
  const over = reading.periods.filter(
    (period) => countedIn(metric, period) >= rankFloor && endOf(period.period) <= end,
  );
  return over.at(-1)?.period ?? null;
}

function endOf(period: string): string {
  const found = /^(\d{4})(?:-Q(\d))?$/.exec(period);
  if (!found) return '9999';
  const quarter = found[2];
  return quarter
    ? `${found[1]}-${String(Number(quarter) * 3).padStart(2, '0')}-${quarter === '2' || quarter === '3' ? 30 : 31}`
    : `${found[1]}-12-31`;
}

/** Whether the last period drawn is one in which the data ends: its points stand apart from the lines of whole ones. */
export const isUnfinished = (
  metric: Parameters<typeof unfinished>[0],
  reading: Reading,
  { points }: Pick<TimeShape, 'points'>,
): boolean => points.length > 1 && points.at(-1)?.period === unfinished(metric, reading)?.period;
