import type { Metric, Params } from '#metrics/contract.ts';
import type { FigureState } from '../_charts/address.ts';
import { Figure } from '../_charts/figure.tsx';
import { askWhole } from '../_charts/own.ts';
import type { ChartNote } from '../_charts/time-chart.tsx';
import { store } from '../store.ts';

/** Reads a metric as a page's address asks for it and shows it as a figure. */
export async function FigureOf({
  metric,
  state,
  override = {},
  ...rest
}: {
  metric: Metric;
  state: FigureState;
  /** What this figure asks otherwise than the page's address. */
  override?: Partial<Params>;
  title?: string;
  notes?: ChartNote[];
  controls?: readonly ('rule' | 'count' | 'by' | 'shape')[];
}) {
  const { params, only } = askWhole(metric, { ...state.params, ...override });
  const reading = await metric.read(await store(), params);
  return <Figure metric={metric} params={params} reading={reading} state={state} only={only} {...rest} />;
}
