import { countryOfAddress, type StatedCountry } from '#entities/country.ts';

/** One author as the document prints them. Raw words; line numbers count from 1 in the published text. */
export interface PrintedAuthor {
  position: number;
  name: string;
  role: 'author' | 'editor';
  isOrganisation: boolean;
  /** What the front page states, or, where it states none, the address. */
  affiliation: string | null;
  /** What the address states, where it differs from the front page. */
  affiliationInAddress: string | null;
  countryText: string | null;
  country: string | null;
  lines: { name: number | null; affiliation: number | null; country: number | null };
}

export interface RfcText {
  authors: PrintedAuthor[];
  /** What could not be placed, in words; empty when everything was. */
  notes: string[];
}

export interface KnownAuthor {
  name: string;
  role: 'author' | 'editor';
}

interface Line {
  text: string;
  /** From 1, in the published text. */
  number: number;
}

interface Stated {
  words: string;
  line: number;
}

interface Seen {
  name: string;
  line: number;
  role: 'author' | 'editor' | null;
  organisation: Stated | null;
}

/**
 * Reads who wrote an RFC: the names of the front page, the organisation beside each, and the country in each one's
 * address. The order and number of authors are the index's; the text gives the words. Never reads a mail domain or a
 * telephone number.
 * @param text the whole RFC as published
 * @param known the authors as the RFC index lists them, in order
 */
export function parseRfcText(text: string, known: readonly KnownAuthor[]): RfcText {
  const authors = known.map((author) => ({
    ...author,
    key: surnameOf(author.name),
    isOrganisation: isBodyName(author.name),
  }));
  const front = readFrontPage(text, authors);
  const addresses = readAddresses(text, authors);
  const notes: string[] = [];
  const printed = authors.map((author, at): PrintedAuthor => {
    const seen = front[at] ?? null;
    const address = addresses[at] ?? null;
    if (!seen && !address) notes.push(`${author.name}: not found in the text, name from the index`);
    const stated = seen?.organisation ?? address?.organisation ?? null;
    const country = address?.country ?? seen?.country ?? null;
    const second = address?.organisation?.words ?? null;
    return {
      position: at + 1,
      name: seen?.name ?? author.name,
      role: seen?.role ?? author.role,
      isOrganisation: author.isOrganisation,
      affiliation: author.isOrganisation ? null : (stated?.words ?? null),
      affiliationInAddress:
        !author.isOrganisation && seen?.organisation && second !== stated?.words ? second : null,
      countryText: country?.text ?? null,
      country: country?.code ?? null,
      lines: {
        name: seen?.line ?? address?.line ?? null,
        affiliation: author.isOrganisation ? null : (stated?.line ?? null),
        country: country?.line ?? null,
      },
    };
  });
  return { authors: printed, notes };
}

// ---------------------------------------------------------------------------------------------------- names

interface Key {
  surname: string;
  /** First letters of the given names; "" for an organisation or a single word. */
  initial: string;
}
interface Author extends KnownAuthor {
  key: Key;
  isOrganisation: boolean;
}

const fold = (text: string) =>
  /[^ -~\s]/.test(text)
    ? text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .replace(/[øØ]/g, 'o')
        .replace(/ß/g, 'ss')
        .replace(/[łŁ]/g, 'l')
        .replace(/æ/g, 'ae')
    : text;

function surnameOf(name: string): Key {
  const words = fold(name)
    .toLowerCase()
    .replace(/,?\s+(?:jr|sr|ii|iii|iv|3rd|2nd|ed|phd)\.?$/, '')
    .replace(/[.,]+$/, '')
    .split(/[\s.]+/);
  const surname = words.at(-1) ?? '';
  return { surname, initial: words.length > 1 ? (words[0]?.[0] ?? '') : '' };
}

const bodyWords =
  /\b(?:board|group|force|commission|institute|center|centre|universit\w+|agency|council|office|committee|inc|corp|secretariat|society|organi[sz]ation|team|department|laborator\w+|directorate|consortium|forum|administration|service|bureau|registry|registries|trust|association|foundation|program|protocol|staff|area|network|defense|systems|company|newman|working)\b/i;

