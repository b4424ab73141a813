import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settings } from '#lib/env.ts';
import type { Store } from '#prisma/client.ts';
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
  'doc/document': [rowOf.draft(draft, '01')],
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
