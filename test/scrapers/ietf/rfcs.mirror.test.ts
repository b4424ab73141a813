import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readSettings, type Settings } from '#lib/env.ts';
import { type Store, sql } from '#prisma/client.ts';
import { ietfRfcs } from '#scrapers/ietf/rfcs.ts';
import { syncLists } from '#scrapers/lists.ts';
import { type RunOptions, type RunResult, runSource } from '#scrapers/run.ts';
import { readStarterLists } from '#scrapers/starter-lists.ts';
import { freshDatabase } from '../../database.ts';
import { type Mirror, startMirror } from '../../mirror.ts';

let mirror: Mirror;
let store: Store;
let dir: string;
let settings: Settings;
let first: RunResult;

const run = (options: RunOptions = {}) =>
  runSource(store, ietfRfcs, settings, { web: { backoffMs: 1, attempts: 3 }, ...options });
/** Every row of the source in one hash, without what only says where it stands. */
const content = async () =>
  (
    await store.query<{ hash: string }>(sql`
      select md5(string_agg(line, '|' order by line)) as hash from (
        select concat_ws(' ', id, title, published, status, stage, stream, group_id, draft, pages, removed_at) as line from document
        union all select concat_ws(' ', document_id, position, name, role, affiliation, country, removed_at) from authorship
        union all select concat_ws(' ', source_id, target_id, type, removed_at) from relation
        union all select concat_ws(' ', document_id, position, part, text, organisation_id, removed_at) from authorship_organisation
      ) as lines`)
  )[0]?.hash;

beforeAll(async () => {
  [mirror, store] = await Promise.all([startMirror(), freshDatabase()]);
  dir = mkdtempSync(join(tmpdir(), 'rapporteur-rfcs-'));
  settings = readSettings({ DATA_DIR: dir, MIRROR_URL: mirror.url });
  await syncLists(store);
  first = await run();
}, 1_200_000);
afterAll(async () => {
  mirror.stop();
  await store.close();
  await rm(dir, { recursive: true, force: true });
});
afterEach(() => mirror.clear());

const nothing = { added: 0, changed: 0, removed: 0 };

describe('the RFC series', () => {
  it('is read whole: at least 9,100 RFCs with 22,000 authorships', async () => {
    expect(first).toMatchObject({ state: 'good', message: null });
    const [found] = await store.query<{ rfcs: number; authorships: number }>(sql`
      select (select count(*)::int from document where kind = 'rfc' and stage = 'published' and removed_at is null) as rfcs,
             (select count(*)::int from authorship where removed_at is null) as authorships`);
    expect(found?.rfcs).toBeGreaterThanOrEqual(9100);
    expect(found?.authorships).toBeGreaterThanOrEqual(22_000);
  });

  it('gives the lists of boards that the starter data has, line for line', async () => {
    const rows = await store.query<{ of: string; name: string; line: number }>(sql`
      select concat_ws(' ', document_id, list, group_id, time_text, post, words, organisation_text) as of,
             person_name as name, line from printed_post
      where removed_at is null order by substring(document_id from 4)::int, list, position`);
    const told = [...readStarterLists()].flatMap(([id, lists]) =>
      lists.flatMap(({ group, time, members }, at) =>
        members.map(({ name, post, words, affiliation, line }) => ({
          of: [id, at + 1, group, time, post, words, affiliation].filter((word) => word !== null).join(' '),
          name,
          line,
        })),
      ),
    );
    expect(told.length).toBeGreaterThan(1400);
    expect(rows).toEqual(told);
  });

  it('a second time asks for the index alone, on condition, and changes nothing', async () => {
    const before = (await mirror.log()).length;
    expect(await run()).toMatchObject({ state: 'good', ...nothing, rows: first.rows, unchanged: first.rows });
    const asked = (await mirror.log())
      .slice(before)
      .filter((request) => !/robots\.txt/.test(String(request.path)));
    expect(asked).toMatchObject([
      { path: '/www.rfc-editor.org/rfc-index.xml', status: 304, 'if-none-match': expect.stringMatching('"') },
    ]);
  });

  it.each([
    ['429', /429/],
    ['reset', /rfc-index\.xml: found/],
    ['truncate', /rfc-index\.xml: found/],
    ['html200', /rfc-index\.xml: found/],
    ['500', /500/],
    ['shrink', /found \d+ of \d+ numbers|found \d+ rows/],
    ['gone-row', null],
    ['empty', /found/],
    ['rename-column', /rfc-index\.xml.*found/],
    ['extra-field', /rfc-index\.xml.*found/],
  ])('keeps what it had while the index suffers from %s, says why, and heals', async (kind, why) => {
    const before = await content();
    await mirror.faults([{ match: 'rfc-index\\.xml', kind }]);
    const result = await run();
    if (why) {
      expect(result).toMatchObject({ state: 'failed', ...nothing, message: expect.stringMatching(why) });
      expect(await content()).toBe(before);
      const [row] = await store.query(sql`select state, message from run order by id desc limit 1`);
      expect(row).toEqual({ state: 'failed', message: result.message });
    } else {
      // One RFC fewer can be true: it is removed, said so, and comes back.
      expect(result).toMatchObject({ state: 'good', added: 0 });
      expect(result.removed).toBeGreaterThan(0);
    }
    await mirror.clear();
    expect(await run()).toMatchObject({ state: 'good', changed: 0, removed: 0 });
    expect(await content()).toBe(before);
  });

  it.each(['429', 'reset', 'truncate', 'html200'])(
    'keeps what it had while a text suffers from %s, and heals',
    async (kind) => {
      const before = await content();
      // As where the index told something new of RFC 9000 and its text was not archived yet.
      await store.pool.query(`
        update document set index_hash = 'another' where id = 'rfc9000';
        update page set warc_file = null where url ~ 'rfc9000.txt$';
        update page set etag = null, last_modified = null, content_hash = 'old ' || id where url ~ 'rfc-index'`);
      await mirror.faults([{ match: 'rfc9000\\.txt', kind }]);
      expect(await run()).toMatchObject({
        state: 'failed',
        ...nothing,
        message: expect.stringMatching(/rfc9000\.txt: found/),
      });
      expect(await content()).toBe(before);
      await mirror.clear();
      expect(await run()).toMatchObject({ state: 'good', ...nothing });
      expect(await content()).toBe(before);
    },
  );
});
