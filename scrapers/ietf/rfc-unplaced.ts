import { countryOfAddress } from '#entities/country.ts';
import { contact, isFirm, onlyName, type Place } from './rfc-address-lines.ts';
import { type Author, bare, fold, isSentence, type Line } from './rfc-names.ts';
import { resembles } from './rfc-spellings.ts';

/**
 * Where the addresses begin of authors whom the addresses do not name as the front page does: "M. St.Johns" is "Michael
 * StJohns" there, or his address stands without his name.
 * @param done the authors who need no address any more
 * @param taken where the other authors' addresses begin
 * @param read numbers of lines read for another author
 */
export function placesOfOthers(
  lines: readonly Line[],
  authors: readonly Author[],
  done: readonly boolean[],
  taken: readonly Place[],
  read: ReadonlySet<number>,
): (Place | null)[] {
  const isTaken = new Set(taken.map(({ index }) => index));
  const names = lines.flatMap((line, index) => {
    const words = line.text.trim();
    if (words.length > 60 || !/^\p{L}.*\p{L}[.)]?$/u.test(words)) return [];
    const name = bare(words).replace(/\s*\([^()]*\)$/, '');
    return !isTaken.has(index) && onlyName.test(name) && !isFirm.test(name) ? [{ index, name }] : [];
  });
  const places = authors.map((author, at): Place | null => {
    if (done[at] || author.isOrganisation) return null;
    const like = names.filter(({ name }) => isSpelling(name, author));
    return like.length === 1 ? placeAt(lines, like[0]?.index ?? 0) : null;
  });
  const left = authors.flatMap((author, at) => (done[at] || places[at] || author.isOrganisation ? [] : [at]));
  const named = new Set([...isTaken, ...places.flatMap((place) => place?.index ?? [])]);
  const blocks = left.length === 1 ? blocksWithoutName(lines, named, read) : [];
  if (blocks.length === 1) places[left[0] as number] = placeAt(lines, blocks[0] as number);
  return places;
}

const placeAt = (lines: readonly Line[], index: number): Place => {
  const { text } = lines[index] as Line;
  return { index, column: text.length - text.trimStart().length };
};

const squeezed = (words: string) =>
  fold(words)
    .toLowerCase()
    .replace(/[^a-z]/g, '');

/** Another spelling of an author's name: "De La Cruz" of "DeLaCruz", "Naeslund" of "Naslund". */
function isSpelling(printed: string, { name, key }: Author): boolean {
  const words = printed.split(' ');
  if (!squeezed(words[0] as string).startsWith(key.initial)) return false;
  const surname = squeezed(name.replace(/^(?:\p{Lu}{1,2}\.[\s-]?)+/u, ''));
  return [1, 2, 3].some((count) => {
    const tail = squeezed(words.slice(-count).join(''));
    return count < words.length && (tail === surname || (count === 1 && resembles(tail, surname)));
  });
}

const division = /\bdivision\b/i;
const labelOrInitials = /^[\w ]+:|^(?:\p{Lu}\.)+/u;

/** Addresses that begin with an organisation and no name, by the line above; no other author's were read from them. */
function blocksWithoutName(
  lines: readonly Line[],
  named: ReadonlySet<number>,
  read: ReadonlySet<number>,
): number[] {
  const blocks: number[] = [];
  for (let from = 1; from < lines.length; from++) {
    if (!lines[from]?.text.trim() || lines[from - 1]?.text.trim()) continue;
    let end = from;
    while (lines[end]?.text.trim()) end++;
    const block = lines.slice(from, end);
    const first = block[0]?.text.trim() ?? '';
    const isOthers = block.some(({ number }, at) => read.has(number) || named.has(from + at));
    // A longer block is a table.
    if (isOthers || block.length > 12 || contact.test(first) || isSentence(first) || /["“]/.test(first))
      continue;
    if (!(isFirm.test(first) || division.test(first)) || labelOrInitials.test(first)) continue;
    const stated = block.map((line) => line.text.trim()).filter((line) => !contact.test(line));
    if (countryOfAddress(stated)) blocks.push(from - 1);
  }
  return blocks;
}
