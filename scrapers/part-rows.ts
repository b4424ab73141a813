import { type Resolution, resolveOrganisations } from '#entities/organisation.ts';
import type { Row } from '#prisma/records.ts';

/** The organisations that one authorship names, each a row. */
export const resolvedPartRows = (
  document: string,
  position: number,
  parts: readonly Resolution[],
): Row<'authorship_organisation'>[] =>
  parts.map((part, at) => ({
    document_id: document,
    position,
    part: at + 1,
    text: part.text,
    organisation_id: part.organisation,
    kind: part.kind,
    why: part.why,
  }));

/** The same out of the words of an affiliation, as they are understood beside a country and on a day. */
export const partRows = (
  document: string,
  position: number,
  words: string,
  country: string | null,
  on: string | null,
): Row<'authorship_organisation'>[] =>
  resolvedPartRows(document, position, resolveOrganisations(words, { country, on }));
