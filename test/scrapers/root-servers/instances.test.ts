import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Reader } from '#scrapers/contract.ts';
import { rootInstancesFrom } from '#scrapers/root-servers/instances.ts';
import { countryOfSite, parseLetterFile } from '#scrapers/root-servers/letter-file.ts';
import { lengthen } from '#scrapers/root-servers/spans.ts';
import { readStarterSpans, starterPath } from '#scrapers/root-servers/starter.ts';

const spans = readStarterSpans(
  readFileSync(join(import.meta.dirname, '..', '..', '..', starterPath), 'utf8'),
  null,
);
const on = (day: string) => spans.filter(({ from, to }) => (from ?? '') <= day && (to === null || day < to));
const sum = (day: string) => on(day).reduce((total, { instances }) => total + (instances ?? 0), 0);
const sites = (day: string) => on(day).reduce((total, { sites }) => total + (sites ?? 0), 0);

describe('root-server instances', () => {
  it('add up to what was published: 1,553 on 2022-09-17; 458 instances at 431 sites on 2015-03-02', () => {
    expect(sum('2022-09-17')).toBe(1553);
    expect([sum('2015-03-02'), sites('2015-03-02')]).toEqual([458, 431]);
  });

  it('do not jump on 2020-09-16, when the archive swapped the words Sites and Instances', () => {
    const [before, after] = [sum('2020-09-15'), sum('2020-09-16')];
    expect(Math.abs(after - before) / before).toBeLessThan(0.05);
    expect(Math.abs(sites('2020-09-16') - sites('2020-09-15')) / sites('2020-09-15')).toBeLessThan(0.05);
  });

  it('stand in Norway on every day of the archives', () => {
    for (const day of ['2015-03-02', '2018-06-30', '2020-09-16', '2024-09-02'])
      expect(on(day).filter(({ country }) => country === 'NO').length, day).toBeGreaterThan(0);
  });

  it('have a country each, but for the few whose file names none', () => {
    const unknown = spans.filter(({ country }) => country === null);
    expect(new Set(unknown.map(({ country_text }) => country_text))).toEqual(new Set(['', 'NorthAmerica']));
    expect(unknown.length).toBeLessThan(10);
  });

  const file = (list: string, count: string, entries: string) =>
    `ASN: 1\nOperator: An Operator\n${list}:\n${entries.replaceAll('COUNT', count)}`;
  const site = (country: string, more = '') => `- Country: ${country}\n  Town: Here\n  COUNT: 2\n${more}`;

  it('are read where a country is written NO, which YAML 1.1 takes for false', () => {
    const { towns } = parseLetterFile(file('Sites', 'Instances', site('NO')), 'a file');
    expect(towns).toEqual([{ countryText: 'NO', country: 'NO', town: 'Here', sites: 1, instances: 2 }]);
  });

  it('are read from both forms of the file, without the decommissioned', () => {
    const old = parseLetterFile(file('Instances', 'Sites', site('USA')), 'a file');
    const late = parseLetterFile(
      file('Sites', 'Instances', site('US') + site('US', '  Status: decommissioned\n')),
      'a file',
    );
    expect(old.towns).toMatchObject([{ country: 'US', sites: 1, instances: 2 }]);
    expect(late.towns).toMatchObject([{ country: 'US', sites: 1, instances: 2 }]);
  });

  it.each([
    ['an unknown key', `${file('Sites', 'Instances', site('US'))}Extra: 1\n`, /Extra/],
    ['an empty list', 'ASN: 1\nOperator: An Operator\nSites: []\n', /no entry/],
    ['a list of another name', file('Locations', 'Instances', site('US')), /Locations/],
    ['a count that is no number', file('Sites', 'Sites', site('US')), /Instances.*undefined/s],
    ['a status nobody knows', file('Sites', 'Instances', site('US', '  Status: paused\n')), /paused/],
  ])('are refused from a file with %s', (_, text, error) => {
    expect(() => parseLetterFile(text, 'a file')).toThrow(error);
  });

  it('know the codes that meant something else, and take no state for a country', () => {
    expect(countryOfSite('AN', 'Philipsburg')).toBe('SX');
    expect(countryOfSite('TU', 'Tunis')).toBe('TN');
    expect(countryOfSite('TU', 'Elsewhere')).toBeNull();
    expect(countryOfSite('CA', 'Toronto')).toBe('CA');
  });

  it('last until the file in which they are gone, changed or back', () => {
    const town = (instances: number) => ({
      countryText: 'SE',
      country: 'SE',
      town: 'Here',
      sites: 1,
      instances,
    });
    const at = (day: string, ...towns: ReturnType<typeof town>[]) => ({
      letter: 'i',
      day,
      pageId: null,
      towns,
    });
    const made = lengthen(
      lengthen([], [at('2020-01-01', town(1)), at('2020-02-01', town(1)), at('2020-03-01', town(2))]),
      [at('2020-05-01', town(3)), at('2020-04-01')],
    );
    expect(made.map(({ from, to, instances }) => [from, to, instances])).toEqual([
      ['2020-01-01', '2020-03-01', 1],
      ['2020-03-01', '2020-04-01', 2],
      ['2020-05-01', null, 3],
    ]);
  });

  it('are as of the last file where the archives have no newer one, whatever day they are read', async () => {
    const listing = '<a href="2024/">2024/</a>';
    const read = async (url: string) => ({ id: 1, url, text: listing, fetchedAt: new Date() });
    const source = rootInstancesFrom({ base: true, named: [], months: [], allMonths: false });
    const gathered = await source.gather({ read, progress: () => {} } as unknown as Reader);
    expect(gathered?.asOf).toBe('2024-09-02');
    expect(gathered?.rows.instance).toHaveLength(spans.length);
  });
});
