import { dayInWords, type Week } from '#lib/week.ts';
import type { Fitted } from './fit.ts';
import type { Status } from './status.ts';
import { line } from './words.ts';

/**
 * The news itself; the date alone never. What happened goes before what is due, unless nothing happened; a broken source
 * only where there is nothing else.
 */
export function subjectOf(week: Week, { taken }: Fitted, status: Status, isGeneral: boolean): string {
  const first = taken.find((one) => one.id !== 'act') ?? taken[0];
  if (first) return taken.length > 1 ? `${first.headline} (and ${taken.length - 1} more)` : first.headline;
  if (status.news[0]) return line(status.news[0], 90);
  const whose = isGeneral ? 'no news in the general letter' : 'nothing new in what you follow';
  return `A quiet week: ${whose} (to ${dayInWords(week.to)})`;
}
