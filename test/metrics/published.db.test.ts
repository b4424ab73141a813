import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countries } from '#entities/countries.ts';
import { type Store, sql } from '#prisma/client.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources } from '#scrapers/sources.ts';
import { loadStarter } from '#scrapers/starter.ts';
import * as metric from '../../app/api/v1/metrics/[id]/route.ts';
import { askJson, serveFrom } from '../api.ts';
import { freshDatabase } from '../database.ts';

/** Share of RFC authors with a known country, in whole percent: C. Perkins, csperkins.org, 4 November 2021. */
const published = {
  2001: { 'North America': 75, Europe: 17, Asia: 6 },
  2020: { 'North America': 44, Europe: 40, Asia: 14 },
} as const;
type Year = keyof typeof published;
type Region = keyof (typeof published)[Year];

const regionOf = new Map(countries.map(({ code, region }) => [code, region]));

/** Percent of what has a country, by region. */
function shares(counted: { country: string | null; value: number }[]): (region: Region) => number {
  const known = counted.filter(({ country }) => country !== null);
  const sum = (rows: typeof known) => rows.reduce((total, { value }) => total + value, 0);
  return (region) =>
    (100 * sum(known.filter(({ country }) => regionOf.get(country ?? '') === region))) / sum(known);
}

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await describeSources(store);
  await syncLists(store);
  await loadStarter(store);
  serveFrom(store);
});
afterAll(() => store.close());

const countedByCountry = async (year: Year) => {
  const { rows } = await askJson<{ rows: { key: string | null; value: number }[] }>(
    metric,
    `/api/v1/metrics/authorship-by-country?from=${year}&to=${year}&count=complete&rule=declared`,
    { id: 'authorship-by-country' },
  );
  return rows.map(({ key, value }) => ({ country: key, value }));
};
const authorships = async (year: Year) => shares(await countedByCountry(year));
const printedNames = async (year: Year) =>
  shares(
    await store.query<{ country: string | null; value: number }>(sql`
      select distinct authorship.name, authorship.country, 1 as value
      from authorship join document on document.id = authorship.document_id
      where document.kind = 'rfc' and extract(year from document.published) = ${year}`),
  );

describe('the shares published in 2021', () => {
  it.each([
    [2020, 'North America'],
    [2020, 'Europe'],
    [2020, 'Asia'],
    [2001, 'Europe'],
    [2001, 'Asia'],
  ] as const)('are met within two points counting every authorship: %d, %s', async (year, region) => {
    expect(Math.abs((await authorships(year))(region) - published[year][region])).toBeLessThanOrEqual(2);
  });

  it.each([
    [2001, 'North America'],
    [2001, 'Europe'],
    [2001, 'Asia'],
    [2020, 'North America'],
    [2020, 'Europe'],
    [2020, 'Asia'],
  ] as const)(
    'are met within two points counting each printed name and country once: %d, %s',
    async (year, region) => {
      expect(Math.abs((await printedNames(year))(region) - published[year][region])).toBeLessThanOrEqual(2);
    },
  );

  it('are missed by six authorships for North America in 2001, where few names wrote much of the series', async () => {
    const counted = await countedByCountry(2001);
    const sum = (is: (region: string | undefined) => boolean) =>
      counted
        .filter(({ country }) => is(country === null ? undefined : regionOf.get(country)))
        .reduce((total, { value }) => total + value, 0);
    const known = sum((region) => region !== undefined);
    const american = sum((region) => region === 'North America');
    // docs/method.md quotes these counts.
    expect([
      american,
      sum((region) => region === 'Europe'),
      sum((region) => region === 'Asia'),
      known,
    ]).toEqual([403, 81, 29, 518]);
    expect(sum((region) => region === undefined)).toBe(27);
    const highest = published[2001]['North America'] + 2;
    expect((100 * american) / (known + 5)).toBeGreaterThan(highest);
    expect((100 * american) / (known + 6)).toBeLessThanOrEqual(highest);
    expect(shares(counted)('North America') - (await printedNames(2001))('North America')).toBeGreaterThan(
      1.5,
    );
  });
});
