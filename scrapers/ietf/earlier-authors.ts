import type { z } from 'zod';
import { countryOfText } from '#entities/country.ts';
import type { Row } from '#prisma/records.ts';
import type { Reader } from '../contract.ts';
import { keyOf, type Placed } from './datatracker.ts';
import { type authorTable, historyAuthorTable, historyTable, ofDrafts } from './draft-tables.ts';
import type { Notes } from './notes.ts';
import { readIfAnswered } from './read-table.ts';
import { announce } from './table-page.ts';
import { partsOf } from './table-parts.ts';

type Read<Shape extends z.ZodRawShape> = Placed<z.infer<z.ZodObject<Shape>>>;
type History = Read<typeof historyTable.fields>;

/** One author of one earlier revision, as the snapshot of the document at that revision has it. */
export type EarlierAuthor = Read<typeof authorTable.fields> & { document: string; rev: string };

/** What is asked of: which revision of a draft is its newest (its authors are no earlier ones), by the draft's name. */
type Newest = ReadonlyMap<string, string>;

/**
 * The authors of every revision before the newest, of all drafts there are or of those named; null where the service
 * does not answer.
 */
export async function readEarlierAuthors(
  reader: Reader,
  newest: Newest,
  names: readonly string[] | 'all',
  notes: Notes,
): Promise<EarlierAuthor[] | null> {
  const histories =
    names === 'all'
      ? await readIfAnswered(reader, { ...historyTable, filters: [ofDrafts] }, notes)
      : await readHistoriesOf(reader, names, notes);
  if (!histories) return null;
  const chosen = lastOfRevision(histories, newest);
  const ids = [...chosen.keys()].sort((a, b) => a - b);
  const found: EarlierAuthor[] = [];
  const parts = partsOf(historyAuthorTable, {
    param: 'document',
    keys: ids.map(String),
    keyOf: (row) => keyOf(row.document),
    atOnce: 250,
  });
  announce(reader, parts);
  for (const part of parts) {
    const authors = await readIfAnswered(reader, { ...part, optional: true }, notes);
    if (!authors) return null;
    for (const placed of authors) {
      const snapshot = chosen.get(Number(keyOf(placed.row.document)));
      if (snapshot) found.push({ ...placed, ...snapshot });
    }
  }
  return found;
}

/** A snapshot is taken after a change is saved: the last one of a revision has its authors as they were corrected, too. */
function lastOfRevision(
  histories: readonly History[],
  newest: Newest,
): Map<number, { document: string; rev: string }> {
  const last = new Map<string, History['row']>();
  for (const { row } of histories) {
    const document = keyOf(row.doc);
    if (!row.rev || !newest.has(document) || newest.get(document) === row.rev) continue;
    const key = `${document}-${row.rev}`;
    const before = last.get(key);
    if (!before || before.time < row.time || (before.time === row.time && before.id < row.id))
      last.set(key, row);
  }
  return new Map([...last.values()].map((row) => [row.id, { document: keyOf(row.doc), rev: row.rev }]));
}

async function readHistoriesOf(
  reader: Reader,
  names: readonly string[],
  notes: Notes,
): Promise<History[] | null> {
  const found: History[] = [];
  const parts = partsOf(historyTable, {
    param: 'doc__name',
    keys: names,
    keyOf: (row) => keyOf(row.doc),
    atOnce: 40,
  });
  announce(reader, parts);
  for (const part of parts) {
    const histories = await readIfAnswered(reader, { ...part, optional: true }, notes);
    if (!histories) return null;
    found.push(...histories);
  }
  return found;
}

/** As rows, by place within each revision; names are those the persons bear today. */
export function earlierAuthorRows(
  earlier: readonly EarlierAuthor[],
  nameOf: (person: string) => string,
): Row<'revision_author'>[] {
  const places = new Map<string, number>();
  return earlier
    .toSorted((a, b) => a.row.order - b.row.order || a.row.id - b.row.id)
    .map(({ row, pageId, document, rev }) => {
      const revision = `${document}-${rev}`;
      const position = (places.get(revision) ?? 0) + 1;
      places.set(revision, position);
      const person = keyOf(row.person);
      const countryText = row.country.trim() || null;
      return {
        document_id: document,
        rev,
        position,
        person_id: person,
        name: nameOf(person),
        affiliation: row.affiliation.trim() || null,
        country_text: countryText,
        country: countryText ? countryOfText(countryText) : null,
        page_id: pageId,
      };
    });
}
