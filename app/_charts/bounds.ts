import { percent } from '../_ui/numbers.ts';

/** A known part of a whole, and what of that whole is unknown: the part may be larger by all of it. */
export interface Bounded {
  /** In the unit of what is counted. */
  value: number;
  share: number;
}

/** Whether who is the largest can be told: not where the unknown could make the second larger. */
export const isLargestTold = (first: number, second: number | undefined, unknown: number): boolean =>
  first - (second ?? 0) > unknown - 1e-9 && first > 0;

/** Whether the unknown comes first in a sentence: it is more than what the sentence is about. */
export const leads = (unknown: number, share: number): boolean => unknown > share + 1e-9;

/** `at least 6.5 %`: what is known of a share, which is no bound where nothing is unknown. */
export const atLeast = (share: number, unknown: number): string =>
  unknown > 0 ? `at least ${percent(share)}` : percent(share);

/** The share of one, which is never a bare nothing: `none of what is known`, `less than one RFC of what is known`. `one`: what is counted, in the singular. */
export function shareOf({ value, share }: Bounded, unknown: number, one: string): string {
  const known = unknown > 0 ? ' of what is known' : '';
  if (value <= 1e-9) return `none${known}`;
  // Shares of one document have no more to say than that.
  if (value < 1 - 1e-9) return `less than one ${one}${known}`;
  return atLeast(share, unknown);
}

/** Who is the largest, where that can be told; otherwise the unknown first, and then what is known. */
export function largestWords({
  when,
  first,
  second,
  unknown,
  what,
  missing,
}: {
  when: string;
  /** With its words as a subject: `authors of Cisco`. */
  first: { words: string; share: number };
  second: { words: string; share: number } | undefined;
  unknown: number;
  /** Of what they are shares: `RFCs`. */
  what: string;
  /** What the unknown lacks: `have no country under this rule`. */
  missing: string;
}): string {
  const then = second ? `, followed by ${second.words} with ${atLeast(second.share, unknown)}` : '';
  if (isLargestTold(first.share, second?.share, unknown)) {
    const rest = unknown > 0 ? `; ${percent(unknown)} ${missing}` : '';
    return `${when}, ${first.words} had the largest share of ${what}: ${atLeast(first.share, unknown)}${then}${rest}.`;
  }
  return `${when}, ${percent(unknown)} of ${what} ${missing}, so who had the largest share cannot be told; of what is known, ${first.words} had the most: ${atLeast(first.share, unknown)}${then}.`;
}
