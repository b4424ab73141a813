import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSettings, type Settings } from '#lib/env.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { type Store, sql } from '#prisma/client.ts';
import { hold, lockKeys } from '#prisma/locks.ts';
import { blank } from '#prisma/records.ts';
import { startRun } from '#prisma/runs.ts';
import type { Gathered, Reader, Source } from '#scrapers/contract.ts';
import { type RunOptions, runInTurn, runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../database.ts';
import { exampleSource } from './example-source.ts';
import { type Pages, servePages } from './pages.ts';

let store: Store;
let pages: Pages;
let dir: string;
let settings: Settings;
let parse: (line: string) => string;

beforeAll(async () => {
  store = await freshDatabase();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.pool.query('truncate document, change, run, page cascade');
  pages = await servePages();
  dir = mkdtempSync(join(tmpdir(), 'rapporteur-run-'));
  settings = { ...readSettings({ DATA_DIR: dir, MIRROR_URL: pages.url }) };
  parse = (line) => line;
  pages.set('/list', 'a\nb\nc');
  for (const id of ['a', 'b', 'c', 'd']) pages.set(`/${id}`, `Title of ${id}`);
});
afterEach(async () => {
  await pages.close();
  await rm(dir, { recursive: true, force: true });
});

const site = 'https://www.example.org';

/** A list of ids, and a text for each that cannot change. */
async function gather(reader: Reader): Promise<Gathered | null> {
  const list = await reader.read(`${site}/list`, {
    verify: (text, url) => {
      if (text.startsWith('<')) throw new Unexpected(url, 'an HTML page', 'the list');
    },
  });
  if (list === 'unchanged' || list === 'missing') return null;
  const document = [];
  for (const id of list.text.split('\n')) {
    const text = await reader.read(`${site}/${id}`, { once: true });
    if (typeof text === 'string') throw new Unexpected(`${site}/${id}`, text, 'a text');
    const title = parse(text.text);
    document.push({
      ...blank('document'),
      id,
      body: 'ietf',
      kind: 'rfc',
      stage: 'published',
      title,
      text_page_id: text.id,
    });
  }
  return { rows: { document }, scopes: { document: 'all' }, asOf: '2026-03-02' };
}
const source = (given: Partial<Source> = {}) => exampleSource({ gather, ...given });
const run = (options: RunOptions = {}, given: Partial<Source> = {}) =>
  runSource(store, source(given), settings, {
    web: { backoffMs: 1, attempts: 2, timeoutMs: 500 },
    ...options,
  });
const titles = async () =>
  (
    await store.query<{ title: string }>(sql`select title from document where removed_at is null order by id`)
  ).map((row) => row.title);
const runs = () =>
  store.query<{ state: string; mode: string; message: string | null; baseline: boolean }>(
    sql`select state, mode, message, baseline from run order by id`,
  );
const news = () =>
  store.query<{ kind: string; key: string }>(sql`select kind, record_key as key from change order by id`);
const paths = () => pages.asked().map(({ path }) => path);

describe('a run of a source', () => {
  it('saves what its pages say and tells how much; the first good one is a baseline and makes no news', async () => {
    expect(await run()).toMatchObject({
      source: 'example',
      state: 'good',
      message: null,
      pages: 4,
      rows: 3,
      counts: { document: 3 },
      added: 3,
      changed: 0,
      removed: 0,
      unchanged: 0,
      unresolved: 0,
      seconds: expect.any(Number),
    });
    expect(await titles()).toEqual(['Title of a', 'Title of b', 'Title of c']);
    expect(await runs()).toMatchObject([{ state: 'good', mode: 'read', baseline: true }]);
    expect(await news()).toEqual([]);
  });

  it('a second time asks on condition only, and finds everything unchanged', async () => {
    await run();
    pages.asked();
    expect(await run()).toMatchObject({
      state: 'good',
      added: 0,
      changed: 0,
      removed: 0,
      unchanged: 3,
      rows: 3,
    });
    expect(pages.asked()).toEqual([{ path: '/list', condition: expect.any(String), status: 304 }]);
  });

  it('asks only for what is new, and makes news of it', async () => {
    await run();
    pages.asked();
    pages.set('/list', 'a\nc\nd');
    expect(await run({ accept: true })).toMatchObject({ state: 'good', added: 1, removed: 1, unchanged: 2 });
    expect(paths()).toEqual(['/list', '/d']);
    expect(await news()).toEqual(
      expect.arrayContaining([
        { kind: 'added', key: 'd' },
        { kind: 'removed', key: 'b' },
      ]),
    );
  });

  it('that fails names where, leaves the data as it was, and heals as soon as the fault is gone', async () => {
    await run();
    const before = await titles();
    pages.set('/list', () => ({ body: '<h1>Maintenance</h1>' }));
    for (let n = 0; n < 2; n++) {
      expect(await run()).toMatchObject({
        state: 'failed',
        added: 0,
        message: 'https://www.example.org/list: found an HTML page, expected the list',
      });
    }
    expect(await titles()).toEqual(before);
    pages.set('/list', 'a\nb\nc');
    expect(await run()).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0, unchanged: 3 });
    // What the failed run saw is no ground to take the same rubbish for unchanged.
    pages.set('/list', () => ({ body: '<h1>Maintenance</h1>' }));
    expect(await run()).toMatchObject({ state: 'failed' });
    expect((await runs()).map(({ state }) => state)).toEqual(['good', 'failed', 'failed', 'good', 'failed']);
    expect((await runs())[1]?.message).toContain('found an HTML page');
    expect(await news()).toEqual([]);
  });

  it('heals where a bad page was well formed and had a good page’s place', async () => {
    await run({}, { floor: { document: 2 } });
    pages.set('/list', 'a');
    expect(await run({}, { floor: { document: 2 } })).toMatchObject({
      state: 'failed',
      message: 'example document: found 1 rows, expected at least 2',
    });
    expect(await titles()).toHaveLength(3);
    pages.set('/list', 'a\nb\nc');
    pages.asked();
    expect(await run({}, { floor: { document: 2 } })).toMatchObject({ state: 'good', unchanged: 3 });
    expect(pages.asked()[0]?.status).toBe(304);
  });

  it('that was killed goes on where it stopped, without asking again', async () => {
    const killed = new Error('killed');
    let left = 2;
    const stop = async (reader: Reader) =>
      gather({
        ...reader,
        read: (url, options) => {
          if (/\/[abc]$/.test(url) && left-- === 0) throw killed;
          return reader.read(url, options);
        },
      });
    await run({}, { gather: stop });
    // A killed process writes no end into its run.
    await store.pool.query(`update run set state = 'running', finished_at = null, message = null`);
    expect(paths()).toEqual(['/list', '/a', '/b']);
    expect(await titles()).toEqual([]);
    expect(await run()).toMatchObject({ state: 'good', added: 3, pages: 4 });
    expect(paths()).toEqual(['/c']);
    expect((await runs())[0]).toMatchObject({
      state: 'failed',
      message: 'interrupted; the next run goes on from its archive',
    });
  });

  it.each([
    ['its end', 'run', `before update on run for each row when (new.state = 'good')`],
    [
      'what the next one is to know',
      'setting',
      `before insert on setting for each row when (new.key = 'memo example')`,
    ],
  ])('that cannot write down %s saves nothing; the next one is the first', async (_, table, when) => {
    const noting = async (reader: Reader) => {
      const gathered = await gather(reader);
      return gathered && { ...gathered, memo: { seen: 'all' } };
    };
    await store.pool.query(`
      create or replace function refuse() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$;
      create trigger refusing ${when} execute function refuse()`);
    try {
      expect(await run({}, { gather: noting })).toMatchObject({
        state: 'failed',
        added: 0,
        message: 'disk full',
      });
    } finally {
      await store.pool.query(`drop trigger refusing on ${table}`);
    }
    expect(await titles()).toEqual([]);
    expect(await run({}, { gather: noting })).toMatchObject({ state: 'good', added: 3 });
    expect((await runs()).map(({ state, baseline }) => [state, baseline])).toEqual([
      ['failed', false],
      ['good', true],
    ]);
    expect(await news()).toEqual([]);
    await store.pool.query(`delete from setting where key = 'memo example'`);
  });

  it('that another process has taken for killed saves nothing beside it', async () => {
    const overtaken = async (reader: Reader) => {
      const gathered = await gather(reader);
      await startRun(store, 'example', 'read');
      return gathered;
    };
    expect(await run({}, { gather: overtaken })).toMatchObject({
      state: 'failed',
      message: 'this run was taken for interrupted, and its source is read by another process',
    });
    expect(await titles()).toEqual([]);
    expect((await runs())[0]?.message).toBe('interrupted; the next run goes on from its archive');
  });

  it('that loses its hold of the source stops there, saves nothing, says so, and is gone on with', async () => {
    const breakHold = () =>
      store.query(sql`
        select pg_terminate_backend(pid, 5000) from pg_locks
        where locktype = 'advisory' and classid = ${lockKeys.source}
          and database = (select oid from pg_database where datname = current_database())`);
    const losing = async (reader: Reader) =>
      gather({
        ...reader,
        read: async (url, options) => {
          if (url.endsWith('/c')) {
            await breakHold();
            await sleep(100);
          }
          return reader.read(url, options);
        },
      });
    expect(await run({}, { gather: losing })).toMatchObject({
      state: 'failed',
      added: 0,
      message: expect.stringMatching(
        /^interrupted; the database connection that held source example was lost \(/,
      ),
    });
    expect(paths()).toEqual(['/list', '/a', '/b']);
    expect(await titles()).toEqual([]);
    expect(await run()).toMatchObject({ state: 'good', added: 3 });
    expect(paths()).toEqual(['/c']);
  });

  it('takes two postings to one address for two pages, goes on between them after a kill, and replays both', async () => {
    pages.set('/search', (posted) => ({ body: `results of ${new URLSearchParams(posted).get('of')}` }));
    let left = 1;
    const search = async (reader: Reader): Promise<Gathered> => {
      const document = [];
      for (const of of ['one', 'two']) {
        if (left-- === 0) throw new Error('killed');
        const as = `${site}/search#${of}`;
        const page = await reader.read(`${site}/search`, {
          post: { as, form: [['of', of]] },
          content: 'always',
        });
        if (typeof page === 'string') throw new Unexpected(as, page, 'an answer');
        const title = parse(page.text);
        const row = {
          ...blank('document'),
          id: page.url,
          body: 'ietf',
          kind: 'rfc',
          stage: 'published',
          title,
        };
        document.push({ ...row, text_page_id: page.id });
      }
      return { rows: { document }, scopes: { document: 'all' }, asOf: '2026-03-02' };
    };
    await run({}, { gather: search });
    await store.pool.query(`update run set state = 'running', finished_at = null, message = null`);
    expect(paths()).toEqual(['/search']);
    expect(await run({}, { gather: search })).toMatchObject({ state: 'good', added: 2 });
    expect(paths()).toEqual(['/search']);
    expect(await titles()).toEqual(['results of one', 'results of two']);
    parse = (line) => line.toUpperCase();
    expect(await run({ replay: true }, { gather: search })).toMatchObject({ state: 'good', changed: 2 });
    expect(paths()).toEqual([]);
    expect(await titles()).toEqual(['RESULTS OF ONE', 'RESULTS OF TWO']);
  });

  it('excludes another run of the same source, and not one of another', async () => {
    const held = await hold(store.url, 'source', 'example');
    expect(await run()).toMatchObject({ state: 'busy', message: 'another run of this source is under way' });
    expect(await run({}, { id: 'other' })).toMatchObject({ state: 'good', added: 3 });
    await held?.release();
    expect(await run()).toMatchObject({ state: 'good' });
  });

  it('two at the same moment: one reads, the other steps back', async () => {
    const states = (await Promise.all([run(), run()])).map(({ state }) => state).sort();
    expect(states).toEqual(['busy', 'good']);
    expect(await titles()).toHaveLength(3);
  });

  it('that is dry reads and checks, and saves nothing', async () => {
    expect(await run({ dryRun: true })).toMatchObject({
      state: 'dry',
      message: 'dry run: checked, nothing saved',
      pages: 4,
      rows: 3,
      added: 0,
    });
    expect(await titles()).toEqual([]);
    pages.asked();
    expect(await run()).toMatchObject({ state: 'good', added: 3 });
    expect(paths()).toEqual(['/list']);
  });

  it('that is dry fails where the rows would be refused', async () => {
    expect(await run({ dryRun: true }, { floor: { document: 9 } })).toMatchObject({ state: 'failed' });
  });

  it('replayed reads the archive without the network, and marks what it reads otherwise as corrected', async () => {
    await run();
    pages.asked();
    parse = (line) => line.toUpperCase();
    expect(await run({ replay: true })).toMatchObject({ state: 'good', changed: 3, added: 0 });
    expect(pages.asked()).toEqual([]);
    expect(await titles()).toEqual(['TITLE OF A', 'TITLE OF B', 'TITLE OF C']);
    expect((await news()).map(({ kind }) => kind)).toEqual(['corrected', 'corrected', 'corrected']);
    expect((await runs()).at(-1)).toMatchObject({ mode: 'replay', baseline: false });
  });

  it('replayed after a failed run reads the pages that were saved, not those that failed', async () => {
    await run();
    pages.set('/list', 'a');
    expect((await run({}, { floor: { document: 2 } })).state).toBe('failed');
    expect(await run({ replay: true })).toMatchObject({ state: 'good', unchanged: 3, removed: 0 });
  });

  it('after a replay still reads what a failed run had seen and not saved', async () => {
    await run();
    pages.set('/list', 'a\nb\nc\nd');
    pages.set('/d', '');
    await run({}, { floor: { document: 9 } });
    await run({ replay: true });
    expect(await run()).toMatchObject({ state: 'good', added: 1 });
  });

  it('by a version that reads more in the same pages parses what is archived first, once', async () => {
    await run();
    parse = (line) => line.toUpperCase();
    pages.set('/list', 'a\nb\nc\nd');
    pages.asked();
    expect(await run({}, { parser: 1 })).toMatchObject({ state: 'good', added: 1 });
    expect(paths()).toEqual(['/list', '/d']);
    expect(await titles()).toEqual(['TITLE OF A', 'TITLE OF B', 'TITLE OF C', 'TITLE OF D']);
    expect((await news()).map(({ kind, key }) => [kind, key])).toEqual([
      ['corrected', 'a'],
      ['corrected', 'b'],
      ['corrected', 'c'],
      ['added', 'd'],
    ]);
    await run({}, { parser: 1 });
    expect((await runs()).map(({ mode }) => mode)).toEqual(['read', 'replay', 'read', 'read']);
  });

  it('by such a version goes on where the archive is lost, and does not try again', async () => {
    await run();
    await rm(join(dir, 'archive'), { recursive: true });
    expect(await run({}, { parser: 2 })).toMatchObject({ state: 'good', unchanged: 3 });
    await run({}, { parser: 2 });
    expect((await runs()).map(({ mode }) => mode)).toEqual(['read', 'replay', 'read', 'read']);
  });

  it('with --refetch asks for everything again', async () => {
    await run();
    pages.asked();
    expect(await run({ refetch: true })).toMatchObject({ state: 'good', unchanged: 3 });
    expect(pages.asked().map(({ path, condition }) => [path, condition])).toEqual([
      ['/list', undefined],
      ['/a', undefined],
      ['/b', undefined],
      ['/c', undefined],
    ]);
  });

  it('asks again for a text whose archived copy is lost', async () => {
    await run();
    pages.asked();
    await rm(join(dir, 'archive'), { recursive: true });
    pages.set('/list', 'a\nb\nc\nd');
    expect(await run({ accept: true })).toMatchObject({ state: 'good', added: 1, unchanged: 3 });
    expect(paths().sort()).toEqual(['/a', '/b', '/c', '/d', '/list']);
  });

  it('whose archive cannot be written saves nothing', async () => {
    await run();
    pages.set('/list', 'a\nb\nc\nd');
    const bad = { ...settings, dataDir: '/dev/null' };
    expect(await runSource(store, source(), bad, { accept: true })).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/ENOTDIR|EEXIST/),
    });
    expect(await titles()).toHaveLength(3);
  });

  it('archives what the source has redacted, and keeps the hash of what it received', async () => {
    pages.set('/a', 'Title of a, mail me@example.org');
    const redact = (_url: string, body: Uint8Array) =>
      Buffer.from(
        Buffer.from(body)
          .toString()
          .replace(/\S+@\S+/g, '[address]'),
      );
    await run({}, { redact });
    const [page] = await store.query<{ content: string; original: string; id: number }>(
      sql`select content_hash as content, original_hash as original, id from page where url like '%/a'`,
    );
    expect(page?.content).not.toBe(page?.original);
    parse = (line) => line;
    await run({ replay: true }, { redact });
    expect((await titles())[0]).toBe('Title of a, mail [address]');
  });
});

