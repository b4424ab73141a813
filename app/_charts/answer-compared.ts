import { spanWords } from '#metrics/against.ts';
import {
  type Metric,
  type MetricRow,
  othersKey,
  type Params,
  type Reading,
  rankFloor,
} from '#metrics/contract.ts';
import { heldOf, heldWords, isUnread } from '#metrics/unfinished.ts';
import { amount, kindName, percent } from '../_ui/words.ts';
import { notAuthors, the, whose } from './answer.ts';
import { foldedKey } from './shape.ts';

/** How the shares of two spans differ, in one sentence out of the rows: the one picked, or the largest, what rose and fell most, and the unknown. */
export function comparedAnswer(
  metric: Metric,
  params: Params,
  reading: Reading,
  only: string | null,
): string {
  const { against } = reading;
  if (!against) return '';
  const [then, now] = [heldOf(against, reading), heldOf(params, reading)];
  const gone = [
    ...(isUnread(against, { ...reading, meetings: against.meetings }) ? [then] : []),
    ...(isUnread(params, reading) ? [now] : []),
  ];
  const when = `From ${heldWords(then)} to ${heldWords(now)}`;
  const what = metric.counted?.total ?? (params.count === 'complete' ? 'authorships' : kindName(params.kind));
  if (gone.length > 0)
    return `Not to be compared: nothing of ${gone.map(({ words }) => words).join(' and ')} is read${gone.every(({ holds }) => holds === 'none') ? `, what is counted ends in ${now.end}` : ''}.`;
  const few = [against.total, reading.total].some((total) => total < rankFloor);
  if (few)
    return `Too few to compare: ${amount(against.total)} ${what} in ${spanWords(against)}, ${amount(reading.total)} in ${spanWords(params)}.`;
  const moved = ({ more = {} }: MetricRow): string =>
    more.shareBefore == null
      ? `from fewer than three to ${percent(more.share ?? 0)}`
      : more.share == null
        ? `from ${percent(more.shareBefore)} to fewer than three`
        : `from ${percent(more.shareBefore)} to ${percent(more.share)}`;
  const missing = reading.rows.find((row) => row.key === null);
  const unknown = missing ? `; the unknown went ${moved(missing)}` : '; nothing is unknown';
  const isOfPairs = metric.id === 'co-authorship';
  const subject = ({ label }: MetricRow) =>
    isOfPairs || !metric.id.startsWith('authorship')
      ? the(label)
      : `${whose(metric, params)} ${the(label)}`.trim();
  const verb = isOfPairs ? 'signed by' : 'of';
  if (only !== null) {
    const isUnknown = only === 'unknown';
    const row = reading.rows.find((one) => one.key === (isUnknown ? null : only));
    if (isUnknown) return `${when}, ${unknown.slice(2)}.`;
    if (!row) return `${when}, neither span has any${unknown}.`;
    return `${when}, the share of ${what} ${verb} ${subject(row)} went ${moved(row)}${unknown}.`;
  }
  const own = reading.rows.filter(
    ({ key }) => key !== null && !notAuthors.has(key) && ![othersKey, foldedKey, 'alone'].includes(key),
  );
  const [first] = own.toSorted((a, b) => b.value - a.value);
  if (!first) return `${when}, nothing is known under this rule${unknown}.`;
  const byPoints = own
    .filter(({ more }) => more?.points != null)
    .sort((a, b) => (b.more?.points ?? 0) - (a.more?.points ?? 0));
  const risen = byPoints.find(({ more }) => (more?.points ?? 0) > 0);
  const fallen = byPoints.findLast(({ more }) => (more?.points ?? 0) < 0);
  const also = (words: string, row: MetricRow | undefined) =>
    row && row !== first ? `; ${subject(row)} ${words} most, ${moved(row)}` : '';
  const most = first === risen ? ', the largest rise' : first === fallen ? ', the largest fall' : '';
  return `${when}, the largest share of ${what}, that ${verb} ${subject(first)}, went ${moved(first)}${most}${also('rose', risen)}${also('fell', fallen)}${unknown}.`;
}
