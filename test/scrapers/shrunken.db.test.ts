import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import type { Store } from '#prisma/client.ts';
import { blank } from '#prisma/records.ts';
import { setSourceNotes } from '#prisma/settings.ts';
import type { Gathered, Reader } from '#scrapers/contract.ts';
import { runSource } from '#scrapers/run.ts';
import { GET as health } from '../../app/api/health/route.ts';
import * as metric from '../../app/api/v1/metrics/[id]/route.ts';
import { GET as picture } from '../../app/charts/[file]/route.ts';
import Sources from '../../app/sources/page.tsx';
import { ask, serveFrom } from '../api.ts';
import { freshDatabase } from '../database.ts';
import { exampleSource } from './example-source.ts';
import { type Pages, servePages } from './pages.ts';

let store: Store;
let pages: Pages;
let dir: string;

const ids = Array.from({ length: 100 }, (_, at) => `rfc${at + 1}`);

/** One list with an id a line. */
async function gather(reader: Reader): Promise<Gathered | null> {
  const list = await reader.read('https://www.example.org/list', { content: 'always' });
  if (typeof list === 'string') return null;
  const document = list.text.split('\n').map((id) => ({
    ...blank('document'),
    id,
    body: 'ietf',
    kind: 'rfc',
    stage: 'published',
    title: id,
    published: '2020-03-01',
  }));
  return { rows: { document }, scopes: { document: 'all' }, asOf: '2026-03-02' };
}
const source = exampleSource({ gather, floor: { document: 20 } });
const withAuthors = exampleSource({
  id: 'example-authors',
  gather: gatherWithAuthors,
  floor: { document: 20 },
});
const run = (one = source) =>
  runSource(store, one, readSettings({ DATA_DIR: dir, MIRROR_URL: pages.url }), {
    web: { backoffMs: 1, attempts: 2, timeoutMs: 500 },
  });

beforeAll(async () => {
  store = await freshDatabase();
  pages = await servePages();
  dir = mkdtempSync(join(tmpdir(), 'rapporteur-shrunken-'));
  await setSourceNotes(store, [source]);
  serveFrom(store);
});
afterAll(async () => {
  await pages.close();
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

/** Documents as before, and of each id of a second list an author of that document. */
async function gatherWithAuthors(reader: Reader): Promise<Gathered | null> {
  const gathered = await gather(reader);
  const list = await reader.read('https://www.example.org/authors', { content: 'always' });
  if (!gathered || typeof list === 'string') return null;
  const authorship = list.text.split('\n').map((id) => ({
    ...blank('authorship'),
    document_id: id,
    position: 1,
    name: 'A. One',
    role: 'author',
    is_organisation: false,
  }));
  return {
    ...gathered,
    rows: { ...gathered.rows, authorship },
    scopes: { document: 'all', authorship: 'all' },
  };
}

/** What readers see: the numbers, the picture, and what is said of the source. */
async function seen() {
  const id = 'authorship-by-country';
  const numbers = await (await ask(metric, `/api/v1/metrics/${id}`, { id })).text();
  const svg = await picture(new Request(`http://localhost:3000/charts/${id}.svg`), {
    params: Promise.resolve({ file: `${id}.svg` }),
  });
  const page = renderToStaticMarkup(await Sources()).replace(/<[^>]+>/g, ' ');
  const { sources } = (await (await health(new Request('http://localhost:3000/api/health'))).json()) as {
    sources: { state: string; rows: number }[];
  };
  return { numbers, picture: await svg.text(), page, health: sources[0] };
}

describe('a source that returns 40 % of its rows (T12)', () => {
  it('stops and says so; numbers and pictures keep the last good state, and all is well once it is', async () => {
    pages.set('/list', ids.join('\n'));
    expect(await run()).toMatchObject({ state: 'good', added: 100 });
    const before = await seen();
    expect(JSON.parse(before.numbers)).toMatchObject({ total: 100 });

    pages.set('/list', ids.slice(0, 40).join('\n'));
    expect(await run()).toMatchObject({ state: 'failed', removed: 0 });
    const broken = await seen();
    expect(broken.page).toMatch(/We could not read it since .*40.*100.*What stands here is from/s);
    expect(broken.health).toMatchObject({ state: 'broken', rows: 100 });
    expect([broken.numbers, broken.picture]).toEqual([before.numbers, before.picture]);

    pages.set('/list', ids.join('\n'));
    expect(await run()).toMatchObject({ state: 'good', unchanged: 100 });
    expect((await seen()).page).not.toContain('We could not read it');
  });
});

describe('a source that returns all documents, and the authors of 40 % of them', () => {
  it('stops and names the authors, and goes on once they are as many as before', async () => {
    const read = (authors: readonly string[]) => {
      pages.set('/list', ids.join('\n'));
      pages.set('/authors', authors.join('\n'));
      return run(withAuthors);
    };
    expect(await read(ids)).toMatchObject({ state: 'good', counts: { document: 100, authorship: 100 } });
    const broken = await read(ids.slice(0, 40));
    expect(broken).toMatchObject({ state: 'failed', removed: 0 });
    expect(broken.message).toMatch(
      /example-authors authorship: found 40 rows, expected no fall of more than 5 % from 100/,
    );
    expect(await read(ids)).toMatchObject({ state: 'good', counts: { authorship: 100 } });
  });
});
