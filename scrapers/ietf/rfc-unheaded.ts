import { countryOfAddress } from '#entities/country.ts';
import { type Address, readBlock } from './rfc-address-block.ts';
import { contact, lineNumber, onlyName } from './rfc-address-lines.ts';
import { type Author, fold, type Line, namesIn, surnameOf, withoutTabs } from './rfc-names.ts';

/**
 * "Please contact", and below it a name with an address of its own, or a title page's centred one: how the early years
 * ended their first paragraph.
 */
export function unheaded(
  text: string,
  author: Author,
  printed: string | null,
  authors: readonly Author[],
): Address | null {
  const { surname, initial } = author.key;
  if (author.isOrganisation || !initial || !/^[a-z'-]{2,}$/.test(surname)) return null;
  let alone: RegExp | null = null;
  for (const { start, line } of linesWith(text, author, 60)) {
    // "Anna Able (ABLE@HOST)      2a": a mailbox, and the number of a statement in NLS
    const name = line.replace(/\s*\([^\s()]+@[^\s()]+\)/g, '').replace(/\s{3,}\d+[a-z]\d*$/, '');
    if (!onlyLetters.test(name)) continue;
    alone ??= nameAlone(author, printed);
    if (!alone.test(name)) continue;
    const above =
      text
        .slice(Math.max(0, start - 120), start)
        .split('\n')
        .at(-2) ?? '';
    // "requests should be submitted to", and the address set in on the next line
    const isSetIn = above.trim() !== '';
    if (isSetIn && (!/\b(?:to|at|contact):?\s*$/.test(above) || indentOf(name) < indentOf(above) + 3))
      continue;
    const number = lineNumber(text, 0, start) + 1;
    const all = blockBelow(text, start, number, isSetIn ? indentOf(name) : 0);
    const next = all.findIndex(
      (line) => onlyName.test(line.text) && namesIn(line.text, authors, []).length > 0,
    );
    const below = next < 0 ? all : all.slice(0, next);
    if (below.length < 2 || below.some((line) => line.text.length > 60)) continue;
    const lines = [{ text: name.trim(), number }, ...below];
    const found = readBlock(lines, { index: 0, column: 0 }, null, [], author, number);
    if (found.country) return found;
  }
  return null;
}

const onlyLetters = /^[\p{L}\s.,:&'’-]+(?:\s{3}\(.*)?$/u;

/** A line that is an author's name, with a title, a comma or a telephone number, or one of two names. */
function nameAlone({ key: { surname, initial } }: Author, printed: string | null): RegExp {
  const initials = `[${initial}${printed ? surnameOf(printed).initial : ''}]`;
  const other = '[a-z]+[a-z. ]{2,25}';
  return new RegExp(
    `^[ \\t]*(?:(?:author|send to|contact): *)?(?:(?:mr|mrs|ms|dr|prof|professor)\\.? )?(?:${other} (?:or|and|&) )?` +
      `${initials}[a-z.]*(?: [a-z.]+){0,2} ${surname}(?: - [a-z]+|,| (?:or|and|&) ${other})?(?:\\s{3,}\\(\\d.*)?$`,
    'i',
  );
}

/**
 * "Please direct comments to A. Able, Room 208, 545 Technology Square, Cambridge, Mass 02139": a name and, in the same
 * sentence, an American address to its end. Works are cited with quotation marks or brackets.
 */
export function inSentence(text: string, author: Author, printed: string | null): Address | null {
  const { surname, initial } = author.key;
  if (author.isOrganisation || !initial || surname.length < 3) return null;
  let givenName: RegExp | null = null;
  for (const { start, line } of linesWith(text, author, 80)) {
    const after = fold(line).toLowerCase().indexOf(surname) + surname.length;
    const behind = text.slice(start + after, start + after + 260);
    if (!/\d{5}/.test(behind)) continue;
    const initials = `[${initial}${printed ? surnameOf(printed).initial : ''}]`;
    givenName ??= new RegExp(`\\b${initials}[a-z]*\\.?(?: +[a-z]\\.)* *$`, 'i');
    if (!givenName.test(line.slice(0, after - surname.length).trimEnd())) continue;
    const rest = behind.split(/\n\s*\n/)[0] as string;
    const address =
      /^(?=[^\d]{0,40}[,\d(])[^"“[\]:;?!]*?\b[\p{Lu}][\p{L}.]+,?\s+\d{5}(?:-\d{4})?(?=[.,;)\s]|$)/u.exec(
        rest,
      )?.[0];
    if (!address || !/,/.test(address)) continue;
    const stated = countryOfAddress([address.split(',').slice(-2).join(',').replace(/\s+/g, ' ')]);
    if (stated?.code !== 'US') continue;
    const number = lineNumber(text, 0, start) + 1;
    return {
      line: number,
      organisation: null,
      mayBeTown: false,
      country: { ...stated, line: number + address.split('\n').length - 1 },
    };
  }
  return null;
}

const indentOf = (line: string) => withoutTabs(line).search(/\S|$/);

/**
 * The lines below a name, set in by `indent` at least, without what stands far to the right; an empty line may part
 * them where they are set in.
 */
function blockBelow(text: string, start: number, number: number, indent: number): Line[] {
  const below: Line[] = [];
  const name = text.slice(start, text.indexOf('\n', start));
  let blanks = 0;
  let from = text.indexOf('\n', start) + 1;
  for (let at = number + 1; from > 0 && at < number + 12 && below.length < 8; at++) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end).trimEnd();
    from = end + 1;
    if (!line.trim()) {
      if (++blanks > 1 || below.some((one) => contact.test(one.text))) break;
      continue;
    }
    if (indentOf(line) < indent) break;
    if (blanks && indentOf(line) < 12 && !(below.length === 0 && indentOf(line) > indentOf(name))) break;
    blanks = 0;
    below.push({ text: line.trim().split(/\s{4,}/)[0] as string, number: at });
  }
  return below;
}

/** The lines that hold an author's surname, as the name is printed or in capitals. */
function* linesWith(
  text: string,
  { name, key }: Author,
  within: number,
): Generator<{ start: number; line: string }> {
  const from = fold(name).toLowerCase().lastIndexOf(key.surname);
  const surname = fold(name).slice(from, from + key.surname.length);
  for (const word of new Set([surname, surname.toUpperCase()])) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const start = text.lastIndexOf('\n', at) + 1;
      const end = text.indexOf('\n', at);
      if (at - start < within)
        yield { start, line: text.slice(start, end < 0 ? text.length : end).trimEnd() };
    }
  }
}
