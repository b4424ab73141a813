import type { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import type { Reader } from '../contract.ts';
import type { Placed, Table } from './datatracker.ts';
import type { Notes } from './notes.ts';
import { type Pass, readPass } from './table-pass.ts';

/** Of fewer rows than this a twentieth is none. */
const fewest = 20;

/**
 * Every row of a table, once, in order. The table may change while it is read: where the total announced at the end is
 * not the one announced at the start, or rows are missing, it is read once more (conditionally, so this is cheap).
 * @throws Unexpected for a missing or retyped field, an ignored filter, fewer rows than announced, or far fewer than the
 * last good run had
 */
export async function readTable<Shape extends z.ZodRawShape>(
  reader: Reader,
  table: Table<Shape>,
  notes: Notes,
): Promise<Placed<z.infer<z.ZodObject<Shape>>>[]> {
  const { rows } = await readWhole(reader, table, notes);
  compareBefore(reader, table, rows.length, notes);
  return rows;
}

/**
 * The same of a table that some versions of the service leave out or leave empty, and others take away again: null then,
 * said once, and never a reason to fail.
 */
export async function readIfAnswered<Shape extends z.ZodRawShape>(
  reader: Reader,
  table: Table<Shape> & { optional: true },
  notes: Notes,
): Promise<Placed<z.infer<z.ZodObject<Shape>>>[] | null> {
  const { rows, absent } = await readWhole(reader, table, notes);
  if (absent) return null;
  const isPart = table.filters?.some((filter) => filter.some);
  if (rows.length === 0 && !isPart) {
    notes.add(`${table.resource} is empty`);
    return null;
  }
  compareBefore(reader, table, rows.length, notes);
  return rows;
}

/** Compares with what the last good run read, and notes what the next one will compare with. */
function compareBefore<Shape extends z.ZodRawShape>(
  reader: Reader,
  table: Table<Shape>,
  rows: number,
  notes: Notes,
): void {
  if (table.filters?.some((filter) => filter.some)) return;
  const filters = (table.filters ?? []).map(({ param, value }) => `${param}=${value}`).join('&');
  const name = filters ? `${table.resource}?${filters}` : table.resource;
  refuseFall(reader, name, rows, Number(reader.memo[`rows ${name}`] ?? 0));
  notes.counted(name, rows);
}

/** A table that answers a part of itself announces the total of that part: only what stood before shows it. */
export function refuseFall(reader: Reader, name: string, rows: number, before: number): void {
  if (reader.accept || reader.replay || before < fewest || rows >= before * 0.95) return;
  throw new Unexpected(name, `${rows} rows`, `no fall of more than 5 % from ${before} (or --accept)`);
}

async function readWhole<Shape extends z.ZodRawShape>(
  reader: Reader,
  table: Table<Shape>,
  notes: Notes,
): Promise<Pass<z.infer<z.ZodObject<Shape>>>> {
  for (let attempt = 1; ; attempt++) {
    const pass = await readPass(attempt === 1 ? reader : asking(reader), table, notes);
    const isWhole = pass.first === pass.last && pass.rows.length + pass.broken >= pass.last;
    if (isWhole || pass.absent) return pass;
    const found = `${pass.rows.length} rows, ${pass.first} announced at the start and ${pass.last} at the end`;
    if (attempt === 1 && !reader.replay) continue;
    if (pass.rows.length + pass.broken < Math.min(pass.first, pass.last))
      throw new Unexpected(table.resource, found, 'every row that is announced');
    notes.add(`${table.resource} changed while it was read: ${found}`);
    return pass;
  }
}

/** The second time every page is asked for, also what a killed run had just read. */
const asking = (reader: Reader): Reader => ({
  ...reader,
  read: (url, options) => reader.read(url, { ...options, again: true }),
});
