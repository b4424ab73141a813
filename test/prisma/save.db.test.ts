import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Batch, type Scopes, saveBatch } from '#prisma/batch.ts';
import { type Store, sql } from '#prisma/client.ts';
import { blank, type Row } from '#prisma/records.ts';
import { startRun } from '#prisma/runs.ts';
import type { Writer } from '#prisma/save.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
let runId: number;

beforeAll(async () => {
  store = await freshDatabase();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.pool.query('truncate document, authorship, "group", change, run, page cascade');
  runId = await startRun(store, 'example', 'read');
});

const document = (id: string, given: Partial<Row<'document'>> = {}): Row<'document'> => ({
  ...blank('document'),
  id,
  body: 'ietf',
  kind: 'rfc',
  title: `About ${id}`,
  stage: 'published',
  published: '2020-01-01',
  ...given,
});
const save = (batch: Batch, scopes: Scopes = {}, writer: Partial<Writer> = {}) =>
  saveBatch(store, batch, {
    scopes,
    writer: { runId, source: 'example', baseline: false, difference: 'changed', ...writer },
  });
const saved = async (...given: Parameters<typeof save>) => (await save(...given)).saved;
const all = { document: 'all' } as const;
const stored = () =>
  store.query<{ id: string; title: string; source: string; gone: boolean }>(
    sql`select id, title, source, removed_at is not null as gone from document order by id`,
  );
const changes = () =>
  store.query<{ kind: string; key: string; before: Row<'document'> | null; after: Row<'document'> | null }>(
    sql`select kind, record_key as key, before, after from change order by id`,
  );

