import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { defaultsOf } from '#metrics/params.ts';
import type { Store } from '#prisma/client.ts';
import { openTables } from '#prisma/export.ts';
import { exportDataset, type Manifest } from '#scrapers/export.ts';
import { insertDocuments, insertLists, insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
let dir: string;
let manifest: Manifest;

beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  await insertDocuments(store, [
    {
      id: 'rfc9001',
      published: '2019-06-01',
      title: 'A "quoted", title\nof two lines',
      authors: [
        { country: 'GB', organisations: ['bt'] },
        { country: 'US', organisations: ['futurewei'] },
      ],
    },
    {
      id: 'rfc9002',
      published: '2020-06-01',
      title: '=HYPERLINK("http://example.org")',
      authors: [{ country: 'GB' }, {}, { country: 'SE' }],
    },
    { id: 'rfc9003', published: '2020-07-01' },
  ]);
  const cell = (organisation: string, count: number) => ({
    meeting_id: 'ietf-104',
    organisation_text: organisation,
    country_text: 'GB',
    mode: 'onsite',
    country: 'GB',
    count,
  });
  await insertRows(store, { attendance: [cell('BT', 3), cell('One', 1), cell('Two', 1)] });
  await store.pool.query(`insert into change (run_id, source, kind, record_type, record_key, after)
    values (1, 'test', 'added', 'attendance', 'ietf-104#One', '{"count": 1}'), (1, 'test', 'added', 'document', 'rfc9001', '{}')`);
  dir = await mkdtemp(join(tmpdir(), 'rapporteur-export-'));
  manifest = await exportDataset(store, dir);
});
afterAll(async () => {
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

const rowsOf = async (name: string) =>
  parse(await readFile(join(dir, `${name}.csv`), 'utf8'), { columns: true }) as Record<string, string>[];

describe('the open dataset', () => {
  it('has a CSV and a Parquet file of every open table, and the manifest the hash of each file', async () => {
    const names = (await readdir(dir)).filter((name) => name !== 'manifest.json').sort();
    expect(manifest.files.map((file) => file.name).sort()).toEqual(names);
    for (const { name } of openTables)
      expect(names).toEqual(expect.arrayContaining([`${name}.csv`, `${name}.parquet`]));
    for (const file of manifest.files) {
      const bytes = await readFile(join(dir, file.name));
      expect(createHash('sha256').update(bytes).digest('hex'), file.name).toBe(file.sha256);
      expect(bytes.length).toBe(file.bytes);
    }
  });

  it('explains every column of every table in its codebook', async () => {
    const codebook = await rowsOf('codebook');
    for (const { name } of openTables) {
      const [header] = parse(await readFile(join(dir, `${name}.csv`), 'utf8'), { to_line: 1 }) as string[][];
      const told = codebook.filter((row) => row.table === name);
      expect(told.map((row) => row.column)).toEqual(header);
      for (const row of told)
        for (const word of ['type', 'unit', 'meaning', 'source'])
          expect(row[word], `${word} of ${name}.${row.column}`).not.toBe('');
    }
    const letters = (text: string | undefined) => text?.toLowerCase().replace(/[^a-z]/g, '');
    expect(codebook.filter(({ column, meaning }) => letters(meaning) === letters(column))).toEqual([]);
    const basis = codebook.find((row) => row.table === 'tenure' && row.column === 'from_basis');
    expect(basis?.meaning).toContain('first-seen');
  });

  it('holds what the database holds, line breaks, quotes and unknowns included', async () => {
    const documents = await rowsOf('document');
    expect(documents.find((row) => row.id === 'rfc9001')?.title).toBe('A "quoted", title\nof two lines');
    expect(documents.find((row) => row.id === 'rfc9001')?.group_id).toBe('');
  });

  it('gives a spreadsheet no formula to run: in CSV an apostrophe stands before it, in Parquet none', async () => {
    const hostile = '=HYPERLINK("http://example.org")';
    const [inCsv] = (await rowsOf('document')).filter((row) => row.id === 'rfc9002');
    expect(inCsv?.title).toBe(`'${hostile}`);
    const connection = await (await DuckDBInstance.create()).connect();
    const read = await connection.runAndReadAll(
      `select title from '${join(dir, 'document.parquet')}' where id = 'rfc9002'`,
    );
    expect(read.getRows()).toEqual([[hostile]]);
  });

  it('reproduces a published number with DuckDB from its Parquet files alone', async () => {
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const at = (name: string) => `read_parquet('${join(dir, `${name}.parquet`)}')`;
    const result = await connection.runAndReadAll(`
      with author as (select *, count(*) over (partition by document_id) as n from ${at('authorship')} where removed_at is null)
      select year(d.published::date)::varchar as period, a.country as key, sum(1.0 / coalesce(n, 1))::double as value
      from ${at('document')} d left join author a on a.document_id = d.id
      where d.kind = 'rfc' and d.stage = 'published' and d.removed_at is null
      group by 1, 2 order by period, (key is null), value desc, key`);
    const { rows } = await authorshipByCountry.read(store, defaultsOf('ietf'));
    const ours = rows.map(({ period, key, value }) => [period, key, Number(value.toFixed(9))]);
    const theirs = result
      .getRows()
      .map(([period, key, value]) => [period, key, Number(Number(value).toFixed(9))]);
    expect(theirs).toEqual(ours);
    expect(ours).toHaveLength(5);
  });

  it('folds attendance under three, also out of the log of changes', async () => {
    const attendance = await rowsOf('attendance');
    expect(attendance.map((row) => [row.organisation_text, row.country, row.count])).toEqual([
      ['BT', 'GB', '3'],
      ['fewer than three each', '', '2'],
    ]);
    expect((await rowsOf('change')).map((row) => row.record_type)).toEqual(['document']);
  });

  it('holds nothing of subscribers, letters or this machine', () => {
    const names = openTables.map((table) => table.name).join(' ');
    expect(names).not.toMatch(/subscriber|follow|letter|delivery|setting|session/);
  });

  it('is the same bytes when written again', async () => {
    const again = await mkdtemp(join(tmpdir(), 'rapporteur-export-'));
    expect((await exportDataset(store, again)).files).toEqual(manifest.files);
    await rm(again, { recursive: true });
  });
});
