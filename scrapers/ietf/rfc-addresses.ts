import { countryOfAddress } from '#entities/country.ts';
import { contact, isFirm, onlyName, type Place } from './rfc-address-lines.ts';
import { isLocation, locationsIn } from './rfc-locations.ts';
import {
  type Author,
  bodyKey,
  bodyWords,
  type CountryLine,
  fold,
  isMailbox,
  joined,
  type Line,
  type Stated,
} from './rfc-names.ts';
import { placesOfOthers } from './rfc-unplaced.ts';

const heading =
  /^[ \t]*(?:(?:appendix\s+)?(?:[\dA-Z]{1,3}|[IVX]+)(?:\.\d+)*\s*[.:)-]?\s+|section\s+\d+\s*[.:]?\s+)?((?:acknowledge?ments?\s+and\s+|complete\s+list\s+of\s+|the\s+|full\s+|principal\s+|primary\s+|document\s+|original\s+|rfc\s+|current\s+|contact\s+(?:info\w*\s+)?(?:for\s+|of\s+)?(?:the\s+)?)*(?:co-?)?(?:authors?|editors?|auth?ors?|writers?|chairs?|contacts?\b|addresses$|mailing address|address(?:es)? of (?:the )?authors?|authorship)\b[^\n]{0,60})$/i;
/** Part of some word of every heading: plain searches for these are ten times faster than the pattern over the text. */
const headingHints =
  'uthor UTHOR utor UTOR ditor DITOR ddress DDRESS ontact ONTACT riter RITER hair HAIR'.split(' ');
