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

/** Nothing is written as none: `0 %` reads as a measured share. */
const shareWords = (share: number | null | undefined): string => (share ? percent(share) : 'none');

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
      ? `from fewer than three to ${shareWords(more.share)}`
      : more.share == null
        ? `from ${shareWords(more.shareBefore)} to fewer than three`
        : `from ${shareWords(more.shareBefore)} to ${shareWords(more.share)}`;
  const missing = reading.rows.find((row) => row.key === null);
  const unknown = missing ? `; the unknown went ${moved(missing)}` : '; nothing is unknown';
  const isOfPairs = metric.id === 'co-authorship';
  // What the unknown of either span could turn round is told of what is known.
  const isOpen = ({ more = {} }: MetricRow) => {
    const { share, shareBefore } = more;
    if (share == null || shareBefore == null || !missing) return false;
    const [now, then] = [missing.more?.share ?? 0, missing.more?.shareBefore ?? 0];
    return share - shareBefore - then < 0 && share + now - shareBefore > 0;
  };
  const known = (row: MetricRow) => (isOpen(row) ? 'of what is known, ' : '');
  const reversed = (rows: readonly (MetricRow | undefined)[]) =>
    rows.some((row) => row && isOpen(row)) ? ', which could reverse it' : '';
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
    return `${when}, ${known(row)}the share of ${what} ${verb} ${subject(row)} went ${moved(row)}${unknown}${reversed([row])}.`;
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
  return `${when}, ${known(first)}the largest share of ${what}, that ${verb} ${subject(first)}, went ${moved(first)}${most}${also('rose', risen)}${also('fell', fallen)}${unknown}${reversed([first, risen, fallen])}.`;
}
