import { spanWords } from '#metrics/against.ts';
import type { AxisNote } from '#metrics/axis-notes.ts';
import { type Metric, othersKey, type Params, type Reading, rankFloor } from '#metrics/contract.ts';
import { amount, dataWords, kindName, newestWords, percent } from '../_ui/words.ts';
import { answerOf } from './answer.ts';
import { stylesFor } from './colours.ts';
import { asComparedBars, type ComparedBar, pointsWords } from './compared.ts';
import { fateBars, fatesOverTime, isOfFates } from './fates.ts';
import { type Mark, marksOf } from './marks.ts';
import {
  asBars,
  asMeasures,
  type Bar,
  drawnMeasures,
  foldedKey,
  isUnfinished,
  overTime,
  type TimeShape,
} from './shape.ts';
import { shortLabels } from './short.ts';
import { tickStep, tickWords } from './ticks.ts';

const ink = '#1b1b18';
const soft = '#5b5a54';
const line = '#d9d6cc';
const grey = '#8a8880';
const palette = ['#0b5c8a', '#c4500a', '#2f7d4f', '#7a4ea3', '#a8781a', '#b0416f', '#3f6f78'];
const width = 1000;
const left = 60;
const right = 210;

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`).replace(/\p{Cc}/gu, ' ');

const write = (
  x: number,
  y: number,
  words: string,
  { size = 13, fill = ink, weight = 400, anchor = 'start' } = {},
) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" fill="${fill}" font-weight="${weight}" text-anchor="${anchor}">${escaped(words)}</text>`;

/** Breaks words into lines of about `room` characters. */
function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  let now = '';
  for (const word of text.split(/\s+/)) {
    if (now && now.length + word.length + 1 > room) {
      lines.push(now);
      now = word;
    } else now = now ? `${now} ${word}` : word;
  }
  return now ? [...lines, now] : lines;
}

/** What travels with a picture: title, answer, rule, n, unknown share, date, source and a short link, all inside it. */
export interface Burned {
  title: string;
  subtitle: string;
  caveat: string;
  source: string;
  link: string;
}

/** What is drawn of a reading, and how. */
interface Drawn {
  stacked: boolean;
  /** The one key the figure's filter picks, of which the answer speaks. */
  only: string | null;
  /** What that key is called. */
  name: string | null;
  /** The keys to draw in place of the largest. */
  picked: readonly string[] | null;
  /** Marked on the axis of time. */
  notes: readonly AxisNote[];
}

/**
 * A figure as one SVG of 1000 px width that can leave the page: nothing a reader needs stands outside it.
 * @returns SVG text; every word in it is escaped
 */
export function draw(
  metric: Metric,
  params: Params,
  reading: Reading,
  burned: Burned,
  { stacked, only, name, picked, notes }: Drawn,
): string {
  const parts: string[] = [];
  let y = 40;
  const paragraph = (text: string, room: number, options: Parameters<typeof write>[3], step: number) => {
    for (const words of wrap(text, room)) {
      parts.push(write(24, y, words, options));
      y += step;
    }
  };
  paragraph(burned.title, 72, { size: 23, weight: 600 }, 29);
  paragraph(answerOf(metric, params, reading, only, picked, name), 115, { size: 15 }, 21);
  paragraph(burned.subtitle, 140, { size: 12, fill: soft }, 17);
  y += 10;
  const measures = drawnMeasures[metric.id];
  const isFates = isOfFates(metric);
  const shape = isFates
    ? fatesOverTime(reading, only, rankFloor)
    : measures
      ? asMeasures(reading, measures.keys)
      : overTime(metric, reading, params, only ? [only.toLowerCase()] : picked);
  const marks = marksOf(
    notes,
    shape.points.map((point) => point.period),
    params.by,
  );
  if (reading.withheld) y += 4;
  else if (reading.against) {
    parts.push(
      write(272, y + 4, `Above: ${spanWords(params)}. Below, outlined: ${spanWords(reading.against)}.`, {
        size: 12,
        fill: soft,
      }),
    );
    y += 18;
    y = comparedBars(parts, y, asComparedBars(metric, reading, params, only ? [only.toLowerCase()] : picked));
  } else if (!measures && params.by === 'all')
    y = bars(parts, y, isFates ? fateBars(reading, only) : asBars(metric, reading, params));
  else
    y = lines(parts, y + (marks.length ? 14 : 0), shape, {
      stacked: !measures && !isFates && stacked && params.count !== 'whole' && !metric.overlapping,
      unit: measures?.unit ?? 'share',
      labels: measures?.labels ?? [],
      marks,
      isPart: isUnfinished(metric, reading, shape),
    });
  const told = marks.map(({ number, notes: ones }) => `${number} ${ones.map((one) => one.text).join('; ')}`);
  if (told.length > 0) {
    y += 22;
    paragraph(told.join(' · '), 140, { size: 12, fill: soft }, 17);
    y -= 22;
  }
  y += 26;
  paragraph(burned.caveat, 140, { size: 12, fill: soft }, 17);
  paragraph(`${burned.source} ${burned.link}`, 140, { size: 12, fill: soft }, 17);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 8}" width="${width}" height="${y + 8}" font-family="Inter, sans-serif" role="img">` +
    `<title>${escaped(burned.title)}</title><desc>${escaped(burned.subtitle)}</desc>` +
    `<defs><pattern id="unknown" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><path d="M0 0V6" stroke="${grey}" stroke-width="3"/></pattern></defs>` +
    `<rect width="100%" height="100%" fill="#fdfcf9"/>${parts.join('')}</svg>`
  );
}

