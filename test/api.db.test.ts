import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metrics } from '#metrics/index.ts';
import type { Store } from '#prisma/client.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources } from '#scrapers/sources.ts';
import { openQueue } from '#worker/queue.ts';
import * as nothing from '../app/api/[...path]/route.ts';
import * as health from '../app/api/health/route.ts';
import * as document from '../app/api/v1/documents/[id]/route.ts';
import * as documents from '../app/api/v1/documents/route.ts';
import * as metric from '../app/api/v1/metrics/[id]/route.ts';
import * as organisation from '../app/api/v1/organisations/[id]/route.ts';
import * as organisations from '../app/api/v1/organisations/route.ts';
import * as search from '../app/api/v1/search/route.ts';
import { ask, askJson, serveFrom } from './api.ts';
import { insertDocuments } from './counting.ts';
import { freshDatabase } from './database.ts';
import { four, saveSeries } from './small-series.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await describeSources(store);
  await syncLists(store);
  // A name no curated list would hold, to see what a spreadsheet would be given.
  await store.prisma.organisation.update({
    where: { id: 'futurewei' },
    data: { name: '=cmd|"/c calc"!A1' },
  });
  await saveSeries(store, four, { baseline: true });
  serveFrom(store);
});
afterAll(() => store.close());

interface Row {
  period: string;
  key: string | null;
  label: string;
  value: number;
}
const values = async (id: string, query: string) => {
  const { rows } = await askJson<{ rows: Row[] }>(metric, `/api/v1/metrics/${id}?by=all&${query}`, { id });
  return Object.fromEntries(rows.map((row) => [row.key ?? 'unknown', row.value]));
};
const refusal = async (response: Response) => ({
  status: response.status,
  contentType: response.headers.get('Content-Type'),
  ...((await response.json()) as { detail: string; parameter?: string; allowed?: string[] }),
});

describe('four documents counted by hand', () => {
  it.each([
    ['fractional', { US: 2, FR: 0.5, unknown: 1.5 }],
    ['complete', { US: 3, FR: 1, unknown: 1 }],
    ['whole', { US: 3, FR: 1, unknown: 2 }],
    ['straight', { US: 2, unknown: 2 }],
  ])('come, counted %s, to these countries', async (count, expected) => {
    expect(await values('authorship-by-country', `count=${count}`)).toEqual(expected);
  });

  it('split an authorship that names two organisations equally, and follow an owner under rule parent only', async () => {
    expect(await values('authorship-by-organisation', 'count=complete')).toEqual({
      cisco: 2,
      orange: 0.5,
      nokia: 0.5,
      futurewei: 1,
      unknown: 1,
    });
    const parents = await values('authorship-by-organisation', 'count=complete&rule=parent');
    expect([parents.huawei, parents.futurewei]).toEqual([1, undefined]);
  });

  it('open the two documents of an unknown country, each with the weight it adds', async () => {
    const page = await askJson<{
      total: number;
      weight: number;
      documents: { id: string; weight: number }[];
    }>(documents, '/api/v1/documents?country=unknown');
    expect(page).toMatchObject({ total: 2, weight: 1.5 });
    expect(page.documents.map(({ id, weight }) => [id, weight])).toEqual([
      ['rfc9904', 1],
      ['rfc9902', 0.5],
    ]);
  });
});

