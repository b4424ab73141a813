import { plainLetters } from '#lib/charset.ts';
import type { Row } from '#prisma/records.ts';
import type { StoredAuthor } from '#prisma/stored.ts';

/** One author of an RFC as the Datatracker tells it. */
export interface ToldAuthor {
  order: number;
  name: string;
  person: string | null;
  affiliation: string;
  country: string;
  pageId: number;
}

/** Positions from here on: authors whom the Datatracker names and the text at no position does. */
export const beyond = 1000;

/**
 * Who the Datatracker says the authors printed in an RFC are. A person takes the position of the printed author with the
 * same surname: at the same place if it fits there, else the only other one. Whoever fits nowhere is kept behind the
 * printed list, so that no printed author is linked to a person by place alone.
 */
export function personsOfRfc(
  document: string,
  printed: readonly StoredAuthor[],
  told: readonly ToldAuthor[],
): Row<'authorship_person'>[] {
  const free = new Map(printed.map(({ position, name }) => [position, surname(name)]));
  const placed = new Map<ToldAuthor, number>();
  const sorted = [...told].sort((a, b) => a.order - b.order);
  for (const [at, author] of sorted.entries()) {
    const position = at + 1;
    if (free.get(position) !== surname(author.name)) continue;
    placed.set(author, position);
    free.delete(position);
  }
  for (const author of sorted) {
    if (placed.has(author)) continue;
    const fits = [...free].filter(([, name]) => name === surname(author.name));
    const position = fits.length === 1 ? fits[0]?.[0] : undefined;
    if (position === undefined) continue;
    placed.set(author, position);
    free.delete(position);
  }
  return sorted.map((author, at) => ({
    document_id: document,
    position: placed.get(author) ?? beyond + at + 1,
    person_id: author.person,
    name: author.name,
    affiliation: author.affiliation.trim() || null,
    country_text: author.country.trim() || null,
    page_id: author.pageId,
  }));
}

const surnames = new Map<string, string>();

/** The last word of a name that is no suffix, without case and accents. */
export function surname(name: string): string {
  const known = surnames.get(name);
  if (known !== undefined) return known;
  if (surnames.size > 50_000) surnames.clear();
  const found = surnameIn(name);
  surnames.set(name, found);
  return found;
}

function surnameIn(name: string): string {
  const words = plainLetters(name)
    .toLowerCase()
    .replace(/,.*$/, '')
    .split(/[\s.]+/)
    .filter((word) => word && !/^(?:jr|sr|ii|iii|iv|ph|d|phd|ed|editor)$/.test(word));
  return words.at(-1) ?? '';
}
