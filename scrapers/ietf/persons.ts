import type { z } from 'zod';
import type { Reader } from '../contract.ts';
import { field, type Placed, type Table } from './datatracker.ts';
import type { Notes } from './notes.ts';
import { readTable, refuseFall } from './read-table.ts';

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
  for (let at = 0; at < wanted.length; at += 250) {
    const some = wanted.slice(at, at + 250);
    const isWanted = new Set(some);
    const filter = {
      param: 'id__in',
      value: some.join(','),
      some: true,
      holds: (row: { id: number }) => isWanted.has(row.id),
    };
    for (const placed of await readTable(reader, { ...persons, filters: [filter] }, notes))
      found.set(String(placed.row.id), placed);
  }
  refuseFall(reader, persons.resource, found.size, wanted.length);
  return found;
}
