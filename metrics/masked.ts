const address = /[\p{L}\p{N}._%+=/!~'-]+\s?(?:@|\(at\)|\[at\]|<at>)\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
/** Words that stand before a number on the same line: Tel, Phone, Fax, Telephone, Mobile, Telex … */
const labelled =
  /((?:\b(?:tele(?:phone|fax|copier|x)?|phone|fax|facsimile|tel|mobile|cell|voice|fon|tty)\b\.?(?:\s*(?:no|number|num|nr)\b\.?)?(?:\s*\([^)\d]*\))?)\s*[:=#.]?\s*)(\+?[\d(][\d\s().,/x+-]{4,}\d)/gi;
const international = /\+[ ]?\(?\d{1,3}\)?(?:[ ().-]{0,2}\d){6,14}/g;
/** North American numbers as they are written without a label: (415) 859-3695, 415-859-3695. */
const american = /(?<![\w.-])(?:1[ -])?(?:\(\d{3}\)[ -]?|\d{3}[- ])\d{3}-\d{4}(?![\w-])/g;
/** A line of an address: a house number with a street, either way round, or a box. */
const street =
  /^([ \t]*)((?:\d{1,6}[A-Za-z]?(?:[-/]\d+)?,?[ \t]+(?:[\p{Lu}\d][\p{L}\p{N}'’.-]*[ \t]+){1,4}(?:street|str\.?|st\.?|road|rd\.?|avenue|ave\.?|av\.?|boulevard|blvd\.?|drive|dr\.?|lane|ln\.?|way|parkway|pkwy\.?|place|pl\.?|court|ct\.?|circle|cir\.?|square|sq\.?|highway|hwy\.?|terrace|trail|loop|expressway|plaza)\b[^\n]{0,40}|\d{1,4}(?:bis)?,?[ \t]+(?:rue|avenue|av\.|boulevard|bd|place|chemin|route|via|calle|rua)[ \t][^\n]{2,50}|[\p{Lu}][\p{L}'’. -]{2,40}(?:strasse|straße|str\.|gatan|gatan|gata|vej|weg|laan|straat|plein|tie|katu|allee|ring)[ \t]+\d{1,4}[A-Za-z]?(?:[-/]\d+)?,?|(?:P\.?[ ]?O\.?[ ]?)Box[ \t]+\w+[^\n]{0,40}))[ \t]*$/gimu;

/**
 * Third-party words as they may be shown: e-mail addresses, telephone numbers and the street lines of addresses are
 * covered, letter by letter, so that columns and lines stay where they were.
 */
export function masked(text: string): string {
  return text
    .replace(address, cover)
    .replace(labelled, (_all, label: string, number: string) => label + cover(number))
    .replace(international, cover)
    .replace(american, cover)
    .replace(street, (_all, indent: string, line: string) => indent + cover(line));
}

/** Every letter and sign of it covered. */
export const cover = (found: string) => found.replace(/\S/g, '█');
