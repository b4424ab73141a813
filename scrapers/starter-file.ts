import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Unexpected } from '#lib/unexpected.ts';
import type { Batch } from '#prisma/batch.ts';
import { blank, type RecordName, records } from '#prisma/records.ts';
import type { StarterRows } from './ietf/starter.ts';

export const starterFile = (source: string): string =>
  join(import.meta.dirname, '..', 'facts', 'starter', `${source}.jsonl.gz`);

/** The first line; every other is a row: its record type, then its values in the order of `columns`. */
interface Head {
  source: string;
  format: 1;
  asOf: string;
  about: string;
  columns: Record<string, string[]>;
}

/**
 * Writes the rows of one source. Columns that no row fills are left out; rows stand in the order of their keys, so the
 * same rows give the same bytes.
 * @returns the bytes written
 */
export async function writeStarter(
  source: string,
  { asOf, about, rows }: StarterRows,
  to = starterFile(source),
): Promise<number> {
  const columns: Record<string, string[]> = {};
  const lines: string[] = [];
  for (const [name, given] of Object.entries(rows) as [RecordName, Record<string, unknown>[]][]) {
    const filled = Object.keys(records[name].columns).filter((column) =>
      given.some((row) => row[column] !== null && row[column] !== undefined),
    );
    columns[name] = filled;
    const keyOf = (row: Record<string, unknown>) => JSON.stringify(records[name].key.map((key) => row[key]));
    const sorted = given.map((row) => [keyOf(row), row] as const).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, row] of sorted)
      lines.push(JSON.stringify([name, ...filled.map((column) => row[column] ?? null)]));
  }
  const head: Head = { source, format: 1, asOf, about, columns };
  return writeLines(to, [JSON.stringify(head), ...lines]);
}

/** Writes lines into a compressed file; the same lines give the same bytes. @returns the bytes written */
export async function writeLines(to: string, lines: readonly string[]): Promise<number> {
  const bytes = gzipSync(`${lines.join('\n')}\n`, { level: 9 });
  await writeFile(to, bytes);
  return bytes.length;
}

/** The lines of such a file. @throws Unexpected when it is not whole */
export function readLines(from: string): string[] {
  try {
    return gunzipSync(readFileSync(from)).toString('utf8').trimEnd().split('\n');
  } catch (error) {
    throw new Unexpected(
      from,
      `a damaged file (${(error as Error).message})`,
      'the starter data of this version',
    );
  }
}

/** @throws Unexpected when the file is not whole, or of another source or format */
export function readStarterFile(source: string, from = starterFile(source)): StarterRows {
  const [first = '', ...lines] = readLines(from);
  const head = JSON.parse(first) as Head;
  if (head.source !== source || head.format !== 1)
    throw new Unexpected(from, first.slice(0, 80), `starter data of ${source}, format 1`);
  const rows: Record<string, object[]> = {};
  for (const line of lines) {
    const [name, ...values] = JSON.parse(line) as [RecordName, ...unknown[]];
    const columns = head.columns[name];
    if (!columns || !records[name])
      throw new Unexpected(from, line.slice(0, 80), 'a row of a type the head names');
    rows[name] ??= [];
    rows[name].push({
      ...blank(name),
      ...Object.fromEntries(columns.map((column, at) => [column, values[at]])),
    });
  }
  return { asOf: head.asOf, about: head.about, rows: rows as Batch };
}
