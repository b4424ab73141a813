import { type Address, readBlock, sectionEnd } from './rfc-address-block.ts';
import { contact, lineNumber, onlyName, type Place } from './rfc-address-lines.ts';
import { isLocation, locationsIn } from './rfc-locations.ts';
import { type Author, bodyKey, bodyWords, fold, type Line, withoutTabs } from './rfc-names.ts';
import { inSentence, unheaded } from './rfc-unheaded.ts';
import { placesOfOthers } from './rfc-unplaced.ts';

const heading =
  /^[ \t]*(?:(?:appendix\s+)?(?:[\dA-Z]{1,3}|[IVX]+)(?:\.\d+)*\s*[.:)-]?\s+|section\s+\d+\s*[.:]?\s+)?((?:acknowledge?ments?\s+and\s+|complete\s+list\s+of\s+|the\s+|full\s+|principal\s+|primary\s+|document\s+|original\s+|rfc\s+|current\s+|contact\s+(?:info\w*\s+)?(?:for\s+|of\s+)?(?:the\s+)?)*(?:co-?)?(?:authors?|editors?|auth?ors?|writers?|chairs?|contacts?\b|addresses$|mailing address|address(?:es)? of (?:the )?authors?|authorship)\b[^\n]{0,60})$/i;
/** Part of some word of every heading: plain searches for these are ten times faster than the pattern over the text. */
const headingHints =
  'uthor UTHOR utor UTOR ditor DITOR ddress DDRESS ontact ONTACT riter RITER hair HAIR'.split(' ');
const headingWords = /address|contact|information|affiliation|author|editor/i;
const tableOfContents = /\.{3,}|\. \. |\s\d+\s*$|[a-z]\.$|[,;]$/;
const isLead = /\b(?:comments?|questions?|directed|addressed|contacted|sent)\b/i;

/** `printed`: the names as the front page has them, where it has any. */
export function readAddresses(
  text: string,
  authors: readonly Author[],
  printed: readonly (string | null)[],
): (Address | null)[] {
  const found: (Address | null)[] = authors.map(() => null);
  const tail = Math.max(0, Math.min(text.length - 14_000, Math.floor(text.length * 0.7)));
  const start = tail === 0 ? 0 : text.indexOf('\n', tail) + 1;
  const tried: Line[][] = [];
  if (!readSections(text, start, text.length, authors, found, tried) && start > 0)
    readSections(text, 0, start, authors, found, tried);
  for (const lines of tried)
    if (found.some((address, at) => !address && !authors[at]?.isOrganisation))
      readOthers(lines, authors, found);
  for (const [at, author] of authors.entries()) {
    if (found[at]?.country) continue;
    found[at] = unheaded(text, author, printed[at] ?? null, authors) ?? found[at] ?? null;
    if (found[at]?.country) continue;
    const sentence = inSentence(text, author, printed[at] ?? null);
    if (sentence) found[at] = { ...(found[at] ?? sentence), country: sentence.country };
  }
  return found;
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
    lines.push({ text: withoutTabs(words), number });
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
  shareBelow(lines, places, found);
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

/** Each name with a mailbox only, and below the last of them the address of all. */
function shareBelow(
  lines: readonly Line[],
  places: readonly (Place | null)[],
  found: (Address | null)[],
): void {
  const order = places.flatMap((place, at) => (place ? [{ ...place, at }] : []));
  order.sort((a, b) => b.index - a.index);
  for (const [next, { at, column }] of order.slice(1).entries()) {
    const own = found[at];
    const below = order[next] as Place & { at: number };
    const shared = found[below.at];
    if (!own || own.organisation || own.country || !shared?.country || column !== below.column) continue;
    const first = lines.slice(below.index + 1).find(({ text }) => text.trim());
    if (first && contact.test(first.text.trim())) found[at] = { ...shared, line: own.line };
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
      // 'S. Crocker, V. Cerf, "Host-Host Protocol"' cites a work.
      if (/^\s+(?:is|has|had)\b|\b(?:was|were)\b|^[^(]*[,d]\s+"/.test(rest)) continue;
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
