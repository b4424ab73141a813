/** A round step that gives three to six lines below `highest`. */
export function tickStep(highest: number): number {
  const size = 10 ** Math.floor(Math.log10(highest));
  return [0.2, 0.5, 1, 2].map((part) => part * size).find((step) => highest / step <= 6) ?? size;
}

/** Round values from 0 to the first one not below `highest`. */
export function ticksTo(highest: number): number[] {
  const step = tickStep(highest);
  return Array.from({ length: Math.ceil(highest / step - 1e-9) + 1 }, (_, place) => place * step);
}

/** A share as an axis writes it: with as many digits as tell it from its neighbours. */
export function tickWords(share: number, ticks: readonly number[]): string {
  const step = 100 * ((ticks[1] ?? 1) - (ticks[0] ?? 0));
  const digits = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
  return share === 0 ? '0 %' : `${(share * 100).toFixed(digits)} %`;
}
