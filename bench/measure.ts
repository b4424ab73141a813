/** One line of the table: what was measured, beside what, and the ratio that is aimed at. */
export interface Measured {
  question: string;
  ours: number;
  peer: string;
  theirs: number;
  /** The largest ratio that is good; null where there is none to meet. */
  target: number | null;
  /** Of both numbers; milliseconds where nothing is said. */
  unit?: 'ms' | 'MiB';
}

/** The median of several timings of one piece of work, after one to warm up, in milliseconds. */
export const median = (times: number, work: () => Promise<unknown>): Promise<number> =>
  quantile(0.5, times, work);

/** What a share of several timings of one piece of work stays below, after one to warm up, in milliseconds. */
export async function quantile(share: number, times: number, work: () => Promise<unknown>): Promise<number> {
  await work();
  const taken: number[] = [];
  for (let n = 0; n < times; n++) taken.push(await timed(work));
  return taken.sort((a, b) => a - b)[Math.min(times - 1, Math.floor(times * share))] ?? 0;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
