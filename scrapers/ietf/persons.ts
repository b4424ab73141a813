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

/** So many a request: their ids make an address that every server takes. */
const atOnce = 250;

/**
 * Persons by id. The table of all persons holds everybody who ever registered, most of whom hold no post and wrote
 * nothing: only those who are named are asked for.
 */
export async function readPersons(
  reader: Reader,
  ids: Iterable<string>,
  notes: Notes,
): Promise<Map<string, Placed<{ id: number; name: string }>>> {
  const wanted = [...new Set(ids)].map(Number).sort((a, b) => a - b);
  const found = new Map<string, Placed<{ id: number; name: string }>>();
  const parts = inParts(wanted).flatMap((part) =>
    partsOf(persons, { param: 'id', keys: part.map(String), keyOf: (row) => String(row.id), atOnce }),
  );
  announce(reader, parts);
  for (const part of parts)
    for (const placed of await readTable(reader, part, notes)) found.set(String(placed.row.id), placed);
  refuseFall(reader, persons.resource, found.size, wanted.length);
  return found;
}

/**
 * Ids by ranges that are halved until each holds few enough: somebody more is asked for in one part, and the others have
 * the addresses they had, so that the server can say they are not modified.
 */
export function inParts(sorted: readonly number[], from = 0, size = 2 ** 24): number[][] {
  if (sorted.length === 0) return [];
  if (sorted.length <= atOnce || size === 1) return [[...sorted]];
  const middle = from + size / 2;
  const at = sorted.findIndex((id) => id >= middle);
  const cut = at < 0 ? sorted.length : at;
  return [...inParts(sorted.slice(0, cut), from, size / 2), ...inParts(sorted.slice(cut), middle, size / 2)];
}
