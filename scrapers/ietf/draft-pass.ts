import type { z } from 'zod';
import type { Reader } from '../contract.ts';
import { type Filter, keyOf, type Placed, type Table } from './datatracker.ts';
import {
  authorsOf,
  authorTable,
  changesOfState,
  documentTable,
  eventTable,
  historyTable,
  isDraft,
  isStep,
  ofDrafts,
  revisionTable,
  stepOf,
} from './draft-tables.ts';
import { type EarlierAuthor, readEarlierAuthors } from './earlier-authors.ts';
import type { Notes } from './notes.ts';
import { readTable } from './read-table.ts';
import { announce } from './table-page.ts';
import { partsOf } from './table-parts.ts';

type Read<Shape extends z.ZodRawShape> = Placed<z.infer<z.ZodObject<Shape>>>;
export type DocumentRecord = Read<typeof documentTable.fields>;
export type AuthorRecord = Read<typeof authorTable.fields>;
export type RevisionRecord = Read<typeof revisionTable.fields>;
export type EventRecord = Read<typeof eventTable.fields> & { step: string };

/** What was read of drafts, by name: of all of them, or of those touched since a time. */
export interface Pass {
  documents: Map<string, DocumentRecord>;
  authors: Map<string, AuthorRecord[]>;
  revisions: Map<string, RevisionRecord[]>;
  events: Map<number, EventRecord>;
  /** Authors of revisions before the newest; null where the service does not tell them. */
  earlier: EarlierAuthor[] | null;
  /** The newest time of any event that is not ahead of the present, as the Datatracker writes it. */
  newest: string;
}

/** Every draft, with its authors, revisions and steps. */
export async function readAll(reader: Reader, notes: Notes): Promise<Pass> {
  const draftTable = { ...documentTable, filters: [isDraft] };
  const draftAuthorTable = { ...authorTable, filters: [authorsOf('draft')] };
  const draftRevisionTable = { ...revisionTable, filters: [ofDrafts] };
  const draftHistoryTable = { ...historyTable, filters: [ofDrafts] };
  announce(reader, [
    draftTable,
    draftAuthorTable,
    draftRevisionTable,
    ...stepTables(null),
    draftHistoryTable,
  ]);
  const documents = await readTable(reader, draftTable, notes);
  const authors = await readTable(reader, draftAuthorTable, notes);
  const revisions = await readTable(reader, draftRevisionTable, notes);
  const events = await readSteps(reader, null, notes);
  const bundled = bundle(documents, authors, revisions, events, notes);
  return {
    ...bundled,
    earlier: await readEarlierAuthors(reader, newestOf(bundled.documents), 'all', notes),
  };
}

/** The ids of everybody who wrote a draft or an earlier revision of one. */
export const writersOf = ({ authors, earlier }: Pass): string[] =>
  [...[...authors.values()].flat(), ...(earlier ?? [])].map(({ row }) => keyOf(row.person));

const newestOf = (documents: ReadonlyMap<string, DocumentRecord>): Map<string, string> =>
  new Map([...documents].map(([name, { row }]) => [name, row.rev]));

/**
 * The drafts that an event or a change of their record touched since a time of the Datatracker's own clock, each with
 * all of its authors and revisions; with those of earlier revisions where `hasEarlier`.
 */
