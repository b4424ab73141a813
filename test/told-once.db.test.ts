import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveBatch } from '#prisma/batch.ts';
import { type Store, sql } from '#prisma/client.ts';
import { migrate } from '#prisma/migrate.ts';
import { blank, type Row } from '#prisma/records.ts';
import { finishRun, startRun } from '#prisma/runs.ts';
import * as changes from '../app/api/v1/changes/route.ts';
import Changes from '../app/changes/page.tsx';
import * as feed from '../app/feed.atom/route.ts';
import { ask, askJson, serveFrom } from './api.ts';
import { freshDatabase } from './database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  serveFrom(store);
});
afterAll(() => store.close());

interface Listed {
  total: number;
  changes: {
    id: string;
    recordType: string;
    recordKey: string;
    records: number;
    documents: number;
    toldBy: string | null;
    after: Record<string, unknown> | null;
  }[];
}
const list = (query = '') => askJson<Listed>(changes, `/api/v1/changes${query}`);
const entries = async () =>
  [
    ...(await (await ask(feed, '/feed.atom')).text()).matchAll(
      /<title type="html">(.*?)<\/title>|<title>(.*?)<\/title>/gs,
    ),
  ]
    .map(([, a, b]) => a ?? b)
    .slice(1);

/** A source of a contribution: as printed, and what the lists make of it. */
type Printed = readonly [name: string, organisation: string | null];

/** A run that reads these contributions with their sources. */
async function read(source: string, contributions: Record<string, readonly Printed[]>, baseline = false) {
  const runId = await startRun(store, source, 'read');
  const authorship: Row<'authorship'>[] = [];
  const parts: Row<'authorship_organisation'>[] = [];
  for (const [document_id, sources] of Object.entries(contributions))
    for (const [at, [name, organisation_id]] of sources.entries()) {
      const key = { document_id, position: at + 1 };
      const said = { name, affiliation: name, role: 'source', is_organisation: true };
      authorship.push({ ...blank('authorship'), ...key, ...said });
      const kind = organisation_id ? 'organisation' : 'unresolved';
      parts.push({
        ...blank('authorship_organisation'),
        ...key,
        part: 1,
        text: name,
        organisation_id,
        kind,
        why: 'told so',
      });
    }
  const document = Object.keys(contributions).map((id) => ({
    ...blank('document'),
    ...{ id, body: 'itu-t', kind: 'contribution', title: `On ${id}`, stage: 'submitted' },
  }));
  const rows = { document, authorship, authorship_organisation: parts };
  const writer = { runId, source, baseline, difference: 'changed' as const };
  await saveBatch(store, rows, {
    writer,
    scopes: { document: 'all', authorship: 'all', authorship_organisation: 'all' },
  });
  await finishRun(store, runId, { state: 'good' });
}

describe('what changed is told once', () => {
  const telecom: Printed = ['Telecom of Nowhere Co., Ltd.', null];
  const networks: Printed = ['Networks of Nowhere Co., Ltd.', null];
  const huawei: Printed = ['Huawei', 'huawei'];

  it('a source that calls itself otherwise on every document, with their number, in whatever list it stands', async () => {
    await read('itu-contributions', { 'C-1': [telecom, huawei], 'C-2': [telecom], 'C-3': [huawei] }, true);
    await read('itu-temporary-documents', { 'TD-1': [telecom] }, true);
    await read('itu-contributions', { 'C-1': [networks, huawei], 'C-2': [networks], 'C-3': [huawei] });
    await read('itu-temporary-documents', { 'TD-1': [networks] });
    const { total, changes } = await list();
    expect(total).toBe(1);
    expect(changes).toMatchObject([
      {
        recordType: 'authorship',
        records: 6,
        documents: 3,
        after: { name: 'Networks of Nowhere Co., Ltd.' },
      },
    ]);
    expect(await entries()).toEqual([
      expect.stringContaining('Telecom of Nowhere Co., Ltd. (author) on 3 documents'),
    ]);
    const page = renderToStaticMarkup(await Changes({ searchParams: Promise.resolve({}) }));
    expect(page).toContain('1 change since');
    expect(page.match(/<tr/g)).toHaveLength(2);
    const behind = await list(`?toldBy=${changes[0]?.id}`);
    expect(behind.total).toBe(6);
    expect(new Set(behind.changes.map(({ toldBy }) => toldBy))).toEqual(new Set([changes[0]?.id]));
  });

  it('a new document together with its sources', async () => {
    await read('itu-contributions', {
      'C-1': [networks, huawei],
      'C-2': [networks],
      'C-3': [huawei],
      'C-4': [huawei, networks],
    });
    const { total, changes } = await list();
    expect(total).toBe(2);
    expect(changes[0]).toMatchObject({ recordType: 'document', recordKey: 'C-4', records: 5, documents: 1 });
  });

  it('nothing where a source that a list knows is only spelt otherwise, though each record shows it', async () => {
    const before = await list('?each=record');
    const spelt: Printed = ['Huawei Technologies Co., Ltd.', 'huawei'];
    const signs: Printed = ['Networks of Nowhere Co. Ltd', null];
    await read('itu-contributions', {
      'C-1': [signs, spelt],
      'C-2': [networks],
      'C-3': [spelt],
      'C-4': [huawei, networks],
    });
    expect((await list()).total).toBe(2);
    const each = await list('?each=record');
    expect(each.total).toBe(before.total + 6);
    expect(each.changes.slice(0, 6).map(({ toldBy }) => toldBy)).toEqual(Array(6).fill(null));
  });

  it('apart, where the documents of one name come to name different organisations', async () => {
    const other: Printed = ['Huawei Technologies Co., Ltd.', 'futurewei'];
    await read('itu-contributions', {
      'C-1': [networks, other],
      'C-2': [networks],
      'C-3': [['ZTE', 'zte']],
      'C-4': [huawei, networks],
    });
    expect((await list()).total).toBe(4);
  });

  it('in a database, too, whose migration was killed before it said so of what had changed until then', async () => {
    const told = () =>
      store.query<{ id: number; by: number | null; isOther: boolean }>(sql`
      select c.id::int as id, c.told_by::int as by, coalesce(t.run_id <> c.run_id, false) as "isOther"
      from change c left join change t on t.id = c.told_by order by 1`);
    const before = await told();
    expect(before.filter(({ by }) => by === 0)).not.toHaveLength(0);
    expect(before.filter(({ by, isOther }) => by && !isOther)).not.toHaveLength(0);
    const others = before.filter(({ isOther }) => isOther).map(({ id }) => id);
    expect(others).not.toHaveLength(0);
    await store.pool.query('update change set told_by = null where id <> all($1)', [others]);
    await store.pool.query(`delete from setting where key = 'changes told'`);
    expect(await migrate(store.url)).toEqual([]);
    expect(await told()).toEqual(before);
  });
});
