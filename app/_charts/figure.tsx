import type { ReactNode } from 'react';
import {
  countWords,
  isOfOrganisations,
  type Metric,
  type Params,
  type Reading,
  ruleWordsOf,
} from '#metrics/contract.ts';
import { cutNotes } from '#metrics/unfinished.ts';
import { Sortable } from '../_ui/sortable.tsx';
import { dataWords, newestWords } from '../_ui/words.ts';
import { address, type FigureState, rowQuery, type Tab } from './address.ts';
import { AgainstRow } from './against.tsx';
import { answerOf } from './answer.ts';
import { ChartView, type Drawn } from './chart-view.tsx';
import { ComparedTable } from './compared.tsx';
import { Controls } from './controls.tsx';
import { isOfFates } from './fates.ts';
import { NodeTable } from './matrix.tsx';
import { askWhole, dimensionOf, picksOf } from './own.ts';
import { ReadingTable } from './reading-table.tsx';
import { subtitleOf } from './subtitle.ts';

interface Props extends Drawn {
  /** In place of the metric's own question, where the page asks a narrower one. */
  title?: string;
  /** In place of the answer read off all rows, where the page asks about one of them. */
  answer?: string;
  /** Of its element, where a page shows a measure twice. */
  id?: string;
  /** What of its documents the public cannot see. */
  hidden?: ReactNode;
  /** Level of the title: a page that is one figure has it as its own. */
  heading?: 'h1' | 'h2';
  controls?: readonly ('rule' | 'count' | 'by' | 'shape')[];
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
  const own = dimensionOf(metric);
  const notes = [...cutNotes(metric, params, reading), ...reading.notes].filter(
    (note) => note !== reading.withheld,
  );
  const controls = (props.controls ?? ['rule', 'count', 'by', 'shape']).filter((name) =>
    name === 'shape' ? !metric.overlapping && !isOfFates(metric) : metric.params.includes(name),
  );
  const toTab = (name: Tab) => `${address(state, { view: metric.id, tab: name })}#${metric.id}`;
  return (
    <section className="figure" id={id} aria-labelledby={`${id}-title`}>
      <Heading id={`${id}-title`}>{title ?? metric.title}</Heading>
      <p className="answer">
        {props.answer ?? answerOf(metric, params, reading, props.only, picksOf(state.also.show), props.name)}
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
      <AgainstRow metric={metric} params={params} reading={reading} state={state} anchor={metric.id} />
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
          {reading.against ? (
            <ComparedTable metric={metric} params={params} reading={reading} />
          ) : (
            <ReadingTable metric={metric} params={params} reading={reading} />
          )}
        </Sortable>
      )}
      {tab === 'table' && reading.nodes && reading.nodes.length > 0 && (
        <Sortable>
          <NodeTable params={params} nodes={reading.nodes} />
        </Sortable>
      )}
      {tab === 'method' && <MethodView metric={metric} params={params} />}
      {tab === 'sources' && <SourcesView metric={metric} params={params} reading={reading} />}
      {props.hidden}
      {notes.length > 0 && (
        <ul className="note">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Tools
        metric={metric}
        state={state}
        params={{ ...params, ...state.fixed, ...(own && props.only ? { [own]: props.only } : {}) }}
      />
    </section>
  );
}

function MethodView({ metric, params }: { metric: Metric; params: Params }) {
  return (
    <div>
      <p>{metric.method}</p>
      <ul>
        {metric.params.includes('rule') && (
          <li>
            Rule <strong>{params.rule}</strong>: {ruleWordsOf(metric, params)}.
          </li>
        )}
        {metric.params.includes('count') && (
          <li>
            Counting <strong>{params.count}</strong>: {countWords[params.count]}.
          </li>
        )}
        {params.against && (
          <li>
            Compared: each span is read whole and by itself, and a share is of its own documents or
            attendances. The difference is that of the two shares, in percentage points; below 30 in either
            span it is withheld.
          </li>
        )}
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

function SourcesView({ metric, params, reading }: { metric: Metric; params: Params; reading: Reading }) {
  return (
    <div>
      <p>
        Counted from these sources,{' '}
        {dataWords(reading, newestWords(metric, params)) ?? 'none of which has been read for it here'}:
      </p>
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
  // What is kept and cited holds every row and the unknown; the picture, its rows and its table are of the filter.
  const { params, only } = askWhole(metric, asked);
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
      {/^(co-)?authorship/.test(metric.id) && <a href={`/documents?${picked}`}>Show the rows</a>}
      {only !== null && <a href={`/api/v1/metrics/${metric.id}.csv?${pictureQuery}`}>CSV</a>}
      <a href={`/api/v1/metrics/${metric.id}.csv?${rest}`}>{only === null ? 'CSV' : 'CSV of all rows'}</a>
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
