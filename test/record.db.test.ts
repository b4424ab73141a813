import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvidence } from '#metrics/evidence.ts';
import { readFigure } from '#metrics/figure.ts';
import type { Store } from '#prisma/client.ts';
import { noteAddresses } from '#prisma/pages.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources } from '#scrapers/sources.ts';
import * as changes from '../app/api/v1/changes/route.ts';
import * as figure from '../app/api/v1/figures/[hash]/route.ts';
import * as feed from '../app/feed.atom/route.ts';
import { POST } from '../app/figures/route.ts';
import { ask, askJson, serveFrom } from './api.ts';
import { archivedText } from './archived.ts';
import { freshDatabase } from './database.ts';
import { four, saveSeries } from './small-series.ts';

let store: Store;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rapporteur-evidence-'));
  store = await freshDatabase();
  await describeSources(store);
  await syncLists(store);
  await saveSeries(store, four, { baseline: true });
  serveFrom(store);
});
afterAll(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const freeze = async (metric: string, params: string) => {
  const body = new URLSearchParams({ metric, params });
  const response = await POST(new Request('http://localhost:3000/figures', { method: 'POST', body }));
  return {
    status: response.status,
    hash: /^\/figures\/([0-9a-f]{32})$/.exec(response.headers.get('Location') ?? '')?.[1] ?? '',
  };
};
const more = { ...(four[0] as (typeof four)[0]), number: 9905, title: 'Epsilon \u0001<b>&' };

describe('what is kept', () => {
  it('is a frozen figure: the same bytes when the data has moved, and a hint that it has (T16)', async () => {
    const first = await freeze('authorship-by-country', 'by=all&from=2020');
    expect(first).toMatchObject({ status: 303, hash: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(await freeze('authorship-by-country', 'from=2020-01-01&by=all')).toEqual(first);
    const bytes = async () =>
      (await ask(figure, `/api/v1/figures/${first.hash}`, { hash: first.hash })).text();
    const before = await bytes();
    const compared = await freeze('authorship-by-country', 'from=2021&to=2021&against=2020..2020');
    expect((await readFigure(store, compared.hash))?.now).toMatchObject({ total: 0, differs: false });
    expect((await readFigure(store, first.hash))?.now).toMatchObject({ total: 4, differs: false });

    await saveSeries(store, [...four, more], { baseline: false });

    expect(await bytes()).toBe(before);
    const kept = await readFigure(store, first.hash);
    expect(kept?.figure).toMatchObject({ metric: 'authorship-by-country', total: 4, asOf: '2026-11-20' });
    expect(kept?.now).toMatchObject({ total: 5, differs: true });
    // Of what is compared only the span before has moved.
    expect((await readFigure(store, compared.hash))?.now).toMatchObject({ total: 0, differs: true });
    expect((await freeze('authorship-by-country', 'by=all&from=2020')).hash).not.toBe(first.hash);
  });

  it.each([
    ['influence', ''],
    ['coverage', 'country=US'],
    ['coverage', 'from=never'],
  ])('is no figure of %s with %j', async (metric, params) => {
    expect((await freeze(metric, params)).status).toBe(400);
  });

  interface Changes {
    total: number;
    next: string | null;
    changes: {
      id: string;
      kind: string;
      recordType: string;
      recordKey: string;
      before: object | null;
      after: object | null;
    }[];
  }
  const list = (query: string) => askJson<Changes>(changes, `/api/v1/changes?each=record&${query}`);

  it('is every change of a record once, with what was before and after, and none for the baseline', async () => {
    const all = await list('');
    expect(all.total).toBe(6);
    expect(all.changes.every(({ kind }) => kind === 'added')).toBe(true);
    expect(all.changes.map(({ recordType }) => recordType).sort()).toEqual([
      'authorship',
      'authorship',
      'authorship_organisation',
      'authorship_organisation',
      'authorship_organisation',
      'document',
    ]);
    const paged: string[] = [];
    for (let after = ''; ; ) {
      const page = await list(`limit=4${after ? `&after=${after}` : ''}`);
      paged.push(...page.changes.map(({ id }) => id));
      if (!page.next) break;
      after = page.next;
    }
    expect(paged).toEqual(all.changes.map(({ id }) => id));

    await saveSeries(store, [...four, { ...more, title: 'Epsilon' }], {
      baseline: false,
      difference: 'corrected',
    });
    const [newest] = (await list('kind=corrected')).changes;
    expect(newest).toMatchObject({
      recordKey: 'rfc9905',
      before: { title: more.title },
      after: { title: 'Epsilon' },
    });
    expect((await list('country=fr&kind=added&recordType=document')).total).toBe(1);
    expect((await list('organisation=huawei')).total).toBe(0);
    expect((await ask(changes, '/api/v1/changes?group=nowhere')).status).toBe(400);
    expect((await ask(feed, '/feed.atom?group=nowhere')).status).toBe(400);
    expect((await ask(feed, '/feed.atom?group=ALPHA')).status).toBe(200);
    expect((await list('until=2020-01-01')).total).toBe(0);
    expect((await ask(changes, '/api/v1/changes?since=monday')).status).toBe(400);
  });

  it('is a feed of them: one entry a new document, ids that never change, hostile words harmless', async () => {
    const read = async () => (await ask(feed, '/feed.atom')).text();
    const text = await read();
    expect(await read()).toBe(text);
    const ids = [...text.matchAll(/<entry>[\s\S]*?<id>(.*?)<\/id>/g)].map((found) => found[1]);
    expect(ids).toHaveLength(2);
    expect(ids.every((id) => /^tag:localhost,2026:change\/\d+$/.test(id ?? ''))).toBe(true);
    expect(text).toContain('http://localhost:3000/documents/rfc9905');
    expect([text.includes('\u0001'), text.includes('<b>')]).toEqual([false, false]);
    expect(text).toContain('&lt;b&gt;');

    await saveSeries(store, [...four, { ...more, title: 'Zeta' }], { baseline: false });
    const later = [...(await read()).matchAll(/<entry>[\s\S]*?<id>(.*?)<\/id>/g)].map((found) => found[1]);
    expect(later).toHaveLength(3);
    expect(later.slice(1)).toEqual(ids);
  });
});

describe('a change of attendance', () => {
  it('is not told where it could be of one person, in the log and in the feed', async () => {
    const { rows } = await store.pool.query<{ id: number }>('select max(run_id)::int as id from change');
    await store.pool.query(
      `insert into change (run_id, source, kind, record_type, record_key, before, after) values
       ($1, 'ietf-meetings', 'removed', 'attendance', 'ietf-75#Lone Ltd#NZ#onsite', '{"count": 1, "country": "NZ"}', null),
       ($1, 'ietf-meetings', 'changed', 'attendance', 'ietf-75#Few Ltd#NZ#onsite', '{"count": 4, "country": "NZ"}', '{"count": 2}'),
       ($1, 'ietf-meetings', 'changed', 'attendance', 'ietf-75#Many Ltd#NZ#onsite', '{"count": 4, "country": "NZ"}', '{"count": 5}')`,
      [rows[0]?.id],
    );
    const told = [
      await (await ask(changes, '/api/v1/changes?recordType=attendance')).text(),
      await (await ask(feed, '/feed.atom?country=NZ')).text(),
    ];
    for (const text of told) {
      expect(text).toContain('Many Ltd');
      expect(text).not.toMatch(/Lone Ltd|Few Ltd/);
    }
    expect(told[1]).toContain('Rapporteur: what changed (country NZ)');
  });
});

describe('evidence', () => {
  const url = 'https://www.rfc-editor.org/rfc/rfc9901.txt';

  it('shows the archived page by its lines, with addresses, numbers and streets covered', async () => {
    const text = [
      'Network Working Group                                A. One',
      'Request for Comments: 9901                           Example',
      '\f',
      "Authors' Addresses",
      '   Anna One',
      '   1600 Amphitheatre Parkway',
      '   Mountain View, CA 94043',
      '   Phone: +1 650 253 0000',
      '   EMail: anna.one@example.com',
      '   Tel (415) 859-3695',
      '',
      'See RFC 9000, section 4.1, of 2020-01-31; port 443.',
    ].join('\n');
    const id = await archivedText(store, dataDir, url, text);
    const seen = await readEvidence(store, id, dataDir);
    expect(seen).toMatchObject({
      page: { url, fetchedAt: '2026-11-20T08:00:00Z' },
      lineCount: 12,
      reason: null,
    });
    expect(seen?.lines?.map((line) => line.text).slice(3)).toEqual([
      "Authors' Addresses",
      '   Anna One',
      '   ████ ████████████ ███████',
      '   Mountain View, CA 94043',
      '   Phone: ██ ███ ███ ████',
      '   EMail: ████████████████████',
      '   Tel █████ ████████',
      '',
      'See RFC 9000, section 4.1, of 2020-01-31; port 443.',
    ]);
    expect(seen?.lines?.map((line) => line.number)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    const window = await readEvidence(store, id, dataDir, { from: 5, count: 1 });
    expect(window?.lines).toEqual([{ number: 5, text: '   Anna One' }]);
    const lost = await readEvidence(store, id, join(dataDir, 'elsewhere'));
    expect(lost).toMatchObject({ lines: null, reason: expect.stringContaining('cannot be read') });
  });

  it('says why there is nothing to show of a page known from starter data, and nothing of no page', async () => {
    const pages = await noteAddresses(store, 'ietf-rfcs', [
      { url: `${url}x`, fetchedAt: new Date(), hash: 'b', contentType: 'text/plain' },
    ]);
    const seen = await readEvidence(store, pages.get(`${url}x`) ?? 0, dataDir);
    expect(seen).toMatchObject({ lines: null, reason: expect.stringContaining('starter data') });
    expect(await readEvidence(store, 999_999, dataDir)).toBeNull();
    expect(await readEvidence(store, Number.NaN, dataDir)).toBeNull();
  });
});
