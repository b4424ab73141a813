import { type Metric, type MetricRow, othersKey, type Params, type Reading } from '#metrics/contract.ts';
import { plural } from '../_ui/numbers.ts';
import { foldedKey } from './shape.ts';

/** One key of a comparison as it is drawn: value and share now and before; null where it is not known. */
export interface ComparedBar {
  key: string | null;
  label: string;
  value: number;
  share: number | null;
  before: number | null;
  shareBefore: number | null;
  points: number | null;
}

const sum = (values: readonly (number | null)[]): number | null =>
  values.some((value) => value === null)
    ? null
    : values.reduce<number>((all, value) => all + (value ?? 0), 0);

const barOf = ({ key, label, value, more = {} }: MetricRow): ComparedBar => ({
  key,
  label,
  value,
  share: more.share ?? null,
  before: more.before ?? null,
  shareBefore: more.shareBefore ?? null,
  points: more.points ?? null,
});

/** Rows that are no key of their own stand last, in this order. */
const places: readonly (string | null)[] = [othersKey, 'alone', foldedKey, null];

/** The keys with the largest shares of either span, the rest of both together, what is no key of its own and the unknown last. */
export function asComparedBars(
  metric: Pick<Metric, 'overlapping'>,
  reading: Reading,
  params: Params,
  picked: readonly string[] | null = null,
  top = 12,
): ComparedBar[] {
  const bars = reading.rows.map(barOf);
  const isLast = ({ key }: ComparedBar) => places.includes(key);
  const largest = ({ share, shareBefore }: ComparedBar) => Math.max(share ?? 0, shareBefore ?? 0);
  const known = bars.filter((bar) => !isLast(bar)).sort((a, b) => largest(b) - largest(a));
  const shown = known
    .filter(({ key }) => picked === null || picked.includes((key ?? '').toLowerCase()))
    .slice(0, top)
    .sort((a, b) => b.value - a.value);
  const rest = known.filter((bar) => !shown.includes(bar));
  const isSum = params.count !== 'whole' && !metric.overlapping && picked === null;
  const others: ComparedBar[] =
    rest.length > 0 && isSum
      ? [
          {
            key: othersKey,
            label: plural(rest.length, 'other'),
            value: rest.reduce((all, bar) => all + bar.value, 0),
            share: sum(rest.map((bar) => bar.share)),
            before: sum(rest.map((bar) => bar.before)),
            shareBefore: sum(rest.map((bar) => bar.shareBefore)),
            points: sum(rest.map((bar) => bar.points)),
          },
        ]
      : [];
  const last = bars.filter(isLast).sort((a, b) => places.indexOf(a.key) - places.indexOf(b.key));
  return [...shown, ...others, ...last];
}

/** A difference of shares with its sign: `+6.0`, `−0.4`; a dash where none is told. */
export const pointsWords = (points: number | null): string =>
  points === null
    ? '–'
    : Math.abs(points) < 0.05
      ? '0.0'
      : `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`;
