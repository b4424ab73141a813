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
