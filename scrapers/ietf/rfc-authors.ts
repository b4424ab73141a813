import type { Row } from '#prisma/records.ts';
import type { Reader } from '../contract.ts';
import { keyOf, keyOrNull } from './datatracker.ts';
import { grouped, type Pass } from './draft-pass.ts';
import { authorsOf, authorTable, rfcAuthorTable } from './draft-tables.ts';
import type { Notes } from './notes.ts';
import { readPersons } from './persons.ts';
import { readTable } from './read-table.ts';
import { personsOfRfc, type ToldAuthor } from './rfc-persons.ts';

const olderTable = { ...authorTable, filters: [authorsOf('rfc')] };
/** Where the authors of RFCs are told, in the order they are read. */
export const rfcAuthorTables = [olderTable, rfcAuthorTable];

/** Persons of the RFCs' authors. For an RFC that has rfcauthor rows these replace documentauthor. */
export async function readRfcPersons(
  reader: Reader,
  pass: Pass,
  notes: Notes,
): Promise<Row<'authorship_person'>[]> {
  const older = await readTable(reader, olderTable, notes);
  const newer = await readTable(reader, rfcAuthorTable, notes);
  const missing = [...older, ...newer]
    .map(({ row }) => keyOrNull(row.person))
    .filter((id): id is string => id !== null && !pass.people.has(id));
  for (const [id, person] of await readPersons(reader, missing, notes)) pass.people.set(id, person);
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
    tell(document, { ...row, name: pass.people.get(person)?.row.name.trim() ?? '', person, pageId });
  }
  const printed = grouped(await reader.authors('rfc'), ({ documentId }) => documentId);
  return [...told].flatMap(([document, authors]) =>
    personsOfRfc(document, printed.get(document) ?? [], authors),
  );
}
