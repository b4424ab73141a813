import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lists } from '#entities/organisation.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { counts, type Params, periods } from '#metrics/contract.ts';
import { defaultsOf } from '#metrics/params.ts';
import { openStore, type Store } from '#prisma/client.ts';
import { answerOf } from '../../app/_charts/answer.ts';
import { overTime } from '../../app/_charts/shape.ts';
import { insertDocuments, insertLists } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  const organisations = lists.organisations.slice(0, 150).map((one) => one.id);
  await insertDocuments(
    store,
    // Some of 150 write much, most little; in every third year the order is another.
    Array.from({ length: 900 }, (_, at) => {
      const year = 2001 + (at % 9);
      const place = Math.floor(((at * 7919) % 900) ** 2 / 5400);
      const own = organisations[(place + (year % 3 ? 0 : 40)) % 150] ?? '';
      return {
        id: `rfc${at + 1}`,
        published: `${year}-0${1 + (at % 4)}-01`,
        authors: [{ country: 'DE', organisations: [own] }, at % 5 ? { organisations: ['nokia', own] } : {}],
      };
    }),
  );
});
afterAll(() => store.close());

describe('a figure over time', () => {
  it('draws and says from its largest rows what it would from all of them, which are many more', async () => {
    for (const metric of [authorshipByOrganisation, authorshipByCountry])
      for (const count of counts)
        for (const by of periods.filter((one) => one !== 'all')) {
          const params: Params = { ...defaultsOf('ietf'), rule: 'employer', count, by };
          const all = await metric.read(store, params);
          const largest = await metric.read(store, params, 'largest');
          const where = `${metric.id} ${count} ${by}`;
          if (metric === authorshipByOrganisation)
            expect(largest.rows.length, where).toBeLessThan(0.6 * all.rows.length);
          const [drawn, whole] = [largest, all].map((reading) => overTime(metric, reading, params));
          expect(drawn?.series, where).toEqual(whole?.series);
          expect(rounded(drawn?.points), where).toEqual(rounded(whole?.points));
          expect(answerOf(metric, params, largest), where).toBe(answerOf(metric, params, all));
          expect(largest.total).toBe(all.total);
          expect(largest.unknown).toBeCloseTo(all.unknown);
          expect(largest.notes).toEqual(all.notes);
        }
  });

  it('is summed once, and anew when another process has saved a document', async () => {
    const asked: string[] = [];
    const counting: Store = {
      ...store,
      query: (statement) => {
        asked.push(statement.text);
        return store.query(statement);
      },
    };
    const params: Params = { ...defaultsOf('ietf'), rule: 'employer' };
    const draw = async () => {
      asked.length = 0;
      const { rows } = await authorshipByOrganisation.read(counting, params, 'largest');
      return { rows, times: asked.filter((text) => text.includes('rows with ties')).length };
    };
    const first = await draw();
    const second = await draw();
    expect([first.times, second.times]).toEqual([1, 0]);
    expect(second.rows).toEqual(first.rows);
    const elsewhere = openStore(store.url);
    await insertDocuments(
      elsewhere,
      [{ id: 'rfc9999', published: '2009-02-01', authors: [{ organisations: ['nokia'] }] }],
      'another test',
    );
    await elsewhere.close();
    const third = await draw();
    expect(third.times).toBe(1);
    const nokia = ({ rows }: typeof first) =>
      rows.find((row) => row.period === '2009' && row.key === 'nokia')?.documents ?? 0;
    expect(nokia(third)).toBe(nokia(first) + 1);
  });
});

const rounded = (points: ReturnType<typeof overTime>['points'] | undefined) =>
  points?.map((point) => ({ ...point, shares: point.shares.map((share) => share?.toFixed(9)) }));
