import { dayInWords } from '#lib/week.ts';
import type { AxisNote } from './axis-notes.ts';
import type { Metric, Reading } from './contract.ts';

/** The period in which the data ends: its numbers are of a part of it, and no numbers to set beside those of a whole one. */
export interface Unfinished {
  period: string;
  /** In a sentence. */
  text: string;
  /** The same as a line on a time axis. */
  note: AxisNote;
}

/**
 * The last period of a reading where the data ends within it. Null where it is whole, where no time is asked for, and where
 * what is counted stands at an end of a period rather than coming in over it.
 */
export function unfinished(
  metric: Pick<Metric, 'id'>,
  { asOf, periods }: Pick<Reading, 'asOf' | 'periods'>,
): Unfinished | null {
  if (asOf === null || metric.id.startsWith('root-instances')) return null;
  const period = periods.map((one) => one.period).findLast((one) => /^\d{4}(?:-Q[1-4])?$/.test(one));
  if (!period) return null;
  const quarter = Number(period[6] ?? 0);
  const month = (n: number) => String(n).padStart(2, '0');
  const first = `${period.slice(0, 4)}-${month(quarter ? quarter * 3 - 2 : 1)}-01`;
  const last = `${period.slice(0, 4)}-${month(quarter ? quarter * 3 : 12)}-${quarter === 2 || quarter === 3 ? 30 : 31}`;
  if (asOf < first || asOf >= last) return null;
  const named = period.replace('-', ' ');
  const end = dayInWords(asOf).replace(/^\d+ /, '');
  const text = `${named} is not whole: what is counted ends in ${end}.`;
  const line = `${named} is not whole, only to ${end}`;
  return { period, text, note: { day: asOf, text: line, source: null, evidence: 'primary' } };
}
