import { describe, expect, it } from 'vitest';
import { resolveItuSource } from '#entities/itu-source.ts';
import { lists } from '#entities/organisation.ts';

const on = '2023-03-06';
const of = (text: string, day = on) => {
  const { role, country, parts } = resolveItuSource(text, day);
  return [role, country, parts.map((part) => part.organisation).join('+') || null] as const;
};
const byId = new Map(lists.organisations.map((row) => [row.id, row]));

describe('a regional body', () => {
  it.each([
    ['APT', 'asia-pacific-telecommunity'],
    ['Asia-Pacific Telecommunity Member Administrations', 'asia-pacific-telecommunity'],
    ['APT Member Administrations', 'asia-pacific-telecommunity'],
    ['RCC Administrations', 'rcc'],
    ['RCC Member Administrations', 'rcc'],
    ['RCC states', 'rcc'],
    ['CEPT Administrations', 'cept'],
    ['European Common Proposals', 'cept'],
    ['Member States of the Inter-American Telecommunication Commission (CITEL)', 'citel'],
    ['ATU Member States', 'african-telecommunications-union'],
    ['Administrations of the African Telecommunications Union', 'african-telecommunications-union'],
    ['Arab States', 'league-of-arab-states'],
    ['League of Arab States', 'league-of-arab-states'],
    ['Arab States Administrations', 'league-of-arab-states'],
    ['European Commission', 'european-commission'],
  ])('%s is one, and no country', (text, id) => {
    expect(of(text)).toEqual(['source', null, id]);
    expect(byId.get(id)).toMatchObject({ kind: 'regional-body', country: null, international: true });
  });

  it.each([
    'European states',
    'European Member States',
    'African states',
    'Huawei Members',
    'Some Administrations',
  ])('%s names none: nobody can say who these are', (text) => {
    expect(of(text)[2]).toBeNull();
  });
});
