import type { ReactNode } from 'react';
import type { AxisNote } from '#metrics/axis-notes.ts';
import {
  countWords,
  isOfOrganisations,
  type Metric,
  type Params,
  type Reading,
  ruleWordsOf,
} from '#metrics/contract.ts';
import { Sortable } from '../_ui/sortable.tsx';
import { amount, dateWords, kindName, percent } from '../_ui/words.ts';
import { address, type FigureState, rowQuery, type Tab } from './address.ts';
import { answerOf } from './answer.ts';
import { Bars } from './bars.tsx';
import { stylesFor } from './colours.ts';
import { Controls } from './controls.tsx';
import { marksOf } from './marks.ts';
import { askWhole, picksOf } from './own.ts';
import { ReadingTable } from './reading-table.tsx';
import { asBars, asMeasures, drawnMeasures, overTime } from './shape.ts';
import { subtitleOf } from './subtitle.ts';
import { type ChartSeries, TimeChart } from './time-chart.tsx';

interface Props {
  metric: Metric;
  params: Params;
  reading: Reading;
  state: FigureState;
  /** In place of the metric's own question, where the page asks a narrower one. */
  title?: string;
  /** In place of the answer read off all rows, where the page asks about one of them. */
  answer?: string;
  /** Of its element, where a page shows a measure twice. */
  id?: string;
  /** Level of the title: a page that is one figure has it as its own. */
  heading?: 'h1' | 'h2';
  /** What happened to the thing counted by, marked on the axis of time. */
  notes?: readonly AxisNote[];
  /** The one key of the metric's own dimension that the page's filter picks. */
  only?: string | null;
  controls?: readonly ('rule' | 'count' | 'by' | 'shape')[];
  /** Drawn in place of the standard chart. */
  children?: ReactNode;
}

const tabs: readonly [Tab, string][] = [
  ['chart', 'Chart'],
  ['table', 'Table'],
  ['method', 'Method'],
  ['sources', 'Sources'],
];

/**
 * One number in the open: its question, the answer in words, how it was counted, the picture, the same numbers as a
 * table, the method, the sources, the downloads, a frozen copy to cite, and the rows behind it.
 */
