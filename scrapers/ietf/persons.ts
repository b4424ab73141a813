import type { z } from 'zod';
import type { Reader } from '../contract.ts';
import { field, type Placed, type Table } from './datatracker.ts';
import type { Notes } from './notes.ts';
import { readTable, refuseFall } from './read-table.ts';
import { announce } from './table-page.ts';
import { partsOf } from './table-parts.ts';

/** The table of persons; fields that describe a person rather than name one are not read. */
export const persons = {
  resource: 'person/person',
  fields: { id: field.id, name: field.text },
  also: [
    'name_from_draft',
    'ascii',
    'ascii_short',
    'plain',
    'pronouns_freetext',
    'pronouns_selectable',
    'user',
    'time',
    'photo',
    'photo_thumb',
    'biography',
  ],
} satisfies Table<z.ZodRawShape>;

/** Persons by id, some hundred a request. */
export async function readPersons(
  reader: Reader,
  ids: Iterable<string>,
  notes: Notes,
): Promise<Map<string, Placed<{ id: number; name: string }>>> {
  const wanted = [...new Set(ids)].map(Number).sort((a, b) => a - b);
  const found = new Map<string, Placed<{ id: number; name: string }>>();
  const parts = partsOf(persons, {
    param: 'id',
    keys: wanted.map(String),
    keyOf: (row) => String(row.id),
    atOnce: 250,
  });
  announce(reader, parts);
  for (const part of parts)
    for (const placed of await readTable(reader, part, notes)) found.set(String(placed.row.id), placed);
  refuseFall(reader, persons.resource, found.size, wanted.length);
  return found;
}
