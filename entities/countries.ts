import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { plainLetters } from '#lib/charset.ts';

/**
 * A country or territory of ISO 3166-1 (two letters), or a former one by its ISO 3166-3 code (four letters).
 * `name` follows the short English name of ISO 3166, without its inversions; docs/method.md says the rule.
 * `region` is a continent; `from`, `to`: ISO days of a former country, "" where open.
 */
export interface Country {
  code: string;
  name: string;
  region: string;
  from: string;
  to: string;
}

const read = <Row>(file: string) =>
  parse(readFileSync(join(import.meta.dirname, file)), { columns: true }) as Row[];

export const countries: readonly Country[] = read<Country>('countries.csv');
const byCode = new Map(countries.map((entry) => [entry.code, entry]));
export const country = (code: string): Country | undefined => byCode.get(code);

/** Spelling without case, accents and punctuation. */
export const foldCountry = (text: string): string =>
  plainLetters(text)
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Every spelling of a country that was met, beside the names of the countries themselves. */
export const countrySpellings: readonly { spelling: string; country: string }[] = read('country-names.csv');

/** Codes by name, in every spelling we know, folded. */
const byName = new Map(countries.map((entry) => [foldCountry(entry.name), entry.code]));
for (const entry of countrySpellings) byName.set(foldCountry(entry.spelling), entry.country);
// Two places of one name: an address decides by what stands around it, the bare word decides nothing.
byName.delete('georgia');

/** The code of a country by its folded name. */
export const codesByName: ReadonlyMap<string, string> = byName;

/** The code of a country by its name in any spelling we know; null where it names none, or may name two (Georgia). */
export function countryNamed(text: string): string | null {
  return byName.get(foldCountry(text)) ?? null;
}
