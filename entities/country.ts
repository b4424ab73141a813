import {
  alpha3,
  britishAreas,
  codesInAddresses,
  islandAreas,
  prefixes,
  provinces,
  shortStates,
  stateDigit,
  stateNames,
} from './address-marks.ts';
import { codesByName, country, countryNamed, foldCountry } from './countries.ts';

/** Where an address states its country: the words that say so, and which of the given lines they stand in. */
export interface StatedCountry {
  code: string;
  text: string;
  line: number;
}

// As the end of a longer line these are other things than a country: New Jersey, "Chinese", a nickname.
const wholeLineOnly = new Set([
  'jersey',
  'chinese',
  'swede',
  'us',
  'gb',
  'roc',
  'rsa',
  'jpn',
  'trinidad',
  'britain',
  'chine',
]);
const longest = Math.max(...[...codesByName.keys()].map((name) => name.split(' ').length));

const provinceCode =
  /(?:^|[\s,(])((?:ON|QC|PQ|BC|AB|MB|SK|NS|NB|NL|PE|YT|NT|NU|Ont\.?|Que\.?),?\s+[A-Z]\d[A-Z](?:\s?\d[A-Z]\d)?)\b/;
const stateZip =
  /(?:^|[\s,.(])([A-Z]{2}|[A-Z][a-z]|D\.C)[.,]?\s*[,-]?\s*(?:US-)?(\d{5})(?:[\s-]+\d{4})?(?!\d)/g;
/** The postcodes of Canada and the United Kingdom, which may follow the country: "Canada K2K 2E6", "UK, BS8 1SD". */
const postcodeAtEnd = /[\s.,]+(?:[A-Z]\d[A-Z]\s*\d[A-Z]\d|[A-Z][A-Z\d]{1,3}\s+\d[A-Z]{2})$/;
const canadianPostcode = /^[A-Z]\d[A-Z]\s*\d[A-Z]\d$/;
const britishPostcode = /(?:^|[\s,])(([A-Z]{1,2})\d[A-Z\d]? +\d[ABD-HJLNP-UW-Z]{2})$/;
const stateEnd = /,\s*([A-Z]{2})\.?$/;
const trailingZip = /[\s,.]*\d{5}(?:\s?-\s?\d{4})?\.?$/;
const prefixed = /(?:^|[,;(]\s*|\s)((?:FIN|[A-Z]{1,2})\s?-\s?\d{3}\s?\d{1,2})(?=\s+\p{Lu}|,|\s*$)/u;
const notPostcode =
  /\b(?:room|rm|bldg|building|mail|m\/?s|box|suite|office|stop|bin|cedex|floor|unit|hall)\b/i;
const cities: readonly [RegExp, string][] = [
  [/\b(?:Tbilisi|Batumi|Kutaisi)\b/i, 'GE'],
  [
    /\b(?:Atlanta|Alpharetta|Norcross|Duluth|Athens|Augusta|Savannah|Marietta|Roswell|Macon|Lawrenceville)\b/i,
    'US',
  ],
];
const greaterChina: readonly [RegExp, string][] = [
  [/hong\s?kong/i, 'HK'],
  [/\bmaca[ou]\b/i, 'MO'],
  [/\btaiwan\b/i, 'TW'],
];

/**
 * The country an address states: a name, a US state, a Canadian province with its postcode, a postcode prefix or a
 * British postcode.
 * A city alone states none; a mail domain or a telephone number is never looked at. The last line that states one wins.
 * `lines`: the address from top to bottom; `organisationLine`: the one that names the employer, in which a name at the
 * end ("Cisco Systems Belgium") is part of a firm's name.
 */
export function countryOfAddress(lines: readonly string[], organisationLine = -1): StatedCountry | null {
  for (let at = lines.length - 1; at >= 0; at--) {
    const raw = lines[at] as string;
    // "Ottawa, ON", and on a line of its own "K1Y 4H7".
    const above = canadianPostcode.test(raw.trim()) ? lines[at - 1] : undefined;
    const found = at === organisationLine ? inSegments(raw) : inLine(above ? `${above} ${raw.trim()}` : raw);
    if (!found) continue;
    const code =
      found[0] === 'CN' ? (greaterChina.find(([place]) => place.test(raw))?.[1] ?? 'CN') : found[0];
    return { code, text: found[1], line: at };
  }
  return null;
}

type Found = readonly [code: string, text: string] | null;
const seen = new Map<string, Found>();

/** Addresses repeat themselves ("USA"), so what a line says is remembered. */
function inLine(raw: string): Found {
  const known = seen.get(raw);
  if (known !== undefined) return known;
  const found = readLine(raw);
  if (seen.size > 50_000) seen.clear();
  seen.set(raw, found);
  return found;
}

function inSegments(raw: string): Found {
  const comma = raw.lastIndexOf(',');
  return comma < 0 ? null : inLine(raw.slice(comma + 1).trim());
}

function readLine(raw: string): Found {
  const line = raw.trim().replace(/[\s.,;:)\]]+$/, '');
  if (!line || /[@\\]|:\/\//.test(line)) return null;
  const whole = countryNamed(line);
  if (whole) return [whole, line];
  if (/^[A-Z]{2,3}$/.test(line)) return isoCode(line);
  return (
    named(line) ??
    named(line.replace(/[\s,(-]*\d[\d\s-]*$/, '')) ??
    named(line.replace(postcodeAtEnd, '')) ??
    named(line.replace(/\s*\([^()]*$/, '')) ??
    american(line) ??
    canadian(line) ??
    byPrefix(line) ??
    british(line) ??
    codeAtEnd(line)
  );
}

/** Firms, or a wrong code for Germany, far more often than Bhutan or Georgia. */
const notCodes = new Set(['BT', 'GE']);

/** A bare code on a line of its own is a country unless it may as well be a state of the US. */
function isoCode(line: string): Found {
  if (notCodes.has(line)) return null;
  const code = alpha3[line] ?? (country(line) ? line : null);
  return code && (line === 'DE' || !stateDigit.has(line)) ? [code, line] : null;
}

const codeAtEnd = (line: string): Found => {
  const code = /^[^[]*[,\s]\s*([A-Z]{2})$/.exec(line)?.[1];
  if (!code || !country(code) || !/,\s*[A-Z]{2}$/.test(line)) return null;
  return !stateDigit.has(code) || /\d{4,}\s*,\s*[A-Z]{2}$/.test(line) ? [code, code] : null;
};

function named(line: string): Found {
  const words = foldCountry(line).split(' ');
  for (let length = Math.min(longest, words.length); length >= 1; length--) {
    const tail = words.slice(-length).join(' ');
    const code = codesByName.get(tail);
    if (!code || (length < words.length && wholeLineOnly.has(tail) && !endsSegment(line, tail))) continue;
    if (isState(words, length, tail)) return null;
    return [code, tailOf(line, length)];
  }
  return null;
}

const endsSegment = (line: string, tail: string) =>
  foldCountry(line.slice(line.lastIndexOf(',') + 1)) === tail && line.includes(',');
const isState = (words: string[], length: number, tail: string) =>
  (tail === 'mexico' && words.at(-length - 1) === 'new') ||
  (tail === 'jersey' && words.at(-length - 1) === 'new');

/** The last `count` words of a line as they are printed. */
function tailOf(line: string, count: number): string {
  const words = [...line.matchAll(/[\p{L}\p{N}\p{M}]+/gu)];
  const first = words.at(-count);
  return first ? line.slice(first.index).trim() : line;
}

function american(line: string): Found {
  for (const [text, state = '', zip = ''] of line.matchAll(stateZip)) {
    const code = state === 'D.C' ? 'DC' : state.toUpperCase();
    // A mistyped ZIP does not matter where no address writes the two letters for a country.
    if (stateDigit.get(code) === zip[0] || (stateDigit.has(code) && !codesInAddresses.has(code)))
      return ['US', text.replace(/^[\s,.(]+/, '')];
  }
  const zip = trailingZip.exec(line)?.[0].replace(/^[\s,.]+/, '') ?? '';
  const rest = zip ? line.slice(0, line.length - zip.length).replace(/[\s,.]+$/, '') : line;
  const words = foldCountry(rest).split(' ');
  if (words.at(-1) === 'georgia') {
    if (/^3[019]\d{3}/.test(zip)) return ['US', `Georgia ${zip}`];
    const place = cities.find(([city]) => city.test(line));
    return place ? [place[1], 'Georgia'] : null;
  }
  for (const length of [3, 2, 1]) {
    const tail = words.slice(-length).join(' ');
    if (words.length < length || !stateNames.has(tail)) continue;
    // "Mass", "Pa" and the like are words of other languages too: they need a comma before and a ZIP or a full stop after.
    const isShort = shortStates.has(tail);
    if (isShort && !(zip.length >= 5 || /,\s*[A-Z][a-z]*\.$/.test(`${line}.`))) continue;
    if (isShort && !/,/.test(rest) && !zip) continue;
    if (tail === 'washington' && !zip && !/,\s*Washington$/i.test(rest)) continue;
    return ['US', `${tailOf(rest, length)}${zip ? ` ${zip}` : ''}`];
  }
  // After a postcode of its own a two-letter code is a country's: "Haifa 31905, IL".
  const state = /\d{4,}\s*,\s*[A-Z]{2}$/.test(line) ? null : stateEnd.exec(line)?.[1];
  if (state && state !== 'DE' && stateDigit.has(state)) return ['US', state];
  // Without a comma only two letters that no address writes for a country: "Reston VA", but not "Boulder CO".
  const bare = /\p{Ll} ([A-Z]{2})$/u.exec(line)?.[1];
  return bare && stateDigit.has(bare) && !codesInAddresses.has(bare) ? ['US', bare] : null;
}

function canadian(line: string): Found {
  const coded = provinceCode.exec(line);
  if (coded) return ['CA', coded[1] as string];
  const words = foldCountry(line.replace(/[\s,.-]*[A-Z]\d[A-Z](?:[\s-]*\d[A-Z]\d)?\.?$/, '')).split(' ');
  for (const length of [3, 2, 1]) {
    const tail = words.slice(-length).join(' ');
    if (words.length >= length && provinces.has(tail))
      return ['CA', tail.replace(/\b\p{L}/gu, (letter) => letter.toUpperCase())];
  }
  return null;
}

const britishPrefixed = /(?:^|[\s,])((?:UK|GB)-[A-Z]{1,2}\d[A-Z\d]?(?: [\dA-Z]{3})?)(?=[\s,]|$)/;

function byPrefix(line: string): Found {
  const british = britishPrefixed.exec(line)?.[1];
  if (british) return ['GB', british];
  const found = prefixed.exec(line);
  if (!found || notPostcode.test(line.slice(0, found.index + 1))) return null;
  const text = found[1] as string;
  const code = prefixes[text.replace(/[^A-Z]/g, '')];
  return code ? [code, text] : null;
}

function british(line: string): Found {
  const [, text = '', area = ''] = britishPostcode.exec(line) ?? [];
  if (!text || notPostcode.test(line.slice(0, line.length - text.length))) return null;
  const code = islandAreas[area] ?? (britishAreas.has(area) ? 'GB' : null);
  return code ? [code, text] : null;
}

const stated = new Map<string, string | null>();

/** The country a free-text field states: a name, or one line of an address. */
export function countryOfText(text: string): string | null {
  const known = stated.get(text);
  if (known !== undefined) return known;
  const found = countryNamed(text) ?? countryOfAddress([text])?.code ?? null;
  if (stated.size > 50_000) stated.clear();
  stated.set(text, found);
  return found;
}
