import type { Metric, MetricRow, Params } from './contract.ts';

/**
 * What the rows of a period are shares of: its documents, its authorships where those are counted; under a filter by
 * country, organisation or bloc only the parts of documents that pass it, so that the shares add up to the whole. What
 * counts other things than documents (registrations, instances, days) is a share of all of these.
 */
export function sizeOf(
  params: Params,
  counted: { documents: number; authorships: number } | undefined,
  rows: readonly MetricRow[],
  metric: Pick<Metric, 'counted'> = {},
): number {
  if (metric.counted) return rows.reduce((sum, row) => sum + row.value, 0);
  const isPart = params.country !== null || params.organisation !== null || params.bloc !== null;
  if (isPart && params.count !== 'whole') return rows.reduce((sum, row) => sum + row.value, 0);
  return (params.count === 'complete' ? counted?.authorships : counted?.documents) ?? 0;
}

/** The same over all periods of a reading. */
export const wholeOf = (
  params: Params,
  reading: { total: number; authorships: number; rows: readonly MetricRow[] },
  metric: Pick<Metric, 'counted'> = {},
): number =>
  sizeOf(params, { documents: reading.total, authorships: reading.authorships }, reading.rows, metric);