describe('an answer', () => {
  it('gives raw words beside resolved ones for every author of a document, whatever the case of its id', async () => {
    const found = await askJson<{ authors: unknown[] }>(document, '/api/v1/documents/RFC9901', {
      id: 'RFC9901',
    });
    expect(found.authors[1]).toMatchObject({
      position: 2,
      name: 'B. Two',
      role: 'author',
      affiliation: 'orange / nokia',
      organisations: [
        { id: 'orange', text: 'orange' },
        { id: 'nokia', text: 'nokia' },
      ],
      countryText: 'FR',
      country: 'FR',
      countryName: 'France',
      page: null,
    });
  });

  it.each(['RFC 9901', 'rfc09901', 'Rfc-9901'])('knows an RFC cited as %s', async (id) => {
    expect(await askJson(document, '/api/v1/documents/x', { id })).toMatchObject({ id: 'rfc9901' });
  });

  it('knows a group and an organisation in any case', async () => {
    expect(await values('authorship-by-country', 'group=ALPHA&organisation=Cisco')).toEqual({ US: 0.5 });
    const found = await askJson(organisation, '/api/v1/organisations/CISCO', { id: 'CISCO' });
    expect(found).toMatchObject({ id: 'cisco' });
  });

  it('lists the administration of a country only where the ITU lists the state or something names it', async () => {
    const listed = async (code: string) => {
      const address = `/api/v1/organisations?kind=administration&country=${code}`;
      const page = await askJson<{ organisations: { id: string }[] }>(organisations, address);
      return page.organisations.map(({ id }) => id);
    };
    await store.prisma.memberState.create({
      data: { symbol: 'SUI', name: 'Switzerland', country: 'CH', source: 'planted' },
    });
    expect(await listed('CH')).toEqual(['state-ch']);
    expect(await listed('AQ')).toEqual([]);
    const { results } = await askJson<{ results: { id: string }[] }>(search, '/api/v1/search?q=Antarctica');
    expect(results.map(({ id }) => id)).toEqual(['AQ']);
  });

  it('understands a country in small letters', async () => {
    expect(await values('authorship-by-country', 'country=fr')).toEqual({ FR: 0.5 });
  });

  it('has a tag by which it is not sent twice, may be read from any site, and has a head', async () => {
    const address = '/api/v1/metrics/coverage';
    const first = await ask(metric, address, { id: 'coverage' });
    const tag = first.headers.get('ETag') ?? '';
    expect(tag).toMatch(/^W\/"[\w-]+"$/);
    expect(first.headers.get('Cache-Control')).toMatch(/max-age=\d+/);
    expect(first.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const again = await ask(
      metric,
      address,
      { id: 'coverage' },
      { headers: { 'If-None-Match': `"x", ${tag}` } },
    );
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await ask(
      metric,
      `${address}?by=all`,
      { id: 'coverage' },
      { headers: { 'If-None-Match': tag } },
    );
    expect(other.status).toBe(200);
    const head = await ask(metric, address, { id: 'coverage' }, { method: 'HEAD' });
    expect([head.status, head.headers.get('ETag'), await head.text()]).toEqual([200, tag, '']);
    expect(head.headers.get('Content-Length')).toBe(String((await first.arrayBuffer()).byteLength));
  });

  it('refuses a misspelt parameter by name, with the names there are', async () => {
    const told = await refusal(await ask(metric, '/api/v1/metrics/coverage?rul=parent', { id: 'coverage' }));
    expect(told).toMatchObject({ status: 400, contentType: 'application/problem+json', parameter: 'rul' });
    expect(told.allowed).toContain('rule');
    expect(told.detail).toContain('rul');
  });

  it.each([
    ['rule=owner', 'rule', 'declared'],
    ['count=half', 'count', 'fractional'],
    ['from=2020-13', 'from', undefined],
    ['from=2021&to=2020', 'to', undefined],
    ['limit=0', 'limit', undefined],
    ['after=yesterday', 'after', undefined],
    ['after=2020-99-99~rfc1', 'after', undefined],
    ['country=US&country=FR', 'country', undefined],
    ['limit=1&limit=2', 'limit', undefined],
    ['=1', '', 'country'],
    ['country=XX', 'country', undefined],
    ['organisation=huawey', 'organisation', undefined],
    ['group=qiuc', 'group', undefined],
  ])('refuses %s, naming the parameter', async (query, parameter, allowed) => {
    const told = await refusal(await ask(documents, `/api/v1/documents?${query}`));
    expect(told).toMatchObject({ status: 400, parameter });
    if (allowed) expect(told.allowed).toContain(allowed);
  });

  it.each([
    ['documents', document, { id: 'rfc0' }],
    ['documents', document, { id: '%00' }],
    ['organisations', organisation, { id: `'; drop table document; --` }],
    ['metrics', metric, { id: 'influence' }],
    ['metrics', metric, { id: 'influence.csv' }],
    ['nowhere', nothing, {}],
  ])('says of an unknown one of %s that nothing is there', async (name, route, path) => {
    const told = await refusal(await ask(route, `/api/v1/${name}/x`, path));
    expect(told).toMatchObject({ status: 404, contentType: 'application/problem+json' });
  });

  it('says of every method that would write that it is not taken, and which are', async () => {
    const { POST, PUT, PATCH, DELETE } = documents;
    for (const [method, handler] of Object.entries({ POST, PUT, PATCH, DELETE })) {
      const response = handler(new Request('http://localhost/api/v1/documents', { method }));
      expect(response.headers.get('Allow')).toBe('GET, HEAD, OPTIONS');
      expect(await refusal(response)).toMatchObject({ status: 405, contentType: 'application/problem+json' });
    }
  });
});

describe('a download', () => {
  it('is CSV with its definition on top and no cell a spreadsheet would run', async () => {
    const response = await ask(metric, '/api/v1/metrics/authorship-by-organisation.csv?by=all', {
      id: 'authorship-by-organisation.csv',
    });
    expect(response.headers.get('Content-Disposition')).toBe(
      'attachment; filename="authorship-by-organisation.csv"',
    );
    const text = await response.text();
    const lines = text
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n');
    const at = lines.indexOf('period,key,label,value,documents,authorships,rank');
    const head = lines.slice(0, at).map((line) => line.split(',')[0]);
    for (const name of ['metric', 'definition', 'as of', 'n (documents)', 'unknown', 'source', 'licence'])
      expect(head).toContain(`# ${name}`);
    expect(lines).toContain('# as of,2026-11-20');
    expect(lines.slice(at + 1)).toHaveLength(5);
    expect(text).toContain(`futurewei,"'=cmd|""/c calc""!A1",1,`);
    const cells = (parse(text, { bom: true, relax_column_count: true }) as string[][]).flat();
    expect(cells.filter((cell) => /^[=+@\t\r-]/.test(cell))).toEqual([]);
    expect(lines.at(-1)).toBe('all,,Unknown,1.5,2,1,');
  });

  it('says what it counts in its own nouns, and of no rule and no counting that it does not know', async () => {
    const csvOf = async (id: string) =>
      (await (await ask(metric, `/api/v1/metrics/${id}.csv`, { id: `${id}.csv` })).text()).split('\r\n');
    const head = async (id: string) =>
      (await csvOf(id))
        .filter((line) => line.includes('# '))
        .map((line) => line.split(',')[0]?.replace('\uFEFF', ''));
    expect(await head('posts-by-country')).toContain('# n (days in post)');
    expect(await head('attendance-by-country')).toContain('# n (attendances)');
    expect(await head('root-instances-by-country')).toContain('# n (sites)');
    for (const { id, params } of metrics) {
      const names = await head(id);
      expect(names.includes('# rule'), id).toBe(params.includes('rule'));
      expect(names.includes('# counting'), id).toBe(params.includes('count'));
      expect(names).not.toContain('# column total');
      const { rule, count } = await askJson<Record<string, unknown>>(metric, `/api/v1/metrics/${id}`, { id });
      expect([rule !== null, count !== null], id).toEqual([
        params.includes('rule'),
        params.includes('count'),
      ]);
    }
  });

  it('is JSON with a README that says what it is', async () => {
    const response = await ask(metric, '/api/v1/metrics/coverage?download=1', { id: 'coverage' });
    const other = await ask(metric, '/api/v1/metrics/coverage.json', { id: 'coverage.json' });
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="coverage.json"');
    const file = (await response.json()) as { readme: string; metric: string };
    expect(file).toEqual(await other.json());
    expect(file.metric).toBe('coverage');
    expect(file.readme).toMatch(
      /as of 2026-11-20, the newest counted of the month 2020-04: 4 documents, 5 authorships/,
    );
  });
});

describe('search', () => {
  const first = async (q: string) => {
    const { results } = await askJson<{ results: { type: string; id: string }[] }>(
      search,
      `/api/v1/search?q=${encodeURIComponent(q)}`,
    );
    return results[0] && `${results[0].type} ${results[0].id}`;
  };

  it.each([
    ['rfc 9901', 'document rfc9901'],
    ['9901', 'document rfc9901'],
    ['alpha trasport', 'document rfc9901'],
    ['Huwaei', 'organisation huawei'],
    ['Ericson', 'organisation ericsson'],
    ['Untied States', 'country US'],
    ['germny', 'country DE'],
    ['alpha', 'group alpha'],
  ])('finds for %s first %s', async (q, expected) => {
    expect(await first(q)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '%',
    '_',
    '\\',
    `'; drop table document; --`,
    '((((',
    '*',
    '\u0001',
    'x'.repeat(400),
    '.*',
  ])('finds nothing, and harms nothing, for %j', async (q) => {
    expect(await first(q)).toBeUndefined();
    expect(await store.prisma.document.count()).toBe(4);
  });

  it.each([
    ['C18/35', 'S18-CL-C-0035', 'Council 2018', 35],
    ['WTSA16/19', 'T13-WTSA.16-C-0019', 'WTSA-16', 19],
    ['PP-22/64', 'S22-PP-C-0064', 'PP-22', 64],
    ['5d/1078', 'R19-WP5D-C-1078', 'WP5D', 1078],
  ])('finds for %s, as it is printed, the document %s', async (q, id, group_id, number) => {
    const given = { body: 'itu', group_id, kind: 'contribution', number };
    await insertDocuments(store, [{ ...given, id, title: 'Network', stage: 'sample' }]);
    expect(await first(q)).toBe(`document ${id}`);
  });

  it.each(['TSAG-C83', 'tsag c 0083', 'TSAG-C-83', 'C83'])('finds for %s the contribution', async (q) => {
    const id = 'T17-TSAG-C-0083';
    const group = { body: 'itu-t', group_id: 'TSAG', kind: 'contribution', number: 83 };
    await insertDocuments(store, [{ ...group, id, title: 'Network', stage: 'sample' }]);
    expect(await first(q)).toBe(`document ${id}`);
  });
});

describe('health', () => {
  interface Health {
    status: string;
    version: string;
    worker: { lastTick: string | null };
    sources: { id: string; state: string; lastGood: string | null; rows: number; message: string | null }[];
  }

  it('names the state of every source: good, failed since, good again, and old', async () => {
    const state = async () => {
      const { status, sources } = await askJson<Health>(health, '/api/health');
      const source = sources.find(({ id }) => id === 'ietf-rfcs');
      return [status, source?.state, source?.message];
    };
    expect(await state()).toEqual(['ok', 'ok', null]);
    const failed = await store.prisma.run.create({
      data: {
        source: 'ietf-rfcs',
        mode: 'live',
        state: 'failed',
        finishedAt: new Date(),
        message: 'half a file',
      },
    });
    await store.prisma.run.create({ data: { source: 'ietf-rfcs', mode: 'live', state: 'running' } });
    expect(await state()).toEqual(['degraded', 'broken', 'half a file']);
    await store.prisma.run.delete({ where: { id: failed.id } });
    await store.prisma.run.updateMany({ data: { finishedAt: new Date(Date.now() - 49 * 3_600_000) } });
    expect(await state()).toEqual(['degraded', 'stale', null]);
  });

  it('says when a worker last looked for what is due', async () => {
    const ticked = async () => (await askJson<Health>(health, '/api/health')).worker.lastTick;
    expect(await ticked()).toBeNull();
    const queue = await openQueue(store, { run: async () => {}, onError: () => {} });
    const before = new Date().toISOString();
    await queue.tick(new Date(), [], []);
    const at = (await ticked()) ?? '';
    expect(at >= before && at <= new Date().toISOString()).toBe(true);
    await queue.stop();
  });

  it('answers 200 when the database is down, and says so', async () => {
    (globalThis as { rapporteurStore?: Promise<Store> }).rapporteurStore = Promise.reject(new Error('down'));
    const told = await askJson<Health>(health, '/api/health');
    expect(told).toMatchObject({ status: 'database-unreachable', sources: [] });
    expect(told.version).toMatch(/^\d+\.\d+\.\d+/);
    serveFrom(store);
  });
});