const headingWords = /address|contact|information|affiliation|author|editor/i;
const tableOfContents = /\.{3,}|\. \. |\s\d+\s*$|[a-z]\.$|[,;]$/;
const sectionEnd =
  /^\s{0,8}(?:(?:appendix\s+)?[\dA-Z]{1,2}(?:\.\d+)*\.?\s+)?(?:full copyright|copyright|intellectual property|acknowledge?ments?\b|appendix\b|references?$|index$|security considerations|disclaimer|expiration|normative ref|informative ref|ipr\b|notice|funding|contributors?\b|editorial note|comments? (?:should|on)|working group|this document expires|about the authors|change (?:log|history)|annex\b|table of contents|trademark|bibliography|glossary|iana considerations|rfc editor(?:'s)? (?:considerations?|notes?))/i;
const isLead = /\b(?:comments?|questions?|directed|addressed|contacted|sent)\b/i;

export interface Address {
  line: number;
  organisation: Stated | null;
  /** One line and a country are all there is: the line is a town as well as it may be an employer. */
  mayBeTown: boolean;
  country: CountryLine | null;
}

export function readAddresses(text: string, authors: readonly Author[]): (Address | null)[] {
  const found: (Address | null)[] = authors.map(() => null);
  const tail = Math.max(0, Math.min(text.length - 14_000, Math.floor(text.length * 0.7)));
  const start = tail === 0 ? 0 : text.indexOf('\n', tail) + 1;
  const tried: Line[][] = [];
  if (!readSections(text, start, text.length, authors, found, tried) && start > 0)
    readSections(text, 0, start, authors, found, tried);
  for (const lines of tried)
    if (found.some((address, at) => !address && !authors[at]?.isOrganisation))
      readOthers(lines, authors, found);
  for (const [at, author] of authors.entries())
    if (!found[at]?.country) found[at] = unheaded(text, author) ?? found[at] ?? null;
  return found;
}

/** "Please contact", and below it a name with an address of its own: how the early years ended their first paragraph. */
function unheaded(text: string, author: Author): Address | null {
  const { surname, initial } = author.key;
  if (author.isOrganisation || !initial || !/^[a-z'-]{2,}$/.test(surname)) return null;
  const alone = new RegExp(
    `^[ \\t]*(?:mrs?\\. )?${initial}[a-z.]*(?: [a-z.]+){0,2} ${surname}(?: - [a-z]+)?,?[ \\t]*$`,
    'i',
  );
  for (const { start, line: name } of linesWith(text, author)) {
    if (!alone.test(name)) continue;
    const above = text.slice(Math.max(0, start - 120), start).split('\n');
    if (above.at(-2)?.trim()) continue;
    const number = lineNumber(text, 0, start) + 1;
    const below: Line[] = [];
    let from = text.indexOf('\n', start) + 1;
    while (from > 0 && below.length < 8) {
      const end = text.indexOf('\n', from);
      const line = text.slice(from, end < 0 ? text.length : end).trim();
      if (!line) break;
      below.push({ text: line, number: number + 1 + below.length });
      from = end + 1;
    }
    if (below.length < 2 || below.some((line) => line.text.length > 60)) continue;
    const lines = [{ text: name.trim(), number }, ...below];
    const found = readBlock(lines, { index: 0, column: 0 }, null, [], author, number);
    if (found.country) return found;
  }
  return null;
}

/** The lines that hold an author's surname, as the name is printed or in capitals. */
function* linesWith(text: string, { name, key }: Author): Generator<{ start: number; line: string }> {
  const from = fold(name).toLowerCase().lastIndexOf(key.surname);
  const surname = fold(name).slice(from, from + key.surname.length);
  for (const word of new Set([surname, surname.toUpperCase()])) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const start = text.lastIndexOf('\n', at) + 1;
      const end = text.indexOf('\n', at);
      if (at - start < 60) yield { start, line: text.slice(start, end < 0 ? text.length : end).trimEnd() };
    }
  }
}

/** Tries the sections headed as addresses, the last first, until every author is found. True when any was. */
function readSections(
  text: string,
  from: number,
  to: number,
  authors: readonly Author[],
  found: (Address | null)[],
  tried: Line[][],
): boolean {
  const starts = headingsIn(text.slice(from, to)).map((start) => from + start);
  let line = starts.length ? lineNumber(text, 0, starts.at(-1) as number) + 1 : 1;
  let before = starts.at(-1) ?? 0;
  for (const start of starts.reverse()) {
    line -= lineNumber(text, start, before);
    before = start;
    const lines = sectionLines(text, start, line + 1);
    tried.push(lines);
    readSection(lines, authors, found);
    if (found.every(Boolean)) return true;
  }
  return found.some(Boolean);
}

/** Where the lines begin that head a list of addresses. */
function headingsIn(part: string): number[] {
  const starts = new Set<number>();
  for (const hint of headingHints) {
    for (let at = part.indexOf(hint); at >= 0; at = part.indexOf(hint, at + hint.length)) {
      const start = part.lastIndexOf('\n', at) + 1;
      if (at - start <= 60) starts.add(start);
    }
  }
  const isHeading = (start: number) => {
    const end = part.indexOf('\n', start);
    const words = heading.exec(part.slice(start, end < 0 ? part.length : end).replace(/\r$/, ''))?.[1];
    return words && words.length < 60 && headingWords.test(words) && !tableOfContents.test(words);
  };
  return [...starts].filter(isHeading).sort((a, b) => a - b);
}

/** How many lines end between two places of the text. */
function lineNumber(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The lines below a heading, without page footers and headers, up to the next heading we know; `first`: the number of the first. */
function sectionLines(text: string, start: number, first: number): Line[] {
  let at = text.indexOf('\n', start) + 1;
  if (at === 0) return [];
  let number = first;
  const lines: Line[] = [];
  let isHeader = false;
  // "Comments should be made to the working group or the authors" stands before the first address as often as after.
  let hasWords = false;
  const inline = /(?:address(?:es)?|information|contact)\s*:\s*(\S.*)$/i.exec(text.slice(start, at - 1));
  if (inline?.[1]) lines.push({ text: inline[1], number: number - 1 });
  for (; lines.length < 700 && at < text.length; number++) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).replace(/\r$/, '');
    at = end < 0 ? text.length : end + 1;
    if (line.includes('\f')) isHeader = true;
    const words = line.replace(/\f/g, '');
    if (/\[?page\s+[\divxlc]+\]?\s*$/i.test(words)) continue;
    if (isHeader && words.trim()) {
      isHeader = false;
      if (/^(?:RFC|Internet|Network)\b.*\d{4}\s*$|^RFC\s*\d+/i.test(words.trim())) continue;
    }
    if (hasWords && sectionEnd.test(words) && !/universit|institute|\binc\b/i.test(words)) break;
    lines.push({ text: words, number });
    hasWords ||= !isLead.test(words) && /\S/.test(words);
  }
  return withoutMembers(lines);
}

/** "Membership at the time this document was completed:" and then names, one below the other: none has an address there. */
function withoutMembers(lines: Line[]): Line[] {
  const kept: Line[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (end < lines.length && onlyName.test((lines[end] as Line).text)) end++;
    // "EARN Staff", its members, and then the office's street: an address all the same.
    if (end - at < 6 || lines[end]?.text.trim()) kept.push(...lines.slice(at, Math.max(end, at + 1)));
    at = Math.max(end, at + 1);
  }
  return kept;
}

function readSection(lines: readonly Line[], authors: readonly Author[], found: (Address | null)[]): void {
  const folded = lines.map((line) => fold(line.text).toLowerCase());
  const places = authors.map((author, at) => (found[at] ? null : placeByName(folded, lines, author)));
  readPlaces(
    lines,
    places,
    places.flatMap((place) => place ?? []),
    authors,
    found,
  );
  if (!lines.some((line) => isLocation(line.text))) return;
  const locationOf = locationsIn(lines);
  for (const [at, place] of places.entries()) {
    const address = found[at];
    if (!place || !address || address.country) continue;
    found[at] = { ...address, country: locationOf(address.organisation?.words ?? null) };
  }
}

/** What is left once every section was read: an author whom the addresses spell otherwise, or leave out. */
function readOthers(lines: readonly Line[], authors: readonly Author[], found: (Address | null)[]): void {
  const folded = lines.map((line) => fold(line.text).toLowerCase());
  const named = authors.map((author) => placeByName(folded, lines, author));
  const read = found.flatMap((address) =>
    [address?.country?.line ?? [], address?.organisation?.line ?? []].flat(),
  );
  const places = placesOfOthers(
    lines,
    authors,
    authors.map((_, at) => found[at] !== null),
    named.flatMap((place) => place ?? []),
    new Set(read),
  );
  readPlaces(
    lines,
    places,
    [...named, ...places].flatMap((place) => place ?? []),
    authors,
    found,
  );
}

const placeByName = (folded: readonly string[], lines: readonly Line[], author: Author): Place | null =>
  placeOf(folded, lines, author) ??
  (author.printed ? placeOf(folded, lines, { ...author, key: author.printed }) : null);

function readPlaces(
  lines: readonly Line[],
  places: readonly (Place | null)[],
  taken: readonly Place[],
  authors: readonly Author[],
  found: (Address | null)[],
): void {
  for (const [at, place] of places.entries()) {
    if (!place) continue;
    // Names on consecutive lines share the address that follows the last of them.
    let from = place;
    for (let next = from; ; from = next) {
      const below = taken.find(
        (other) => other.index === from.index + 1 && Math.abs(other.column - from.column) < 12,
      );
      if (!below) break;
      next = below;
    }
    const row = taken.filter((other) => other.index === from.index).sort((a, b) => a.column - b.column);
    const isJoined = (left: Place, right: Place) =>
      joinsNames.test((lines[from.index] as Line).text.slice(left.column, right.column));
    // "Able/Baker", "Able and Baker": the address below is as wide as the whole line.
    let first = row.findIndex((other) => other.column === from.column);
    while (first > 0 && isJoined(row[first - 1] as Place, row[first] as Place)) first--;
    from = row[first] ?? from;
    const right = row
      .slice(first)
      .find((other, at, rest) => at > 0 && !isJoined(rest[at - 1] as Place, other));
    found[at] = readBlock(
      lines,
      from,
      right?.column ?? null,
      taken,
      authors[at] as Author,
      (lines[place.index] as Line).number,
    );
  }
}

const joinsNames = /(?:\b(?:and|&)\s*[\p{L}. -]*|\S, |\S\/)$/u;
const mailboxBehind = /\s+<?[^\s<>()]+@[^\s<>()]+>?\s*$/;

/** Where an author's own lines begin: the surname in a short line, with the right initial before it. */
function placeOf(folded: readonly string[], lines: readonly Line[], author: Author): Place | null {
  const { surname, initial } = author.key;
  const word = author.isOrganisation ? bodyKey(author.name) : surname;
  let fallback: Place | null = null;
  for (let index = 0; index < folded.length; index++) {
    const line = folded[index] as string;
    for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
      if (/[a-z0-9]/.test(line[at - 1] ?? ' ') || /[a-z0-9@]/.test(line[at + word.length] ?? ' ')) continue;
      // "Alex Able   E-mail: able@host", "Bo Baker <baker@host>": a mailbox behind the name makes it no line of mailboxes.
      const { text } = lines[index] as Line;
      const raw = text.includes('@') ? text.replace(mailboxBehind, '') : text;
      if (at >= raw.length || (contact.test(raw.trim()) && !/\(/.test(raw))) continue;
      const before = line.slice(0, at);
      const gap = Math.max(
        before.lastIndexOf('   '),
        before.lastIndexOf(', '),
        before.lastIndexOf(' and '),
        before.lastIndexOf('  ') >= 0 && !/^\s*$/.test(before) ? before.lastIndexOf('  ') : -1,
      );
      const slash = before.lastIndexOf('/');
      const begin = slash > gap ? slash + 1 : gap < 0 ? 0 : gap + (before.startsWith(' and ', gap) ? 5 : 2);
      // "Robert M.  Hinden": two spaces part a name as well as two columns.
      const apart = before.slice(0, begin).trim().split(/\s+/);
      if (
        begin > 0 &&
        before.slice(begin).trim() === '' &&
        apart.length <= 2 &&
        initial &&
        apart[0]?.startsWith(initial)
      )
        return { index, column: before.length - before.trimStart().length };
      const given = before.slice(begin).trim();
      const column = begin + (before.slice(begin).length - before.slice(begin).trimStart().length);
      // "This memo is authored by the IAB": what follows is somebody else's address.
      if (author.isOrganisation && /\b(?:is|are|was|were|by)\b/.test(line)) continue;
      if (author.isOrganisation) return { index, column };
      const rest = line.slice(at + word.length).split(/\s{3,}/)[0] ?? '';
      if (/^\s+(?:is|has|had)\b|\b(?:was|were)\b/.test(rest)) continue;
      if (given.split(/\s+/).length > 5 || (rest.trim().length > 45 && !/^\s*\(/.test(rest))) continue;
      // "Iijima Tomoyuki", "Murata Makoto (Family Given)", "Morishita Orange Yasuhiro": the family name first.
      if (
        !given &&
        initial &&
        /^\s[a-z]+(?:\s[a-z]+)?\s*(?:\(|$)/.test(rest) &&
        rest.split(/\s+/).some((name) => name.startsWith(initial))
      )
        return { index, column };
      if (!given && /^,\s*[a-z]/.test(rest) && (!initial || rest.replace(/^,\s*/, '').startsWith(initial)))
        return { index, column };
      if (initial && given?.replace(/^(?:dr|prof|mr|ms|mrs|ir|the|by)\.?\s+/, '').startsWith(initial))
        return { index, column };
      if (!initial && !given) return { index, column };
      // 'Christopher N. "Nick" Del Regno' is N. Del Regno on the front page.
      if (initial && given.includes(`"${initial}`)) return { index, column };
      if (
        given &&
        !fallback &&
        !/\d/.test(line) &&
        given.split(/\s+/).length <= 3 &&
        rest.trim().length < 15 &&
        !bodyWords.test(line)
      )
        fallback = { index, column };
    }
  }
  return fallback;
}

const street =
  /^(?:p\.?\s?o\.?\s|post|box\b|suite|room|rm\b|bldg|building|mail\s?stop|m\/?s\b|\d|floor)|\d{4,}|\b(?:street|avenue|ave|road|drive|blvd|boulevard|rue|stra(?:ss|ß)e|str\.|lane|parkway|pkwy|plaza|way)\b/i;
const department =
  /^(?:dept|department|school|faculty|laborator|division|institut f|computer science|network|center|centre|research|college|chair|group)\b/i;

function readBlock(
  lines: readonly Line[],
  place: Place,
  right: number | null,
  taken: readonly Place[],
  author: Author,
  nameLine: number,
): Address {
  const block: Line[] = [];
  const own = (lines[place.index] as Line).text;
  const rest = own.slice(place.column, right ?? undefined).trim();
  // "Jon Postel, USC/ISI, 4676 Admiralty Way": an address run on after the name.
  const remark = rest
    .slice(rest.toLowerCase().indexOf(author.key.surname) + author.key.surname.length)
    .replace(/\([^()]*\)/g, '')
    .trimEnd();
  const isNextName = taken.some((other) => other.index === place.index && other.column > place.column);
  const run = isNextName ? null : /,\s*(.{3,})$/.exec(remark);
  const inline =
    run?.[1] &&
    !/^(?:jr|sr|i{2,3}|ph\.?d|editor|ed)\.?,?$/i.test(run[1]) &&
    !/^[a-z]\.?(?:\s[a-z]\.)*$/i.test(run[1]) &&
    !(author.key.initial && rest.toLowerCase().startsWith(author.key.surname))
      ? run[1]
      : null;
  if (inline && !contact.test(inline))
    block.push({ text: inline, number: (lines[place.index] as Line).number });
  let blanks = 0;
  let sawCountry = false;
  let sawContact = false;
  // "(Note: please write the name with an umlaut wherever possible)" may run over the next lines.
  let isRemark = /\([^)]*$/.test(remark);
  for (let at = place.index + 1; at < lines.length && at < place.index + 30; at++) {
    const { text, number } = lines[at] as Line;
    if (taken.some((other) => other.index === at && Math.abs(other.column - place.column) < 20)) break;
    let cut = cell(text, place.column, right);
    if (isRemark) {
      isRemark = !cut.includes(')');
      continue;
    }
    if (!cut) {
      blanks++;
      if (blanks > 1 && block.length > 1) {
        const next = lines.slice(at + 1, at + 3).find((line) => line.text.trim());
        if (!next || !contact.test(cell(next.text, place.column, right))) break;
      }
      continue;
    }
    if (/^additional contact information/i.test(cut) || isLocation(cut) || sectionEnd.test(cut)) break;
    if (blanks && block.length > 1 && sawCountry && !contact.test(cut)) break;
    if (blanks > 1 && block.length > 2) break;
    // A mailbox was all the author gave, or a firm and a mailbox: the next name is somebody else's.
    if (blanks > 1 && sawContact && onlyName.test(cut) && !isFirm.test(cut) && !/^The /.test(cut)) break;
    if (
      cut.length > 66 &&
      /\b(?:the|this|and|of|to)\b.*\b(?:is|are|was|were|for|in)\b/.test(cut) &&
      !bodyWords.test(cut)
    )
      break;
    blanks = 0;
    // "Digital Park          EMail: able@host": the address left, how to reach its owner right.
    const [, left = '', beyond = ''] = (cut.includes('   ') && /^(\S.*?)\s{3,}(\S.*)$/.exec(cut)) || [];
    if (left && !contact.test(left) && contact.test(beyond)) cut = left;
    if (contact.test(cut)) {
      sawContact = true;
      // "EMail: able@host          1300 Seventeenth Street": two columns, the street in the right one.
      const beside = cut.includes('    ') ? /^\S.*[@\d]\S*\s{4,}(\S.*)$/.exec(cut)?.[1] : null;
      const isBesideAnother = taken.some((other) => other.column - place.column >= 20);
      if (!beside || isBesideAnother || contact.test(beside)) continue;
      cut = beside;
    }
    block.push({ text: cut, number });
    sawCountry ||= countryOfAddress([cut], block.length - 1) !== null;
    if (block.length > 14) break;
  }
  const words = block.map((line) => line.text.replace(/[,;]$/, ''));
  const organisation = organisationOf(block);
  const stated = countryOfAddress(
    words,
    organisation ? block.findIndex((line) => line.number === organisation.line) : -1,
  );
  return {
    line: nameLine,
    organisation,
    mayBeTown:
      block.length === 2 &&
      stated?.line === 1 &&
      stated.text === words[1] &&
      !isFirm.test(words[0] as string),
    country: stated ? { ...stated, line: block[stated.line]?.number ?? nameLine } : null,
  };
}

/** One column's part of a line that may hold two addresses side by side. */
function cell(text: string, column: number, right: number | null): string {
  if (right === null) return column > 30 ? text.slice(Math.max(0, column - 3)).trim() : text.trim();
  const cut = text.slice(Math.max(0, column - 2), right);
  // A line of the right column only, or words that run over the border: the border is where the gap is.
  return (
    cut
      .split(/\s{4,}/)
      .find((piece) => piece.trim())
      ?.trim() ?? ''
  );
}

function organisationOf(block: readonly Line[]): Stated | null {
  const first = block[0];
  if (!first) return null;
  if (isMailbox(first.text) || /\s\d{2,4}\s?[A-Z]?\.?$|^(?:pmb|via)\s/i.test(first.text)) return null;
  const words = first.text.replace(/[,;.]+$/, (end) =>
    /(?:inc|corp|ltd|co|s\.a|b\.v|a\.s)\.?$/i.test(first.text) && end.includes('.') ? '.' : '',
  );
  if (
    /^["(]|^editors?$|str(?:\.|asse|aße)\s*\d|(?:allee|weg|tie|katu|gatan|laan|straat) \d/i.test(words) ||
    /^[\p{L} .]+,? (?!(?:AB|AG|AS|BV|KG|KK|LP|NV|OY|SA|SL)$)(?:[A-Z]{2}|NSW|VIC|QLD)$/u.test(words) ||
    /^c\/o \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u.test(words) ||
    /\b(?:RFC|IEN) \d|\b(?:was|were|is|are|that|this)\b/.test(words) ||
    street.test(words) ||
    countryOfAddress([words])?.text === words
  )
    return null;
  const next = block[1]?.text.replace(/[,;]+$/, '');
  if (
    department.test(words) &&
    next &&
    !street.test(next) &&
    /universit|institut|college|inc\b|corp|ltd|laborator|school|center|centre|research|system|company/i.test(
      next,
    )
  ) {
    return { words: joined(words, next), line: first.number };
  }
  return { words, line: first.number };
}
