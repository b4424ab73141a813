import type { Movement } from '#metrics/week.ts';
import { type Happening, tag, tell, weights } from './happening.ts';
import { line, percent, plural } from './words.ts';

const ordinals: Record<string, string> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth' };

/** 2020-Q1 → the first quarter of 2020 */
const quarterInWords = (period: string) => {
  const [year = '', quarter = ''] = period.split('-Q');
  return `the ${ordinals[quarter] ?? quarter} quarter of ${year}`;
};

/** A share that left its usual range, with all that a reader needs to doubt it. */
export function ofMovement(movement: Movement): Happening {
  const { label, period, share, usual, n, unknown, rows, everything, rule, count } = movement;
  const name = line(label, 40);
  const direction = share > usual.high ? 'above' : 'below';
  const quarter = quarterInWords(period);
  const points = movement.series.map((point) => (point.share * 100).toFixed(1));
  const [first, last] = [movement.series[0]?.period, movement.series.at(-1)?.period];
  return tell({
    key: `share:${movement.metric}:${movement.subject}:${period}`,
    body: 'ietf',
    section: 'numbers',
    kind: 'share-moved',
    headline: line(`${label}: ${percent(share)} of RFC authorships in ${quarter}`, 80),
    sentence:
      `${name}: ${percent(share)} of the RFC authorships of ${quarter}, ${direction} the ${percent(usual.low)} to ` +
      `${percent(usual.high)} of the two years before.`,
    lead: name,
    note:
      `Rule ${rule}, ${count} count, n = ${n} RFCs, ${percent(unknown)} unknown; ` +
      `${plural(rows.length, 'RFC has', 'RFCs have')} such an author.`,
    date: movement.to,
    title: label.toLowerCase(),
    subjects: [movement.subject, tag('event-kind', 'share-moved')],
    row: { id: movement.subject, title: label, date: movement.to },
    counted: [
      { title: `RFCs of ${quarter} with an author in ${label}`, rows },
      { title: `RFCs of ${quarter}`, rows: everything },
    ],
    source: null,
    weight: weights['share-moved'] + Math.min(40, Math.abs(share - (usual.high + usual.low) / 2) * 100),
    chart: {
      alt: `${name}, in % by quarter, ${first} to ${last}: ${points.join(', ')}`,
      series: movement.series.map((point) => point.share),
      low: usual.low,
      high: usual.high,
    },
  });
}
