import type { Metric, Params } from '#metrics/contract.ts';

const dimensions = ['country', 'organisation', 'bloc'] as const;

/** What a figure counts by where that is one of the filters too. */
export const dimensionOf = (metric: Pick<Metric, 'id'>) =>
  dimensions.find((name) => metric.id.endsWith(`-by-${name}`)) ?? null;

/**
 * What a figure reads, and which of its rows a filter picks. A share is a share of all: a figure by country that is
 * filtered to one country still reads every country and the unknown, and shows that one.
 */
export function askWhole(
  metric: Pick<Metric, 'id'>,
  params: Params,
): { params: Params; only: string | null } {
  const own = dimensionOf(metric);
  return own && params[own]
    ? { params: { ...params, [own]: null }, only: params[own] }
    : { params, only: null };
}

/** The keys an address picks to be drawn, `show=CN,KR`, in lower case; null where it picks none. */
export function picksOf(show: string | null | undefined): string[] | null {
  const keys = (show ?? '')
    .split(',')
    .map((key) => key.trim().toLowerCase())
    .filter(Boolean);
  return keys.length > 0 ? keys : null;
}

/** Whether a key is drawn: codes and ids are picked in any case. */
export const isPicked = (picked: readonly string[] | null, key: string | null): boolean =>
  picked === null || (key !== null && picked.includes(key.toLowerCase()));