export function Figure(props: Props) {
  const { metric, params, reading, state, title, heading: Heading = 'h2', id = metric.id } = props;
  const tab = state.view === metric.id ? state.tab : 'chart';
  const controls = (props.controls ?? ['rule', 'count', 'by', 'shape']).filter((name) =>
    name === 'shape' ? !metric.overlapping : metric.params.includes(name),
  );
  const toTab = (name: Tab) => `${address(state, { view: metric.id, tab: name })}#${metric.id}`;
  return (
    <section className="figure" id={id} aria-labelledby={`${id}-title`}>
      <Heading id={`${id}-title`}>{title ?? metric.title}</Heading>
      <p className="answer">
        {props.answer ?? answerOf(metric, params, reading, props.only, picksOf(state.also.show))}
      </p>
      <p className="subtitle">{subtitleOf(params, reading, metric)}</p>
      <Controls
        params={params}
        state={state}
        which={controls}
        anchor={metric.id}
        spans={!metric.counted}
        {...(isOfOrganisations(metric, params) ? { ruleLabel: 'Rule' } : {})}
      />
      <nav className="tabs" aria-label={`Views of: ${title ?? metric.title}`}>
        {tabs.map(([name, words]) => (
          <a key={name} href={toTab(name)} aria-current={tab === name ? 'true' : undefined}>
            {words}
          </a>
        ))}
      </nav>
      {tab === 'chart' && <ChartView {...props} />}
      {tab === 'table' && (
        <Sortable>
          <ReadingTable metric={metric} params={params} reading={reading} />
        </Sortable>
      )}
      {tab === 'method' && <MethodView metric={metric} params={params} />}
      {tab === 'sources' && <SourcesView metric={metric} reading={reading} />}
      {reading.notes.length > 0 && (
        <ul className="note">
          {reading.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Tools metric={metric} state={state} params={{ ...params, ...state.fixed }} />
    </section>
  );
}

function ChartView(props: Props) {
  const { metric, params, reading, state, notes = [] } = props;
  if (reading.total === 0)
    return (
      <p className="warn">
        Nothing here yet: no {kindName(params.kind)} match these filters.{' '}
        <a href={state.path}>Take the filters off</a>.
      </p>
    );
  if (props.children) return props.children;
  if (params.by === 'all' && !drawnMeasures[metric.id]) {
    const filter = metric.id.endsWith('organisation') ? 'organisation' : 'country';
    return (
      <Bars
        bars={asBars(metric, reading, params)}
        hrefOf={(bar) =>
          bar.key === 'others' || !metric.id.startsWith('authorship')
            ? null
            : `/documents?${rowQuery({ ...params, [filter]: bar.key ?? 'unknown' })}`
        }
      />
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
  const shape = measures
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
  const isStacked = !measures && !metric.overlapping && state.shape === 'stacked' && params.count !== 'whole';
  const unit = measures?.unit ?? 'share';
  const marks = marksOf(
    notes,
    shape.points.map((point) => point.period),
    params.by,
  );
  return (
    <>
      <TimeChart
        series={series}
        points={shape.points}
        stacked={isStacked}
        unit={unit}
        label={`${metric.title} Shares of ${kindName(params.kind)} by ${params.by}; the table has the same numbers.`}
        marks={marks}
      />
      <Marks marks={marks} />
      <noscript>
        <div className="scroll">
          <table>
            <caption>Shares, as the chart draws them</caption>
            <thead>
              <tr>
                <th scope="col">Period</th>
                {series.map((one) => (
                  <th key={one.id} scope="col" className="n">
                    {one.label}
                  </th>
                ))}
                <th scope="col" className="n">
                  n
                </th>
              </tr>
            </thead>
            <tbody>
              {shape.points
                .filter(isCounted)
                .toReversed()
                .map((point) => (
                  <tr key={point.period}>
                    <th scope="row">{point.period}</th>
                    {point.shares.map((share, at) => (
                      <td key={series[at]?.id} className="n">
                        {share === null ? '–' : unit === 'share' ? percent(share) : amount(share)}
                      </td>
                    ))}
                    <td className="n">{point.documents}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </noscript>
      {shape.leftOut.length > 0 && (
        <p className="note">
          Not drawn, too few {metric.counted?.documents ?? 'documents'} to compare:{' '}
          {shape.leftOut.length > 8 ? `${shape.leftOut.length} periods` : shape.leftOut.join(', ')}. They are
          in the table.
        </p>
      )}
    </>
  );
}

/** A gap in time has nothing to be told in a table. */
const isCounted = (point: { documents: number; shares: readonly (number | null)[] }) =>
  point.documents > 0 || point.shares.some((share) => share !== null);

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

function MethodView({ metric, params }: { metric: Metric; params: Params }) {
  return (
    <div>
      <p>{metric.method}</p>
      <ul>
        <li>
          Rule <strong>{params.rule}</strong>: {ruleWordsOf(metric, params)}.
        </li>
        <li>
          Counting <strong>{params.count}</strong>: {countWords[params.count]}.
        </li>
        {metric.caveats.map((caveat) => (
          <li key={caveat}>{caveat}</li>
        ))}
      </ul>
      <p>
        <a href={`/method#${metric.id}`}>The whole method</a>
      </p>
    </div>
  );
}

function SourcesView({ metric, reading }: { metric: Metric; reading: Reading }) {
  return (
    <div>
      <p>Counted from these sources, as of {dateWords(reading.asOf)}:</p>
      <ul>
        {metric.sources.map((source) => (
          <li key={source}>
            <a href={`/sources#${source}`}>{source}</a>
          </li>
        ))}
      </ul>
      <p>Every number opens its documents, every document its page, every page the words that were used.</p>
    </div>
  );
}

function Tools({ metric, params: asked, state }: { metric: Metric; params: Params; state: FigureState }) {
  // What is kept, cited or counted further holds every row and the unknown; the picture and the rows are of the filter.
  const { params } = askWhole(metric, asked);
  const allowed = new Set<string>(metric.params);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    if (value !== null && value !== '' && allowed.has(name)) query.set(name, String(value));
  const rest = query.toString();
  const picked = rowQuery(asked);
  for (const [name, value] of Object.entries(asked))
    if (value !== null && value !== '' && allowed.has(name)) query.set(name, String(value));
  const pictureQuery = query.toString();
  const picks = state.also.show ? `&show=${encodeURIComponent(state.also.show)}` : '';
  const shape = `${picks}${state.shape === 'stacked' ? '&shape=stacked' : ''}`;
  return (
    <div className="tools">
      {metric.id.startsWith('authorship') && <a href={`/documents?${picked}`}>Show the rows</a>}
      <a href={`/api/v1/metrics/${metric.id}.csv?${rest}`}>CSV</a>
      <a href={`/api/v1/metrics/${metric.id}?${rest}&download=1`}>JSON</a>
      <a href={`/charts/${metric.id}.svg?${pictureQuery}${shape}`}>SVG</a>
      <a href={`/charts/${metric.id}.png?${pictureQuery}${shape}`}>PNG</a>
      <form action="/figures" method="post">
        <input type="hidden" name="metric" value={metric.id} />
        <input type="hidden" name="params" value={rest} />
        <button type="submit">Cite: freeze this figure</button>
      </form>
    </div>
  );
}