function isBodyName(name: string): boolean {
  if (/^[A-Z]{2,}(?:[-/\s][A-Z]{2,})*$/.test(name) && !/^[A-Z]\. /.test(name)) return true;
  return bodyWords.test(name) && !/^(?:\p{Lu}\.[\s-]?)+\s*\p{L}+$/u.test(name);
}

const editorMark = /[,\s]*[[(]?\b(?:editors?|eds?\.?|ed\.)[\])]?\.?\s*$/i;

// ------------------------------------------------------------------------------------------------ front page

const date =
  /^(?:\d{1,2}(?:st|nd|rd|th)?[\s-]+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*[\s.,-]*\d|^\d{1,2}[-/ ][A-Z][a-z]{2}|^\d{1,2}\/\d{1,2}\/\d{2}|^\d{4}$/i;
const headLeft =
  /^(?:network working group|internet engineering task force|request for comments?|requests for comments|rfc\b|nwg|nic\b|updates?\b|obsoletes?\b|categor|issn|bcp\b|std\b|fyi\b|ien\b|internet (?:architecture|research|activities)|independent|related|reference|replace|supersede|status|see also|doi|errata|stream|network information|ddn|prtn|also|this rfc|references?:|category)/i;

/** The two columns of a heading line: what stands left, and what stands right of the widest gap. */
function rightOf(line: string): string | null {
  if (!line.trim()) return null;
  const indent = line.length - line.trimStart().length;
  const trimmed = line.trimEnd();
  if (indent >= 24) return trimmed.trim();
  let best = -1;
  let width = 1;
  for (const gap of trimmed.slice(indent).matchAll(/\s{2,}/g)) {
    if (gap[0].length > width) {
      width = gap[0].length;
      best = indent + (gap.index ?? 0) + gap[0].length;
    }
  }
  if (best < 0) return null;
  const left = trimmed.slice(0, best).trim();
  // "Category: Informational    IBM": any gap will do beside a known label; elsewhere it must be a real column.
  return headLeft.test(left) || width >= 5 || best >= 30 ? trimmed.slice(best) : null;
}

interface FrontAuthor extends Seen {
  country: (StatedCountry & { line: number }) | null;
}

function readFrontPage(text: string, authors: readonly Author[]): (FrontAuthor | null)[] {
  const lines = headLines(text);
  const found: (FrontAuthor | null)[] = authors.map(() => null);
  readColumn(lines, authors, found);
  if (found.some((author) => !author)) readTitlePage(lines, authors, found);
  return found;
}

/** The first page's lines, at most 90, up to where the text itself begins. */
function headLines(text: string): Line[] {
  const lines: Line[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let number = 1; number <= 110 && at < text.length; number++) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    lines.push({ text: line.replace(/[\r\f]/g, ''), number });
    if (
      lines.length > 8 &&
      /^\s{0,6}(?:\d\.?\s+)?(?:status of this (?:memo|rfc)|abstract|introduction)\b/i.test(line)
    )
      break;
    at = end < 0 ? text.length : end + 1;
  }
  return lines;
}

