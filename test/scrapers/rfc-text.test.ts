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

  test('on a title page a date, a sponsor, an abstract and empty lines may part the names from their organisation', () => {
    const centred = (words: string) => ' '.repeat(Math.floor((72 - words.length) / 2)) + words;
    const page = (...words: string[]) =>
      ['RFC 799', '', 'A REMOTE PROTOCOL', '', ...words].map(centred).join('\n');
    const dated = page(
      'Anna Able',
      '',
      '10 September 1979',
      '',
      '',
      '',
      '',
      'Example and Baker',
      '',
      '9 Harbour Way',
      '',
      'Boston, Massachusetts 02138',
    );
    expect(short(dated, 'A. Able')).toEqual([['Anna Able', 'Example and Baker', 'US']]);
    const sponsored = page(
      'by',
      '',
      'Anna Able',
      '',
      'Bert B. Baker',
      '',
      'Prepared for the',
      '',
      'Sponsoring Agency',
      '',
      'Reston, Virginia 22090',
      '',
      'under contract',
      '',
      'DCA100-76-C-0088',
      '',
      'Center for Examples',
      '',
      'University of Example',
      '',
      'Urbana, Illinois 61801',
    );
    expect(short(sponsored, 'A. Able', 'B.B. Baker').map(([, ...rest]) => rest)).toEqual([
      ['Center for Examples, University of Example', 'US'],
      ['Center for Examples, University of Example', 'US'],
    ]);
    const abstract = `${page('Anna Able')}\n\n     ABSTRACT:  This note describes the\n                features of a system at the University of Sample.\n\n\n${page('Department of Examples', '', 'Example College, London').split('\n').slice(4).join('\n')}`;
    expect(short(abstract, 'A. Able')).toEqual([
      ['Anna Able', 'Department of Examples, Example College, London', null],
    ]);
    const titled = `${heading(['Example Protocol', 'Anna Able'], ['RFC: 799', 'July 1974'])}\n\n${centred('The Example Protocol Specification')}\n\n   The text begins.\n`;
    expect(short(titled, 'A. Able')).toEqual([['Anna Able', null, null]]);
  });

  test('names above their organisation at the left of a page share it, with the institute it belongs to', () => {
    const text = [
      'Anna Able                                                 RFC 810',
      'Bert Baker                                           1 March 1982',
      'Network Information Center',
      'Example International',
      '',
      '              HOST TABLE',
    ].join('\n');
    expect(short(text, 'A. Able', 'B. Baker')).toEqual([
      ['Anna Able', 'Network Information Center, Example International', null],
      ['Bert Baker', 'Network Information Center, Example International', null],
    ]);
  });

  test('an organisation above the names is theirs where none stands below', () => {
    const text = heading(
      ['Network Working Group', 'University of Example'],
      ['RFC: 18', 'Anna Able'],
      ['', 'May 1969'],
    );
    expect(short(text, 'A. Able')).toEqual([['Anna Able', 'University of Example', null]]);
    const board = heading(
      ['Network Working Group', 'Example Architecture Board'],
      ['RFC: 1360', 'A. Able, Editor'],
      ['', 'May 1992'],
    );
    expect(short(board, 'A. Able')).toEqual([['A. Able', null, null]]);
  });

  test('a post in the group is no organisation: the line below is, or the address', () => {
    const text = heading(
      ['Network Working Group', 'A. Able, WG Chair'],
      ['RFC: 1425', 'Example University'],
      ['', 'B. Baker'],
      ['', 'Example, IAB Chair'],
      ['', 'C. Clark'],
      ['', 'IETF Chair'],
      ['', 'May 1993'],
    );
    const address =
      "\n\n   Some Title\n\nAuthors' Addresses\n\n   Carl Clark, IETF Chair\n   Sample Networks\n   Elmsford, NY\n";
    expect(short(text + address, 'A. Able', 'B. Baker', 'C. Clark')).toEqual([
      ['A. Able', 'Example University', null],
      ['B. Baker', 'Example', null],
      ['C. Clark', 'Sample Networks', 'US'],
    ]);
  });

  test('a name the index misspells keeps the organisation beside it, and one it leaves out is an author', () => {
    const text = heading(
      ['Network Working Group', 'Anna Able (Example)'],
      ['RFC: 56', 'Bob Flegel (Sample)'],
      ['', 'Eric Narslem, Rand'],
      ['', 'June 1970'],
    );
    expect(short(text, 'A. Able', 'R. Flegal', 'E. Harslem')).toEqual([
      ['Anna Able', 'Example', null],
      ['Bob Flegel', 'Sample', null],
      ['Eric Narslem', 'Rand', null],
    ]);
    const beside = heading(
      ['Network Working Group', 'Anna Able (EX-NMC)'],
      ['RFC: 433', 'Nora Baker (SMP)'],
      ['', 'May 1972'],
    );
    expect(short(beside, 'A. Able')).toEqual([
      ['Anna Able', 'EX-NMC', null],
      ['Nora Baker', 'SMP', null],
    ]);
    const swapped = heading(
      ['Network Working Group', 'Y. Abel, Ed.'],
      ['RFC: 5335', 'Example'],
      ['', 'May 2008'],
    );
    expect(short(swapped, 'A. Yang')).toEqual([['Y. Abel', 'Example', null]]);
    const left = heading(
      ['Network Working Group', 'Anna Able'],
      ['RFC: 357', 'University of Example'],
      ['', 'Bert Baker'],
      ['', 'UXA'],
      ['', 'Carl McClark'],
      ['', 'SAMPLE'],
      ['', 'June 1972'],
    );
    expect(short(left, 'A. Able')).toEqual([
      ['Anna Able', 'University of Example', null],
      ['Bert Baker', 'UXA', null],
      ['Carl McClark', 'SAMPLE', null],
    ]);
  });

  test('letters behind or below a name are a host, or only the initials', () => {
    const text = heading(['Network Working Group', 'Anna Able  ILL-ANTS'], ['RFC: 396', 'May 1973']);
    expect(short(text, 'A. Able')).toEqual([['Anna Able', 'ILL-ANTS', null]]);
    const initials = heading(
      ['Network Working Group', 'Anna E. Baker (AEB)'],
      ['RFC: 479', 'EX-ARC'],
      ['', 'C. Dean'],
      ['', 'CVD'],
      ['', 'May 1973'],
    );
    expect(short(initials, 'A.E. Baker', 'C. Dean')).toEqual([
      ['Anna E. Baker', 'EX-ARC', null],
      ['C. Dean', null, null],
    ]);
  });

  test('tabs part the two columns of a heading, and "Editors" below all names is of all', () => {
    const text = [
      'Network\tWorking\tGroup\t\t\t\t\t       A. Able',
      'Request\tfor Comments: 1632\t  Example National Laboratory',
      'FYI: 11\t\t\t\t\t\t\t      B. Baker',
      'Obsoletes: 1292\t\t\t\t\t  Sample Laboratories',
      'Category: Informational\t\t\t\t\t\tEditors',
      '\t\t\t\t\t\t\t\tMay 1994',
    ].join('\n');
    const { authors } = parseRfcText(text, known('A. Able', 'B. Baker'));
    expect(authors.map(({ affiliation, role }) => [affiliation, role])).toEqual([
      ['Example National Laboratory', 'editor'],
      ['Sample Laboratories', 'editor'],
    ]);
  });

  test("a registry's name is no number of the Network Information Center", () => {
    const text = heading(
      ['Internet Engineering Task Force (IETF)', 'A. Able'],
      ['RFC: 8771', 'nic.example GmbH'],
      ['', 'B. Baker'],
      ['', 'NIC-EX'],
      ['', 'C. Clark'],
      ['', 'RFC Series Editor'],
      ['', 'May 2020'],
    );
    expect(short(text, 'A. Able', 'B. Baker', 'C. Clark').map(([, affiliation]) => affiliation)).toEqual([
      'nic.example GmbH',
      'NIC-EX',
      'RFC Series Editor',
    ]);
    const numbered = heading(
      ['Network Working Group', 'A. Able'],
      ['RFC: 124', 'NIC #5840'],
      ['', 'April 1971'],
    );
    expect(short(numbered, 'A. Able')).toEqual([['A. Able', null, null]]);
  });

  test('what an author is there stands above the organisation, and a consultant is a kind of one', () => {
    const at = (...lines: string[]) =>
      short(
        `${heading(['Network Working Group', 'A. Able'], ['Category: Informational', 'June 1995'])}\n\n   Some Title\n\nAuthor's Address\n\n   Anna Able\n${lines.map((line) => `   ${line}\n`).join('')}`,
        'A. Able',
      );
    expect(at('Senior Software Engineer', 'Example, Inc.', 'Sweden')).toEqual([
      ['A. Able', 'Example, Inc.', 'SE'],
    ]);
    expect(at('Director, Example Facility', 'Sample College', 'Sweden')).toEqual([
      ['A. Able', 'Sample College', 'SE'],
    ]);
    expect(at('Consultant', '9 Harbour Way', 'Sweden')).toEqual([['A. Able', 'Consultant', 'SE']]);
  });

  test('a body as the only author has the name the heading opens with', () => {
    const text = heading(
      ['Network Working Group', 'IANA'],
      ['Request for Comments: 1', 'ISI'],
      ['', 'April 1995'],
    );
    const address =
      "\n\n   Some Title\n\nAuthor's Address\n\n   Internet Assigned Numbers Authority (IANA)\n   Los Angeles, CA 90001\n";
    expect(short(text + address, 'Internet Assigned Numbers Authority (IANA)')).toEqual([
      ['IANA', null, 'US'],
    ]);
    const forum = heading(['Network Working Group', 'The Example Forum'], ['', 'May 1991']);
    expect(
      short(
        `${forum}\n\n   Some Title\n\nAuthor's Address\n\n   Example Forum\n   c/o Anna Able\n   Trenton, NJ  08601\n`,
        'The Example Forum',
      ),
    ).toEqual([['The Example Forum', null, 'US']]);
  });

  test('two names on a line, and below them two organisations with a gap between: one each', () => {
    const text = heading(
      ['Network Working Group', 'Anna Able & Bert Baker'],
      ['Request for Comments: 1', 'EX-ONE      EX Two'],
      ['', '8 March 1977'],
    );
    expect(short(text, 'A. Able', 'B. Baker')).toEqual([
      ['Anna Able', 'EX-ONE', null],
      ['Bert Baker', 'EX Two', null],
    ]);
  });

  test("a body of the IETF below an employer is no part of its name, and alone it is the author's", () => {
    const text = heading(
      ['Network Working Group', 'A. Able'],
      ['RFC: 1113', 'Example'],
      ['', 'IAB Privacy Task Force'],
      ['', 'B. Baker'],
      ['', 'For the IAB'],
      ['', 'August 1989'],
    );
    expect(short(text, 'A. Able', 'B. Baker')).toEqual([
      ['A. Able', 'Example', null],
      ['B. Baker', 'IAB', null],
    ]);
  });

  test('names and their organisation may fill a line to its label, and an organisation may have an ampersand', () => {
    const text = [
      'Network Working Group                                 A. Able, Example',
      'Category: Informational B. Baker, C. Clark, D. Dean, E. Ernst, Sampletown',
      '                               G. Gray, Example & Sample Company, Ltd.',
      '                                                         November 2000',
    ].join('\n');
    expect(short(text, 'A. Able', 'B. Baker', 'C. Clark', 'D. Dean', 'E. Ernst', 'G. Gray')).toEqual([
      ['A. Able', 'Example', null],
      ...['B. Baker', 'C. Clark', 'D. Dean', 'E. Ernst'].map((name) => [name, 'Sampletown', null]),
      ['G. Gray', 'Example & Sample Company, Ltd.', null],
    ]);
  });

  test('below a room, a street or a remark in brackets the institution is the organisation', () => {
    const at = (...lines: string[]) =>
      short(
        `${heading(['Network Working Group', 'A. Able'], ['Category: Informational', 'June 1998'])}\n\n   Some Title\n\nAuthor's Address\n\n   Anna Able\n${lines.map((line) => `   ${line}\n`).join('')}`,
        'A. Able',
      )[0]?.[1];
    expect(at('(for Code 5544)', 'Example Research Laboratory', 'Washington, DC 20375')).toBe(
      'Example Research Laboratory',
    );
    expect(
      at('3804 Example Hall', 'Computer Science Department', 'University of Example', 'Boston, MA 02139'),
    ).toBe('University of Example');
    expect(at('3804 Example Road', 'University City', 'Boston, MA 02139')).toBeNull();
  });

  test('an organisation as long as the line stands one space after the label', () => {
    const long = 'Example Law, Technology & Public Policy Clinic'.padStart(48, 'X');
    const text = heading(
      ['Network Working Group', 'A. Able'],
      ['Category: Informational ', long],
      ['', 'May 2004'],
    );
    expect(short(text, 'A. Able')[0]?.[1]).toBe(long);
  });

  test('an address under no heading is the author\'s: "please contact", and below it the name', () => {
    const text = heading(
      ['Network Working Group', 'A. Able'],
      ['Request for Comments: 1', 'ISI'],
      ['', 'May 1981'],
    );
    const contact =
      '\n\n   Some Title\n\nPlease contact Anna.\n\n   Anna Able\n   Example Institute\n   1 Harbour Way\n   Los Angeles, California  90001\n';
    expect(short(text + contact, 'A. Able')).toEqual([['A. Able', 'ISI', 'US']]);
    const noted = '\n\n   Some Title\n\nThanks to\n   Anna Able\n   who lives in Los Angeles, California\n';
    expect(short(text + noted, 'A. Able')).toEqual([['A. Able', 'ISI', null]]);
  });

  test('an address may follow "Send to:", or two names with their mailboxes', () => {
    const text = heading(
      ['Network Working Group', 'A. Able (EX-ARC)'],
      ['RFC: 674', 'B. Baker (EX-ARC)'],
      ['', 'May 1974'],
    );
    const two =
      '\n\n   Some Title\n\n   Anna Able (ABLE@EX) or Bert Baker (BAKER@EX)          2a\n\n                     Example Institute\n                     Boston, Massachusetts 02139       2b\n';
    expect(short(text + two, 'A. Able', 'B. Baker').map(([, , country]) => country)).toEqual(['US', 'US']);
    const send =
      '\n\n   Some Title\n\n   Send to:        Anna Able\n                   Example Institute\n                   Boston, Massachusetts 02139\n';
    expect(short(text + send, 'A. Able', 'B. Baker').map(([, , country]) => country)).toEqual(['US', null]);
  });

  test('an address set in below "should be submitted to" is the author\'s, to the end of what is set in', () => {
    const text = heading(
      ['Network Working Group', 'Anna Able'],
      ['RFC: 826', '(ABLE@HOST)'],
      ['', 'May 1982'],
    );
    const address =
      '\n\n   Some Title\n\nrequests\nshould be submitted to\n\tAnna Able\n\tExample, Inc.\n\tBoston, Massachusetts  02139\nAlternatively, write to Canada\n';
    expect(short(text + address, 'A. Able')).toEqual([['Anna Able', 'Example, Inc.', 'US']]);
  });

  test('mailboxes one below the other, and then one address: it is of all of them', () => {
    const text = heading(
      ['Network Working Group', 'A. Able'],
      ['', 'B. Baker'],
      ['', 'Example'],
      ['', 'May 2000'],
    );
    const address = (last: string) =>
      `\n\n   Some Title\n\nAuthors' Addresses\n\n   Anna Able\n\n   EMail: able@host\n\n\n   Bert Baker\n\n${last}\n   Example\n   Sweden\n`;
    const countries = (last: string) =>
      short(text + address(last), 'A. Able', 'B. Baker').map(([, , country]) => country);
    expect(countries('   EMail: baker@host\n\n')).toEqual(['SE', 'SE']);
    expect(countries('')).toEqual([null, 'SE']);
  });

  test('a sentence may end in the address of its author, a citation never does', () => {
    const text = heading(['Network Working Group', 'A. Able'], ['RFC: 254', 'Example'], ['', 'May 1971']);
    const direct =
      '\n\n   Some Title\n\nPlease direct all comments to Anna Able, Room 208, 9 Harbour\nSquare, Cambridge, Mass 02139.  (Tel. x1428)\n';
    expect(parseRfcText(text + direct, known('A. Able')).authors[0]).toMatchObject({
      country: 'US',
      countryText: 'Mass 02139',
      lines: { country: 8 },
    });
    for (const cited of [
      'Able, A., and A. Able, "Name Servers", Example Outlook, P.O. Box 9, Baltimore, MD 21264.',
      'Carr, S. and A. Able,\n    "Protocol in the Network," AFIPS Press, New Jersey, pp. 589.',
    ])
      expect(short(`${text}\n\n   Some Title\n\nContact:\n\n   ${cited}\n`, 'A. Able'), cited).toEqual([
        ['A. Able', 'Example', null],
      ]);
  });

  test('an address is found under a misspelt name, and ends at the next one', () => {
    const text = heading(
      ['Network Working Group', 'L. Granville'],
      ['', 'Example'],
      ['', 'M. St. Johns'],
      ['', 'Sample'],
      ['', 'May 2018'],
    );
    const address =
      "\n\n   Some Title\n\nAuthors' Addresses\n\n   Lisandro Granvile\n   Example\n   Brazil\n\n   Michael StJohns\n   Sample\n   Redwood City, CA 94063\n";
    expect(short(text + address, 'L. Granville', 'M. St. Johns').map(([, , country]) => country)).toEqual([
      'BR',
      'US',
    ]);
  });

  test("a list of members is no address: the next name in it is nobody's employer", () => {
    const text = heading(['Network Working Group', 'A. Able, Ed.'], ['Category: Informational', 'May 2002']);
    const members = ['Carl Clark', 'Anna Able', 'Dora Dean', 'Emil Ernst', 'Fay Fox', 'Gus Gray'];
    const address = `\n\n   Some Title\n\nAuthors' Addresses\n\n   Example Board\n\n   Membership at time this document was completed:\n\n${members.map((name) => `   ${name}\n`).join('')}\n`;
    expect(short(text + address, 'A. Able')).toEqual([['A. Able', null, null]]);
  });

  test('where the front page states no employer, one line above a country is a town', () => {
    const text = heading(
      ['Internet Engineering Task Force (IETF)', 'A. Able'],
      ['Category: Informational', 'June 2022'],
    );
    const at = (...lines: string[]) =>
      `${text}\n\n   Some Title\n\nAuthor's Address\n\n   Anna Able\n${lines.map((line) => `   ${line}\n`).join('')}`;
    expect(short(at('Prahran', 'Australia'), 'A. Able')).toEqual([['A. Able', null, 'AU']]);
    expect(short(at('Example AB', 'Sweden'), 'A. Able')).toEqual([['A. Able', 'Example AB', 'SE']]);
    expect(short(at('Example', '1 Harbour Way', 'Sweden'), 'A. Able')).toEqual([
      ['A. Able', 'Example', 'SE'],
    ]);
  });

  test('two who share an address may be joined by a comma, and a nickname is an initial', () => {
    const text = heading(
      ['Network Working Group', 'A. Able'],
      ['Category: Informational', 'Example'],
      ['', 'N. Del Baker'],
      ['', 'Sample'],
      ['', 'May 2001'],
    );
    const address =
      '\n\n   Some Title\n\nVIII. Authors\' Addresses\n\n   Anna Able, Carl Clark,\n   Example\n   Sweden\n\n   Christopher N. "Nick" Del Baker\n   Sample\n   Norway\n';
    expect(short(text + address, 'A. Able', 'N. Del Baker').map(([, , country]) => country)).toEqual([
      'SE',
      'NO',
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
