import { describe, expect, test } from 'vitest';
import { parseRfcText } from '#scrapers/ietf/rfc-text.ts';

/** Front page names above "Example Corp", and below a title the addresses. */
const rfc = (names: readonly string[], addresses: string) => {
  const right = [...names, 'Example Corp', 'May 2001'].map((words) => words.padStart(72)).join('\n');
  return `Network Working Group\n${right}\n\n   Some Title\n\nAuthors' Addresses\n\n${addresses}\n`;
};
const countries = (names: readonly string[], addresses: string) =>
  parseRfcText(
    rfc(names, addresses),
    names.map((name) => ({ name, role: 'author' })),
  ).authors.map(({ country }) => country);

describe('whose address it is', () => {
  test('a mailbox beside the name, in brackets or in a column, hides no address', () => {
    const addresses =
      '   Anna Able <able@host.example>\n   Example Corp\n   Oslo, Norway\n\n' +
      '   Bert Baker              E-mail: baker@host.example\n   Example Corp\n   Kista, Sweden\n';
    expect(countries(['A. Able', 'B. Baker'], addresses)).toEqual(['NO', 'SE']);
  });

  test('what stands in a right column to reach an author by is no part of the address, nor hides it', () => {
    const left =
      '   Anna Able           Phone: +1 555 0100\n   Example Corp        Email: able@host.example\n';
    expect(countries(['A. Able'], `${left}   Oslo                Fax: +1 555 0101\n   Norway\n`)).toEqual([
      'NO',
    ]);
    const right =
      '   Anna Able                      Example Corp\n   EMail: able@host.example       1 Harbour Way\n   Phone: +1 555 0100             Oslo, Norway\n';
    expect(countries(['A. Able'], right)).toEqual(['NO']);
  });

  test('names joined by strokes share the address below them', () => {
    const addresses =
      '   Anna Able/Bert Baker/Carla Christina Clark/Dora Dean\n   Example Corp\n   Oslo\n   Norway\n';
    expect(countries(['A. Able', 'B. Baker', 'C. Clark', 'D. Dean'], addresses)).toEqual(Array(4).fill('NO'));
  });

  test('a name that the addresses spell otherwise is found', () => {
    const at = (name: string) => `   ${name}\n   Example Corp\n   Oslo, Norway\n\n`;
    expect(countries(['M. St. Able'], at('Michael StAble'))).toEqual(['NO']);
    expect(countries(['A. DelaCruz'], at('Anna De La Cruz'))).toEqual(['NO']);
    expect(countries(['M. Naslund'], at('Mats Naeslund'))).toEqual(['NO']);
    expect(countries(['M. Naslund'], at('Anna Naeslund'))).toEqual([null]);
    expect(countries(['M. Naslund'], at('Mats Berglund'))).toEqual([null]);
  });

  test('an address without a name is that of the one author who has none', () => {
    const named = '   Anna Able\n   Example Corp\n   Kista, Sweden\n\n';
    const nameless = '   Example Corp Broadband Division\n   1 Harbour Way, 2550 Kontich, Belgium\n';
    expect(countries(['A. Able', 'B. Baker'], named + nameless)).toEqual(['SE', 'BE']);
    // Nobody can say whose it is of two.
    expect(countries(['A. Able', 'B. Baker', 'C. Clark'], named + nameless)).toEqual(['SE', null, null]);
    const stranger = '   Zoe Zander\n   1 Harbour Way, 2550 Kontich, Belgium\n';
    expect(countries(['A. Able', 'B. Baker'], named + stranger)).toEqual(['SE', null]);
  });

  test("whoever gives a firm and a mailbox only has not the next person's address", () => {
    const addresses =
      '   Anna Able\n   Example Corp\n\n   EMail: able@host.example\n\n\n   Zoe Zander\n   Sample Corp\n   Oslo, Norway\n';
    expect(countries(['A. Able'], addresses)).toEqual([null]);
  });

  test('a legal form is no state: "Mind NV"', () => {
    expect(countries(['A. Able'], '   Anna Able\n   Mind NV\n   Vaartkom 11\n   3000 Leuven\n')).toEqual([
      null,
    ]);
    expect(countries(['A. Able'], '   Anna Able\n   Example Corp\n   Las Vegas NV\n')).toEqual(['US']);
  });

  test('the RFC Editor is an employer as well as a heading', () => {
    expect(
      countries(['A. Able'], '   Anna Able\n   RFC Editor\n   4676 Way\n   Marina del Rey, CA  90292\n'),
    ).toEqual(['US']);
  });

  test('a body named as author in a sentence has not the address that follows', () => {
    const addresses =
      '   This memo is authored by the IAB.\n\n   The chair is:\n\n   Zoe Zander\n   Example Corp\n   Oslo, Norway\n';
    expect(countries(['IAB'], addresses)).toEqual([null]);
  });

  test('"is located at": the address of a firm is that of its authors who give none', () => {
    const addresses =
      '   Anna Able             Phone: +1 555 0100\n   Example Corp          Email: able@host.example\n\n' +
      '   Bert Baker            Phone: +1 555 0101\n   Sample Corp           Email: baker@host.example\n\n' +
      '   Example Corp is located at:\n\n   1 Harbour Way\n   Oslo, Norway\n';
    expect(countries(['A. Able', 'B. Baker'], addresses)).toEqual(['NO', null]);
  });
});
