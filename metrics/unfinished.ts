import { dayInWords, isoDay } from '#lib/week.ts';
import { otherSpan, spanWords } from './against.ts';
import type { AxisNote } from './axis-notes.ts';
import type { Metric, Params, Reading } from './contract.ts';

/** The period in which the data ends: its numbers are of a part of it, and no numbers to set beside those of a whole one. */
export interface Unfinished {
  period: string;
  /** In a sentence. */
  text: string;
  /** The same as a line on a time axis. */
  note: AxisNote;
}

/** What came to be counted last, and when the list it stands in was read. */
export type Dated = Pick<Reading, 'asOf' | 'newest'>;

/** A list is read whole up to its newest row: a list that has none for longer than this may have been cut short. */
const quietDays = 92;

const lastOfMonth = (day: string): string =>
  isoDay(new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)));
const daysBetween = (one: string, other: string): number =>
  (Date.parse(other) - Date.parse(one)) / 86_400_000;

/** Whether the newest thing counted is so much older than the reading that a reader must be told both days. */
export const isBehind = ({ asOf, newest }: Dated): boolean =>
  asOf !== null && newest != null && daysBetween(lastOfMonth(newest), asOf) > quietDays;

/**
 * The last day (ISO) that the numbers speak for: that of the reading, or where what was read ends long before, the last of
 * the month in which it does. Null where nothing was read.
 */
export const dataEnd = (dated: Dated): string | null =>
  isBehind(dated) && dated.newest ? lastOfMonth(dated.newest) : dated.asOf;

const monthWords = (day: string) => dayInWords(day).replace(/^\d+ /, '');

/** Measures of what stands at a day, and those that say themselves which periods they judge. */
const isOfNoTime = ({ id }: Pick<Metric, 'id'>) => id.startsWith('root-instances');
const saysItself = ({ id }: Pick<Metric, 'id'>) => id.startsWith('adoption');

/**
 * The last period of a reading where the data ends within it. Null where it is whole, where no time is asked for, and where
 * what is counted stands at an end of a period rather than coming in over it.
 */
export function unfinished(
  metric: Pick<Metric, 'id'>,
  { periods, ...dated }: Pick<Reading, 'asOf' | 'newest' | 'periods'>,
): Unfinished | null {
  const end = dataEnd(dated);
  if (end === null || isOfNoTime(metric)) return null;
  const period = periods.map((one) => one.period).findLast((one) => /^\d{4}(?:-Q[1-4])?$/.test(one));
  if (!period) return null;
  const quarter = Number(period[6] ?? 0);
  const month = (n: number) => String(n).padStart(2, '0');
  const first = `${period.slice(0, 4)}-${month(quarter ? quarter * 3 - 2 : 1)}-01`;
  const last = `${period.slice(0, 4)}-${month(quarter ? quarter * 3 : 12)}-${quarter === 2 || quarter === 3 ? 30 : 31}`;
  if (end < first || end >= last) return null;
  const named = period.replace('-', ' ');
  const isOneMonth = end.slice(0, 7) === first.slice(0, 7);
  const what = isOneMonth
    ? `${named} has ${monthWords(end).replace(/ \d+$/, '')} only`
    : `${named} is not whole`;
  const text = isOneMonth
    ? `${what}, the last month counted.`
    : `${what}: what is counted ends in ${monthWords(end)}.`;
  const line = isOneMonth ? what : `${what}, only to ${monthWords(end)}`;
  return { period, text, note: { day: end, text: line, source: null, evidence: 'primary' } };
}

/** How much of a span that is asked for the data holds: all of it, a part of it, or nothing. */
export interface Held {
  words: string;
  holds: 'all' | 'part' | 'none';
  /** The month in which the data ends, in words. */
  end: string;
}

/** Of a span with a last day: whether the data reaches that far. */
export function heldOf({ from, to }: Pick<Params, 'from' | 'to'>, dated: Dated): Held {
  const end = dataEnd(dated);
  const holds =
    end === null || to === null || to <= end ? 'all' : from !== null && from > end ? 'none' : 'part';
  return { words: spanWords({ from, to }), holds, end: end === null ? '' : monthWords(end) };
}

/** Whether nothing of a span was read, so that a zero there is none. */
export const isUnread = (
  span: Pick<Params, 'from' | 'to'>,
  reading: Dated & { meetings?: Reading['meetings'] | undefined },
): boolean => reading.meetings?.read === 0 || heldOf(span, reading).holds === 'none';

/** A span in words, with the month in which the data ends where that is within: `2021–2025 (counted only to January 2023)`. */
export const heldWords = ({ words, holds, end }: Held): string =>
  holds === 'part' ? `${words} (counted only to ${end})` : words;

/** Sentences on the spans of a reading that the data does not hold, the one it is compared with too. */
export function cutNotes(
  metric: Pick<Metric, 'id'>,
  params: Params,
  reading: Pick<Reading, 'asOf' | 'newest' | 'periods'>,
): string[] {
  if (isOfNoTime(metric) || saysItself(metric)) return [];
  const other = otherSpan(params);
  // A comparison says by itself what of it is not read.
  if (other && [params, other].some((span) => heldOf(span, reading).holds === 'none')) return [];
  const part = unfinished(metric, reading);
  return [params, ...(other ? [other] : [])].flatMap((span) => {
    const { words, holds, end } = heldOf(span, reading);
    if (holds === 'all' || (holds === 'part' && part !== null && span.to?.startsWith(part.period))) return [];
    return holds === 'part'
      ? `${words} is not whole: what is counted ends in ${end}.`
      : `Nothing of ${words} is read: what is counted ends in ${end}. It is not known, and no zero.`;
  });
}
