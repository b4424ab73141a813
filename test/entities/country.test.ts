import { describe, expect, test } from 'vitest';
import { countries, countryNamed } from '#entities/countries.ts';
import { countryOfAddress } from '#entities/country.ts';

const of = (...lines: string[]) => countryOfAddress(lines)?.code ?? null;

describe('the country an address states', () => {
  test('a US state says so, with its ZIP or without', () => {
    expect(of('1 Example Way', 'San Jose, CA 95134')).toBe('US');
    expect(of('San Jose CA 95134-1706')).toBe('US');
    expect(of('Redwood City, Calif. 94063')).toBe('US');
    expect(of('Menlo Park, California')).toBe('US');
    expect(of('Boston, MA')).toBe('US');
    expect(of('Dallas, Tx. 75214')).toBe('US');
    expect(of('Florham Park NJ')).toBe('US');
    expect(of('Trenton, New Jersey')).toBe('US');
    expect(of('Bainbridge Island, WA US-98110')).toBe('US');
  });

  test('"CA 94025" is California and "ON K2K" is Canada', () => {
    expect(of('Menlo Park, CA 94025')).toBe('US');
    expect(of('Kanata, ON K2K 3E8')).toBe('CA');
    expect(of('Ottawa, Ontario')).toBe('CA');
  });

  test('a postcode may follow the country', () => {
    expect(of('Kanata, Ontario, Canada K2K 2E6')).toBe('CA');
    expect(of('Bristol, UK. BS8 1SD')).toBe('GB');
    expect(of('Watford', 'United Kingdom, WD17 1FQ')).toBe('GB');
  });

  test('the car code before a postcode says the country', () => {
    expect(of('CH-3018 Bern')).toBe('CH');
    expect(of('D-28359 Bremen')).toBe('DE');
    expect(of('SE-116 41 Stockholm')).toBe('SE');
    expect(of('Tampere  FIN-33100')).toBe('FI');
    expect(of('Helsinki  FI-00180')).toBe('FI');
    expect(of('UK-OX11 0QX Chilton', 'Europe')).toBe('GB');
  });

  test("a whole British postcode is nobody else's", () => {
    expect(of('St. Andrews Road', 'Great Malvern', 'Worcs', 'WR14 3PS')).toBe('GB');
    expect(of('London EC1Y 8SL')).toBe('GB');
    expect(of('St Helier, JE2 3AB')).toBe('JE');
    expect(of('Winchester, UK S021 2JN')).toBe('GB');
    expect(of('Building QX1 2AB')).toBeNull();
    expect(of('Mail Stop B28 4AA')).toBeNull();
    expect(of('London EC1Y')).toBeNull();
  });

  test('a Canadian postcode may stand on a line of its own, below the province', () => {
    expect(of('Ottawa, ON', 'K1Y 4H7')).toBe('CA');
    expect(of('Ottawa', 'K1Y 4H7')).toBeNull();
  });

  test('two letters that no address writes for a country are a state, whatever the ZIP beside them', () => {
    expect(of('Reston VA')).toBe('US');
    expect(of('Huntsville, AL 25806')).toBe('US');
    expect(of('Haifa IL')).toBeNull();
    expect(of('Munich, DE 81739')).not.toBe('US');
  });

  test('Georgia is a state beside its ZIP or its cities, and a country beside Tbilisi', () => {
    expect(of('Atlanta, Georgia 30332')).toBe('US');
    expect(of('Duluth, GA  30097')).toBe('US');
    expect(of('Rustaveli Avenue', 'Tbilisi, Georgia')).toBe('GE');
    expect(countryNamed('Georgia')).toBeNull();
  });

  test('a city alone is no country', () => {
    expect(of('Rue Example 1', 'Paris')).toBeNull();
    expect(of('London')).toBeNull();
    expect(of('Beijing 100080')).toBeNull();
    expect(of('Boulder CO')).toBeNull();
  });

  test('a mail address of .io, .ag, .st or .ws sets nothing, nor does a telephone number', () => {
    for (const suffix of ['io', 'ag', 'st', 'ws', 'de'])
      expect(of('Someone', `Email: someone@example.${suffix}`)).toBeNull();
    expect(of('Someone', 'Phone: +49 30 000000')).toBeNull();
  });

  test('a firm of two letters is no country code', () => {
    expect(of('BT')).toBeNull();
    expect(of('Munich', 'GE')).toBeNull();
    expect(of('Helsinki', 'FI')).toBe('FI');
  });

  test('Hong Kong, Macao and Taiwan are what the address calls them, also beside China', () => {
    expect(of('Hong Kong')).toBe('HK');
    expect(of('Hong Kong SAR, China')).toBe('HK');
    expect(of('Taipei', 'Taiwan, R.O.C.')).toBe('TW');
    expect(of('Beijing', 'P.R. China')).toBe('CN');
  });

  test('New Jersey is not Jersey, and New Mexico not Mexico', () => {
    expect(of('Red Bank, New Jersey 07701')).toBe('US');
    expect(of('Albuquerque, New Mexico')).toBe('US');
  });

  test('the last line that states a country decides', () => {
    expect(of('France House', 'Kista', 'Sweden')).toBe('SE');
  });

  test('a year is no ZIP', () => {
    expect(of('Example Press, New Jersey, 1985')).toBeNull();
  });
});

test('every country has a code, a name and a region of its own, and former ones the dates of their life', () => {
  expect(new Set(countries.map(({ code }) => code)).size).toBe(countries.length);
  expect(new Set(countries.map(({ name }) => name)).size).toBe(countries.length);
  for (const { code, region, to } of countries) {
    expect(code).toMatch(/^[A-Z]{2}(?:[A-Z]{2})?$/);
    expect(region).not.toBe('');
    if (code.length === 4) expect(to, code).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});
