import { describe, expect, test } from 'vitest';
import { country } from '#entities/countries.ts';
import {
  createResolver,
  foldOrganisation,
  kinds,
  lists,
  resolveOrganisations,
  ultimateParent,
} from '#entities/organisation.ts';

const of = (text: string, beside: string | null = null, on: string | null = '2015-06-01') =>
  resolveOrganisations(text, { country: beside, on }).map((part) => part.organisation ?? part.kind);

describe('which organisation a printed affiliation names', () => {
  test('case, punctuation and legal endings make no other firm', () => {
    for (const spelling of [
      'Huawei',
      'HUAWEI',
      'Huawei Technologies',
      'Huawei Technologies Co., Ltd',
      'Huawei Technologies Co. Ltd.',
    ])
      expect(of(spelling), spelling).toEqual(['huawei']);
    for (const spelling of ['ZTE', 'ZTE Corporation']) expect(of(spelling), spelling).toEqual(of('ZTE'));
  });

  test('Futurewei belonged to Huawei, and stays a firm of its own', () => {
    expect(of('Futurewei Technologies, Inc.', 'US')).toEqual(['futurewei']);
    expect(ultimateParent('futurewei', '2015-06-01')).toBe('huawei');
    expect(lists.organisations.find(({ id }) => id === 'futurewei')?.country).toBe('US');
  });

  test('the regulator of Burkina Faso is not that of France, and a bare ARCEP or ITRI is neither', () => {
    expect(of('ARCEP Burkina Faso')).toEqual(['arcep-burkina-faso']);
    expect(of('ARCEP', 'BF')).toEqual(['arcep-burkina-faso']);
    expect(of('ARCEP', 'FR')).toEqual(['arcep']);
    expect(of('ARCEP')).toEqual(['unresolved']);
    expect(of('ITRI', 'TW')).toEqual(['itri']);
    expect(of('ITRI')).toEqual(['unresolved']);
  });

  test('the regulator of Switzerland is not that of the United Kingdom', () => {
    expect(of('OFCOM', 'CH')).toEqual(['ofcom-switzerland']);
    expect(of('Ofcom', 'GB')).toEqual(['ofcom']);
    expect(of('Ofcom')).toEqual(['unresolved']);
  });

  test('one string may name several', () => {
    expect(of('8x8/Jitsi').sort()).toEqual(['8x8', 'jitsi']);
  });

  test('independent is a kind, unresolved is not independent', () => {
    expect(of('Independent')).toEqual(['individual']);
    expect(of('Consultant')).toEqual(['individual']);
    expect(of('Nobody Has Heard Of Ltd')).toEqual(['unresolved']);
  });

  test('an acquisition does not rewrite the past', () => {
    expect(ultimateParent('lucent-technologies', '2006-01-01')).toBe('lucent-technologies');
    expect(ultimateParent('lucent-technologies', '2010-01-01')).toBe('alcatel-lucent');
    expect(ultimateParent('lucent-technologies', '2018-01-01')).toBe('nokia');
    expect(ultimateParent('sun-microsystems', '2009-01-01')).toBe('sun-microsystems');
    expect(ultimateParent('sun-microsystems', '2011-01-01')).toBe('oracle');
  });

  test('a university is one, however short it is written', () => {
    expect(foldOrganisation('Univ. of Murcia')).toBe(foldOrganisation('University of Murcia'));
    expect(foldOrganisation('U. of Pennsylvania')).toBe(foldOrganisation('University of Pennsylvania'));
    expect(foldOrganisation('Cornell U.')).toBe(foldOrganisation('Cornell University'));
  });
});

