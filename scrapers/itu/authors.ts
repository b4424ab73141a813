import { resolveItuSource } from '#entities/itu-source.ts';
import { blank, type Row } from '#prisma/records.ts';
import { resolvedPartRows } from '../part-rows.ts';

/** The authors of an ITU document are its sources, in the order printed, one row each. */
export function authorRows(
  document: string,
  sources: readonly string[],
  on: string | null,
  pageId: number | null,
  liaisonFrom: string | null = null,
): { authorship: Row<'authorship'>[]; parts: Row<'authorship_organisation'>[] } {
  const authorship: Row<'authorship'>[] = [];
  const parts: Row<'authorship_organisation'>[] = [];
  for (const [at, printed] of sources.entries()) {
    const source = resolveItuSource(printed, on, liaisonFrom);
    const isOrganisation = source.role === 'source' || source.role === 'liaison';
    authorship.push({
      ...blank('authorship'),
      document_id: document,
      position: at + 1,
      name: source.text,
      role: source.role,
      is_organisation: isOrganisation,
      affiliation: isOrganisation ? source.text : null,
      country_text: source.countryText,
      country: source.country,
      page_id: pageId,
    });
    if (isOrganisation) parts.push(...resolvedPartRows(document, at + 1, source.parts));
  }
  return { authorship, parts };
}

/** Several names that nobody can part: they credit nobody, though a list should come to know one of them. */
export const unpartedRow = (
  document: string,
  position: number,
  text: string,
): Row<'authorship_organisation'> => ({
  document_id: document,
  position,
  part: 1,
  text,
  organisation_id: null,
  kind: 'unresolved',
  why: 'names joined by commas, none on a list',
});
