import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settings } from '#lib/env.ts';
import { readEvidence } from '#metrics/evidence.ts';
import { type Store, sql } from '#prisma/client.ts';
import { memoOf, setMemo } from '#prisma/settings.ts';
import type { Source } from '#scrapers/contract.ts';
import { ietfDrafts } from '#scrapers/ietf/drafts.ts';
import { type RunOptions, runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../../database.ts';
import { quick } from './place.ts';
import { rowOf, type SmallDatatracker, serveDatatracker } from './small-datatracker.ts';

const draft = 'draft-example-numbers';
const of = (name: string) => `/api/v1/doc/document/${name}/`;
const tables = () => ({
  'group/group': [rowOf.group(7, 'dns')],
  'doc/state': [rowOf.state(1, 'active', 'draft')],
  'doc/document': [
    rowOf.draft(draft, '01'),
    rowOf.draft('rfc1', '', { type: '/api/v1/name/doctypename/rfc/' }),
  ],
  'doc/documentauthor': [rowOf.author(1, of(draft), 1, 1), rowOf.author(2, of('rfc1'), 3, 1)],
  'doc/newrevisiondocevent': [
    rowOf.revision(1, draft, '00', '2024-01-01T09:00:00Z'),
    rowOf.revision(2, draft, '01', '2024-02-01T09:00:00Z'),
  ],
  'doc/docevent': [],
  'doc/relateddocument': [],
  'doc/rfcauthor': [],
  'doc/dochistory': [],
  'person/person': [
    rowOf.person(1, 'Ada Example'),
    rowOf.person(2, 'Only Registered'),
    rowOf.person(3, 'Bo Example'),
  ],
});

let store: Store;
let dataDir: string;
let tracker: SmallDatatracker;
const source: Source = { ...ietfDrafts, floor: {} };
const read = (options: RunOptions = {}) =>
  runSource(
    store,
    source,
    { ...settings(), dataDir, mirrorUrl: tracker.url, crawlDelayMs: 0 },
    { ...quick, ...options },
  );

beforeAll(async () => {
  store = await freshDatabase();
});
beforeEach(async () => {
  await store.pool.query(
    'truncate document, authorship, person, revision, change, run, page, setting cascade',
  );
  dataDir = await mkdtemp(join(tmpdir(), 'rapporteur-drafts-'));
  tracker = await serveDatatracker(tables());
});
afterAll(() => store.close());
const end = async () => {
  await tracker.stop();
  await rm(dataDir, { recursive: true, force: true });
};

describe('a revision that is dated ahead of the present', () => {
  const ahead = rowOf.revision(3, 'draft-example-ahead', '00', '2099-01-01T09:00:00Z');
  const refused =
    /an event of draft-example-ahead is dated 2099-01-01T09:00:00Z, ahead of the present, and dates nothing/;

  it('hides no later one from the runs that follow, and is told of each time', async () => {
    tracker.tables['doc/document']?.push(rowOf.draft('draft-example-ahead', '00'));
    tracker.tables['doc/newrevisiondocevent']?.push(ahead);
    expect((await read()).message).toMatch(refused);
    tracker.tables['doc/newrevisiondocevent']?.push(
      rowOf.revision(4, 'draft-example-new', '00', '2024-06-01T09:00:00Z'),
    );
    tracker.tables['doc/document']?.push(rowOf.draft('draft-example-new', '00'));
    const second = await read();
    expect(second.message).toMatch(refused);
    const { rows } = await store.pool.query('select id, submitted::text from document order by id');
    expect(rows).toEqual([
      { id: 'draft-example-ahead', submitted: null },
      { id: 'draft-example-new', submitted: '2024-06-01' },
      { id: draft, submitted: '2024-01-01' },
    ]);
    await end();
  });

  it('that a run of a former version went by is mended by reading everything once', async () => {
    await read();
    const memo = await memoOf(store, source.id);
    await setMemo(store, source.id, { ...memo, since: '2098-12-31T09:00:00Z' });
    tracker.tables['doc/newrevisiondocevent']?.push(
      rowOf.revision(4, 'draft-example-new', '00', '2024-06-01T09:00:00Z'),
    );
    tracker.tables['doc/document']?.push(
      rowOf.draft('draft-example-new', '00', { time: '2020-01-01T00:00:00Z' }),
    );
    expect(await read()).toMatchObject({ state: 'good' });
    expect((await store.pool.query('select from document')).rowCount).toBe(2);
    expect((await memoOf(store, source.id)).since).toBe('2024-05-31T09:00:00Z');
    await end();
  });
});

describe('persons who only registered', () => {
  const archived = async () =>
    (
      await Promise.all(
        (
          await store.query<{ id: number }>(sql`select id from page`)
        ).map(async ({ id }) =>
          (await readEvidence(store, id, dataDir))?.lines?.map(({ text }) => text).join('\n'),
        ),
      )
    ).join('\n');

  it('are not asked for, and stand in no archived page', async () => {
    expect(await read()).toMatchObject({ state: 'good' });
    const persons = tracker.asked.filter((path) => path.includes('person/person'));
    expect(persons.map((path) => new URL(path, tracker.url).searchParams.get('id__in'))).toEqual(['1,3']);
    expect(await archived()).toContain('Bo Example');
    expect(await archived()).not.toContain('Only Registered');
    const { rows } = await store.pool.query('select id, name from person order by id');
    expect(rows).toEqual([
      { id: '1', name: 'Ada Example' },
      { id: '3', name: 'Bo Example' },
    ]);
    await end();
  });

  it('are masked where a former version archived them', async () => {
    const whole: Source = {
      ...source,
      gather: async (reader) => {
        await reader.read(
          'https://datatracker.ietf.org/api/v1/person/person/?order_by=id&limit=500&format=json',
        );
        return source.gather(reader);
      },
    };
    await runSource(store, whole, { ...settings(), dataDir, mirrorUrl: tracker.url, crawlDelayMs: 0 }, quick);
    const [page] = await store.query<{ id: number }>(
      sql`select id from page where url like '%/person/person/?order_by%'`,
    );
    const shown =
      (await readEvidence(store, page?.id ?? 0, dataDir))?.lines?.map(({ text }) => text).join('') ?? '';
    expect(shown).toContain('Ada Example');
    expect(shown).toContain('████ ██████████');
    expect(shown).not.toContain('Only');
    await end();
  });
});

describe('a run in which nothing changed', () => {
  it('asks for no author of an RFC again, and calls them as before', async () => {
    await read();
    const people = () =>
      store.query(sql`select document_id, person_id, name from authorship_person order by 1`);
    const [before, from] = [await people(), tracker.asked.length];
    expect(await read()).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
    const again = tracker.asked.slice(from).filter((path) => path.includes('person/person'));
    expect(again.map((path) => new URL(path, tracker.url).searchParams.get('id__in'))).toEqual(['1']);
    expect(await read({ replay: true })).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
    expect(await people()).toEqual(before);
    expect(before).toContainEqual({ document_id: 'rfc1', person_id: '3', name: 'Bo Example' });
    await end();
  });
});