describe('the lists', () => {
  const { names, ownership } = lists;
  // The administrations of the states are made from the list of countries.
  const organisations = lists.organisations.filter(({ kind }) => kind !== 'administration');
  const ids = new Set(lists.organisations.map(({ id }) => id));
  const sorted = (keys: string[]) => expect(keys).toEqual([...keys].sort());

  test('are sorted, and no organisation, spelling or name stands twice', () => {
    sorted(organisations.map(({ id }) => id));
    sorted(names.map((row) => `${row.spelling}\t${row.country}\t${row.from}`));
    sorted(ownership.map((row) => `${row.child}\t${row.from}`));
    expect(ids.size).toBe(lists.organisations.length);
    const spellings = names.map((row) => [foldOrganisation(row.spelling), row.country, row.from].join('|'));
    expect(spellings.filter((one, at) => spellings.indexOf(one) !== at)).toEqual([]);
    const own = organisations.map(({ name }) => foldOrganisation(name));
    expect(own.filter((one, at) => own.indexOf(one) !== at)).toEqual([]);
  });

  test('give every organisation a name, a kind, a country or none by nature, and a page that says so', () => {
    for (const { id, name, kind, country: code, international, source } of organisations) {
      expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(name.trim(), id).toBe(name);
      expect(name, id).not.toBe('');
      expect(kinds, id).toContain(kind);
      if (!international) expect(country(code ?? ''), `${id}: ${code}`).toBeDefined();
      expect(source, id).toMatch(/^https:\/\/\S+\.\S+/);
    }
  });

  test("hold the unions of a region's administrations and the five regional Internet registries to no country", () => {
    const one = (id: string) => organisations.find((row) => row.id === id);
    for (const id of [
      'african-telecommunications-union',
      'asia-pacific-telecommunity',
      'cept',
      'citel',
      'rcc',
    ])
      expect(one(id), id).toMatchObject({ kind: 'regional-body', country: null, international: true });
    for (const id of ['afrinic', 'apnic', 'arin', 'lacnic', 'ripe-ncc'])
      expect(one(id), id).toMatchObject({ kind: 'non-profit', country: null, international: true });
  });

  test('refer only to what they hold, with a reason on every row', () => {
    for (const row of names) {
      expect(ids, row.spelling).toContain(row.organisation);
      expect(row.spelling.trim(), row.organisation).not.toBe('');
      expect(row.why, row.spelling).not.toBe('');
      if (row.country) expect(country(row.country), row.spelling).toBeDefined();
    }
    for (const row of ownership) {
      expect(ids, row.child).toContain(row.child);
      expect(ids, row.child).toContain(row.parent);
      expect(row.source, row.child).toMatch(/^https:\/\//);
    }
  });

  test('lead from no name of an organisation to another, and beside its own country to itself', () => {
    for (const { id, name, country: code } of organisations)
      for (const on of ['1995-06-01', '2023-03-06']) {
        expect(of(name, code, on), `${name} (${on})`).toEqual([id]);
        expect([[id], ['unresolved']], `${name} alone (${on})`).toContainEqual(of(name, null, on));
      }
  });

  test('give no organisation as a name what names another beside the same country', () => {
    const owners = new Map(organisations.map((row) => [foldOrganisation(row.name), row.id]));
    const crossed = names.filter((row) => {
      const owner = owners.get(foldOrganisation(row.spelling));
      return owner !== undefined && owner !== row.organisation && !row.country && !row.from && !row.to;
    });
    expect(crossed).toEqual([]);
  });

  test('hold sixty changes of owner and more, none overlapping another of the same firm, none in a circle', () => {
    expect(ownership.length).toBeGreaterThanOrEqual(60);
    for (const [at, row] of ownership.entries()) {
      expect(row.from, row.child).toMatch(/^\d{4}-\d\d-\d\d$/);
      if (row.to) expect(row.to > row.from, row.child).toBe(true);
      const next = ownership[at + 1];
      if (next?.child === row.child) {
        expect(row.to, row.child).not.toBe('');
        expect(row.to <= next.from, row.child).toBe(true);
      }
      for (const day of [row.from, '2026-01-01']) expect(ids).toContain(ultimateParent(row.child, day));
    }
  });

  test('leave a spelling that fits two organisations unresolved', () => {
    const one = { name: 'Alpha', kind: 'company' as const, country: 'DE', international: false, source: '' };
    const resolve = createResolver({
      organisations: [
        { ...one, id: 'a' },
        { ...one, id: 'b', name: 'Alpha' },
      ],
      names: [],
      ownership: [],
    });
    expect(resolve('Beta', { country: null, on: null })[0]?.kind).toBe('unresolved');
  });
});
