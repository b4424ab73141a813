import type { z } from 'zod';
import type { Row } from '#prisma/records.ts';
import type { Reader } from '../contract.ts';
import { keyOf, keyOrNull, type Placed } from './datatracker.ts';
import { grouped } from './draft-pass.ts';
import { authorsOf, authorTable, rfcAuthorTable } from './draft-tables.ts';
import type { Notes } from './notes.ts';
import { readTable } from './read-table.ts';
import { personsOfRfc, type ToldAuthor } from './rfc-persons.ts';

const olderTable = { ...authorTable, filters: [authorsOf('rfc')] };
/** Where the authors of RFCs are told, in the order they are read. */
export const rfcAuthorTables = [olderTable, rfcAuthorTable];

/** The rows of both tables. */
export interface RfcAuthors {
  older: Placed<z.infer<z.ZodObject<typeof authorTable.fields>>>[];
  newer: Placed<z.infer<z.ZodObject<typeof rfcAuthorTable.fields>>>[];
}

export async function readRfcAuthors(reader: Reader, notes: Notes): Promise<RfcAuthors> {
  const older = await readTable(reader, olderTable, notes);
  return { older, newer: await readTable(reader, rfcAuthorTable, notes) };
}

/** The ids of the persons they name. */
export const personsOf = ({ older, newer }: RfcAuthors): string[] =>
  [...older, ...newer].flatMap(({ row }) => keyOrNull(row.person) ?? []);

/** Persons of the RFCs' authors. For an RFC that has rfcauthor rows these replace documentauthor. */
export async function rfcPersonRows(
  reader: Reader,
  { older, newer }: RfcAuthors,
  nameOf: (person: string) => string | null,
): Promise<Row<'authorship_person'>[]> {
  const told = new Map<string, ToldAuthor[]>();
  const tell = (document: string, author: ToldAuthor) =>
    told.set(document, [...(told.get(document) ?? []), author]);
  for (const { row, pageId } of newer) {
    tell(keyOf(row.document), {
      ...row,
      name: row.titlepage_name.trim(),
      person: keyOrNull(row.person),
      pageId,
    });
  }
  const replaced = new Set(told.keys());
  for (const { row, pageId } of older) {
    const document = keyOf(row.document);
    if (replaced.has(document)) continue;
    const person = keyOf(row.person);
    tell(document, { ...row, name: nameOf(person) ?? '', person, pageId });
  }
  const printed = grouped(await reader.authors('rfc'), ({ documentId }) => documentId);
  return [...told].flatMap(([document, authors]) =>
    personsOfRfc(document, printed.get(document) ?? [], authors),
  );
}