/** The right column of the heading: names, and below one or more names the organisation they share. */
function readColumn(lines: readonly Line[], authors: readonly Author[], found: (FrontAuthor | null)[]): void {
  let waiting: number[] = [];
  let last: number[] = [];
  let organisation: Stated | null = null;
  let started = false;
  let blanks = 0;
  const settle = () => {
    if (organisation) for (const at of waiting) (found[at] as FrontAuthor).organisation ??= organisation;
    if (organisation) waiting = [];
    organisation = null;
  };
  for (const { text, number } of lines) {
    if (!text.trim()) {
      if (started && ++blanks && found.some(Boolean)) break;
      continue;
    }
    blanks = 0;
    const right = rightOf(text);
    if (right === null) {
      if (!headLeft.test(text.trim()) && started && found.some(Boolean) && /^\s{4,}/.test(text)) break;
      continue;
    }
    started = true;
    if (date.test(right)) {
      if (found.some(Boolean)) settle();
      continue;
    }
    const named = namesIn(right, authors, found);
    if (named.length) {
      settle();
      if (!organisation && last.length && waiting.length === 0) last = [];
      for (const name of named) {
        found[name.at] = {
          name: name.name,
          line: number,
          role: name.role,
          organisation:
            name.organisation && !isMailbox(name.organisation)
              ? { words: name.organisation, line: number }
              : null,
          country: null,
        };
      }
      waiting = [...waiting, ...named.filter((name) => !name.organisation).map((name) => name.at)];
      last = waiting;
    } else if (/^[[(]?(?:editors?|eds?\.?)[\])]?$/i.test(right)) {
      for (const at of waiting) (found[at] as FrontAuthor).role = 'editor';
    } else if (versionNote.test(right) || initialsAndName.test(right)) {
      // Authors of an earlier version, whom the index does not count: what follows is theirs.
      settle();
      waiting = [];
    } else if (
      waiting.length &&
      /\p{L}{2}/u.test(right) &&
      !/^(?:\[?page\b|nic\b|rfc\b|rfc-)/i.test(right) &&
      !isMailbox(right)
    ) {
      organisation = organisation
        ? { words: joined(organisation.words, right), line: organisation.line }
        : { words: right, line: number };
    }
  }
  settle();
}

const versionNote =
  /^\(?(?:(?:original |previous )?(?:authors?|contributors|editors?)(?: of (?:the )?(?:previous|original|this) version)?)\b.*[:)]$/i;
const initialsAndName = /^(?:\p{Lu}\.[ -]?)+ ?\p{Lu}\p{Ll}+(?: \(.*\))?$/u;
/** "WALDEN@BBN" is a mailbox and not stored; "Excite@Home" is a firm. */
const isMailbox = (words: string) => /\S@\S/.test(words) && !/@home\b|^mlb@realtime/i.test(words);

const joined = (first: string, second: string) =>
  /(?:[,/&-]|\b(?:of|and|for|the))$/.test(first) || /^(?:[&/(]|of\b|and\b|for\b)/.test(second)
    ? `${first} ${second}`
    : `${first}, ${second}`;

interface Named {
  at: number;
  name: string;
  role: 'author' | 'editor' | null;
  organisation: string | null;
}

/** The authors a piece of a heading names: one, or several joined by commas, "and" or "&". */
function namesIn(right: string, authors: readonly Author[], found: readonly unknown[]): Named[] {
  const folded = fold(right).toLowerCase();
  const candidates = authors.flatMap((author, at) =>
    !found[at] && hasWord(folded, author.key.surname) ? [at] : [],
  );
  if (candidates.length === 0) return [];
  const bare = right.replace(/\s*\(([^()]*)\)\s*$/, '');
  if (!bare.trim()) return [];
  const bracket = /\(([^()]*)\)\s*$/.exec(right)?.[1] ?? null;
  const beside = bracket && /^\S+ at [\w-]+$/i.test(bracket) ? null : bracket;
  const isPlural = /\b(?:editors|eds\.?)\W*$/i.test(right);
  const pieces = bare
    .split(/\s*(?:;|,(?!\s*(?:jr|sr|ed|eds|editors?|ii|iii|iv|ph)\b)|\band\b|&|\/)\s*/i)
    .filter(Boolean);
  const named: Named[] = [];
  const take = (piece: string, exact: boolean) => {
    const role = editorMark.test(piece) || isPlural ? 'editor' : null;
    const name = piece
      .replace(editorMark, '')
      .replace(/[\s,]+$/, '')
      .trim();
    const key = surnameOf(name);
    const fits = (author: Author) =>
      author.isOrganisation
        ? fold(name).toLowerCase() === fold(author.name).toLowerCase()
        : exact
          ? key.surname === author.key.surname &&
            (!key.initial || !author.key.initial || key.initial === author.key.initial)
          : false;
    const at = candidates.find(
      (candidate) => !named.some((one) => one.at === candidate) && fits(authors[candidate] as Author),
    );
    if (at === undefined) return false;
    const organisation = beside && !/^(?:editors?|eds?\.?)$/i.test(beside) ? beside : null;
    named.push({
      at,
      name,
      role: beside && /^(?:editors?|eds?\.?)$/i.test(beside) ? 'editor' : role,
      organisation,
    });
    return true;
  };
  if (take(bare, true)) return named;
  for (const piece of pieces) take(piece, true);
  if (named.length === 0) {
    // "Postel, J.", "von Muller-Meier" or a nickname: the surname in a short line is enough when no organisation says so.
    const at = candidates.find((candidate) => {
      const { key, isOrganisation } = authors[candidate] as Author;
      return (
        !isOrganisation &&
        key.surname.length > 2 &&
        bare.length <= 40 &&
        !bodyWords.test(bare) &&
        key.surname !== folded
      );
    });
    if (at !== undefined) {
      const first = pieces[0] ?? bare;
      const name = hasWord(fold(first).toLowerCase(), (authors[at] as Author).key.surname) ? first : bare;
      const rest =
        name === first && pieces.length > 1 && !/^\p{Lu}\.?(?:\s|$)/u.test(pieces[1] ?? '')
          ? pieces.slice(1).join(', ')
          : null;
      const clean = (rest ? first : bare).replace(editorMark, '').trim();
      named.push({
        at,
        name: clean,
        role: editorMark.test(bare) ? 'editor' : null,
        organisation: beside ?? rest?.replace(editorMark, '') ?? null,
      });
      if (named[0]?.organisation === '') named[0].organisation = null;
    }
  } else if (named.length < pieces.length && named.length === 1 && !beside) {
    // "J. Postel, ISI": the name and its organisation on one line.
    const rest = pieces.slice(1).join(', ').replace(editorMark, '').trim();
    if (named[0] && pieces[0]?.includes(named[0].name) && rest && !/^\p{Lu}\.(?:\s|$)/u.test(rest))
      named[0].organisation = rest;
  }
  return named;
}

function hasWord(folded: string, word: string): boolean {
  if (!word) return false;
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    const before = at === 0 ? ' ' : (folded[at - 1] as string);
    const after = folded[at + word.length] ?? ' ';
    if (!/[a-z0-9]/.test(before) && !/[a-z0-9]/.test(after)) return true;
  }
  return false;
}

/** Title pages of the early years: names centred under the title, then the organisation, then its address. */
function readTitlePage(
  lines: readonly Line[],
  authors: readonly Author[],
  found: (FrontAuthor | null)[],
): void {
  for (let at = 0; at < lines.length; at++) {
    const { text, number } = lines[at] as Line;
    const trimmed = text
      .trim()
      .replace(/^by:?\s+/i, '')
      .replace(/\s*\(\S+ at [\w-]+\)$/i, '');
    if (!trimmed || trimmed.length > 70) continue;
    const named = namesIn(trimmed, authors, found).filter(({ at: author }) =>
      isNameLine(trimmed, authors[author] as Author),
    );
    if (named.length === 0) continue;
    const below: Line[] = [];
    for (let next = at + 1; next < lines.length && below.length < 7; next++) {
      const line = lines[next] as Line;
      const words = line.text.trim();
      if (!words) {
        if (below.length) break;
        if (next > at + 1) break;
        continue;
      }
      if (
        namesIn(
          words,
          authors,
          found.map((one, index) => one ?? named.find((name) => name.at === index)),
        ).length
      )
        continue;
      if (
        words.length > 60 ||
        date.test(words) ||
        /^(?:abstract|status|introduction|network working|rfc)\b/i.test(words)
      )
        break;
      below.push({ text: words, number: line.number });
    }
    const first = below[0];
    const organisation =
      first &&
      !/^\d|:$|^(?:nic|rfc)\b/i.test(first.text) &&
      first.text.length < 60 &&
      looksLikeOrganisation(first.text)
        ? { words: first.text, line: first.number }
        : null;
    const stated = countryOfAddress(
      below.map((line) => line.text),
      0,
    );
    for (const name of named) {
      found[name.at] = {
        name: name.name,
        line: number,
        role: name.role,
        organisation:
          name.organisation && !isMailbox(name.organisation)
            ? { words: name.organisation, line: number }
            : organisation,
        country: stated ? { ...stated, line: below[stated.line]?.number ?? number } : null,
      };
    }
  }
}

/** A line that is a name and no sentence about somebody. */
const isNameLine = (line: string, author: Author) =>
  author.isOrganisation ||
  (/^\p{Lu}/u.test(line) && !/[.:;]\s+\p{Ll}|\b(?:the|is|was|to|in|from|with|that|at|of)\b/u.test(line));

const looksLikeOrganisation = (line: string) =>
  /\p{Lu}/u.test(line) &&
  /\p{L}{2}/u.test(line) &&
  !isMailbox(line) &&
  !/\b(?:is|was|this|that|are|we|has)\b/.test(line);

// ------------------------------------------------------------------------------------------------- addresses

const heading =
  /^[ \t]*(?:(?:appendix\s+)?[\dA-Z]{1,3}(?:\.\d+)*\s*[.:)-]?\s+|section\s+\d+\s*[.:]?\s+)?((?:the\s+|full\s+|principal\s+|primary\s+|document\s+|original\s+|rfc\s+|current\s+|contact\s+(?:info\w*\s+)?(?:for\s+|of\s+)?(?:the\s+)?)*(?:co-?)?(?:authors?|editors?|auth?ors?|writers?|chairs?|contacts?\b|address(?:es)? of (?:the )?authors?|authorship)\b[^\n]{0,60})$/gim;
