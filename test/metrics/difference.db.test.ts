import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import type { Params } from '#metrics/contract.ts';
import { type Difference, readDifference } from '#metrics/difference.ts';
import { defaultsOf } from '#metrics/params.ts';
import type { Store } from '#prisma/client.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources } from '#scrapers/sources.ts';
import { loadStarter } from '#scrapers/starter.ts';
import * as difference from '../../app/api/v1/difference/route.ts';
import { ownedWords, standsWords, unknownWords } from '../../app/difference/words.ts';
import { ask, askJson, serveFrom } from '../api.ts';
import { type Given, insertDocuments, insertLists } from '../counting.ts';
import { freshDatabase } from '../database.ts';

const spans: Params = {
  ...defaultsOf('ietf'),
  ...{ by: 'all', from: '2019-01-01', to: '2019-12-31', against: '2017-01-01..2017-12-31' },
};
const read = async (store: Store, given: Partial<Params>): Promise<Difference> => {
  const params = { ...spans, ...given };
  const found = await readDifference(store, params, params.country ? 'country' : 'organisation');
  if (!found) throw new Error('no difference');
  return found;
};
const rounded = (value: number) => Number(value.toFixed(6));

describe('a difference counted by hand', () => {
  // Forty documents a year. In 2017 Huawei writes four and Futurewei none, in 2019 Huawei two and Futurewei six;
  // ten of 2017 and four of 2019 say nothing; the others are of Cisco.
  const of = (year: number, from: number, n: number, author: object): Given[] =>
    Array.from({ length: n }, (_, at) => ({
      id: `rfc${year}${String(from + at).padStart(2, '0')}`,
      published: `${year}-03-01`,
      authors: [author],
    }));
  const documents = [
    ...of(2017, 0, 4, { country: 'CN', organisations: ['huawei'] }),
    ...of(2017, 4, 10, {}),
    ...of(2017, 14, 26, { country: 'US', organisations: ['cisco'] }),
    ...of(2019, 0, 2, { country: 'CN', organisations: ['huawei'] }),
    ...of(2019, 2, 6, { country: 'US', organisations: ['futurewei'] }),
    ...of(2019, 8, 4, {}),
    ...of(2019, 12, 28, { country: 'US', organisations: ['cisco'] }),
  ];
  let store: Store;
  beforeAll(async () => {
    store = await freshDatabase();
    await insertLists(store);
    await insertDocuments(store, documents);
  });
  afterAll(() => store.close());

  it('falls under declared and employer and rises under parent, which a sentence says', async () => {
    const found = await read(store, { country: 'CN' });
    expect(found.told.map(({ rule, count, points }) => [rule, count, rounded(points)])).toEqual(
      ['declared', 'employer', 'parent'].flatMap((rule) =>
        ['whole', 'complete', 'fractional', 'straight'].map((count) => [
          rule,
          count,
          rule === 'parent' ? 10 : -5,
        ]),
      ),
    );
    expect(standsWords(found)).toBe(
      'It depends on the rule: between 2017 and 2019, of what is known, the share of China fell by 5.0 points under declared ' +
        'and employer, and rose by 10.0 points under parent. The unknown could reverse it.',
    );
  });

  it('is as high or low as the unknown leaves it', async () => {
    const [own] = (await read(store, { country: 'CN' })).told.filter(({ count }) => count === 'fractional');
    // 4 of 40 and 2 of 40 are known; 10 and 4 are not.
    expect([own?.before, own?.now].map((part) => part && [part.share, part.unknown, part.highest])).toEqual([
      [0.1, 0.25, 0.35],
      [0.05, 0.1, rounded(0.15)],
    ]);
    expect([own?.lowest, own?.highest].map((points) => points && rounded(points))).toEqual([-30, 5]);
    expect(own && unknownWords(own)).toBe(
      'The unknown went from 25 % to 10 %. If none of it were theirs, the share went from 10 % to 5.0 %; if all of it were, ' +
        'from 35 % to 15 %. The difference lies between −30.0 and +5.0 points, whatever the unknown is: which way it goes ' +
        'cannot be told from what is known alone.',
    );
  });

  it('says what owners make of it: all that parts the rules employer and parent', async () => {
    for (const key of [{ country: 'CN' }, { organisation: 'huawei' }]) {
      const found = await read(store, key);
      expect(found.owned).toMatchObject([
        { organisation: 'futurewei', owner: 'huawei', sign: 1, before: 0, now: 6, points: 15 },
      ]);
      expect(ownedWords(found)).toMatch(
        /−5\.0 points, by its ultimate parent on that day \+10\.0: owners make \+15\.0 of it/,
      );
    }
    const american = await read(store, { country: 'US' });
    expect(american.owned).toMatchObject([{ organisation: 'futurewei', sign: -1, points: -15 }]);
  });

  it('stands under every rule and counting where it does', async () => {
    const found = await read(store, { organisation: 'cisco' });
    expect(standsWords(found)).toBe(
      'Between 2017 and 2019, of what is known, the share of Cisco rose by 5.0 points under every rule and every counting. ' +
        'The unknown could reverse it.',
    );
  });

  it('says that the unknown cannot turn it round where that is so, and under how many ways to count it can', async () => {
    const found = await read(store, { organisation: 'cisco' });
    const part = (unknown: number) => ({ value: 0, share: 0, unknown, highest: unknown });
    const sure = {
      ...found,
      told: found.told.map((one) => ({ ...one, lowest: 1, before: part(0), now: part(0) })),
    };
    expect(standsWords(sure)).toBe(
      'Between 2017 and 2019 the share of Cisco rose by 5.0 points under every rule and every counting. Whatever the unknown is, it goes that way.',
    );
    const some = { ...found, told: found.told.map((one, at) => (at === 0 ? one : { ...one, lowest: 1 })) };
    expect(standsWords(some)).toMatch(/The unknown could reverse 1 of these 8 ways to count\.$/);
  });

  it('calls countries as a sentence does, and tells none of a span that is not read or not whole', async () => {
    const found = await read(store, { country: 'US' });
    expect(standsWords(found)).toMatch(/the share of the United States /);
    const read2018 = { ...found, asOf: '2026-11-25', newest: '2018-06-01' };
    expect(standsWords(read2018)).toBe(
      'Not to be compared: nothing of 2019 is read, what is counted ends in June 2018.',
    );
    expect(standsWords({ ...found, asOf: '2026-11-25', newest: '2019-06-01' })).toMatch(
      /etween 2017 and 2019 \(counted only to June 2019\), of what is known, /,
    );
  });

  it('is not told of fewer than thirty documents', async () => {
    const few = await read(store, { country: 'CN', to: '2019-02-28' });
    expect(few.isFew).toBe(true);
    expect(standsWords(few)).toMatch(
      /^Too few to compare: 40 documents in 2017, 0 in 2019-01-01 to 2019-02-28/,
    );
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

  it.each([{ country: 'CN' }, { country: 'FR' }, { organisation: 'huawei' }, { organisation: 'nokia' }])(
    'every share is the one its measure gives, and owners add up: %o',
    async (key) => {
      const given = { ...key, from: '2018-01-01', to: '2022-06-30', against: '2013-01-01..2017-06-30' };
      const found = await read(store, given);
      const metric = found.dimension === 'country' ? authorshipByCountry : authorshipByOrganisation;
      for (const { rule, count, now, before, points } of found.told) {
        const params = { ...spans, ...given, country: null, organisation: null, rule, count };
        const reading = await metric.read(store, params);
        const row = reading.rows.find((one) => one.key === found.key);
        const unknown = reading.rows.find((one) => one.key === null);
        const what = `${rule} ${count}`;
        expect(now.value, what).toBeCloseTo(row?.value ?? 0);
        expect(before.value, what).toBeCloseTo(row?.more?.before ?? 0);
        expect(points, what).toBeCloseTo(row?.more?.points ?? Number.NaN);
        expect(now.unknown, what).toBeCloseTo(unknown?.more?.share ?? 0);
        expect(before.unknown, what).toBeCloseTo(unknown?.more?.shareBefore ?? 0);
      }
      const of = (rule: string) =>
        found.told.find((one) => one.rule === rule && one.count === 'fractional')?.points ?? Number.NaN;
      const owned = found.owned.reduce((sum, one) => sum + one.points, 0);
      expect(owned).toBeCloseTo(of('parent') - of('employer'));
    },
  );

  it('the ways of attending add up to the difference of all attendances', async () => {
    const found = await read(store, {
      ...{ country: 'FR', from: '2014-01-01', to: '2015-12-31', against: '2011-01-01..2012-12-31' },
    });
    const modes = found.attendance?.modes ?? [];
    const [before, now] = [found.attendance?.before ?? 0, found.attendance?.now ?? 0];
    expect(Math.min(before, now)).toBeGreaterThan(1000);
    const sum = (which: 'before' | 'now') => modes.reduce((all, one) => all + (one[which] ?? Number.NaN), 0);
    const points = modes.reduce((all, one) => all + (one.points ?? Number.NaN), 0);
    expect(points).toBeCloseTo(100 * (sum('now') / now - sum('before') / before));
  });

  it('is an answer of the API, which refuses what is not one country or organisation and two spans', async () => {
    const query = 'country=cn&from=2018&to=2022&against=previous';
    const found = await askJson<Difference & { answer: string }>(difference, `/api/v1/difference?${query}`);
    expect(found).toMatchObject({ key: 'CN', label: 'China', isFew: false });
    expect(found.answer).toMatch(/^It depends on rule and counting/);
    const refusal = async (asked: string) => {
      const response = await ask(difference, `/api/v1/difference?${asked}`);
      return [response.status, ((await response.json()) as { detail: string }).detail];
    };
    expect(await refusal('country=CN')).toEqual([400, expect.stringContaining('two spans')]);
    expect(await refusal(`${query}&organisation=huawei`)).toEqual([
      400,
      expect.stringContaining('one country'),
    ]);
    expect(await refusal('from=2018&to=2022&against=previous')).toEqual([
      400,
      expect.stringContaining('one country or one organisation'),
    ]);
  });
});
