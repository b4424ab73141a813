import type { ReactNode } from 'react';
import { nameOf } from '#metrics/authorship.ts';
import { readAxisNotes } from '#metrics/axis-notes.ts';
import { inWordsOf, type Metric, type Params } from '#metrics/contract.ts';
import { unfinished } from '#metrics/unfinished.ts';
import { visibilityOf } from '#metrics/visibility.ts';
import type { FigureState } from '../_charts/address.ts';
import { Figure } from '../_charts/figure.tsx';
import { askWhole, dimensionOf, picksOf } from '../_charts/own.ts';
import { store } from '../store.ts';
import { NotVisible } from './not-visible.tsx';

/** Measures that count documents of an ITU group, of which some cannot be seen. */
const isOfDocuments = ({ id }: Metric) => /authorship|^coverage$|^progress$/.test(id);

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
  heading?: 'h1' | 'h2';
  id?: string;
  children?: ReactNode;
  controls?: readonly ('rule' | 'count' | 'by' | 'shape')[];
}) {
  const { params, only } = askWhole(metric, { ...state.params, ...override });
  const open = await store();
  const drawn = metric.id.endsWith('-by-bloc') ? (picksOf(state.also.show) ?? []) : [];
  const isTable = state.view === metric.id && state.tab === 'table';
  const isPicked = only !== null || picksOf(state.also.show) !== null;
  // Bars say how many the others are; a chart over time draws the largest.
  const rows = isTable || isPicked || params.by === 'all' ? undefined : 'largest';
  const [reading, notes, name, seen] = await Promise.all([
    metric.read(open, params, rows),
    readAxisNotes(open, params, drawn, metric),
    nameOf(open, dimensionOf(metric), only),
    isOfDocuments(metric) ? visibilityOf(open, params) : null,
  ]);
  const part = unfinished(metric, reading);
  return (
    <Figure
      metric={inWordsOf(metric, params)}
      params={params}
      reading={reading}
      state={state}
      only={only}
      name={name}
      notes={[...notes, ...(part ? [part.note] : [])]}
      hidden={seen && reading.total > 0 ? <NotVisible seen={seen} kind={params.kind} /> : null}
      {...rest}
    />
  );
}
