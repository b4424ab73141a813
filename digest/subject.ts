import { dayInWords, type Week } from '#lib/week.ts';
import type { Fitted } from './fit.ts';
import type { Status } from './status.ts';
import { line, plural } from './words.ts';

/**
 * The news itself; the date alone never. What happened goes before what is due, unless nothing happened; a broken source
 * only where there is nothing else. A week is quiet only where all of it was read.
 */
export function subjectOf(week: Week, { taken }: Fitted, status: Status, isGeneral: boolean): string {
  const first = taken.find((one) => one.id !== 'act') ?? taken[0];
  if (first) return taken.length > 1 ? `${first.headline} (and ${taken.length - 1} more)` : first.headline;
  if (status.news[0]) return line(status.news[0], 90);
  const { read, sources } = status;
  if (read === 0) return `Nothing was read, so there is no news to tell (to ${dayInWords(week.to)})`;
  if (read < sources)
    return `No news in the ${read} of ${plural(sources, 'source')} we read (to ${dayInWords(week.to)})`;
  const whose = isGeneral ? 'no news in the general letter' : 'nothing new in what you follow';
  return `A quiet week: ${whose} (to ${dayInWords(week.to)})`;
}
