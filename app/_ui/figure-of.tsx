import type { ReactNode } from 'react';
import { nameOf } from '#metrics/authorship.ts';
import { readAxisNotes } from '#metrics/axis-notes.ts';
import { inWordsOf, type Metric, type MetricRow, type Params, type Reading } from '#metrics/contract.ts';
import { paramsToQuery } from '#metrics/params.ts';
import { unfinished } from '#metrics/unfinished.ts';
import { visibilityOf } from '#metrics/visibility.ts';
import type { FigureState } from '../_charts/address.ts';
import { answerOf, notAuthors } from '../_charts/answer.ts';
import { Figure } from '../_charts/figure.tsx';
import { askWhole, dimensionOf, picksOf } from '../_charts/own.ts';
import { overTime } from '../_charts/shape.ts';
import { store } from '../store.ts';
import { NotVisible } from './not-visible.tsx';

/** Measures that count documents of an ITU group, of which some cannot be seen. */
const isOfDocuments = ({ id }: Metric) => /authorship|^coverage$|^progress$/.test(id);

/** Reads a metric as a page's address asks for it and shows it as a figure. */
export async function FigureOf({
  metric,
  state,
  override = {},
  brief = false,
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
  /** Told in one sentence where the figure would say nothing. */
  brief?: boolean;
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
  const nothing = brief && state.view !== metric.id ? saysNothing(metric, params, reading) : null;
  if (nothing) return <Brief metric={metric} params={params} words={nothing} {...rest} />;
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

/** Why a figure would say nothing that is not said otherwise; null where it says something. */
export function saysNothing(metric: Metric, params: Params, reading: Reading): string | null {
  const whole = reading.rows.reduce((sum, { value }) => sum + value, 0);
  if (whole === 0) return null;
  const known = reading.rows.reduce((sum, { key, value }) => (key === null ? sum : sum + value), 0);
  // Less than one of two hundred is a line along the foot of the picture.
  if (known < whole / 200)
    return answerOf(metric, { ...params, by: 'all' }, { ...reading, ...wholeSpan(reading) });
  const drawn = overTime(metric, reading, params).series.filter(
    ({ key }) => key !== null && !notAuthors.has(key),
  );
  const areStates = drawn.every(
    ({ label, key }) => key?.startsWith('state-') && label.endsWith('(administration)'),
  );
  return metric.id.endsWith('-by-organisation') && areStates
    ? 'Every organisation with enough contributions to be drawn is the administration of a member state: the figure would repeat the one by country.'
    : null;
}

/** The rows of all periods as one. */
function wholeSpan({ rows, total, authorships }: Reading): Pick<Reading, 'rows' | 'periods'> {
  const sums = new Map<string | null, MetricRow>();
  for (const row of rows) {
    const sum = sums.get(row.key);
    sums.set(row.key, { ...row, period: 'all', value: row.value + (sum?.value ?? 0) });
  }
  return { rows: [...sums.values()], periods: [{ period: 'all', documents: total, authorships }] };
}

function Brief({
  metric,
  params,
  words,
  title,
  heading: Heading = 'h2',
  id = metric.id,
}: {
  metric: Metric;
  params: Params;
  words: string;
  title?: string;
  heading?: 'h1' | 'h2';
  id?: string;
}) {
  return (
    <section className="figure" id={id}>
      <Heading>{title ?? metric.title}</Heading>
      <p className="answer">{words}</p>
      <p className="note">
        <a href={`/measures/${metric.id}?${paramsToQuery(askedOf(metric, params), metric)}`}>
          The figure, its rows and its method
        </a>
      </p>
    </section>
  );
}

const askedOf = (metric: Metric, params: Params): Partial<Params> =>
  Object.fromEntries(Object.entries(params).filter(([name]) => metric.params.some((one) => one === name)));