export async function readSince(
  reader: Reader,
  since: string,
  hasEarlier: boolean,
  notes: Notes,
): Promise<Pass> {
  const later = {
    param: 'time__gte',
    value: since,
    some: true,
    holds: (row: { time: string }) => row.time >= since || !row.time.endsWith('Z'),
  };
  const movedTable = { ...revisionTable, filters: [ofDrafts, later] };
  const editedTable = {
    ...documentTable,
    fields: { ...documentTable.fields, time: eventTable.fields.time },
    filters: [isDraft, later],
  };
  announce(reader, [movedTable, ...stepTables(later), editedTable]);
  const moved = await readTable(reader, movedTable, notes);
  const events = await readSteps(reader, later, notes);
  const edited = await readTable(reader, editedTable, notes);
  const documents = new Map<string, DocumentRecord>(edited.map((placed) => [placed.row.name, placed]));
  const touched = [...moved.map(({ row }) => row.doc), ...events.map(({ row }) => row.doc)].map(keyOf);
  const names = [...new Set([...documents.keys(), ...touched])]
    .filter((name) => name.startsWith('draft-'))
    .sort();
  const missing = names.filter((name) => !documents.has(name));
  for (const found of await readNamed(
    reader,
    { ...documentTable, filters: [isDraft] },
    'name',
    (row) => row.name,
    missing,
    notes,
  ))
    documents.set(found.row.name, found);
  const authors = await readNamed(
    reader,
    authorTable,
    'document__name',
    (row) => keyOf(row.document),
    names,
    notes,
  );
  const revisions = await readNamed(
    reader,
    revisionTable,
    'doc__name',
    (row) => keyOf(row.doc),
    names,
    notes,
  );
  const earlier = hasEarlier ? await readEarlierAuthors(reader, newestOf(documents), names, notes) : null;
  return { ...bundle([...documents.values()], authors, revisions, events, notes), earlier };
}

/** The rows of given documents, some names a request. */
async function readNamed<Shape extends z.ZodRawShape>(
  reader: Reader,
  table: Table<Shape>,
  param: string,
  nameOf: (row: z.infer<z.ZodObject<Shape>>) => string,
  names: readonly string[],
  notes: Notes,
): Promise<Read<Shape>[]> {
  const parts = partsOf(table, { param, keys: names, keyOf: nameOf, atOnce: 40 });
  announce(reader, parts);
  const found: Read<Shape>[] = [];
  for (const part of parts) found.push(...(await readTable(reader, part, notes)));
  return found;
}

/** Where steps are told: those that have a type of their own, and those told in the words of a change of state. */
function stepTables(later: Filter<{ time: string }> | null) {
  const since = later ? [later] : [];
  return [[isStep], ...changesOfState].map((filters) => ({ ...eventTable, filters: [...filters, ...since] }));
}

async function readSteps(
  reader: Reader,
  later: Filter<{ time: string }> | null,
  notes: Notes,
): Promise<EventRecord[]> {
  const events: EventRecord[] = [];
  for (const table of stepTables(later)) {
    for (const placed of await readTable(reader, table, notes)) {
      const step = stepOf(placed.row);
      if (step) events.push({ ...placed, step });
    }
  }
  return events;
}

function bundle(
  documents: readonly DocumentRecord[],
  authors: readonly AuthorRecord[],
  revisions: readonly RevisionRecord[],
  events: readonly EventRecord[],
  notes: Notes,
): Omit<Pass, 'earlier'> {
  let newest = '';
  for (const { row } of [...revisions, ...events]) {
    if (isAhead(row.time))
      notes.add(
        `an event of ${keyOf(row.doc)} is dated ${row.time}, ahead of the present, and dates nothing`,
      );
    else if (row.time > newest) newest = row.time;
  }
  return {
    documents: new Map(documents.map((placed) => [placed.row.name, placed])),
    authors: grouped(authors, ({ row }) => keyOf(row.document)),
    revisions: grouped(revisions, ({ row }) => keyOf(row.doc)),
    events: new Map(events.map((placed) => [placed.row.id, placed])),
    newest,
  };
}

/** Whether a time of the Datatracker is later than now; one without a zone is taken for UTC, hours early at most. */
export const isAhead = (time: string): boolean =>
  Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`) > Date.now();

export function grouped<Item>(
  items: readonly Item[],
  keyOfItem: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const list = groups.get(key);
    if (list) list.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** What a later pass says of a draft takes the place of what an earlier one said. */
export function overlay(earlier: Pass, later: Pass): Pass {
  return {
    documents: new Map([...earlier.documents, ...later.documents]),
    authors: new Map([
      ...earlier.authors,
      ...[...later.documents.keys()].map((name) => [name, later.authors.get(name) ?? []] as const),
    ]),
    revisions: new Map([...earlier.revisions, ...later.revisions]),
    events: new Map([...earlier.events, ...later.events]),
    earlier: later.earlier
      ? [...(earlier.earlier ?? []).filter((one) => !later.documents.has(one.document)), ...later.earlier]
      : earlier.earlier,
    newest: [earlier.newest, later.newest].sort().at(-1) ?? '',
  };
}
