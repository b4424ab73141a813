import type { Author, Key } from './rfc-names.ts';

/** "Will Crowther", "John J. McConnell": a name spelt out, or two words that look like one. */
export const fullName = /^\p{Lu}\p{Ll}+ (?:\p{Lu}\. )?\p{Lu}[\p{L}'’-]*\p{Ll}$/u;

/** Two letters apart, or one the beginning of the other: "Mulleray", "Mullery"; "Blefari Melazzi", "Blefari-Melazzi". */
export function resembles(printed: string, known: string, letters = 2): boolean {
  const [short, long] = printed.length < known.length ? [printed, known] : [known, printed];
  if (short.length > 3 && (long.startsWith(short) || long.endsWith(short))) return true;
  return short.length > 3 && editDistance(short, long) <= letters;
}

/** "Eric Narslem" may be E. Harslem, and "Bob Flegel" R. Flegal: with another initial only one letter may differ. */
export const maySpell = (printed: Key, { key }: Author): boolean =>
  resembles(printed.surname, key.surname, printed.initial === key.initial ? 2 : 1);

/** "Y. Abel" for A. Yang: the family name first, as the index has it, or the other way round. */
export const isSwapped = (printed: Key, { key }: Author): boolean =>
  printed.initial === key.surname[0] && printed.surname[0] === key.initial;

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