describe('a run that says what it reads next', () => {
  /** Reads three pages of a table, each of which names the next, and a text; `work` is done on each of them. */
  const table = (work: (path: string) => Promise<void>) => ({
    gather: async (reader: Reader): Promise<Gathered | null> => {
      reader.soon(['/1', '/d'].map((path) => site + path));
      const ahead = (body: Uint8Array) => {
        const next = Buffer.from(body).toString();
        return next.startsWith('/') ? site + next : null;
      };
      for (const path of ['/1', '/2', '/3', '/d']) {
        const page = await reader.read(site + path, { content: 'always', ahead });
        expect(page).toMatchObject({
          text: path === '/d' ? 'Title of d' : path === '/3' ? 'end' : expect.stringMatching('/'),
        });
        await work(path);
      }
      return { rows: {}, scopes: {}, asOf: '2026-03-02' };
    },
    floor: {},
  });
  const askedSoon = async (path: string) => {
    for (let tried = 0; tried < 200; tried++) {
      asked.push(...paths());
      if (asked.includes(path)) return;
      await sleep(10);
    }
  };
  const asked: string[] = [];
  beforeEach(() => {
    asked.length = 0;
    for (const [path, next] of [
      ['/1', '/2'],
      ['/2', '/3'],
      ['/3', 'end'],
    ] as const)
      pages.set(path, next);
  });

  it('asks for each page while it works on the one before, and for none twice', async () => {
    const seen: string[][] = [];
    const follower = table(async (path) => {
      await askedSoon({ '/1': '/2', '/2': '/3', '/3': '/d' }[path] ?? path);
      seen.push([...asked]);
    });
    expect(await run({}, follower)).toMatchObject({ state: 'good', pages: 4 });
    const whole = ['/1', '/2', '/3', '/d'];
    expect(seen).toEqual([whole.slice(0, 2), whole.slice(0, 3), whole, whole]);
    // Told that nothing has changed it works on what the archive has, and asks as far ahead.
    asked.length = 0;
    seen.length = 0;
    expect(await run({}, follower)).toMatchObject({ state: 'good', pages: 4 });
    expect(seen).toEqual([whole.slice(0, 2), whole.slice(0, 3), whole, whole]);
  });

  it('asks again, without a condition, for a page that is not modified and no longer in the archive', async () => {
    const quiet = table(async () => {});
    await run({}, quiet);
    await rm(join(dir, 'archive'), { recursive: true });
    pages.asked();
    expect(await run({}, quiet)).toMatchObject({ state: 'good', pages: 4 });
    expect(pages.asked().map(({ path, status }) => [path, status])).toEqual(
      ['/1', '/2', '/3', '/d'].flatMap((path) => [
        [path, 304],
        [path, 200],
      ]),
    );
  });
});

