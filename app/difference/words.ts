import { spanWords } from '#metrics/against.ts';
import { type Count, counts, type Rule } from '#metrics/contract.ts';
import type { Difference, Told } from '#metrics/difference.ts';
import { heldOf, heldWords } from '#metrics/unfinished.ts';
import { the } from '../_charts/answer.ts';
import { pointsWords } from '../_charts/compared.ts';
import { amount, percent } from '../_ui/words.ts';

/** Which way a difference goes, as far as it is written: what rounds to nothing is none. */
const wayOf = (points: number): 'rose' | 'fell' | 'stayed' =>
  Math.abs(points) < 0.05 ? 'stayed' : points > 0 ? 'rose' : 'fell';

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const rangeOf = (told: readonly Told[]): string => {
  const sizes = told.map(({ points }) => Math.abs(points)).sort((a, b) => a - b);
  const [least, most] = [sizes[0] ?? 0, sizes.at(-1) ?? 0].map((size) => size.toFixed(1));
  return least === most ? `${most} points` : `${least} to ${most} points`;
};

const waysOf = (told: readonly Told[]) => [...new Set(told.map(({ points }) => wayOf(points)))];

const wayWords = (told: readonly Told[]): string => {
  const [way = 'stayed'] = waysOf(told);
  return way === 'stayed' ? 'stayed the same' : `${way} by ${rangeOf(told)}`;
};

/** Under how many ways to count the unknown alone could turn a difference round, or into none. */
function openWords(told: readonly Told[]): string {
  const moved = told.filter(({ points }) => wayOf(points) !== 'stayed');
  const open = moved.filter(({ lowest, highest }) => lowest <= 0 && highest >= 0);
  if (moved.length === 0) return '';
  if (open.length === 0) return ' Whatever the unknown is, it goes that way.';
  return open.length === told.length
    ? ' The unknown could reverse it.'
    : ` The unknown could reverse ${open.length} of these ${told.length} ways to count.`;
}

/**
 * Whether the difference stands under every rule and every counting, or on which of them it depends; and whether the unknown
 * could turn it round.
 */
export function standsWords({ label: name, told, before, now, isFew, ...dated }: Difference): string {
  const label = the(name);
  const [then, here] = [heldOf(before, dated), heldOf(now, dated)];
  const gone = [then, here].filter(({ holds }) => holds === 'none');
  if (gone.length > 0)
    return `Not to be compared: nothing of ${gone.map(({ words }) => words).join(' and ')} is read, what is counted ends in ${here.end}.`;
  const spans = `${heldWords(then)} and ${heldWords(here)}`;
  const open = isFew ? '' : openWords(told);
  const known = told.some((one) => one.before.unknown > 0 || one.now.unknown > 0) ? 'of what is known, ' : '';
  if (isFew)
    return `Too few to compare: ${amount(before.documents)} documents in ${spanWords(before)}, ${amount(now.documents)} in ${spanWords(now)}.`;
  const start = `Between ${spans}${known && `, ${known.slice(0, -2)},`} the share of ${label}`;
  if (waysOf(told).length === 1)
    return `${start} ${wayWords(told)} under every rule and every counting.${open}`;
  const rules = [...new Set(told.map(({ rule }) => rule))];
  const groups = (of: (one: Told) => Rule | Count, names: readonly (Rule | Count)[]) => {
    const parts = names.map((name) => ({ name, own: told.filter((one) => of(one) === name) }));
    if (parts.some(({ own }) => waysOf(own).length > 1)) return null;
    const ways = [...new Set(parts.map(({ own }) => waysOf(own)[0]))];
    return ways.map((way) => {
      const same = parts.filter(({ own }) => waysOf(own)[0] === way);
      return `${wayWords(same.flatMap(({ own }) => own))} under ${listed(same.map(({ name }) => name))}`;
    });
  };
  const byRule = groups(({ rule }) => rule, rules);
  if (byRule)
    return `It depends on the rule: ${start.replace('Between', 'between')} ${byRule.join(', and ')}.${open}`;
  const byCount = groups(({ count }) => count, counts);
  if (byCount)
    return `It depends on the counting: ${start.replace('Between', 'between')} ${byCount.join(', and ')}.${open}`;
  const ways = (['rose', 'fell', 'stayed'] as const)
    .map((way) => told.filter(({ points }) => wayOf(points) === way))
    .filter((own) => own.length > 0)
    .sort((a, b) => a.length - b.length);
  const named = ways.map((own, at) =>
    at === ways.length - 1
      ? `${wayWords(own)} under the other ${own.length} of ${told.length} ways to count`
      : `${wayWords(own)} under ${namesOf(own)}`,
  );
  return `It depends on rule and counting: ${start.replace('Between', 'between')} ${listed(named)}.${open}`;
}

/** The rules with their countings: parent (whole, complete). */
const namesOf = (told: readonly Told[]): string =>
  listed(
    [...new Set(told.map(({ rule }) => rule))].map((rule) => {
      const own = told.filter((one) => one.rule === rule);
      return own.length === counts.length ? rule : `${rule} (${own.map(({ count }) => count).join(', ')})`;
    }),
  );

/** What the unknown leaves open of one difference. */
export function unknownWords({ before, now, lowest, highest }: Told): string {
  if (before.unknown === 0 && now.unknown === 0) return 'Nothing is unknown in either span.';
  const held = lowest > 0 || highest < 0;
  return (
    `The unknown went from ${percent(before.unknown)} to ${percent(now.unknown)}. If none of it were theirs, the share went from ` +
    `${percent(before.share)} to ${percent(now.share)}; if all of it were, from ${percent(before.highest)} to ${percent(now.highest)}. ` +
    `The difference lies between ${pointsWords(lowest)} and ${pointsWords(highest)} points, whatever the unknown is` +
    `${held ? ', and goes one way throughout' : ': which way it goes cannot be told from what is known alone'}.`
  );
}

/** What owners make of the difference: the same under the rule employer and under parent. */
export function ownedWords({ told, owned, dimension }: Difference): string {
  const of = (rule: Rule) => told.find((one) => one.rule === rule && one.count === 'fractional')?.points ?? 0;
  const stated =
    dimension === 'country' ? 'by the country of the organisation stated' : 'by the organisation stated';
  if (owned.length === 0)
    return `Owners change nothing: in neither span does an owner on our list bring anything to it or take anything away.`;
  return (
    `Counted fractionally ${stated} the difference is ${pointsWords(of('employer'))} points, by its ultimate parent on that day ` +
    `${pointsWords(of('parent'))}: owners make ${pointsWords(of('parent') - of('employer'))} of it.`
  );
}

const modeWords = { onsite: 'on site', remote: 'remotely', unknown: 'not known how' } as const;

/** How much of the difference in attendance is on site and how much remote. */
export function attendedWords({ attendance, label }: Difference): string {
  if (!attendance) return 'No attendance has been read for both spans.';
  const parts = attendance.modes.flatMap(({ mode, points, now, before }) =>
    now === 0 && before === 0
      ? []
      : [
          points === null
            ? `${modeWords[mode]} fewer than three in a span`
            : `${modeWords[mode]} ${pointsWords(points)}`,
        ],
  );
  if (parts.length === 0) return `Nobody of ${the(label)} is counted at the meetings of either span.`;
  const all = attendance.modes.reduce<number | null>(
    (sum, { points }) => (sum === null || points === null ? null : sum + points),
    0,
  );
  const sum = all === null ? '' : `, ${pointsWords(all)} together`;
  return `Of attendances at the meetings, in points of all: ${listed(parts)}${sum}.`;
}

export { modeWords };
