import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { coAuthorship } from '#metrics/co-authorship.ts';
import type { MetricRow, Params, Reading } from '#metrics/contract.ts';
import { defaultsOf } from '#metrics/params.ts';
import { readPrinted } from '#metrics/printed.ts';
import type { Store } from '#prisma/client.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources } from '#scrapers/sources.ts';
import { loadStarter } from '#scrapers/starter.ts';
import { rowQuery } from '../../app/_charts/address.ts';
import { documentsOf } from '../../app/_charts/rows.ts';
import * as documents from '../../app/api/v1/documents/route.ts';
import * as figure from '../../app/api/v1/metrics/[id]/route.ts';
import { ask, askJson, serveFrom } from '../api.ts';
import { insertDocuments, insertLists } from '../counting.ts';
import { freshDatabase } from '../database.ts';

const pairs = async (store: Store, given: Partial<Params>) => {
  const params = { ...defaultsOf(given.body ?? 'ietf', coAuthorship), ...given };
  return { params, rows: (await coAuthorship.read(store, params)).rows };
};

/** The documents behind the link that a row of pairs has, as the API lists them. */
const behind = (params: Params, row: MetricRow) => {
  const address = documentsOf(coAuthorship, params, row) ?? 'none';
  return askJson<{ total: number; weight: number; documents: { id: string }[] }>(
    documents,
    `/api/v1${address}&limit=1000`,
  );
};

