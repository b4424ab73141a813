import { describe, expect, test } from 'vitest';
import type { KnownAuthor } from '#scrapers/ietf/rfc-names.ts';
import { parseRfcText } from '#scrapers/ietf/rfc-text.ts';

const known = (...names: string[]): KnownAuthor[] => names.map((name) => ({ name, role: 'author' }));

/** A heading as RFCs print it: labels left, names and organisations flush right at column 72. */
const heading = (...rows: [string, string][]) =>
  rows.map(([left, right]) => left + right.padStart(72 - left.length)).join('\n');

const short = (text: string, ...names: string[]) =>
  parseRfcText(text, known(...names)).authors.map((one) => [one.name, one.affiliation, one.country]);

describe('who wrote an RFC', () => {
  test('names stand above the organisation they share, in the order of the page', () => {
    const text = heading(
      ['Network Working Group', 'A. Able'],
      ['Request for Comments: 1', 'B. Baker'],
      ['Category: Informational', 'Example Networks, Inc.'],
      ['', 'C. Clark, Ed.'],
      ['', 'W3C'],
      ['', 'May 1999'],
    );
    expect(short(text, 'C. Clark', 'A. Able', 'B. Baker')).toEqual([
      ['A. Able', 'Example Networks, Inc.', null],
      ['B. Baker', 'Example Networks, Inc.', null],
      ['C. Clark', 'W3C', null],
    ]);
    expect(parseRfcText(text, known('C. Clark', 'A. Able', 'B. Baker')).authors[2]?.role).toBe('editor');
  });

  test('a line left empty under a name states no organisation', () => {
    const text = heading(
      ['Independent Submission', 'A. Able, Ed.'],
      ['Request for Comments: 9999', ''],
      ['Category: Informational', 'B. Baker'],
      ['ISSN: 2070-1721', 'Example Institute'],
      ['', 'May 2022'],
    );
    const address =
      "\n\n   Some Title\n\nAuthors' Addresses\n\n   Able Able (editor)\n   Springfield\n\n   Bea Baker\n   Example Institute\n   Germany\n";
    expect(short(text + address, 'A. Able', 'B. Baker')).toEqual([
      ['A. Able', null, null],
      ['B. Baker', 'Example Institute', 'DE'],
    ]);
  });

  test('the page spells a name otherwise than the index, and the page wins', () => {
    const text = heading(
      ['Network Working Group', 'A. Abel'],
      ['Request for Comments: 1', 'Example Corp'],
      ['', 'J. van den Bergh'],
      ['', 'May 2001'],
    );
    expect(short(text, 'A. Able', 'J. vandenBergh').map(([name]) => name)).toEqual([
      'A. Abel',
      'J. van den Bergh',
    ]);
  });

  test('an author whom the index leaves out is one, an author of the previous version is none', () => {
    const text = heading(
      ['Network Working Group', 'A. Able'],
      ['Request for Comments: 1', 'Example Corp'],
      ['Category: Experimental', 'C. Clark'],
      ['', 'Sample College'],
      ['', 'May 2001'],
    );
    expect(short(text, 'A. Able')).toEqual([
      ['A. Able', 'Example Corp', null],
      ['C. Clark', 'Sample College', null],
    ]);
    const version = heading(
      ['Network Working Group', 'A. Able'],
      ['Request for Comments: 1', '(Editor of this version)'],
      ['Category: Experimental', 'C. Clark'],
      ['', '(Author of previous version)'],
      ['', 'Example Corp'],
      ['', 'May 2001'],
    );
    expect(short(version, 'A. Able')).toEqual([['A. Able', 'Example Corp', null]]);
  });

  test('a name and its organisation on one line, joined by a dash, a comma or a bracket', () => {
    for (const line of [
      'A. Able - Example',
      'A. Able, Example',
      'A. Able (Example)',
      'A. Able (ABLE) Example',
    ]) {
      const text = heading(['Network Working Group', line], ['Request for Comments: 1', '1 May 1971']);
      expect(short(text, 'A. Able'), line).toEqual([['A. Able', 'Example', null]]);
    }
  });

  test('a title page names the authors, then their institute with its address', () => {
    const centred = (words: string) => ' '.repeat(Math.floor((72 - words.length) / 2)) + words;
    const text = [
      'A TRANSFER PROTOCOL',
      '',
      'Anna Able',
      '',
      'and',
      '',
      'Bert B. Baker',
      'RFC 799',
      'May 1981',
      '',
      'Example Sciences Institute',
      'University of Example',
      '1 Harbour Way',
      'Los Angeles, California  90001',
    ].map(centred);
    expect(short(text.join('\n'), 'A. Able', 'B.B. Baker')).toEqual([
      ['Anna Able', 'Example Sciences Institute, University of Example', 'US'],
      ['Bert B. Baker', 'Example Sciences Institute, University of Example', 'US'],
    ]);
  });

  test('addresses in two columns keep to their own side', () => {
    const text = `${heading(
      ['Network Working Group', 'A. Able'],
      ['Request for Comments: 1', 'B. Baker'],
      ['', 'May 1995'],
    )}

Authors' Addresses

   Anna Able                       Bert Baker
   Example Corp                    Sample College
   Kista                           Ottawa, ON K1A 0B1
   Sweden                          Canada
`;
    expect(short(text, 'A. Able', 'B. Baker')).toEqual([
      ['A. Able', 'Example Corp', 'SE'],
      ['B. Baker', 'Sample College', 'CA'],
    ]);
  });

  test('a family name printed first is found in the addresses', () => {
    const text = `${heading(
      ['Network Working Group', 'M. Yamada'],
      ['Request for Comments: 1', 'Example KK'],
      ['', 'May 2005'],
    )}

Author's Address

   Comments should be sent to the author.

   YAMADA Makoto
   Example KK
   Tokyo
   Japan
`;
    expect(short(text, 'M. Yamada')).toEqual([['M. Yamada', 'Example KK', 'JP']]);
  });

  test('a name in two scripts is given in Latin letters', () => {
    const text = heading(
      ['Internet Engineering Task Force (IETF)', '山田 (M. Yamada)'],
      ['Request for Comments: 9998', '例 (Example KK)'],
      ['', 'May 2022'],
    );
    expect(short(text, 'M. Yamada')).toEqual([['M. Yamada', 'Example KK', null]]);
  });

  test('a mailbox, a street, a date or a heading is never an organisation', () => {
    const text = `${heading(
      ['Network Working Group', 'A. Able (ABLE@HOST)'],
      ['Request for Comments: 1', 'May 1975'],
    )}

Author's Address

   Anna Able
   Beispielstrasse 9
   Bern
   Switzerland
`;
    expect(short(text, 'A. Able')).toEqual([['A. Able', null, 'CH']]);
  });

  test('an author not named in the text keeps the name of the index, and a note says so', () => {
    const { authors, notes } = parseRfcText('Nothing here.', known('A. Able'));
    expect(authors).toMatchObject([{ name: 'A. Able', affiliation: null, country: null }]);
    expect(notes).toEqual(['A. Able: not found in the text, name from the index']);
  });
});
