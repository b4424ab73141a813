import type { Metric, Params, Reading } from '#metrics/contract.ts';
import { amount, percent } from '../_ui/numbers.ts';
import { type Bar, newestWhole, type TimeShape, withGaps } from './shape.ts';

/** What may become of a work, as its columns are named, with the words of a sentence. Several hold at once. */
export const fateWords = [
  ['adopted', 'adopted', 'adopted by a group'],
  ['sent', 'sent to IESG', 'sent to the IESG'],
  ['published', 'published', 'published as an RFC'],
  ['alive', 'alive', 'still alive'],
  ['expired', 'expired', 'expired'],
] as const;

export const isOfFates = ({ id }: Pick<Metric, 'id'>): boolean => id.startsWith('adoption');

type Fates = Readonly<Record<string, number | null>>;

/** What became of the works of one period: of everybody's, each once, or of those of the key that is picked. */
export function fatesOf(
  reading: Reading,
  period: string,
  only: string | null,
): { works: number; fates: Fates } | null {
  if (only === null) {
    const counted = reading.periods.find((one) => one.period === period);
    return counted?.more ? { works: counted.documents, fates: counted.more } : null;
  }
  const key = only === 'unknown' ? null : only.toLowerCase();
  const row = reading.rows.find((one) => one.period === period && (one.key?.toLowerCase() ?? null) === key);
  return row?.more ? { works: row.documents, fates: row.more } : null;
}

/** The period a sentence speaks of: the whole span, or the newest one with enough works; null where there is none. */
export const fatePeriod = (metric: Metric, params: Params, reading: Reading): string | null =>
  params.by === 'all' ? 'all' : newestWhole(reading, metric);

/** What became of the works, in one sentence. `whose`: of the one that a filter picks. */
export function fatesAnswer(
  metric: Metric,
  params: Params,
  reading: Reading,
  only: string | null,
  whose: string,
): string {
  if (reading.withheld) return reading.withheld;
  const period = fatePeriod(metric, params, reading);
  if (period === null)
    return `Too few works in any period old enough to judge; ${amount(reading.total)} in all.`;
  const found = fatesOf(reading, period, only);
  const since = period === 'all' ? 'old enough to judge' : `first submitted in ${period.replace('-', ' ')}`;
  if (!found || found.works === 0) return `No works${whose} ${since} are counted here.`;
  const { works, fates } = found;
  const parts = fateWords.flatMap(([key, , words]) => {
    const share = fates[key];
    return share == null
      ? []
      : [
          `${share === 0 ? 'none' : percent(share)} ${share === 0 ? 'is' : ''} ${words}`.replace(
            / {2}/g,
            ' ',
          ),
        ];
  });
  const days = fates.daysToPublished;
  const took = days == null ? '' : `; half of those published took less than ${amount(days)} days`;
  return `Of the ${amount(works)} works${whose} ${since}: ${parts.join(', ')}${took}. Several hold at once.`;
}

/** The fates over time, a line each. */
export function fatesOverTime(reading: Reading, only: string | null, floor: number): TimeShape {
  const series = fateWords.map(([key, label]) => ({ key, label }));
  const points = reading.periods.map(({ period, documents }) => {
    const found = fatesOf(reading, period, only);
    return {
      period,
      documents: found?.works ?? (only === null ? documents : 0),
      shares: fateWords.map(([key]) => found?.fates[key] ?? null),
    };
  });
  const enough = points.filter(({ documents }) => documents >= floor);
  const kept = enough.length >= 2 ? enough : points;
  return {
    series,
    points: withGaps(kept, series.length),
    leftOut: points.flatMap(({ period }) => (kept.some((one) => one.period === period) ? [] : [period])),
  };
}

/** The fates of the whole span as bars: how many works, and their share. */
export function fateBars(reading: Reading, only: string | null): Bar[] {
  const found = fatesOf(reading, 'all', only);
  if (!found) return [];
  return fateWords.map(([key, , label]) => {
    const share = found.fates[key] ?? 0;
    return { key, label, share, value: Math.round(share * found.works * 10) / 10, documents: found.works };
  });
}