describe('a number of those who write together opens exactly its documents', () => {
  let store: Store;
  beforeAll(async () => {
    store = await freshDatabase();
    await insertLists(store);
    await insertDocuments(store, [
      {
        id: 'rfc1',
        published: '2019-06-01',
        authors: [
          { country: 'GB', organisations: ['bt'] },
          { country: 'US', organisations: ['futurewei'] },
          { country: 'US', organisations: ['huawei'] },
        ],
      },
      {
        id: 'rfc2',
        published: '2020-02-01',
        authors: [{ country: 'GB', organisations: ['bt'] }, { country: 'CN', organisations: ['huawei'] }, {}],
      },
      {
        id: 'rfc3',
        published: '2020-05-01',
        authors: [
          { country: 'GB', organisations: ['bt', 'huawei'] },
          { country: 'FR', organisations: ['nokia'] },
        ],
      },
      {
        id: 'rfc4',
        published: '2020-08-01',
        authors: [
          { country: 'GB', organisations: ['bt'] },
          { country: 'GB', organisations: ['independent'] },
        ],
      },
      {
        id: 'rfc5',
        published: '2020-09-01',
        authors: [{ organisations: ['independent'] }, { organisations: ['unlisted'] }],
      },
      { id: 'rfc6', published: '2021-01-01' },
    ]);
    serveFrom(store);
  });
  afterAll(() => store.close());

  const opened = async (given: Partial<Params>) => {
    const { params, rows } = await pairs(store, given);
    return Object.fromEntries(
      await Promise.all(
        rows.map(async (row) => {
          const { total, weight, documents } = await behind(params, row);
          expect([total, weight], row.label).toEqual([row.value, row.value]);
          return [`${row.period} ${row.key}`, documents.map(({ id }) => id).sort()];
        }),
      ),
    );
  };

  it('of a pair, of one alone, and of nobody known', async () => {
    expect(await opened({ by: 'all' })).toEqual({
      'all bt~futurewei': ['rfc1'],
      'all bt~huawei': ['rfc1', 'rfc2', 'rfc3'],
      'all bt~nokia': ['rfc3'],
      'all futurewei~huawei': ['rfc1'],
      'all huawei~nokia': ['rfc3'],
      'all alone': ['rfc4'],
      'all null': ['rfc5', 'rfc6'],
    });
  });

  it('of countries, and of each period within the days that were asked for', async () => {
    expect(await opened({ of: 'country', from: '2020-03-01', by: 'year' })).toEqual({
      '2020 FR~GB': ['rfc3'],
      '2020 alone': ['rfc4'],
      '2020 null': ['rfc5'],
      '2021 null': ['rfc6'],
    });
    expect(await opened({ from: '2020-03-01', to: '2020-08-31', by: 'quarter' })).toEqual({
      '2020-Q2 bt~huawei': ['rfc3'],
      '2020-Q2 bt~nokia': ['rfc3'],
      '2020-Q2 huawei~nokia': ['rfc3'],
      '2020-Q3 alone': ['rfc4'],
    });
  });

  it('under the rule that the pairs were counted by', async () => {
    // Futurewei belongs to Huawei: with it, BT writes with one.
    expect(await opened({ by: 'all', rule: 'parent', to: '2019-12-31' })).toEqual({
      'all bt~huawei': ['rfc1'],
    });
    expect(await opened({ by: 'all', rule: 'employer', of: 'country', to: '2019-12-31' })).toEqual({
      'all CN~GB': ['rfc1'],
      'all CN~US': ['rfc1'],
      'all GB~US': ['rfc1'],
    });
  });

  it('of one organisation with whom it writes, of a country’s authors, and of the unknown alone', async () => {
    expect(await opened({ by: 'all', organisation: 'nokia' })).toEqual({
      'all bt~nokia': ['rfc3'],
      'all huawei~nokia': ['rfc3'],
    });
    expect(await opened({ by: 'all', organisation: 'bt' })).toMatchObject({ 'all alone': ['rfc4'] });
    expect(await opened({ by: 'all', country: 'US' })).toEqual({ 'all futurewei~huawei': ['rfc1'] });
    expect(await opened({ by: 'all', organisation: 'unknown' })).toEqual({
      'all null': ['rfc2', 'rfc5', 'rfc6'],
    });
  });

  it('of an unknown, by the words that are printed there', async () => {
    const params = { ...defaultsOf('ietf'), organisation: 'unknown' };
    expect((await readPrinted(store, params, 10)).rows).toEqual([
      // RFC 6 names nobody, and one of three authors of RFC 2 prints nothing.
      { words: null, asked: '-', organisation: null, documents: 2, value: 1 + 1 / 3 },
      { words: 'unlisted', asked: 'unlisted', organisation: null, documents: 1, value: 0.5 },
    ]);
    const cut = await readPrinted(store, params, 1);
    expect([cut.rows.length, cut.all, cut.value]).toEqual([1, 2, 1.5 + 1 / 3]);
    // The same words may stand beside a known country: of the unknown countries one author prints them.
    const { rows } = await readPrinted(store, { ...params, organisation: null, country: 'unknown' }, 10);
    expect(rows.map(({ words, organisation }) => [words, organisation])).toEqual([
      [null, null],
      ['independent', 'Independent, as stated'],
      ['unlisted', null],
    ]);
  });

  it('and an address that names half a pair, or one nobody has, is refused with what there is', async () => {
    const refusal = async (query: string) => {
      const response = await ask(documents, `/api/v1/documents?${query}`);
      return [response.status, ((await response.json()) as { detail: string }).detail];
    };
    expect(await refusal('with=bt')).toEqual([
      400,
      expect.stringContaining('alone or unknown where organisation is not given'),
    ]);
    expect(await refusal('organisation=bt&with=nope')).toEqual([
      400,
      expect.stringMatching(/parameter with.*\/api\/v1\/organisations/),
    ]);
    expect(await refusal('of=country&country=GB&with=ZZ')).toEqual([
      400,
      expect.stringMatching(/parameter with.*\/api\/v1\/countries/),
    ]);
  });
});