describe('saving', () => {
  it('tells what it added, changed, found gone and met as it was, and logs exactly that', async () => {
    expect(await saved({ document: ['a', 'b', 'c'].map((id) => document(id)) }, all)).toEqual({
      added: 3,
      changed: 0,
      removed: 0,
      unchanged: 0,
    });
    const next = [document('a'), document('b', { title: 'Another title' }), document('d')];
    expect(await saved({ document: next }, all)).toEqual({ added: 1, changed: 1, removed: 1, unchanged: 1 });
    const [changed, ...others] = (await changes()).slice(3).sort((a, b) => a.key.localeCompare(b.key));
    expect(changed).toMatchObject({
      kind: 'changed',
      key: 'b',
      before: { id: 'b', title: 'About b' },
      after: { id: 'b', title: 'Another title' },
    });
    expect(others).toMatchObject([
      { kind: 'removed', key: 'c', before: { title: 'About c' }, after: null },
      { kind: 'added', key: 'd', before: null, after: { title: 'About d' } },
    ]);
    expect((await stored()).map(({ id, gone }) => [id, gone])).toEqual([
      ['a', false],
      ['b', false],
      ['c', true],
      ['d', false],
    ]);
  });

  it('a second time the same rows changes nothing', async () => {
    const batch = { document: [document('a', { pages: 3, doi: null }), document('b')] };
    await save(batch, all);
    const before = await changes();
    expect(await saved(batch, all)).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 2 });
    expect(await changes()).toEqual(before);
  });

  it('brings a removed row back as added', async () => {
    await save({ document: [document('a'), document('b')] }, all);
    await save({ document: [document('a')] }, all);
    expect(await saved({ document: [document('a'), document('b')] }, all)).toMatchObject({
      added: 1,
      unchanged: 1,
    });
    expect((await changes()).slice(2).map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'removed b',
      'added b',
    ]);
  });

  it('takes a column that is told anew and says nothing new for no change, and keeps it up to date', async () => {
    await save({ document: [document('a', { index_hash: 'one' })] }, all);
    expect(await saved({ document: [document('a', { index_hash: 'two' })] }, all)).toEqual({
      added: 0,
      changed: 0,
      removed: 0,
      unchanged: 1,
    });
    expect(await changes()).toHaveLength(1);
    expect(await store.query(sql`select index_hash from document`)).toEqual([{ index_hash: 'two' }]);
  });

  it('removes only what it speaks for', async () => {
    const rows = [document('a'), document('b', { kind: 'internet-draft' }), document('c')];
    await save({ document: rows }, all);
    expect(await saved({ document: [document('a')] })).toMatchObject({ removed: 0 });
    const scope = { document: { column: 'kind', values: ['rfc'] } };
    expect(await saved({ document: [document('a')] }, scope)).toMatchObject({ removed: 1, unchanged: 1 });
    expect((await stored()).filter(({ gone }) => gone).map(({ id }) => id)).toEqual(['c']);
  });

  it('never removes what another source leads', async () => {
    await save({ document: [document('a')] }, all, { source: 'other' });
    expect(await saved({ document: [] }, all)).toMatchObject({ removed: 0 });
    expect(await saved({ document: [] }, all, { source: 'other' })).toMatchObject({ removed: 1 });
  });

  it('leaves alone a row that another source leads where it yields, and takes it over where it does not', async () => {
    await save({ document: [document('a', { title: 'Theirs' })] }, all, { source: 'other' });
    expect(
      await saved({ document: [document('a', { title: 'Ours' })] }, all, { yields: ['document'] }),
    ).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 0 });
    expect(await stored()).toEqual([{ id: 'a', title: 'Theirs', source: 'other', gone: false }]);
    await save({ document: [document('a', { title: 'Ours' })] }, all);
    expect(await stored()).toEqual([{ id: 'a', title: 'Ours', source: 'example', gone: false }]);
  });

  it('makes no news of a baseline, and tells what it did all the same', async () => {
    await save({ document: [document('a'), document('b'), document('c')] }, all, { baseline: true });
    expect(
      await saved({ document: [document('a'), document('b', { title: 'New' }), document('d')] }, all, {
        baseline: true,
      }),
    ).toEqual({ added: 1, changed: 1, removed: 1, unchanged: 1 });
    expect((await stored()).map(({ id, gone }) => [id, gone])).toEqual([
      ['a', false],
      ['b', false],
      ['c', true],
      ['d', false],
    ]);
    expect(await changes()).toEqual([]);
  });

  it('calls a difference a correction where the same page was read better', async () => {
    await save({ document: [document('a')] }, all);
    await save({ document: [document('a', { title: 'Read better' })] }, all, { difference: 'corrected' });
    expect((await changes()).at(-1)).toMatchObject({ kind: 'corrected', key: 'a' });
  });

  it.each([
    ['tabs, line ends and backslashes', 'a\tb\nc\r\nd\\e\\n\\N\\.'],
    ['what ends a COPY', '\\.'],
    ['what COPY takes for null', '\\N'],
    ['quotes and SQL', `'; drop table document; -- "x" $1 $$`],
    ['every plane of Unicode', 'Zürich 日本 العربية 👩‍🚀 \u200f\u0001'],
    ['ten thousand characters', 'é\\\t'.repeat(3334)],
    ['nothing', ''],
  ])('keeps a title of %s as it is', async (_what, title) => {
    await save({ document: [document('a', { title })] }, all);
    expect((await stored())[0]?.title).toBe(title);
    expect(await saved({ document: [document('a', { title })] }, all)).toMatchObject({ unchanged: 1 });
  });

  it('shows a NUL, which the database cannot hold, as a replacement character', async () => {
    await save({ document: [document('a', { title: 'one\0two' })] }, all);
    expect((await stored())[0]?.title).toBe('one\uFFFDtwo');
    expect(await saved({ document: [document('a', { title: 'one\0two' })] }, all)).toMatchObject({
      unchanged: 1,
    });
  });

  it('writes nothing of a batch in which two rows have one key', async () => {
    await save({ document: [document('a')] }, all);
    await expect(save({ document: [document('b'), document('b', { title: 'twice' })] }, all)).rejects.toThrow(
      'example document: found b twice',
    );
    expect((await stored()).map(({ id, gone }) => [id, gone])).toEqual([['a', false]]);
    expect(await changes()).toHaveLength(1);
  });

  it('writes nothing of a batch in which two rows have one key that is known', async () => {
    await save({ document: [document('a')] }, all);
    await expect(
      save({ document: [document('a', { title: 'one' }), document('a', { title: 'two' })] }, all),
    ).rejects.toThrow('example document: found a twice, expected each key once');
    expect(await stored()).toMatchObject([{ title: 'About a' }]);
    expect(await changes()).toHaveLength(1);
  });

  it('writes nothing where the check refuses the counts as they would stand', async () => {
    await save({ document: [document('a'), document('b')] }, all);
    let seen = {};
    const refused = saveBatch(
      store,
      { document: [document('c')] },
      {
        scopes: all,
        writer: { runId, source: 'example', baseline: false, difference: 'changed' },
        check: (counts) => {
          seen = counts;
          throw new Error('too few');
        },
      },
    );
    await expect(refused).rejects.toThrow('too few');
    expect(seen).toEqual({ document: 1 });
    expect((await stored()).map(({ id, gone }) => [id, gone])).toEqual([
      ['a', false],
      ['b', false],
    ]);
  });

  it('writes nothing of a batch where a later record type cannot be written, as on a full disk', async () => {
    const full = `create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
      create trigger full_disk before insert on authorship execute function full_disk()`;
    await store.pool.query(full);
    const authorship = {
      ...blank('authorship'),
      document_id: 'a',
      position: 1,
      name: 'A. Author',
      role: 'author',
      is_organisation: false,
    };
    try {
      await expect(save({ document: [document('a')], authorship: [authorship] }, all)).rejects.toThrow(
        'No space left on device',
      );
    } finally {
      await store.pool.query('drop trigger full_disk on authorship; drop function full_disk()');
    }
    expect(await stored()).toEqual([]);
    expect(await changes()).toEqual([]);
    expect(await saved({ document: [document('a')], authorship: [authorship] }, all)).toMatchObject({
      added: 2,
    });
  });
});