const headingWords = /address|contact|information|affiliation|author|editor/i;
const tableOfContents = /\.{3,}|\. \. |\s\d+\s*$|[a-z]\.$|[,;]$/;
const sectionEnd =
  /^\s{0,8}(?:(?:appendix\s+)?[\dA-Z]{1,2}(?:\.\d+)*\.?\s+)?(?:full copyright|copyright|intellectual property|acknowledge?ments?\b|appendix\b|references?$|index$|security considerations|disclaimer|expiration|normative ref|informative ref|ipr\b|notice|funding|contributors?\b|editorial note|comments? (?:should|on)|working group|this document expires|about the authors|change (?:log|history)|annex\b|table of contents|trademark|bibliography|glossary|iana considerations|rfc editor)/i;
const contact =
  /^(?:(?:work|office|direct|home|business|main|mobile)\s+)?(?:ph(?:one)?|tel(?:ephone)?|fax|facsimile|telefax|e-?\s?mail(?:\s+address)?|electronic mail|arpa(?:net)?\s*mail|internet(?:\s+mail)?|uri|url|web|www|http|mobile|cell|voice|telex|mail(?:to)?|net(?:work)?\s?(?:mail|address)|x\.400|uucp|bitnet|jabber|xmpp|sip|im|gsm|skype|orcid|pgp|dnic|usenet|nic\s*handle|arpanet|arpa|csnet)\s*(?:\([^)]*\))?\s*[.:=#+]|@|:\/\/|^\+?[\d\s().-]{8,}$|^\(\d{3}\)|^<.*>$|\bext\.?\s*\d{3,}|^(?:phone|fax|email|telephone)\b|! ?[a-z]+![a-z]/i;

interface Address {
  line: number;
  organisation: Stated | null;
  country: (StatedCountry & { line: number }) | null;
}

interface Place {
  index: number;
  column: number;
}

function readAddresses(text: string, authors: readonly Author[]): (Address | null)[] {
  const found: (Address | null)[] = authors.map(() => null);
  const tail = Math.max(0, Math.min(text.length - 14_000, Math.floor(text.length * 0.7)));
  const start = tail === 0 ? 0 : text.indexOf('\n', tail) + 1;
  if (!readSections(text, start, text.length, authors, found) && start > 0)
    readSections(text, 0, start, authors, found);
  return found;
}

/** Tries the sections headed as addresses, the last first, until every author is found. True when any was. */
function readSections(
  text: string,
  from: number,
  to: number,
  authors: readonly Author[],
  found: (Address | null)[],
): boolean {
  const part = text.slice(from, to);
  const starts: number[] = [];
  for (const match of part.matchAll(heading)) {
    const words = match[1] as string;
    if (headingWords.test(words) && !tableOfContents.test(words) && words.length < 60)
      starts.push(from + (match.index ?? 0));
  }
  for (const start of starts.reverse()) {
    const lines = sectionLines(text, start);
    readSection(lines, authors, found);
    if (found.every(Boolean)) return true;
  }
  return found.some(Boolean);
}

/** The lines below a heading, without page footers and headers, up to the next heading we know. */
function sectionLines(text: string, start: number): Line[] {
  let at = text.indexOf('\n', start) + 1;
  if (at === 0) return [];
  let number = 1;
  for (let seek = text.indexOf('\n'); seek >= 0 && seek < at; seek = text.indexOf('\n', seek + 1)) number++;
  const lines: Line[] = [];
  let isHeader = false;
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
    if (sectionEnd.test(words) && !/universit|institute|\binc\b/i.test(words)) break;
    lines.push({ text: words, number });
  }
  return lines;
}

