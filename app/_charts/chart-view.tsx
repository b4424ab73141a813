import type { ReactNode } from 'react';
import { otherSpan, spanWords } from '#metrics/against.ts';
import type { AxisNote } from '#metrics/axis-notes.ts';
import { type Metric, othersKey, type Params, type Reading, rankFloor } from '#metrics/contract.ts';
import { unfinished } from '#metrics/unfinished.ts';
import { amount, countedWords, dateWords, percent } from '../_ui/words.ts';
import { address, type FigureState } from './address.ts';
import { Bars } from './bars.tsx';
import { stylesFor } from './colours.ts';
import { ComparedBars } from './compared.tsx';
import { fateBars, fatesOverTime, isOfFates } from './fates.ts';
import { FateTable } from './fates.tsx';
import { marksOf } from './marks.ts';
import { Matrix } from './matrix.tsx';
import { picksOf } from './own.ts';
import { matrixOf } from './pair-matrix.ts';
import { documentsOf } from './rows.ts';
import { asBars, asMeasures, drawnMeasures, isUnfinished, overTime } from './shape.ts';
import { type ChartSeries, TimeChart } from './time-chart.tsx';

/** What a figure draws. */
export interface Drawn {
  metric: Metric;
  params: Params;
  reading: Reading;
  state: FigureState;
  /** What happened to the thing counted by, marked on the axis of time. */
  notes?: readonly AxisNote[];
  /** The one key of the metric's own dimension that the page's filter picks. */
  only?: string | null;
  /** What that key is called. */
  name?: string | null;
  /** Drawn in place of the standard chart. */
  children?: ReactNode;
}

