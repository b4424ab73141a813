import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import type { Params } from './contract.ts';

/** From when to when, both inclusive ISO days. */
export interface Dates {
  from: string;
  to: string;
}

/** The other span of a comparison; null where nothing is compared. */
export function otherSpan({ against }: Pick<Params, 'against'>): Dates | null {
  const [from, to] = against?.split('..') ?? [];
  return from && to ? { from, to } : null;
}

const lastDay = (year: number, month: number): Date => new Date(Date.UTC(year, month + 1, 0));

/** The span of the same length that ends the day before: as many months where it holds whole months, as many days otherwise. */
export function spanBefore({ from, to }: Dates): Dates {
  const [first, last] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)];
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()];
  const end = isoDay(new Date(first.getTime() - 86_400_000));
  if (from.endsWith('-01') && isoDay(lastDay(last.getUTCFullYear(), last.getUTCMonth())) === to) {
    const months = (last.getUTCFullYear() - year) * 12 + last.getUTCMonth() - month + 1;
    return { from: isoDay(new Date(Date.UTC(year, month - months, 1))), to: end };
  }
  const days = Math.round((last.getTime() - first.getTime()) / 86_400_000) + 1;
  return { from: isoDay(new Date(first.getTime() - days * 86_400_000)), to: end };
}

/**
 * The span that `against` names, with days: `previous` is the one before the span that is asked for.
 * @throws Unexpected where `previous` has no span to stand before
 */
export function resolvedAgainst(
  against: string | null,
  { from, to }: Pick<Params, 'from' | 'to'>,
): string | null {
  if (against !== 'previous') return against;
  if (!from || !to)
    throw new Unexpected('parameter against', 'previous without from and to', 'both of them, or 2013..2017');
  const before = spanBefore({ from, to });
  return `${before.from}..${before.to}`;
}

/** A span in words: `2013–2017`, `2020`, `2019-03-01 to 2019-08-31`, `until 2009`, `since 2018`. */
export function spanWords({ from, to }: Pick<Params, 'from' | 'to'>): string {
  const isYears = (!from || from.endsWith('-01-01')) && (!to || to.endsWith('-12-31'));
  const [first, last] = [from, to].map((day) => (isYears ? day?.slice(0, 4) : day));
  if (!first) return last ? `until ${last}` : 'all years';
  if (!last) return `since ${first}`;
  return first === last ? first : isYears ? `${first}–${last}` : `${first} to ${last}`;
}
