/**
 * The same sum is 1.75 in one order and 1.7499999999999998 in another: it is to be rounded to the same number of any
 * page.
 */
const tidy = (value: number) => Number(value.toPrecision(12));

/** A share as readers see it: whole per cents, one decimal below ten. `0.364` → `36 %`. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const value = tidy(share * 100);
  // A share is nothing, or all, only where it is.
  if (value > 0 && value < 0.05) return 'under 0.1 %';
  if (value >= 99.5 && value < 100) return value < 99.95 ? `${value.toFixed(1)} %` : 'over 99.9 %';
  const digits = value !== 0 && Math.abs(value) < 10 ? 1 : 0;
  return `${value.toFixed(digits)} %`;
}

// To make one takes longer than to write hundreds of numbers with it.
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A count or a sum of fractions: no decimals where it is whole, one where it is not; thousands apart. */
export const amount = (value: number): string =>
  (Math.abs(value - Math.round(value)) < 1e-6 ? whole : tenths).format(tidy(value));

/** `1 post`, `1,200 posts`; a verb goes with its noun: `plural(n, 'row is', 'rows are')`. */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${amount(n)} ${n === 1 ? one : many}`;
