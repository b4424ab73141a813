import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import type { Reader, SourcePage } from '../contract.ts';
import { field, type Placed, site, type Table } from './datatracker.ts';
import type { Notes } from './notes.ts';
import { addressOf, type Envelope, pageSize, readPage } from './table-page.ts';

/** More broken rows than this in one table, or more refused windows, and the fault is not in the rows. */
const mostBroken = 20;
const mostRefused = 600;

export interface Pass<Row> {
  rows: Placed<Row>[];
  broken: number;
  first: number;
  last: number;
  absent: boolean;
}

/** Every page of a table, one after another. @throws Unexpected for a field that is missing or retyped, or a row that no filter asked for */
export async function readPass<Shape extends z.ZodRawShape>(
  reader: Reader,
  table: Table<Shape>,
  notes: Notes,
): Promise<Pass<z.infer<z.ZodObject<Shape>>>> {
  type Row = z.infer<z.ZodObject<Shape>>;
  const shape = z.object({ ...table.fields, resource_uri: field.uri }) as unknown as z.ZodType<
    Row & { resource_uri: string }
  >;
  const known = new Set([...Object.keys(table.fields), 'resource_uri', ...(table.also ?? [])]);
  const unknown = new Set<string>();
  const seen = new Set<string>();
  const result: Pass<Row> = { rows: [], broken: 0, first: -1, last: 0, absent: false };
  let refused = 0;

  const take = (page: SourcePage, { meta, objects }: Envelope): void => {
    if (result.first < 0) result.first = meta.total_count;
    result.last = meta.total_count;
    for (const object of objects) {
      const parsed = shape.safeParse(object);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        const name = issue?.path.join('.') ?? '';
        throw new Unexpected(
          `${page.url} ${String(object.resource_uri ?? '')} ${name}`.trim(),
          JSON.stringify(object[name]) ?? 'no such field',
          issue?.message ?? 'the fields of the contract',
        );
      }
      for (const name of Object.keys(object)) if (!known.has(name)) unknown.add(name);
      const row = parsed.data;
      for (const { param, value, holds } of table.filters ?? []) {
        if (!holds(row))
          throw new Unexpected(page.url, `${row.resource_uri} among the rows`, `only ${param}=${value}`);
      }
      if (seen.has(row.resource_uri)) continue;
      seen.add(row.resource_uri);
      result.rows.push({ row, pageId: page.id });
    }
    const done = meta.offset + objects.length;
    reader.progress(Math.min(done, meta.total_count), meta.total_count, table.resource);
  };

  /** A page that is refused as a whole holds a broken row: halves, down to the row. */
  const halve = async (offset: number, size: number): Promise<void> => {
    const left = Math.ceil(size / 2);
    for (const [at, length] of [
      [offset, left],
      [offset + left, size - left],
    ] as const) {
      if (length === 0 || (result.first >= 0 && at >= result.last)) continue;
      const url = addressOf(table, length, at);
      const got = await readPage(reader, url, false);
      if (got) take(got.page, got.envelope);
      else if (++refused > mostRefused || result.broken >= mostBroken)
        throw new Unexpected(url, `${refused} pages refused`, 'a broken row here and there, not everywhere');
      else if (length > 1) await halve(at, length);
      else {
        result.broken++;
        notes.add(`${table.resource}: the row at offset ${at} is broken in the Datatracker and was skipped`);
      }
    }
  };

  let url: string | null = addressOf(table, pageSize, 0);
  for (let offset = 0; url; ) {
    const got: { page: SourcePage; envelope: Envelope } | null = await readPage(reader, url);
    if (got) {
      take(got.page, got.envelope);
      const { next, limit, offset: at } = got.envelope.meta;
      offset = at + limit;
      url = next === null ? null : new URL(next, site).href;
    } else if (reader.replay || (table.optional && offset === 0)) {
      if (reader.replay && !table.optional && offset > 0)
        throw new Unexpected(url, 'no such page in the archive', 'every page of the table');
      result.absent = true;
      if (table.optional) notes.add(`${table.resource} is not answered`);
      return result;
    } else {
      await halve(offset, pageSize);
      offset += pageSize;
      url = offset < result.last ? addressOf(table, pageSize, offset) : null;
    }
  }
  if (unknown.size)
    notes.add(`${table.resource} has fields that are not known: ${[...unknown].sort().join(', ')}`);
  return result;
}