describe('runs of several sources', () => {
  it('read one while the one before it is saved or waits, look others up once they are saved, and each ends by itself', async () => {
    const seen: string[] = [];
    const second = source({
      id: 'second',
      gather: async (reader) => {
        await reader.read(`${site}/d`);
        const stored = await reader.stored('rfc');
        seen.push(...stored.keys());
        throw new Unexpected('second', 'nothing', 'something');
      },
    });
    const third = source({
      id: 'third',
      gather: async (reader) => {
        await reader.read(`${site}/e`);
        return null;
      },
    });
    pages.set('/e', 'Title of e');
    const run = runInTurn(store, [source(), second, third], settings, () => ({}));
    const asked: string[] = [];
    const blocker = await store.pool.connect();
    try {
      await blocker.query('begin; lock table document in share mode');
      const first = run(0);
      for (let tried = 0; !asked.includes('/e') && tried < 200; tried++) {
        asked.push(...paths());
        await sleep(20);
      }
      // The third, too: the second waits for what the first saves.
      expect(asked).toEqual(['/list', '/a', '/b', '/c', '/d', '/e']);
      expect(seen).toEqual([]);
      await blocker.query('rollback');
      expect(await first).toMatchObject({ source: 'example', state: 'good', added: 3 });
      expect(await run(1)).toMatchObject({ source: 'second', state: 'failed', pages: 1 });
      expect(seen.sort()).toEqual(['a', 'b', 'c']);
      expect(await run(2)).toMatchObject({ source: 'third', state: 'good' });
    } finally {
      blocker.release();
    }
  });

  it('whose first question is which names were ever printed are told those of the source before', async () => {
    const names: string[][] = [];
    const asking = source({
      id: 'asking',
      gather: async (reader) => {
        names.push(await reader.namesEver('rfc'));
        await reader.read(`${site}/e`);
        return null;
      },
    });
    const waiting = source({
      id: 'waiting',
      gather: async (reader) => {
        await reader.read(`${site}/f`);
        return null;
      },
    });
    const writing = source({
      gather: async (reader) => {
        const found = await gather(reader);
        const author = { ...blank('authorship'), document_id: 'a', position: 1, name: 'A. Writer' };
        const authorship = [{ ...author, role: 'author', is_organisation: false }];
        return found && { ...found, rows: { ...found.rows, authorship } };
      },
    });
    pages.set('/e', 'Title of e');
    pages.set('/f', 'Title of f');
    const run = runInTurn(store, [writing, asking, waiting], settings, () => ({}));
    const asked: string[] = [];
    const blocker = await store.pool.connect();
    try {
      await blocker.query('begin; lock table document in share mode');
      const first = run(0);
      for (let tried = 0; !asked.includes('/f') && tried < 200; tried++) {
        asked.push(...paths());
        await sleep(20);
      }
      // What waits keeps nobody from reading.
      expect(asked).toContain('/f');
      await blocker.query('rollback');
      expect(await first).toMatchObject({ state: 'good', added: 4 });
      expect(await run(1)).toMatchObject({ source: 'asking', state: 'good' });
      expect(names).toEqual([['A. Writer']]);
    } finally {
      blocker.release();
    }
  });
});
