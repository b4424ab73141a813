import type { Metric, Params } from '#metrics/contract.ts';
import { documentList } from '#metrics/documents.ts';
import { paramsToQuery, readParams } from '#metrics/params.ts';

export type Tab = 'chart' | 'table' | 'method' | 'sources';
const tabNames: readonly string[] = ['chart', 'table', 'method', 'sources'] satisfies Tab[];

/** Where a page stands: its path, the parameters its figures share, and which figure shows what. */
export interface FigureState {
  path: string;
  params: Params;
  /** What the page's address may ask, and what is meant where it does not. */
  asks: Pick<Metric, 'params' | 'defaults'>;
  /** Parameters the page's path gives, which its address need not repeat. */
  fixed: Partial<Params>;
  shape: 'lines' | 'stacked';
  /** The metric whose figure shows another tab than its chart; '' for none. */
  view: string;
  tab: Tab;
  /** Whatever else the page reads from its address, kept in every link. */
  also: Readonly<Record<string, string>>;
}

export type Search = Record<string, string | string[] | undefined>;

/**
 * Reads a page's address. What figures share are the parameters of `metric`; `also` names what else the page knows.
 * @throws Unexpected naming a parameter that is unknown or cannot be read
 */
export function readState(
  path: string,
  search: Search,
  metric: Pick<Metric, 'params' | 'defaults'>,
  fixed: Partial<Params> = {},
  also: readonly string[] = [],
): FigureState {
  const entries = Object.entries(search).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : Array.isArray(value) ? value.map((one) => [name, one]) : [[name, value]],
  );
  const own = ['view', 'shape', ...also];
  const given = entries.filter(([name]) => !(name in fixed));
  const params = readParams(metric, [...given, ...fixedEntries(fixed)], own);
  const one = (name: string) => entries.find(([key]) => key === name)?.[1] ?? '';
  const [view = '', tab = ''] = one('view').split('.');
  return {
    path,
    params,
    asks: metric,
    fixed,
    shape: one('shape') === 'stacked' ? 'stacked' : 'lines',
    view,
    tab: tabNames.includes(tab) ? (tab as Tab) : 'chart',
    also: Object.fromEntries(also.flatMap((name) => (one(name) ? [[name, one(name)]] : []))),
  };
}

const fixedEntries = (fixed: Partial<Params>) =>
  Object.entries(fixed).flatMap(([name, value]): [string, string][] =>
    value ? [[name, String(value)]] : [],
  );

interface Change {
  params?: Partial<Params>;
  shape?: FigureState['shape'];
  view?: string;
  tab?: Tab;
}

/** The address of the same page in another state: equal states have equal addresses. */
export function address(state: FigureState, change: Change = {}): string {
  const params: Partial<Params> = { ...state.params, ...change.params };
  for (const name of Object.keys(params) as (keyof Params)[])
    if (name in state.fixed || !state.asks.params.includes(name)) delete params[name];
  const query = new URLSearchParams(paramsToQuery(params, state.asks));
  if ((change.shape ?? state.shape) === 'stacked') query.set('shape', 'stacked');
  const view = change.view ?? state.view;
  const tab = change.tab ?? state.tab;
  if (view && tab !== 'chart') query.set('view', `${view}.${tab}`);
  for (const [name, value] of Object.entries(state.also)) query.set(name, value);
  const text = query.toString();
  return text ? `${state.path}?${text}` : state.path;
}

/** The whole state of a figure as a query, for pages that are not the figure's own. */
export function rowQuery(params: Params): string {
  const query = new URLSearchParams();
  const isPaired = params.with !== null;
  for (const name of documentList.params) {
    const value = params[name];
    if (value !== null && value !== '' && name !== 'by' && (name !== 'of' || isPaired))
      query.set(name, value);
  }
  return query.toString();
}