describe('the sums', () => {
  /** Of rows that are written anew another transaction is the writer. */
  const state = async () =>
    (
      await store.query<{ rows: string }>(
        sql`select count(*) || ' ' || max(xmin::text::bigint) as rows from tally_sum`,
      )
    )[0]?.rows;
  const refreshedBy = async (...given: Parameters<typeof save>) => {
    const before = await state();
    await save(...given);
    return (await state()) !== before;
  };
  const chair = {
    ...blank('tenure'),
    id: 'quic-chair-1',
    body: 'ietf',
    group_id: 'quic',
    post: 'chair',
    person_name: 'A. Chair',
    evidence: 'the roster',
    is_sample: false,
  };
  const letter = document('liaison-1', { kind: 'liaison', submitted: '2020-02-01' });

  it('are not computed anew by a run of roles or of liaison statements, which they are not made from', async () => {
    expect(await refreshedBy({ tenure: [chair] })).toBe(false);
    const liaison = {
      ...blank('liaison'),
      document_id: 'liaison-1',
      from_groups: 'IETF',
      to_groups: 'ITU-T SG13',
    };
    expect(await refreshedBy({ document: [letter], liaison: [liaison] })).toBe(false);
  });

  it('are computed anew by a run of documents, of authors, or of works, and once a document is gone', async () => {
    const draft = document('draft-a', { kind: 'internet-draft', submitted: '2019-05-01', published: null });
    expect(await refreshedBy({ document: [document('rfc1'), document('rfc2'), draft] })).toBe(true);
    const author = {
      ...blank('authorship'),
      document_id: 'rfc1',
      position: 1,
      name: 'A',
      role: 'author',
      is_organisation: false,
    };
    expect(await refreshedBy({ authorship: [author] })).toBe(true);
    expect(await refreshedBy({ work: [{ document_id: 'draft-a', work_id: 'rfc1' }] })).toBe(true);
    expect(await refreshedBy({ work: [{ document_id: 'draft-a', work_id: 'rfc2' }] })).toBe(true);
    expect(await refreshedBy({ document: [document('rfc1')] }, all)).toBe(true);
  });

  it('are left alone by documents that are as they were', async () => {
    await save({ document: [document('rfc1')] }, all);
    expect(await refreshedBy({ document: [document('rfc1')] }, all)).toBe(false);
    expect(await refreshedBy({ document: [document('rfc1', { index_page_id: 7 })] }, all)).toBe(false);
  });
});