/** The picture of a figure: bars over the whole span, a chart over time, the words where there is nothing to draw. */
export function ChartView(props: Drawn) {
  const { metric, params, reading, state, notes = [] } = props;
  const tableAt = `${address(state, { view: metric.id, tab: 'table' })}#${metric.id}`;
  if (reading.against && !props.children && reading.rows.length === 0)
    return (
      <p className="warn">
        Nothing to draw: there is no comparison with what is not read.{' '}
        <a href={address(state, { params: { ...otherSpan(params), against: null, by: 'all' } })}>
          {spanWords(reading.against)} alone
        </a>
        .
      </p>
    );
  if (reading.against && !props.children)
    return (
      <ComparedBars
        metric={metric}
        params={params}
        reading={reading}
        picked={props.only ? [props.only.toLowerCase()] : picksOf(state.also.show)}
        tableAt={tableAt}
      />
    );
  if (reading.total === 0)
    return (
      <p className="warn">
        {reading.notes.length > 0
          ? 'Nothing to draw; why, and what can be done, stands below.'
          : 'Nothing to draw: no row has what is asked for.'}
        {address(state) !== state.path && (
          <>
            {' '}
            <a href={state.path}>Take the filters off</a>.
          </>
        )}
      </p>
    );
  if (reading.withheld) return <p className="warn">Withheld: no share of such a list is drawn or told.</p>;
  if (props.children) return props.children;
  const isFates = isOfFates(metric);
  const only = props.only ?? null;
  if (isFates && params.by === 'all')
    return (
      <>
        <Bars bars={fateBars(reading, only)} hrefOf={() => null} />
        <FateTable metric={metric} params={params} reading={reading} picked={picksOf(state.also.show)} />
      </>
    );
  if (params.by === 'all' && !drawnMeasures[metric.id]) {
    const matrix = matrixOf(reading);
    return (
      <>
        {matrix && <Matrix metric={metric} params={params} matrix={matrix} />}
        <Bars
          bars={asBars(metric, reading, params)}
          hrefOf={({ key }) =>
            key === othersKey ? tableAt : documentsOf(metric, params, { period: 'all', key })
          }
        />
      </>
    );
  }
  const measures = drawnMeasures[metric.id];
  if (measures && params.by === 'all')
    return (
      <dl className="facts">
        {measures.keys.map((key, at) => {
          const value = reading.rows.find((row) => row.key === key)?.value;
          return (
            <div key={key} style={{ display: 'contents' }}>
              <dt>{measures.labels[at]}</dt>
              <dd>
                {value === undefined
                  ? 'not known'
                  : measures.unit === 'share'
                    ? percent(value)
                    : amount(value)}
              </dd>
            </div>
          );
        })}
      </dl>
    );
  const shape = isFates
    ? fatesOverTime(reading, only, rankFloor)
    : measures
      ? asMeasures(reading, measures.keys)
      : overTime(metric, reading, params, props.only ? [props.only.toLowerCase()] : picksOf(state.also.show));
  const styles = stylesFor(shape.series.flatMap(({ key }) => (key && key !== 'others' ? [key] : [])));
  const series = shape.series.map(({ key, label }, at): ChartSeries => {
    const style = key === null ? undefined : styles.get(key);
    return {
      id: `k-${key ?? 'unknown'}`,
      label: measures?.labels[at] ?? label,
      colour: style?.colour ?? 'var(--others)',
      dash: key === null ? '2 4' : (style?.dash ?? null),
      kind: key === null ? 'unknown' : key === 'others' ? 'others' : 'known',
    };
  });
  const isStacked =
    !measures && !isFates && !metric.overlapping && state.shape === 'stacked' && params.count !== 'whole';
  const unit = measures?.unit ?? 'share';
  const marks = marksOf(
    notes,
    shape.points.map((point) => point.period),
    params.by,
  );
  const part = unfinished(metric, reading);
  const isCut = part !== null && shape.leftOut.includes(part.period);
  const few = shape.leftOut.filter((period) => period !== part?.period);
  return (
    <>
      <TimeChart
        series={series}
        points={shape.points.map((point) => ({ ...point, shares: point.shares.map(asDrawn) }))}
        stacked={isStacked}
        unit={unit}
        label={`${metric.title} Shares of ${countedWords(metric, params)} by ${params.by}; the table has the same numbers.`}
        marks={marks.map(({ period, number }) => ({ period, number }))}
        isUnfinished={isUnfinished(metric, reading, shape)}
      />
      {isFates && (
        <FateTable metric={metric} params={params} reading={reading} picked={picksOf(state.also.show)} />
      )}
      <Inside
        others={shape.series.some(({ key }) => key === othersKey) ? tableAt : null}
        unknown={measures ? null : documentsOf(metric, params, { period: 'all', key: null })}
        what={
          metric.id.startsWith('posts-')
            ? 'each post, its days and its holder'
            : `${metric.id.startsWith('authorship') ? 'the words printed there, and ' : ''}the documents`
        }
      />
      <Marks marks={marks} />
      {isCut && <p className="note">Not drawn: {part.text} It is in the table.</p>}
      {few.length > 0 && (
        <p className="note">
          Not drawn, too few {metric.counted?.documents ?? 'documents'} to compare:{' '}
          {few.length > 8 ? `${few.length} periods` : few.join(', ')}. They are in the table.
        </p>
      )}
    </>
  );
}

/** Where the lines that are many rows in one are told row by row. */
function Inside({ others, unknown, what }: { others: string | null; unknown: string | null; what: string }) {
  if (!others && !unknown) return null;
  return (
    <p className="note">
      {others && (
        <>
          Who is in <a href={others}>“others”</a>: every row of the table.{' '}
        </>
      )}
      {unknown && (
        <>
          What is in <a href={unknown}>“unknown”</a>: {what}.
        </>
      )}
    </p>
  );
}

/** As precise as anybody sees: the page carries hundreds. */
const asDrawn = (value: number | null) => (value === null ? null : Number(value.toPrecision(6)));

/** What the numbered lines of a chart stand for. */
function Marks({ marks }: { marks: ReturnType<typeof marksOf> }) {
  if (marks.length === 0) return null;
  return (
    <ol className="note marks">
      {marks.map((mark) => (
        <li key={mark.number} value={mark.number}>
          {mark.notes.map((note, place) => (
            <span key={note.day + note.text}>
              {place > 0 && '; '}
              {note.source ? <a href={note.source}>{note.text}</a> : note.text}, {dateWords(note.day)}
              {note.evidence === 'unchecked' && ' (unchecked)'}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}
