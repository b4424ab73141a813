import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Store, sql } from '#prisma/client.ts';
import { freshDatabase } from '../database.ts';
import { type Pages, servePages } from './pages.ts';

const root = join(import.meta.dirname, '..', '..');
let store: Store;
let pages: Pages;
let dir: string;

beforeAll(async () => {
  [store, pages] = await Promise.all([freshDatabase(), servePages()]);
  dir = mkdtempSync(join(tmpdir(), 'rapporteur-main-'));
});
afterAll(async () => {
  await Promise.all([store.close(), pages.close()]);
  await rm(dir, { recursive: true, force: true });
});

function scrape(...given: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: store.url, DATA_DIR: dir, MIRROR_URL: pages.url };
  const tsx = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, 'scrapers/main.ts', ...given], { cwd: root, env });
  let out = '';
  let err = '';
  child.stdout.on('data', (piece) => (out += piece));
  child.stderr.on('data', (piece) => (err += piece));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

describe('npm run scrape', () => {
  it.each([
    [['ietf-rfcz'], 'No source ietf-rfcz. Sources: ietf-rfcs'],
    [[], 'Give source ids or --all. Sources: ietf-rfcs'],
    [['--all', 'ietf-rfcs'], 'Give source ids or --all'],
    [['ietf-rfcs', '--replya'], "unknown option '--replya'"],
  ])('%j: says what is wrong and ends with 2', async (given, words) => {
    const { code, out, err } = await scrape(...given);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });

  it('ends with 1 where a source failed, and tells in --json what it did, the same as the run', async () => {
    pages.set('/www.rfc-editor.org/rfc-index.xml', () => ({ status: 403, body: 'challenge' }));
    const { code, out } = await scrape('ietf-rfcs', '--json', '--no-starter');
    expect(code).toBe(1);
    const { sources } = JSON.parse(out);
    expect(sources).toEqual([
      {
        source: 'ietf-rfcs',
        state: 'failed',
        message: expect.stringContaining('rfc-index.xml: found 403'),
        pages: 0,
        rows: 0,
        counts: {},
        added: 0,
        changed: 0,
        removed: 0,
        unchanged: 0,
        unresolved: 0,
        seconds: expect.any(Number),
      },
    ]);
    const [run] = await store.query<{ state: string; message: string }>(
      sql`select state, message from run where source = 'ietf-rfcs'`,
    );
    expect(run).toEqual({ state: 'failed', message: sources[0].message });
  });
});
