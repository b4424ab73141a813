import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '#lib/charset.ts';
import { readSettings } from '#lib/env.ts';
import { defaultsOf } from '#metrics/params.ts';
import { visibility } from '#metrics/visibility.ts';
import { readArchived } from '#prisma/archive.ts';
import { type Store, sql } from '#prisma/client.ts';
import { renewSums } from '#prisma/sums.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { ituMeetings } from '#scrapers/itu/meetings.ts';
import { syncLists } from '#scrapers/lists.ts';
import { runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../../database.ts';
import { type Mirror, startMirror } from '../../mirror.ts';

let store: Store;
let mirror: Mirror;
const dataDir = mkdtempSync(join(tmpdir(), 'itu-meetings-'));
const web = { backoffMs: 1, timeoutMs: 20_000 };
const settings = () => readSettings({ DATA_DIR: dataDir, MIRROR_URL: mirror.url });
const run = () => runSource(store, ituMeetings, settings(), { web });

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

describe('the counts of meetings', () => {
  const counts = sql`
    select concat_ws(' ', meeting_id, what, value, source_url) as count from meeting_count
    where removed_at is null order by meeting_id, what, source_url`;
  const ofOverwritten = sql`
    select c.meeting_id as meeting, c.value, c.page_id as page from meeting_count c
    where c.source = 'itu-meetings' and c.what = 'contributions' and c.source_url like '%/2013-2016/15/Pages/exec-sum.aspx'
    order by 1`;

  it('read on the pages what somebody had written down from them, number by number, and are one with it', async () => {
    const curated = await store.query(counts);
    expect(await run()).toMatchObject({ state: 'good', counts: { meeting_count: 65 }, added: 0, removed: 0 });
    expect(await store.query(counts)).toEqual(curated);
    const [sentence] = await store.query<{ sentence: string }>(sql`
      select sentence from meeting_count where meeting_id = 'T22-SG13-240304' and what = 'contributions'`);
    expect(sentence?.sentence).toContain('259 contributions');
  });

  it('change nothing when they are run again, nor when the curated facts are loaded again', async () => {
    expect(await run()).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
    await store.query(sql`delete from setting where key = 'facts:facts-itu'`);
    expect(await loadFacts(store, settings())).toContain('facts-itu');
    const own = await store.query(
      sql`select count(*)::int as n from meeting_count where source = 'itu-meetings'`,
    );
    expect(own).toEqual([{ n: 65 }]);
  });

  it('keep what an undated page said before it was overwritten, each state with its own archived page', async () => {
    const before = await store.query<{ meeting: string; value: number; page: number }>(ofOverwritten);
    expect(before.map(({ meeting, value }) => [meeting, value])).toEqual([['T13-SG15-140324', 323]]);
    await mirror.advance('v2');
    expect(await run()).toMatchObject({ state: 'good', counts: { meeting_count: 69 }, removed: 0 });
    const after = await store.query<{ meeting: string; value: number; page: number }>(ofOverwritten);
    expect(after.map(({ meeting, value }) => [meeting, value])).toEqual([
      ['T13-SG15-140324', 323],
      ['T13-SG15-160215', 362],
    ]);
    expect(after[0]).toEqual(before[0]);
    const states = await store.query<{ file: string; offset: number; length: number }>(sql`
      select warc_file as file, warc_offset::int as offset, warc_length as length from page
      where source = 'itu-meetings' and url like '%/2013-2016/15/Pages/exec-sum.aspx' order by id`);
    const texts = await Promise.all(
      states.map(async (at) => decode(await readArchived(dataDir, at), '', '')),
    );
    expect(texts.map((text) => /(\d{3})[\s\u00a0]contributions/.exec(text)?.[1])).toEqual(['323', '362']);
    expect(await run()).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
  });

  it('stand beside the number of documents that the list of the meeting shows', async () => {
    await store.pool.query(
      `insert into document (id, body, kind, title, stage, group_id, meeting_id, visibility, source)
       select 'T22-SG13-C-' || n, 'itu-t', 'contribution', 'Listed', 'submitted', 'SG13', 'T22-SG13-240304', 'login', 'itu-contributions'
       from generate_series(1, 251) n`,
    );
    await renewSums(store);
    const params = { ...defaultsOf('itu-t', visibility), meeting: 'T22-SG13-240304' };
    const { rows, notes } = await visibility.read(store, params);
    expect(rows.map(({ more }) => [more?.announced, more?.listed, more?.public])).toEqual([[259, 251, 0]]);
    expect(notes.join()).toContain('259 announced, 251 listed');
  });

  it.each([
    ['an error page under 200', 'html200', /no count|a page/],
    ['a page cut off', 'truncate', /exec-sum/],
  ])(
    'write nothing where a page that gave counts comes as %s, and say so by name',
    async (_what, kind, message) => {
      const before = await store.query(counts);
      await mirror.faults([{ match: '2022-2024/13/Pages/exec-sum-202403', kind }]);
      const result = await run();
      expect(result.state).toBe('failed');
      expect(result.message).toMatch(message);
      expect(result.message).toContain('exec-sum-202403');
      expect(await store.query(counts)).toEqual(before);
    },
  );
});
