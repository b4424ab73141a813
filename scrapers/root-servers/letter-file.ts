import { parse } from 'yaml';
import { country, countryNamed } from '#entities/countries.ts';
import { Unexpected } from '#lib/unexpected.ts';

/** One letter's sites in one town: how many entries stand in its file, and how many instances they sum up to. */
export interface TownSites {
  countryText: string;
  country: string | null;
  town: string;
  sites: number;
  instances: number;
}
export interface LetterFile {
  operator: string;
  towns: TownSites[];
}

const headKeys = [
  'ASN',
  'BGP Community Convention',
  'BGP Extended Community Convention',
  'BGP Large Community Convention',
  'Contact Email',
  'Homepage',
  'IPv4',
  'IPv6',
  'Identifier Naming Convention',
  'Operator',
  'Peering Policy',
  'RSSAC',
  'RSSAC001',
  'RSSAC002',
  'Statistics',
  'Updated',
];
const siteKeys = [
  'BGP Intermediate AS',
  'BGP Origin AS',
  'BGP Site Identifier',
  'Country',
  'Created',
  'ID',
  'IPv4',
  'IPv6',
  'Identifiers',
  'Instances',
  'Latitude',
  'Longitude',
  'Sites',
  'State',
  'Status',
  'Town',
  'Type',
  'Updated',
];

/** What the files wrote before 2020 and no list of country names holds. AN: they mean St. Maarten, not the Antilles. */
const spelled: Readonly<Record<string, string>> = {
  AN: 'SX',
  UK: 'GB',
  Ecaudor: 'EC',
  'Federated States of Micronesia': 'FM',
  'Palestinian Territory': 'PS',
};

/** ISO code of a country as the files write it; TU stands for Tunisia, beside Tunis only. */
export function countryOfSite(text: string, town: string): string | null {
  if (text === 'TU' && town === 'Tunis') return 'TN';
  const known = spelled[text];
  if (known) return known;
  return /^[A-Z]{2}$/.test(text) && country(text) ? text : countryNamed(text);
}

/**
 * Reads one letter's file. Until 2020-09-15 the list is called Instances and each entry counts Sites; since 2020-09-16
 * the list is called Sites and each entry counts Instances. Decommissioned entries are left out.
 * @throws Unexpected naming the place, on any key, type or status it does not know
 */
export function parseLetterFile(text: string, where: string): LetterFile {
  let file: unknown;
  try {
    // The core schema of YAML 1.2: NO is Norway, never false.
    file = parse(text, { version: '1.2', schema: 'core' });
  } catch (error) {
    throw new Unexpected(where, (error as Error).message, 'YAML');
  }
  if (!isMap(file)) throw new Unexpected(where, 'no mapping', 'the file of a root-server letter');
  const lists = ['Sites', 'Instances'].filter((key) => key in file);
  const [listKey] = lists;
  const unknown = Object.keys(file).find((key) => key !== listKey && !headKeys.includes(key));
  if (!listKey || lists.length > 1 || unknown)
    throw new Unexpected(
      where,
      unknown ?? lists.join(' and '),
      'one list, Sites or Instances, and known keys',
    );
  const countKey = listKey === 'Sites' ? 'Instances' : 'Sites';
  const list = file[listKey];
  if (!Array.isArray(list) || list.length === 0)
    throw new Unexpected(`${where} ${listKey}`, 'no entry', 'at least one');
  if (typeof file.Operator !== 'string' || !file.Operator)
    throw new Unexpected(`${where} Operator`, 'none', 'a name');
  const towns = new Map<string, TownSites>();
  const ids = new Set<string>();
  list.forEach((entry: unknown, at) => {
    const here = `${where} ${listKey} ${at + 1}`;
    const site = readSite(entry, countKey, here);
    if (site.id && ids.has(site.id)) throw new Unexpected(here, `the ID ${site.id} again`, 'every site once');
    if (site.id) ids.add(site.id);
    if (site.isGone) return;
    const key = `${site.countryText}\n${site.town}`;
    const known = towns.get(key);
    towns.set(key, {
      countryText: site.countryText,
      town: site.town,
      country: countryOfSite(site.countryText, site.town),
      sites: (known?.sites ?? 0) + 1,
      instances: (known?.instances ?? 0) + site.count,
    });
  });
  return { operator: file.Operator, towns: [...towns.values()] };
}

function readSite(entry: unknown, countKey: string, where: string) {
  if (!isMap(entry)) throw new Unexpected(where, 'no mapping', 'a site');
  const unknown = Object.keys(entry).find((key) => !siteKeys.includes(key));
  if (unknown) throw new Unexpected(where, `the key ${unknown}`, siteKeys.join(', '));
  const { Town: town, Country: countryText = '', Status: status = '', ID: id = '' } = entry;
  const count = entry[countKey];
  if (typeof town !== 'string' || !town) throw new Unexpected(`${where} Town`, String(town), 'a town');
  if (typeof countryText !== 'string')
    throw new Unexpected(`${where} Country`, String(countryText), 'a country in words');
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0)
    throw new Unexpected(`${where} ${countKey}`, String(count), 'a whole number');
  if (!['', 'operational', 'decommissioned'].includes(String(status)))
    throw new Unexpected(`${where} Status`, String(status), 'operational or decommissioned');
  return { town, countryText, count, isGone: status === 'decommissioned', id: String(id) };
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
