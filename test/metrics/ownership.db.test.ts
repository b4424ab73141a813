import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import type { Metric, Rule } from '#metrics/contract.ts';
import { listDocuments } from '#metrics/documents.ts';
import { defaultsOf } from '#metrics/params.ts';
import type { Store } from '#prisma/client.ts';
import { replaceLists } from '#prisma/lists.ts';
import { renewSums } from '#prisma/sums.ts';
import { listRows } from '#scrapers/lists.ts';
import { insertDocuments, insertLists } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  const signed = (id: string, published: string) => ({
    id,
    published,
    authors: [{ country: 'DE', organisations: ['futurewei'] }],
  });
  await insertDocuments(store, [
    signed('rfc2999', '2000-12-31'),
    signed('rfc3000', '2001-01-01'),
    signed('rfc8777', '2020-04-01'),
  ]);
});
afterAll(() => store.close());

const keys = async (metric: Metric, rule: Rule) => {
  const { rows } = await metric.read(store, { ...defaultsOf('ietf'), rule });
  return Object.fromEntries(rows.map(({ period, key }) => [period, key]));
};

describe('Futurewei, a subsidiary of Huawei since 2001', () => {
  it.each<[Rule, string, string, string]>([
    ['declared', 'DE', 'DE', 'DE'],
    ['employer', 'US', 'US', 'US'],
    ['parent', 'US', 'CN', 'CN'],
  ])(
    'counts, under the rule %s, for %s before and for %s on its first day and later',
    async (rule, before, first, later) => {
      expect(await keys(authorshipByCountry, rule)).toEqual({ 2000: before, 2001: first, 2020: later });
    },
  );

  it('keeps its own name on its documents, but for its owner’s under the rule parent once it had one', async () => {
    const own = { 2000: 'futurewei', 2001: 'futurewei', 2020: 'futurewei' };
    expect(await keys(authorshipByOrganisation, 'declared')).toEqual(own);
    expect(await keys(authorshipByOrganisation, 'employer')).toEqual(own);
    expect(await keys(authorshipByOrganisation, 'parent')).toEqual({
      ...own,
      2001: 'huawei',
      2020: 'huawei',
    });
  });
});

describe('a merger', () => {
  it('can be undone, and every number follows: by country, by organisation and in the rows behind them', async () => {
    const params = { ...defaultsOf('ietf'), rule: 'parent', by: 'all' } as const;
    const numbers = async () => {
      const sums = [];
      for (const metric of [authorshipByCountry, authorshipByOrganisation]) {
        const { rows } = await metric.read(store, params);
        sums.push(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
      }
      const { documents } = await listDocuments(store, { ...params, organisation: 'huawei' }, 10, null);
      return { sums, behind: documents.map(({ id }) => id) };
    };
    const merged = {
      sums: [
        { US: 1, CN: 2 },
        { futurewei: 1, huawei: 2 },
      ],
      behind: ['rfc8777', 'rfc3000'],
    };
    expect(await numbers()).toEqual(merged);

    const lists = listRows();
    const apart = (rows: typeof lists) => ({
      ...rows,
      ownership: rows.ownership.filter(({ child }) => child !== 'futurewei'),
      ultimate_parent: rows.ultimate_parent.filter(({ child }) => child !== 'futurewei'),
    });
    await replaceLists(store, apart(lists));
    await renewSums(store);
    expect(await numbers()).toEqual({ sums: [{ US: 3 }, { futurewei: 3 }], behind: [] });

    await replaceLists(store, lists);
    await renewSums(store);
    expect(await numbers()).toEqual(merged);
  });
});
