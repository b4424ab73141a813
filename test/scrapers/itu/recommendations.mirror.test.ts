import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { defaultsOf } from '#metrics/params.ts';
import { recommendationsBySeries } from '#metrics/recommendations-by-series.ts';
import { type Store, sql } from '#prisma/client.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { ituRecommendations } from '#scrapers/itu/recommendations.ts';
import { syncLists } from '#scrapers/lists.ts';
import { runSource } from '#scrapers/run.ts';
import { insertDocuments } from '../../counting.ts';
import { freshDatabase } from '../../database.ts';
import { type Mirror, startMirror } from '../../mirror.ts';

let store: Store;
let mirror: Mirror;
const dataDir = mkdtempSync(join(tmpdir(), 'itu-recommendations-'));
const web = { backoffMs: 1, timeoutMs: 20_000, attempts: 2 };
const settings = () => readSettings({ DATA_DIR: dataDir, MIRROR_URL: mirror.url });
const run = (options = {}) => runSource(store, ituRecommendations, settings(), { web, ...options });
const series = async () => {
  const params = { ...defaultsOf('itu-t', recommendationsBySeries), by: 'all' as const };
  return recommendationsBySeries.read(store, params);
};
const standing = () =>
  store.query(sql`
    select kind, stage, source, count(*)::int as n from document where removed_at is null group by 1, 2, 3 order by 1, 2, 3`);

beforeAll(async () => {
  [store, mirror] = await Promise.all([freshDatabase(), startMirror()]);
  await syncLists(store);
  await loadFacts(store, settings());
  // Numbers that no bulletin of the curated years announced, known from somewhere else.
  await insertDocuments(
    store,
    [
      'A.13 (09/2019)',
      'A Suppl. 2 (12/2022)',
      'G.780/Y.1351 (07/2010)',
      'G.989.2 (2014) Amd. 1 (04/2016)',
      'G.Imp712 (04/2000)',
      'Y.3500 (08/2014)',
    ].map((name) => ({ id: `ITU-T ${name}`, body: 'itu-t', kind: 'recommendation', stage: 'sample' })),
  );
});
afterAll(async () => {
  mirror.stop();
  await store.close();
  rmSync(dataDir, { recursive: true });
});
afterEach(() => mirror.clear());

describe('itu-recommendations', () => {
  it('reads every page that is there, and says first that it is only a part', async () => {
    const before = (await series()).total;
    const result = await run();
    expect(result.state).toBe('good');
    expect(result.message).toMatch(
      /^partial: the site gave no list of all Recommendations, so \d+ known numbers were searched for/,
    );
    expect(result.message).toMatch(/partial: \d+ listed, 28 pages read, \d+ not to be had \(/);
    const [sums] = await store.query<Record<string, number>>(sql`
      select count(*) filter (where kind = 'recommendation' and approval_process is not null)::int as recommendations,
             count(*) filter (where kind = 'non-normative' and approval_process is not null)::int as others,
             count(*) filter (where approval_process = 'AAP' and group_id ~ '^SG')::int as aap,
             count(*) filter (where approval_process is not null and published_precision = 'day')::int as dated,
             count(*) filter (where approval_process is null and status is not null)::int as guessed
      from document where source = 'itu-recommendations' and removed_at is null`);
    expect(sums).toEqual({ recommendations: 23, others: 5, aap: 19, dated: 28, guessed: 0 });
    // What a search happened to find moves no number.
    expect((await series()).total).toBe(before);
  });

  it('leads a Recommendation that a bulletin announced, which stays one', async () => {
    const rows = await store.query<Record<string, unknown>>(sql`
      select id, source, published::text as published, approval_process as process, status, group_id as "group", rev,
             provisional_name as name, stage
      from document where id like 'ITU-T L.163 %' and removed_at is null`);
    expect(rows).toEqual([
      {
        id: 'ITU-T L.163 (11/2018)',
        source: 'itu-recommendations',
        published: '2018-11-29',
        process: 'AAP',
        status: 'In force',
        group: 'SG15',
        rev: '1',
        name: 'L.cci',
        stage: 'published',
      },
    ]);
  });

  it('leaves what a bulletin announced as it was where the search lists it and its page is not to be had', async () => {
    const rows = await store.query<Record<string, unknown>>(sql`
      select source, approval_process as process, stage from document where id = 'ITU-T Z.100 Annex F1 (10/2019)'`);
    expect(rows).toEqual([{ source: 'facts-itu', process: 'AAP', stage: 'published' }]);
  });

  it('says under the figure how many it found and does not count', async () => {
    const { notes } = await series();
    expect(notes.join(' ')).toMatch(/\d+ Recommendations that a search found are not counted/);
  });

  it('changes nothing when it is run again, nor when its archive is read again', async () => {
    expect(await run()).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
    expect(await run({ replay: true })).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
  });

  it('leaves the curated list as it is when that is loaded again', async () => {
    const before = await standing();
    await store.query(sql`delete from setting where key = 'facts:facts-itu'`);
    await loadFacts(store, settings());
    expect(await standing()).toEqual(before);
  });

  it.each([
    ['the search is an error page under 200', 'RunSearch', 'html200', /RunSearch#.*(content type|JSON)/],
    ['the search finds nothing', 'RunSearch', 'empty', /no Recommendation, expected those of the ITU-T/],
    ['the search is refused', 'RunSearch', '500', /RunSearch#.*found 500/],
    ['a page is an error page under 200', 'rec=12210', 'html200', /rec=12210.*(a page "|content type)/],
    ['a page is half a page', 'rec=12210', 'truncate', /rec=12210/],
    ['the site asks for a browser', 'rec.aspx', '403-challenge', /rec\.aspx.*found 403/],
  ])('writes nothing where %s, and says so by name', async (_what, match, kind, message) => {
    await mirror.faults([{ match, kind }]);
    const before = await standing();
    const result = await run();
    expect(result.state).toBe('failed');
    expect(result.message).toMatch(message);
    expect(await standing()).toEqual(before);
  });
});
