import { pseudoLabels } from '#metrics/authorship.ts';
import { type Metric, type MetricRow, othersKey, type Params } from '#metrics/contract.ts';
import { paramsToQuery } from '#metrics/params.ts';
import { postParams } from '#metrics/posts.ts';
import { rowQuery } from './address.ts';
import { dimensionOf } from './own.ts';

/** The address of exactly the documents, or days of posts, that a row of a figure counts; null where we list none. */
export function documentsOf(
  metric: Pick<Metric, 'id'>,
  params: Params,
  { period, key }: Pick<MetricRow, 'period' | 'key'>,
): string | null {
  const within = { ...params, ...spanOf(period, params) };
  if (metric.id === 'co-authorship') return `/documents?${rowQuery({ ...within, ...pairOf(params, key) })}`;
  const dimension = dimensionOf(metric);
  if (dimension && metric.id.startsWith('posts-'))
    return key === othersKey ? null : postsAddress(within, dimension, key);
  if (!dimension || !metric.id.startsWith('authorship') || key === othersKey) return null;
  // Of blocs, those that have members.
  if (dimension === 'bloc' && (key === null || key === 'none')) return null;
  return `/documents?${rowQuery({ ...within, [dimension]: key ?? 'unknown' })}`;
}

/** Every parameter stands in it: a default of a figure is none of the list. */
function postsAddress(
  params: Params,
  dimension: 'country' | 'organisation' | 'bloc',
  key: string | null,
): string {
  const asked: Params = { ...params, [dimension]: key ?? 'unknown' };
  const query = new URLSearchParams();
  for (const name of postParams) {
    const value = asked[name];
    if (value !== null && value !== '' && name !== 'by') query.set(name, value);
  }
  return `/posts?${query}`;
}

const differenceParams = ['body', 'kind', 'group', 'from', 'to', 'rule', 'count', 'against'] as const;

/** Where the difference of one country or organisation stands under every rule; null where a row is of none. */
export function differenceOf(metric: Pick<Metric, 'id'>, params: Params, key: string | null): string | null {
  const dimension = dimensionOf(metric);
  if (!metric.id.startsWith('authorship') || (dimension !== 'country' && dimension !== 'organisation'))
    return null;
  if (key === null || key === othersKey || key in pseudoLabels || !params.from || !params.to) return null;
  const asked: Partial<Params> = Object.fromEntries(differenceParams.map((name) => [name, params[name]]));
  return `/difference?${paramsToQuery({ ...asked, [dimension]: key })}`;
}

/** What a row of pairs picks: `cisco~ericsson` both, alone whoever is alone, null where nobody is known. */
function pairOf(params: Params, key: string | null): Partial<Params> {
  const [one, two] = (key ?? 'unknown').split('~') as [string, string?];
  const pair: Partial<Params> = { count: 'whole', with: one };
  if (two === undefined) return pair;
  const own = params[params.of] ?? one;
  return { ...pair, [params.of]: own, with: own === one ? two : one };
}

/** The days of a period, within the span that was asked for. */
export function spanOf(period: string, params: Pick<Params, 'from' | 'to'>): Pick<Params, 'from' | 'to'> {
  const found = /^(\d{4})(?:-Q([1-4]))?$/.exec(period);
  if (!found) return { from: params.from, to: params.to };
  const [, year, quarter] = found;
  const first = quarter ? (Number(quarter) - 1) * 3 + 1 : 1;
  const last = quarter ? first + 2 : 12;
  const days = new Date(Date.UTC(Number(year), last, 0)).getUTCDate();
  const two = (number: number) => String(number).padStart(2, '0');
  const from = `${year}-${two(first)}-01`;
  const to = `${year}-${two(last)}-${days}`;
  return {
    from: params.from && params.from > from ? params.from : from,
    to: params.to && params.to < to ? params.to : to,
  };
}
