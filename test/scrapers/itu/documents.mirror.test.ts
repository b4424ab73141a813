import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { readChanges } from '#metrics/changes.ts';
import { type Store, sql } from '#prisma/client.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { ituContributions, ituTemporaryDocuments } from '#scrapers/itu/documents.ts';
import { syncLists } from '#scrapers/lists.ts';
import { runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../../database.ts';
import { type Mirror, startMirror } from '../../mirror.ts';

let store: Store;
let mirror: Mirror;
const dataDir = mkdtempSync(join(tmpdir(), 'itu-documents-'));
const web = { backoffMs: 1, timeoutMs: 20_000 };
const settings = () => readSettings({ DATA_DIR: dataDir, MIRROR_URL: mirror.url });

interface Truth {
  id: string;
  kind: 'C' | 'TD';
  title: string;
  sources: string[];
  questions: string[];
  date: string;
  rev: number | '';
  uploaded: boolean;
}

const truth = async (): Promise<Truth[]> => {
  const found = (await (await fetch(`${mirror.url}/_mirror/truth`)).json()) as
    | Truth[]
    | { documents: Truth[] };
  return Array.isArray(found) ? found : found.documents;
};

beforeAll(async () => {
  [store, mirror] = await Promise.all([freshDatabase(), startMirror()]);
  await syncLists(store);
  await loadFacts(store, settings());
});
afterAll(async () => {
  mirror.stop();
  await store.close();
  rmSync(dataDir, { recursive: true });
});
afterEach(() => mirror.clear());

describe('itu-contributions and itu-temporary-documents', () => {
  it('read every document the lists hold, word for word', async () => {
    const contributions = await runSource(store, ituContributions, settings(), { web });
    expect(contributions).toMatchObject({ state: 'good', message: null });
    const documents = await runSource(store, ituTemporaryDocuments, settings(), { web });
    expect(documents).toMatchObject({ state: 'good', message: null });
    expect([contributions.counts.document, documents.counts.document]).toEqual([7250, 3184]);
    const stored = await store.query<Record<string, unknown>>(sql`
      select d.id, d.title, coalesce(d.questions, '') as questions, coalesce(d.submitted::text, '') as date,
             coalesce(d.rev, '') as rev, d.visibility,
             coalesce((select string_agg(a.name, ' | ' order by position) from authorship a
                       where a.document_id = d.id and a.removed_at is null), '') as sources
      from document d where d.source like 'itu-%' order by d.id collate "C"`);
    const listed = (await truth()).map((one) => ({
      id: one.id,
      title: one.title || 'Title not printed',
      questions: one.questions.join('; '),
      date: one.date.length === 7 ? `${one.date}-01` : one.date.length === 4 ? '' : one.date,
      rev: one.rev === '' ? '' : `Rev.${one.rev}`,
      visibility: one.uploaded ? 'login' : 'not-uploaded',
      sources: one.sources.join(' | '),
    }));
    expect(stored).toEqual(listed.sort((a, b) => (a.id < b.id ? -1 : 1)));
  });

  it.each([
    ['itu-contributions', ituContributions],
    ['itu-temporary-documents', ituTemporaryDocuments],
  ])('change nothing when %s is run again', async (_id, source) => {
    const again = await runSource(store, source, settings(), { web });
    expect(again).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
  });

  it('add exactly the late contribution of the next version, and tell once, of all its documents, how the renamed source is called', async () => {
    await mirror.advance('v2');
    const next = await runSource(store, ituContributions, settings(), { web });
    await mirror.advance('v1');
    expect(next.state).toBe('good');
    const added = await store.query<{ key: string }>(sql`
      select record_key as key from change where source = 'itu-contributions' and kind = 'added' and record_type = 'document'`);
    expect(added).toHaveLength(1);
    const renamed = await store.query<{ n: number }>(sql`
      select count(*)::int as n from change where source = 'itu-contributions' and kind = 'changed'
        and record_type = 'authorship' and before->>'name' <> 'Example Telecom Co., Ltd.'`);
    expect(renamed).toEqual([{ n: 0 }]);
    const { total, changes } = await readChanges(store, { limit: 10 });
    expect(total).toBe(2);
    expect(changes.map(({ recordType }) => recordType).sort()).toEqual(['authorship', 'document']);
    expect(changes.find(({ recordType }) => recordType === 'authorship')).toMatchObject({
      before: { name: 'Example Telecom Co., Ltd.' },
      after: { name: 'Example Networks Co., Ltd.' },
    });
  });

  it('count a row once that a list says twice', async () => {
    // The lists are those of before the contribution that came and went: that is settled first.
    await runSource(store, ituContributions, settings(), { web });
    await mirror.faults([{ match: 'T25-SG9', kind: 'duplicate-rows' }]);
    const again = await runSource(store, ituContributions, settings(), { web });
    expect(again).toMatchObject({ state: 'good', added: 0, removed: 0 });
  });

  it.each([
    [
      'itu-contributions',
      'a page in the middle is empty',
      ituContributions,
      { match: 'T25-SG90-C/en.PageLB=800', kind: 'empty' },
    ],
    [
      'itu-temporary-documents',
      'a page in the middle is empty',
      ituTemporaryDocuments,
      { match: 'T25-SG90-250310-TD&PageLB=25', kind: 'empty' },
    ],
    [
      'itu-contributions',
      'a page in the middle holds a part',
      ituContributions,
      { match: 'T25-SG90-C/en.PageLB=800', kind: 'shrink' },
    ],
  ])('%s writes nothing where %s', async (_id, _what, source, fault) => {
    await mirror.faults([fault]);
    const refused = await runSource(store, source, settings(), { web });
    expect(refused).toMatchObject({ state: 'failed' });
    expect(refused.message).toMatch(
      /PageLB=\d+: found a list of \d+ documents, expected the \d+ that its first page announces/,
    );
    await mirror.clear();
    expect(await runSource(store, source, settings(), { web })).toMatchObject({
      added: 0,
      changed: 0,
      removed: 0,
    });
  });

  it('reads every document of the lists of which each page repeats the last of the page before', async () => {
    await mirror.faults([{ match: '/md/', kind: 'duplicate-rows' }]);
    for (const source of [ituContributions, ituTemporaryDocuments])
      expect(await runSource(store, source, settings(), { web })).toMatchObject({
        state: 'good',
        added: 0,
        changed: 0,
        removed: 0,
      });
  });

  it('leave each other’s documents and meetings as they are', async () => {
    const by = () =>
      store.query(sql`
        select source, kind, count(*)::int as n from document where removed_at is null group by 1, 2 order by 1, 2`);
    const before = await by();
    await runSource(store, ituTemporaryDocuments, settings(), { web });
    await runSource(store, ituContributions, settings(), { web });
    expect(await by()).toEqual(before);
  });

  describe.each([
    ['itu-contributions', ituContributions],
    ['itu-temporary-documents', ituTemporaryDocuments],
  ])('%s', (_id, source) => {
    it.each([
      ['a renamed column', 'rename-column', /the columns Number, Title, Submitted by/],
      ['a moved column', 'move-column', /the columns Number, Source, Title/],
      ['a column more', 'extra-field', /the columns .*Extra/],
      ['an error page under 200', 'html200', /a page|content type/],
      ['an empty list', 'empty', /no documents, expected the ones listed there before/],
      ['a shrunken list', 'shrink', /no fall of more than 5 %/],
      ['half a page', 'truncate', /www\.itu\.int/],
    ])('writes nothing where a list comes with %s', async (_what, kind, message) => {
      await mirror.faults([{ match: 'T25-SG9', kind }]);
      const before = await store.query(
        sql`select source, count(*)::int as n from document where removed_at is null group by 1 order by 1`,
      );
      const result = await runSource(store, source, settings(), { web });
      expect(result.state).toBe('failed');
      expect(result.message).toMatch(message);
      expect(
        await store.query(
          sql`select source, count(*)::int as n from document where removed_at is null group by 1 order by 1`,
        ),
      ).toEqual(before);
    });
  });
});