function readSection(lines: readonly Line[], authors: readonly Author[], found: (Address | null)[]): void {
  const folded = lines.map((line) => fold(line.text).toLowerCase());
  const places = authors.map((author, at): Place | null =>
    found[at] ? null : placeOf(folded, lines, author),
  );
  const taken = places.flatMap((place) => (place ? [place] : []));
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
    const sameRow = taken.filter(
      (other) => other.index === from.index && other !== from && other.column > from.column,
    );
    const isShared = sameRow.some((other) =>
      /\b(?:and|&)\s*[\p{L}. -]*$/u.test((lines[from.index] as Line).text.slice(from.column, other.column)),
    );
    const right = isShared ? null : sameRow.sort((a, b) => a.column - b.column)[0];
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

/** Where an author's own lines begin: the surname in a short line, with the right initial before it. */
function placeOf(folded: readonly string[], lines: readonly Line[], author: Author): Place | null {
  const { surname, initial } = author.key;
  const word = author.isOrganisation ? fold(author.name).toLowerCase() : surname;
  let fallback: Place | null = null;
  for (let index = 0; index < folded.length; index++) {
    const line = folded[index] as string;
    for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
      if (/[a-z0-9]/.test(line[at - 1] ?? ' ') || /[a-z0-9@]/.test(line[at + word.length] ?? ' ')) continue;
      const raw = (lines[index] as Line).text;
      if (contact.test(raw.trim()) && !/\(/.test(raw)) continue;
      const before = line.slice(0, at);
      const gap = Math.max(
        before.lastIndexOf('   '),
        before.lastIndexOf(', '),
        before.lastIndexOf(' and '),
        before.lastIndexOf('  ') >= 0 && !/^\s*$/.test(before) ? before.lastIndexOf('  ') : -1,
      );
      const begin = gap < 0 ? 0 : gap + (before.startsWith(' and ', gap) ? 5 : 2);
      const given = before.slice(begin).trim();
      const column = begin + (before.slice(begin).length - before.slice(begin).trimStart().length);
      if (author.isOrganisation) return { index, column };
      const rest = line.slice(at + word.length).split(/\s{3,}/)[0] ?? '';
      if (given.split(/\s+/).length > 5 || rest.trim().length > 45) continue;
      if (!given && /^,\s*[a-z]/.test(rest) && (!initial || rest.replace(/^,\s*/, '').startsWith(initial)))
        return { index, column };
      if (initial && given?.replace(/^(?:dr|prof|mr|ms|mrs|ir|the|by)\.?\s+/, '').startsWith(initial))
        return { index, column };
      if (!initial && !given) return { index, column };
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
  const run = /,\s*(.{3,})$/.exec(
    rest.slice(rest.toLowerCase().indexOf(author.key.surname) + author.key.surname.length),
  );
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
  for (let at = place.index + 1; at < lines.length && at < place.index + 30; at++) {
    const { text, number } = lines[at] as Line;
    if (taken.some((other) => other.index === at && Math.abs(other.column - place.column) < 20)) break;
    const cut = cell(text, place.column, right);
    if (!cut) {
      blanks++;
      if (blanks > 1 && block.length > 1) {
        const next = lines.slice(at + 1, at + 3).find((line) => line.text.trim());
        if (!next || !contact.test(cell(next.text, place.column, right))) break;
      }
      continue;
    }
    if (/^additional contact information/i.test(cut) || sectionEnd.test(cut)) break;
    if (blanks && block.length > 1 && sawCountry && !contact.test(cut)) break;
    if (blanks > 1 && block.length > 2) break;
    if (cut.length > 66 && /\b(?:the|this|and|of|to)\b.*\b(?:is|are|was|were|for|in)\b/.test(cut)) break;
    blanks = 0;
    if (contact.test(cut)) {
      if (/^[^@]*$/.test(cut) || !cut.includes(',')) continue;
      continue;
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
  if (street.test(words) || countryOfAddress([words])?.text === words) return null;
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
