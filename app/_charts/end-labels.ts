import { ticksTo } from './ticks.ts';
import type { ChartSeries, TimePoint } from './time-chart.tsx';

/** The largest value of what is drawn: the axis holds it. */
export const highestOf = (
  shown: ChartSeries[],
  series: ChartSeries[],
  points: readonly TimePoint[],
  stacked: boolean,
): number => {
  if (stacked) return 1;
  const drawn = series.map((one) => shown.includes(one));
  return Math.max(
    1e-9,
    ...points.flatMap((point) => point.shares.map((share, at) => (drawn[at] ? (share ?? 0) : 0))),
  );
};

/**
 * How far each end label moves (in pixels) so that none covers another and none leaves the picture: from the top down,
 * then up again from the bottom.
 */
export function labelPlaces(
  shown: ChartSeries[],
  series: ChartSeries[],
  points: readonly TimePoint[],
  stacked: boolean,
): Map<string, number> {
  const last = points.at(-1);
  const height = 300;
  const step = 14;
  const highest = ticksTo(highestOf(shown, series, points, stacked)).at(-1) ?? 1;
  let below = 0;
  const ends = shown.map((one) => {
    const share = last?.shares[series.indexOf(one)] ?? 0;
    below += share;
    const y = height * (1 - (stacked ? below : share) / highest);
    return { id: one.id, y, at: y };
  });
  ends.sort((a, b) => a.y - b.y);
  for (const [at, end] of ends.entries())
    end.at = Math.max(end.y, (ends[at - 1]?.at ?? Number.NEGATIVE_INFINITY) + step);
  for (let at = ends.length - 1; at >= 0; at--) {
    const end = ends[at];
    if (end) end.at = Math.min(end.at, (ends[at + 1]?.at ?? height + step) - step);
  }
  return new Map(ends.map((end) => [end.id, end.at - end.y]));
}
