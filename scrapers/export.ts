// npm run export -- <dir>: writes the open dataset as CSV and Parquet, with a codebook and a manifest of hashes.
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { version } from '#lib/version.ts';
import { attendanceFloor } from '#prisma/attendance-cells.ts';
import type { Store } from '#prisma/client.ts';
import {
  type ColumnKind,
  type ExportedColumn,
  type ExportedTable,
  openTables,
  readTable,
} from '#prisma/export.ts';
import { readDays } from '#prisma/runs.ts';

export interface Manifest {
  version: string;
  /** For each source the day its newest good reading speaks of. */
  sources: Record<string, string>;
  notes: string[];
  tables: { name: string; about: string; rows: number }[];
  files: { name: string; bytes: number; sha256: string }[];
}

/**
 * Writes `<table>.csv` and `<table>.parquet` for every open table that exists, codebook.csv and manifest.json into `dir`.
 * The same database gives the same bytes. Days and times are ISO text; CSV leaves unknown empty, Parquet has it null.
 */
export async function exportDataset(store: Store, dir: string): Promise<Manifest> {
  await mkdir(dir, { recursive: true });
  const files: Manifest['files'] = [];
  const write = async (name: string, bytes: Uint8Array | string) => {
    await writeFile(join(dir, name), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    files.push({ name, bytes: Buffer.byteLength(bytes), sha256 });
  };
  const tables: Manifest['tables'] = [];
  const codebook: ExportedColumn[] = [];
  for (const open of openTables) {
    const table = await readTable(store, open);
    await write(`${table.name}.csv`, csv(table));
    await write(`${table.name}.parquet`, parquet(table));
    tables.push({ name: table.name, about: table.about, rows: table.rows.length });
    codebook.push(...table.columns);
  }
  await write('codebook.csv', stringify(codebook, { header: true }));
  const manifest: Manifest = {
    version,
    sources: await readDays(store),
    notes: [
      'Raw words stand beside what they were resolved to; an empty resolution is unknown, never zero.',
      `Attendances of fewer than ${attendanceFloor} people of one organisation, country and mode are one row a meeting and mode.`,
      'In CSV, text that a spreadsheet could take for a formula begins with an apostrophe; Parquet has it as it is.',
      'No e-mail address, telephone number, street or photo of anybody is in it, and nothing of subscribers.',
    ],
    tables,
    files,
  };
  await writeFile(join(dir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

const csv = ({ columns, rows }: ExportedTable): string =>
  stringify(rows, {
    header: true,
    columns: columns.map(({ column }) => column),
    cast: {
      boolean: (value) => String(value),
      // Firms are called "@Home Network", titles begin with a dash; a spreadsheet would run them.
      string: (value) => (/^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(value) ? `'${value}` : value),
    },
  });

const parquetType = {
  text: 'STRING',
  integer: 'INT64',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  day: 'STRING',
  time: 'STRING',
  json: 'STRING',
} as const satisfies Record<ColumnKind, string>;

const parquet = ({ columns, rows }: ExportedTable): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map(({ column, type }, at) => ({
        name: column,
        type: parquetType[type],
        nullable: true,
        data: rows.map((row) => {
          const value = row[at];
          return type === 'integer' && typeof value === 'number' ? BigInt(value) : value;
        }),
      })),
    }),
  );
