import { describe, expect, it } from 'vitest';
import { knownMembers, splitMembers } from '#entities/member-list.ts';

const isKnown = knownMembers([
  'Example Telecom Co., Ltd.',
  'Société Exemple S.A.',
  'Ministry of Posts, Utopia',
]);
const split = (printed: string) =>
  splitMembers(printed, isKnown).map(({ text, isKnown }) => (isKnown ? text : `? ${text}`));

describe('supporting members joined by commas', () => {
  it.each([
    ['one name', 'China Mobile', ['China Mobile']],
    [
      'names of the lists',
      'China Mobile, Huawei Technologies Co., Ltd., ZTE Corporation',
      ['China Mobile', 'Huawei Technologies Co., Ltd.', 'ZTE Corporation'],
    ],
    [
      'states, one with a comma',
      'China, Hong Kong, China, Korea (Republic of)',
      ['China', 'Hong Kong, China', 'Korea (Republic of)'],
    ],
    [
      'names that contributions print one by one',
      'Ministry of Posts, Utopia, Example Telecom Co., Ltd., Société Exemple S.A.',
      ['Ministry of Posts, Utopia', 'Example Telecom Co., Ltd.', 'Société Exemple S.A.'],
    ],
    ['nothing', '', []],
  ])('are parted: %s', (_what, printed, names) => {
    expect(split(printed)).toEqual(names);
  });

  it('stay together as printed where no list knows them, between those that are known', () => {
    expect(split('Unheard Networks, Ltd., Nobody Ever, China Mobile, Another One, S.A.')).toEqual([
      '? Unheard Networks, Ltd., Nobody Ever',
      'China Mobile',
      '? Another One, S.A.',
    ]);
  });

  it('are not parted at a comma inside brackets', () => {
    expect(split('Unheard (Asia, Pacific), China Mobile')).toEqual([
      '? Unheard (Asia, Pacific)',
      'China Mobile',
    ]);
  });

  it('credit nobody with two names of which one is known', () => {
    expect(isKnown('Huawei, Unheard Networks')).toBe(false);
  });
});