describe('of the RFCs we start with', () => {
  let store: Store;
  beforeAll(async () => {
    store = await freshDatabase();
    await describeSources(store);
    await syncLists(store);
    await loadStarter(store);
    serveFrom(store);
  });
  afterAll(() => store.close());

  it.each([
    { of: 'organisation', rule: 'declared', from: null, to: null, by: 'all' },
    { of: 'organisation', rule: 'parent', from: '2010-01-01', to: '2019-12-31', by: 'all' },
    { of: 'organisation', rule: 'declared', from: '2019-03-01', to: '2021-10-15', by: 'year' },
    { of: 'country', rule: 'declared', from: null, to: '2022-12-31', by: 'year' },
    { of: 'country', rule: 'employer', from: '2015-01-01', to: '2019-12-31', by: 'all' },
    { of: 'country', rule: 'parent', from: '2020-01-01', to: '2021-06-30', by: 'quarter' },
  ] as const)('the links of pairs open as many as their numbers say: %o', async (given) => {
    const { params, rows } = await pairs(store, given);
    // The first pairs and the smallest of the newest period, and the two rows that are none.
    const newest = rows.at(-1)?.period;
    const own = rows.filter((row) => row.period === newest);
    const chosen = [...own.slice(0, 5), ...own.slice(-5)];
    expect(chosen.map(({ key }) => key)).toEqual(expect.arrayContaining(['alone', null]));
    for (const row of chosen) {
      const { total, weight } = await behind(params, row);
      expect([total, Math.round(weight)], `${row.period} ${row.label}`).toEqual([row.value, row.value]);
    }
  });

  it.each([
    { organisation: 'unknown', rule: 'declared', count: 'fractional', from: null },
    { organisation: 'unknown', rule: 'parent', count: 'whole', from: '2015-01-01' },
    { country: 'unknown', rule: 'declared', count: 'complete', from: '2010-01-01' },
    { country: 'unknown', rule: 'employer', count: 'straight', from: null },
  ] as const)('words printed in an unknown open as much as their numbers say: %o', async (given) => {
    const params: Params = { ...defaultsOf('ietf'), ...given, to: '2022-06-30' };
    const list = await readPrinted(store, params, 12);
    const of = (more: Partial<Params>) =>
      askJson<{ total: number; weight: number }>(
        documents,
        `/api/v1/documents?${rowQuery({ ...params, ...more })}&limit=1`,
      );
    expect(list.rows).toHaveLength(12);
    for (const { asked, documents, value } of list.rows) {
      const opened = await of({ printed: asked });
      expect(opened.total, asked).toBe(documents);
      expect(opened.weight, asked).toBeCloseTo(value);
    }
    if (given.count !== 'whole') expect((await of({})).weight).toBeCloseTo(list.value);
  });

  it.each([
    { metric: authorshipByCountry, rule: 'declared', count: 'fractional' },
    { metric: authorshipByOrganisation, rule: 'parent', count: 'whole' },
    { metric: coAuthorship, rule: 'employer', count: 'whole' },
  ] as const)('a comparison opens the documents of both spans: %o', async ({ metric, rule, count }) => {
    const params: Params = {
      ...defaultsOf('ietf', metric),
      ...{ rule, count, by: 'all', from: '2018-01-01', to: '2022-06-30', against: '2013-01-01..2017-06-30' },
    };
    const { rows, against, total } = await metric.read(store, params);
    const past: Params = { ...params, from: '2013-01-01', to: '2017-06-30', against: null };
    const alone = await metric.read(store, past);
    expect(against?.total).toBe(alone.total);
    for (const row of [...rows.slice(0, 4), ...rows.slice(-3)]) {
      expect(row.more?.before, row.label).toBe(alone.rows.find(({ key }) => key === row.key)?.value ?? 0);
      const opened = async (span: Params) => {
        const address = documentsOf(metric, span, row) ?? 'none';
        return (await askJson<{ total: number }>(documents, `/api/v1${address}&limit=1`)).total;
      };
      expect(await opened(params), row.label).toBe(row.documents);
      expect(await opened(past), row.label).toBe(row.more?.documentsBefore);
    }
    expect(total).toBe((await metric.read(store, { ...params, against: null })).total);
  });

  it('a comparison is the same in the API and as CSV, also of one country: shares are of all documents', async () => {
    const query = 'from=2018&to=2022&against=previous';
    const of = (more: string) =>
      askJson<Reading & { params: Record<string, string> }>(
        figure,
        `/api/v1/metrics/authorship-by-country?${query}${more}`,
        { id: 'authorship-by-country' },
      );
    const whole = await of('');
    const china = whole.rows.find((row) => row.key === 'CN');
    expect(whole.params).toMatchObject({ by: 'all', against: '2013-01-01..2017-12-31' });
    expect((await of('&country=CN')).rows.map(({ more }) => more?.points)).toEqual([china?.more?.points]);
    const id = 'authorship-by-country.csv';
    const csv = await (await ask(figure, `/api/v1/metrics/${id}?${query}`, { id })).text();
    const lines = csv.split('\r\n');
    const head = lines.find((line) => line.startsWith('period,'))?.split(',') ?? [];
    const cells = lines.find((line) => line.startsWith('all,CN,'))?.split(',') ?? [];
    expect(Number(cells[head.indexOf('points')])).toBe(china?.more?.points);
    expect(china?.more?.points).toBeLessThan(0);
    expect(csv).toContain('percentage points');
  });
});
