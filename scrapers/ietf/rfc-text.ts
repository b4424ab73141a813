import { readAddresses } from './rfc-addresses.ts';
import { readFrontPage } from './rfc-front-page.ts';
import { isBodyName, isPost, type KnownAuthor, surnameOf } from './rfc-names.ts';

/** One author as the document prints them. Raw words; line numbers count from 1 in the published text. */
export interface PrintedAuthor {
  position: number;
  name: string;
  role: 'author' | 'editor';
  isOrganisation: boolean;
  /** What the front page states, or, where it states none, the address. */
  affiliation: string | null;
  /** What the address states, where it differs from the front page. */
  affiliationInAddress: string | null;
  countryText: string | null;
  country: string | null;
  lines: { name: number | null; affiliation: number | null; country: number | null };
}

export interface RfcText {
  authors: PrintedAuthor[];
  /** What could not be placed, in words; empty when everything was. */
  notes: string[];
}

/**
 * Reads who wrote an RFC: the names of the front page, the organisation beside each, and the country in each one's
 * address. The page gives the order and the words; the index those the page does not name. Never reads a mail domain or
 * a telephone number.
 * @param text the whole RFC as published
 * @param known the authors as the RFC index lists them, in order
 */
export function parseRfcText(text: string, known: readonly KnownAuthor[]): RfcText {
  const listed = known.map((author) => ({
    ...author,
    key: surnameOf(author.name),
    isOrganisation: isBodyName(author.name),
    printed: null,
  }));
  const { authors, found: front } = readFrontPage(text, listed);
  const addresses = readAddresses(
    text,
    authors,
    front.map((seen) => seen?.name ?? null),
  );
  const notes: string[] = [];
  const printed = authors.map((author, at): PrintedAuthor => {
    const seen = front[at] ?? null;
    const address = addresses[at] ?? null;
    if (!seen && !address) notes.push(`${author.name}: not found in the text, name from the index`);
    const isTown = seen !== null && address?.mayBeTown === true;
    const inFront =
      seen?.organisation && address?.organisation && isPost(seen.organisation.words)
        ? null
        : seen?.organisation;
    const stated = inFront ?? (seen?.statesNone || isTown ? null : address?.organisation) ?? null;
    const country = address?.country ?? seen?.country ?? null;
    const second = address?.organisation?.words ?? null;
    return {
      position: at + 1,
      name: seen?.name ?? author.name,
      role: seen?.role ?? author.role,
      isOrganisation: author.isOrganisation,
      affiliation: author.isOrganisation ? null : (stated?.words ?? null),
      affiliationInAddress: !author.isOrganisation && inFront && second !== stated?.words ? second : null,
      countryText: country?.text ?? null,
      country: country?.code ?? null,
      lines: {
        name: seen?.line ?? address?.line ?? null,
        affiliation: author.isOrganisation ? null : (stated?.line ?? null),
        country: country?.line ?? null,
      },
    };
  });
  const order = authors.map((_, at) => front[at]?.order ?? null);
  const inOrder = order.some((place) => place === null)
    ? printed
    : printed
        .map((author, at) => ({ author, place: order[at] ?? 0 }))
        .sort((a, b) => a.place - b.place)
        .map(({ author }, at) => ({ ...author, position: at + 1 }));
  return { authors: inOrder, notes };
}
