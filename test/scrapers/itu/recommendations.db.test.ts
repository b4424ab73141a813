import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { defaultsOf } from '#metrics/params.ts';
import { recommendationsBySeries } from '#metrics/recommendations-by-series.ts';
import type { Store } from '#prisma/client.ts';
import { gatherRecommendations, ituRecommendations } from '#scrapers/itu/recommendations.ts';
import { runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../../database.ts';
import { type Pages, servePages } from '../pages.ts';

let store: Store;
let pages: Pages;
const dataDir = mkdtempSync(join(tmpdir(), 'itu-recommendations-'));
const fixture = readFileSync(
  join(import.meta.dirname, '..', '..', 'fixtures', 'itu', 'recommendation.html'),
  'utf8',
);
const search = '/www.itu.int/net4/ITU-T/search/GlobalSearch/RunSearch';
const whole =
  '/www.itu.int/mws/api/recommendations/searchRecs?series=-1&type_of_text=-1&sg=-1&main_edition_flag=0&rows=100000' +
  '&page=1&status=Z&sort_order=asc';
const nameOf = (rec: number) => `Y.${rec} (03/2026)`;
const known = new Set([`ITU-T ${nameOf(7001)}`]);

const listed = (recs: readonly number[]) => ({
  type: 'application/json',
  body: JSON.stringify({
    Total: recs.length,
    Data: recs.map((rec) => ({
      idrec: rec,
      rec_name: nameOf(rec),
      title: 'Naming',
      approval_date: '2026-03-14T00:00:00',
      status: 'In force',
    })),
  }),
});
const found = (rec: number) => ({
  type: 'application/json',
  body: JSON.stringify({
    results: [
      {
        Collection: { Name: 'ITU-T Recommendations' },
        Language: 'en',
        Identifier: `11.1002/1000/${rec}-en`,
        Media: { Name: `ITU-T ${nameOf(rec)}` },
        Title: `ITU-T ${nameOf(rec)}: Naming`,
      },
    ],
  }),
});
const source = {
  ...ituRecommendations,
  floor: { document: 1 },
  gather: (reader: Parameters<typeof gatherRecommendations>[0]) => gatherRecommendations(reader, known),
};
const read = (options = {}) =>
  runSource(store, source, readSettings({ DATA_DIR: dataDir, MIRROR_URL: pages.url }), {
    web: { backoffMs: 1, attempts: 1, timeoutMs: 2000 },
    ...options,
  });

beforeAll(async () => {
  [store, pages] = await Promise.all([freshDatabase(), servePages()]);
  for (let rec = 7001; rec <= 7040; rec++)
    pages.set(`/www.itu.int/ITU-T/recommendations/rec.aspx?rec=${rec}&lang=en`, () => ({
      type: 'text/html; charset=utf-8',
      body: fixture.replaceAll('7001', String(rec)).replaceAll('Y.9001 (03/2026)', nameOf(rec)),
    }));
});
afterAll(async () => {
  await pages.close();
  await store.close();
  rmSync(dataDir, { recursive: true });
});

describe('itu-recommendations', () => {
  it('goes from what a search found to the whole list, many times as long, with nobody accepting it', async () => {
    pages.set(search, () => found(7001));
    expect(await read()).toMatchObject({ state: 'good', counts: { document: 1 } });
    const reading = () => recommendationsBySeries.read(store, defaultsOf('itu-t', recommendationsBySeries));
    // What a search found is no list of this day.
    expect((await reading()).asOf).toBe('2026-03-14');
    pages.set(whole, () => listed([7001, 7002, 7003, 7004, 7005]));
    expect(await read()).toMatchObject({ state: 'good', counts: { document: 5 } });
    expect((await reading()).asOf).toBe(new Date().toISOString().slice(0, 10));
  });

  it('refuses a whole list that is more than twice the whole list before', async () => {
    const eleven = Array.from({ length: 11 }, (_, at) => 7001 + at);
    pages.set(whole, () => listed(eleven));
    const refused = await read();
    expect(refused.state).toBe('failed');
    expect(refused.message).toMatch(/document: found 11 rows, expected no more than twice 5/);
  });

  it('refuses to go back from the whole list to what a search finds', async () => {
    pages.set(whole, null);
    const refused = await read();
    expect(refused.state).toBe('failed');
    expect(refused.message).toMatch(/document: found \d rows?, expected no fall/);
  });
});
