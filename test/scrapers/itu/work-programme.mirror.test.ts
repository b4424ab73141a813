import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { type Store, sql } from '#prisma/client.ts';
import { ituContributions } from '#scrapers/itu/documents.ts';
import { ituWorkProgramme } from '#scrapers/itu/work-programme.ts';
import { syncLists } from '#scrapers/lists.ts';
import { runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../../database.ts';
import { type Mirror, startMirror } from '../../mirror.ts';

let store: Store;
let mirror: Mirror;
const dataDir = mkdtempSync(join(tmpdir(), 'itu-work-programme-'));
const web = { backoffMs: 1, timeoutMs: 20_000, attempts: 2 };
const settings = () => readSettings({ DATA_DIR: dataDir, MIRROR_URL: mirror.url });
const run = (options = {}) => runSource(store, ituWorkProgramme, settings(), { web, ...options });
const standing = () =>
  store.query(sql`
    select kind, count(*)::int as n, (select count(*)::int from authorship where removed_at is null) as authorships
    from document where removed_at is null group by 1 order by 1`);

beforeAll(async () => {
  [store, mirror] = await Promise.all([freshDatabase(), startMirror()]);
  await syncLists(store);
  await runSource(store, ituContributions, settings(), { web });
});
afterAll(async () => {
  mirror.stop();
  await store.close();
  rmSync(dataDir, { recursive: true });
});
afterEach(() => mirror.clear());

describe('itu-work-programme', () => {
  it('reads all work items of both periods, through every page of the lists', async () => {
    const result = await run();
    expect(result).toMatchObject({ state: 'good', message: null });
    const counts = await mirror.counts();
    const announced = Object.entries(counts.counts ?? counts).find(([name]) => /work items/.test(name))?.[1];
    expect([result.counts.document, announced]).toEqual([440, 440]);
    const [sums] = await store.query<Record<string, number>>(sql`
      select count(distinct group_id)::int as groups, count(*) filter (where provisional_name ~ '^X[.]ex')::int as named,
             count(*) filter (where submitted is not null and last_submitted > submitted)::int as dated,
             count(*) filter (where questions ~ '^Q[0-9]+/9[0-3]$')::int as questions,
             count(*) filter (where timing ~ '^20[0-9]{2}-[0-9]{2}$')::int as timed,
             count(*) filter (where approval_process in ('AAP', 'TAP', 'Agreement'))::int as processed,
             count(*) filter (where status in ('Under study', 'Approved', 'Deleted'))::int as told
      from document where kind = 'work-item'`);
    expect(sums).toEqual({
      groups: 4,
      named: 440,
      dated: 440,
      questions: 440,
      timed: 440,
      processed: 440,
      told: 440,
    });
  });

  it('gives every item its editors as persons and its supporting members one by one, commas and all', async () => {
    const [item] = await store.query<{ authors: string; commas: number; editors: number }>(sql`
      select string_agg(a.role || ': ' || a.name, ' | ' order by a.position) as authors
      from authorship a where a.document_id = 'ITU-T WP 900002'`);
    expect(item?.authors).toMatch(
      /^(source: Example [^|]+ \| )*.*editor: Given-\d+ FAMILY-\d+ \| editor: Given-\d+ FAMILY-\d+$/,
    );
    const [sums] = await store.query<Record<string, number>>(sql`
      select count(*) filter (where role = 'editor')::int as editors,
             count(*) filter (where role = 'source' and name like '%,%')::int as commas,
             count(*) filter (where role = 'source' and name ~ '^(Ltd|Inc|S[.]A)')::int as torn
      from authorship where document_id like 'ITU-T WP %' and removed_at is null`);
    expect(sums).toMatchObject({ editors: 656, torn: 0 });
    expect(sums?.commas).toBeGreaterThan(50);
  });

  it('changes nothing when it is run again, nor when its archive is read again', async () => {
    expect(await run()).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
    expect(await run({ replay: true })).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
  });

  it('counts an item once that two pages show', async () => {
    await mirror.faults([{ match: 'wp_search', kind: 'duplicate-rows' }]);
    expect(await run()).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
  });

  it('writes nothing where one period has no work items any more, and names it', async () => {
    await mirror.faults([{ match: 'wp_search.*isn_sp=8265', kind: 'empty' }]);
    const before = await standing();
    const result = await run();
    expect(result.state).toBe('failed');
    expect(result.message).toMatch(/no work items of the study period from 2022, expected the ones listed/);
    expect(await standing()).toEqual(before);
  });

  it.each([
    ['a renamed column', 'wp_search', 'rename-column', /the columns .*Designation/],
    ['a moved column', 'wp_search', 'move-column', /the work item first/],
    ['an error page under 200', 'wp_search', 'html200', /wp_search.*(a page "|content type)/],
    [
      'an empty list',
      'wp_search',
      'empty',
      /wp_search.*no work items, expected the ones listed there before/,
    ],
    ['a shrunken list', 'wp_search', 'shrink', /document: found \d+ rows, expected no fall of more than 5 %/],
    ['half a page', 'wp_search', 'truncate', /wp_search/],
    [
      'an item whose field was renamed',
      'wp_item.aspx.isn=900100',
      'rename-column',
      /isn=900100, Label6: found 0 of it/,
    ],
    [
      'an item that is an error page under 200',
      'wp_item.aspx.isn=900100',
      'html200',
      /isn=900100.*(a page "|content type)/,
    ],
    ['an item that the server refuses', 'wp_item.aspx.isn=900100', '500', /isn=900100: found 500/],
  ])('writes nothing where there is %s, and says so by name', async (_what, match, kind, message) => {
    await mirror.faults([{ match, kind }]);
    const before = await standing();
    const result = await run({ refetch: true });
    expect(result.state).toBe('failed');
    expect(result.message).toMatch(message);
    expect(await standing()).toEqual(before);
  });

  it('still tells a member apart by the name it had in contributions before it was renamed', async () => {
    await mirror.advance('v2');
    expect((await runSource(store, ituContributions, settings(), { web })).changed).toBeGreaterThan(1000);
    expect(await run({ refetch: true })).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
    await mirror.advance('v1');
  });

  it('names the page of the list that the server refuses to turn to', async () => {
    await mirror.faults([{ match: 'wp_search', kind: '500', after: 3 }]);
    const result = await run();
    expect(result.state).toBe('failed');
    expect(result.message).toMatch(/wp_search\.aspx\?isn_sp=9677.*#Page\$4: found 500/);
  });
});
