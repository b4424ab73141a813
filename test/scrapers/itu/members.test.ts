import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode } from '#lib/charset.ts';
import { ituMembers, parseMemberStates } from '#scrapers/itu/members.ts';
import { readerOf } from '../reader.ts';

const url = 'https://www.itu.int/online/mm/scripts/gensel8';
const fixture = readFileSync(
  join(import.meta.dirname, '..', '..', 'fixtures', 'itu', 'gensel8.html'),
  'utf8',
);
// As the server sends it: in windows-1252, said in the page and not in the header.
const html = decode(Buffer.from(fixture, 'latin1'), 'text/html', url);
const parse = (text: string) => parseMemberStates(text, url, 1);

describe('the list of member states', () => {
  it('gives name, region, symbol and day of entry, and none where none is printed', () => {
    expect(parse(html).map(({ page_id: _, ...row }) => Object.values(row))).toEqual([
      ['CTI', "Côte d'Ivoire (Republic of)", 'CI', 'D', '1960-12-23'],
      ['KOR', 'Korea (Republic of)', 'KR', 'E', '1952-01-31'],
      ['GEO', 'Georgia', 'GE', 'C', null],
      ['NOW', 'Land of Nowhere', null, null, null],
    ]);
  });

  it.each([
    ['a renamed column', html.replace('<th>Name', '<th>Member'), /the columns Member, Region/],
    [
      'a moved column',
      html.replace('<th>Name</th><th>Region</th>', '<th>Region</th><th>Name</th>'),
      /the columns Region, Name/,
    ],
    ['a column more', html.replace('</th></tr>', '</th><th>Extra</th></tr>'), /the columns .*Extra/],
    [
      'an error page',
      '<html><head><title>Error</title></head><body>Try later</body></html>',
      /a page "Error"/,
    ],
    ['a region nobody knows', html.replace('<td>D</td>', '<td>F</td>'), /the region F/],
    ['a date nobody knows', html.replace('1952/1/31', '31 January'), /the date/],
    ['two states of one symbol', html.replace('KOR', 'CTI'), /the symbol CTI twice/],
  ])('is refused with %s', (_what, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it.each([
    ['an error', 'missing' as const],
    ['an error page under 200', '<html><body><h1>Internal Server Error</h1></body></html>'],
  ])(
    'is read, and it is said so, where the list of sector members answers with %s',
    async (_what, answer) => {
      const gathered = await ituMembers.gather(
        readerOf({
          read: async (asked) => {
            const text = asked.endsWith('gensel90') ? answer : html;
            return text === 'missing' ? text : { id: 1, url: asked, text, fetchedAt: new Date('2026-01-01') };
          },
        }),
      );
      expect(gathered?.rows.member_state).toHaveLength(4);
      expect(gathered?.notes).toEqual([
        'no country of ours goes by the name Land of Nowhere',
        'the list of sector members (gensel90) answers with an error page, so no sector member is known from it',
      ]);
    },
  );
});
