import type { z } from 'zod';
import type { Filter, Table } from './datatracker.ts';

/** Which rows of a table are asked for: those of the keys given, so many a request. */
export interface Among<Row> {
  /** The field, as the API filters by it. */
  param: string;
  keys: readonly string[];
  keyOf: (row: Row) => string;
  atOnce: number;
}

/** A table in parts that hold the rows of some keys each, in the order of the keys. */
export function partsOf<Shape extends z.ZodRawShape>(
  table: Table<Shape>,
  { param, keys, keyOf, atOnce }: Among<z.infer<z.ZodObject<Shape>>>,
): Table<Shape>[] {
  const parts: Table<Shape>[] = [];
  for (let at = 0; at < keys.length; at += atOnce) {
    const some = new Set(keys.slice(at, at + atOnce));
    const filter: Filter<z.infer<z.ZodObject<Shape>>> = {
      param: `${param}__in`,
      value: [...some].join(','),
      some: true,
      holds: (row) => some.has(keyOf(row)),
    };
    parts.push({ ...table, filters: [...(table.filters ?? []), filter] });
  }
  return parts;
}