const colourOf = (styles: ReturnType<typeof stylesFor>, key: string | null) => {
  const name = key === null ? undefined : styles.get(key)?.colour;
  return name ? (palette[Number(/\d/.exec(name)?.[0])] ?? grey) : grey;
};

function lines(
  parts: string[],
  top: number,
  { points, series }: TimeShape,
  {
    stacked,
    unit,
    labels,
    marks,
    isPart,
  }: {
    stacked: boolean;
    unit: 'share' | 'number';
    labels: readonly string[];
    marks: readonly Mark[];
    isPart: boolean;
  },
): number {
  const height = 380;
  if (points.length === 0) return top;
  const styles = stylesFor(series.flatMap(({ key }) => (key && key !== 'others' ? [key] : [])));
  const shown = series.map((one, at) => ({ ...one, at })).filter((one) => stacked || one.key !== 'others');
  const highest = stacked
    ? 1
    : Math.max(0.01, ...points.flatMap((point) => shown.map((one) => point.shares[one.at] ?? 0))) * 1.05;
  const x = (at: number) =>
    left + (points.length === 1 ? 0 : (at / (points.length - 1)) * (width - left - right));
  const y = (share: number) => top + height * (1 - share / highest);
  const step = tickStep(highest);
  for (let share = 0; share <= highest + 1e-9; share += step) {
    parts.push(`<path d="M${left} ${y(share).toFixed(1)}H${width - right}" stroke="${line}"/>`);
    parts.push(
      write(left - 8, y(share) + 4, unit === 'share' ? tickWords(share, [0, step]) : amount(share), {
        size: 12,
        fill: soft,
        anchor: 'end',
      }),
    );
  }
  const every = Math.max(1, Math.ceil(points.length / 12));
  for (const [at, point] of points.entries())
    if (at % every === 0)
      parts.push(write(x(at), top + height + 20, point.period, { size: 12, fill: soft, anchor: 'middle' }));
  for (const mark of marks) {
    const at = x(points.findIndex((point) => point.period === mark.period));
    parts.push(
      `<path d="M${at.toFixed(1)} ${top}V${top + height}" stroke="${grey}" stroke-dasharray="2 3"/>`,
      write(at, top - 4, String(mark.number), { size: 12, fill: soft, anchor: 'middle' }),
    );
  }
  const short = shortLabels(
    shown.map((one) => ({ id: `k-${one.key ?? 'unknown'}`, label: labels[one.at] ?? one.label })),
    28,
  );
  const labelOf = ({ key, label }: { key: string | null; label: string }) =>
    short.get(`k-${key ?? 'unknown'}`)?.label ?? label;
  const ends: { label: string; y: number; colour: string }[] = [];
  const below = points.map(() => 0);
  for (const one of shown) {
    const colour = colourOf(styles, one.key);
    const values = points.map((point) => point.shares[one.at] ?? 0);
    if (stacked) {
      const upper = values.map(
        (value, at) => `${x(at).toFixed(1)} ${y((below[at] ?? 0) + value).toFixed(1)}`,
      );
      const lower = below.map((value, at) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`).reverse();
      parts.push(
        `<path d="M${upper.join('L')}L${lower.join('L')}Z" fill="${one.key === null ? 'url(#unknown)' : colour}" fill-opacity="${one.key === null ? 1 : 0.75}" stroke="${colour}"/>`,
      );
      for (const [at, value] of values.entries()) below[at] = (below[at] ?? 0) + value;
      ends.push({
        label: labelOf(one),
        y: y((below.at(-1) ?? 0) - (values.at(-1) ?? 0) / 2),
        colour,
      });
    } else {
      const dash = one.key === null ? '2 4' : styles.get(one.key)?.dash;
      const path = points.map((point, at) => {
        const value = point.shares[one.at] ?? null;
        if (value === null) return '';
        if (isPart && at === points.length - 1) {
          parts.push(
            `<circle cx="${x(at).toFixed(1)}" cy="${y(value).toFixed(1)}" r="4" fill="#fdfcf9" stroke="${colour}" stroke-width="2"/>`,
          );
          return '';
        }
        const isFirst = at === 0 || (points[at - 1]?.shares[one.at] ?? null) === null;
        // A line of no length with a round end is a dot: a value between two gaps.
        return `${isFirst ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}${isFirst ? 'h0' : ''}`;
      });
      parts.push(
        `<path d="${path.join('')}" stroke-linecap="round" fill="none" stroke="${colour}" stroke-width="2.2"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`,
      );
      ends.push({ label: labelOf(one), y: y(values.at(-1) ?? 0), colour });
    }
  }
  ends.sort((a, b) => a.y - b.y);
  let free = Number.NEGATIVE_INFINITY;
  for (const end of ends) {
    end.y = Math.max(end.y, free);
    free = end.y + 16;
  }
  let floor = top + height;
  for (const end of ends.toReversed()) {
    end.y = Math.min(end.y, floor);
    floor = end.y - 16;
    parts.push(write(width - right + 10, end.y + 4, end.label, { fill: end.colour, weight: 600 }));
  }
  let bottom = top + height + 24;
  const key = [...short.values()].filter(({ full }) => full !== null);
  for (const words of wrap(key.map(({ label, full }) => `${label}: ${full}`).join(' · '), 140)) {
    bottom += 17;
    parts.push(write(24, bottom, words, { size: 12, fill: soft }));
  }
  return bottom;
}

/** A name beside a bar, whole: in as many lines as it takes. @returns how many pixels of height it needs */
function nameBeside(parts: string[], y: number, words: string): number {
  const all = wrap(words, 38);
  const size = all.length > 1 ? 11 : 13;
  for (const [at, text] of all.entries())
    parts.push(write(262, y + 14 + at * 13, text, { size, anchor: 'end' }));
  return all.length * 13 + 6;
}

function bars(parts: string[], top: number, rows: readonly Bar[]): number {
  const longest = Math.max(1e-9, ...rows.map((bar) => bar.value));
  let y = top;
  for (const bar of rows) {
    const long = (bar.value / longest) * 520;
    const fill =
      bar.key === null
        ? 'url(#unknown)'
        : bar.key === 'others' || bar.key === foldedKey
          ? grey
          : (palette[0] ?? ink);
    const tall = nameBeside(parts, y, bar.key === null ? 'unknown' : bar.label);
    parts.push(
      `<rect x="272" y="${y}" width="${Math.max(1, long).toFixed(1)}" height="19" fill="${fill}" stroke="${bar.key === null ? grey : 'none'}"/>`,
    );
    parts.push(write(272 + long + 8, y + 14, `${amount(bar.value)}  ${percent(bar.share)}`, { fill: soft }));
    y += Math.max(27, tall);
  }
  return y;
}

/** The span asked for above the one it is compared with, outlined. */
function comparedBars(parts: string[], top: number, rows: readonly ComparedBar[]): number {
  const longest = Math.max(1e-9, ...rows.flatMap(({ share, shareBefore }) => [share ?? 0, shareBefore ?? 0]));
  let y = top;
  for (const bar of rows) {
    const fill = bar.key === null ? 'url(#unknown)' : bar.key === othersKey ? grey : (palette[0] ?? ink);
    const label = bar.key === null ? 'unknown' : bar.label;
    const tall = nameBeside(parts, y + 4, label);
    const start = y;
    for (const [share, value, paint] of [
      [bar.share, bar.value, fill],
      [bar.shareBefore, bar.before, 'none'],
    ] as const) {
      const long = Math.max(1, ((share ?? 0) / longest) * 480);
      const words = share === null || value === null ? 'not known' : `${percent(share)}  ${amount(value)}`;
      parts.push(
        `<rect x="272" y="${y}" width="${long.toFixed(1)}" height="13" fill="${paint}" stroke="${paint === 'none' ? fill : 'none'}"/>`,
        write(272 + long + 8, y + 11, words, { size: 12, fill: soft }),
      );
      y += 16;
    }
    if (bar.points !== null)
      parts.push(write(width - 24, y - 12, `${pointsWords(bar.points)} points`, { size: 12, anchor: 'end' }));
    y = Math.max(y + 8, start + tall);
  }
  return y;
}

/** The line that names the source inside a picture. */
export const sourceLine = (metric: Metric, params: Params, reading: Reading): string => {
  const days = dataWords(reading, newestWords(metric, params));
  return `Rapporteur, from ${kindName(params.kind)} as published${days ? `, ${days}` : ''}.`;
};
