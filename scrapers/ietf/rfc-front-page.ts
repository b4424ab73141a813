import {
  type Author,
  bare,
  bodyWords,
  type CountryLine,
  chair,
  date,
  isInitialsOf,
  isMailbox,
  joined,
  type Line,
  latin,
  namesIn,
  type Stated,
  surnameOf,
} from './rfc-names.ts';
import { fullName, maySpell } from './rfc-spellings.ts';
import { readTitlePage } from './rfc-title-page.ts';

const headLeft =
  /^(?:network working group|internet engineering task force|request for comments?|requests for comments|rfc\b|nwg|nic\b|updates?\b|obsoletes?\b|categor|issn|bcp\b|std\b|fyi\b|ien\b|internet (?:architecture|research|activities)|independent|related|reference|replace|supersede|status|see also|doi|errata|stream|network information|ddn|prtn|also|this rfc|references?:|category)/i;

const fullLine =
  /^(?:Category: (?:Informational|Standards Track|Experimental|Best Current Practice|Historic)|ISSN: \d{4}-\d{3}[\dX]|Request for Comments: \d+) (\S.*)$/;

/** The two columns of a heading line: what stands left, and what stands right of the widest gap. */
function rightOf(line: string): string | null {
  if (!line.trim()) return null;
  const indent = line.length - line.trimStart().length;
  const trimmed = line.trimEnd();
  // An organisation as long as the line leaves one space beside the label.
  const tight = trimmed.length === 72 ? fullLine.exec(trimmed)?.[1] : null;
  if (tight) return tight;
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
  if (/^[\w ]+:$/.test(left) && best < 30) return null;
  // "Category: Informational    IBM": any gap will do beside a known label; elsewhere it must be a real column.
  return headLeft.test(left) || width >= 5 || best >= 30 ? trimmed.slice(best) : null;
}

/** An organisation too long for its column runs to the left, and ends where the line above ends. */
function flushRight(line: string, above: string): string | null {
  const end = line.trimEnd().length;
  return /^\s{12,}\S/.test(line) && end > 60 && Math.abs(end - above.trimEnd().length) <= 2
    ? line.trim()
    : null;
}

export interface FrontAuthor {
  name: string;
  line: number;
  /** Order on the page: the line, and the place within it. */
  order: number;
  role: 'author' | 'editor' | null;
  organisation: Stated | null;
  country: CountryLine | null;
  /** The line that would hold an organisation is left empty. */
  statesNone: boolean;
}

/**
 * Reads the first page: who is named on it, and the organisation beside each.
 * @returns the index's authors in their order, then those the page names and the index does not; `found` beside each
 */
export function readFrontPage(
  text: string,
  listed: readonly Author[],
): { authors: Author[]; found: (FrontAuthor | null)[] } {
  const lines = headLines(text);
  const column = headingColumn(lines, listed);
  const authors = withPrinted(column, listed);
  const found: (FrontAuthor | null)[] = authors.map(() => null);
  readColumn(column, authors, found);
  if (authors.length === 1 && !found[0] && authors[0]?.isOrganisation) found[0] = bodyOf(column);
  if (found.some((author) => !author)) readTitlePage(lines, authors, found);
  shareHeading(column, authors, found);
  return { authors, found };
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
      /^\s{0,6}(?:\d\.?\s+)?(?:status of this (?:memo|rfc)|abstract(?!:\s+\w)|introduction)\b/i.test(line)
    )
      break;
    at = end < 0 ? text.length : end + 1;
  }
  return lines;
}

interface Cell {
  /** null: the line has no right column, only a label of the left one. */
  right: string | null;
  number: number;
}

/** The lines of the heading, by what stands in their right column; a heading ends at the title below it. */
function headingColumn(lines: readonly Line[], authors: readonly Author[]): Cell[] {
  const cells: Cell[] = [];
  const unseen = authors.map(() => null);
  let hasName = false;
  let blank = false;
  for (const [at, { text, number }] of lines.entries()) {
    if (!text.trim()) {
      if (cells.length === 0) continue;
      // An author without an organisation leaves a line empty; the next one stands flush right at column 72 again.
      const next = lines[at + 1]?.text.trimEnd() ?? '';
      if (next.length === 72 && /^ {40}/.test(next)) cells.push({ right: null, number });
      else blank = true;
      continue;
    }
    const right = rightOf(text) ?? (blank ? null : flushRight(text, lines[at - 1]?.text ?? ''));
    if (right === null) {
      const isLabel = headLeft.test(text.trim());
      if (!isLabel && hasName && (blank || /^\s{4,}/.test(text))) break;
      if (isLabel || cells.length === 0) cells.push({ right: null, number });
      continue;
    }
    // Below a gap, a line of its own that is not flush right belongs to a title page.
    if (blank && (hasName || (cells.length && /^ {24}/.test(text) && text.trimEnd().length < 66))) break;
    blank = false;
    hasName ||= initialsAndName.test(right) || namesIn(right, authors, unseen).length > 0;
    cells.push({ right, number });
  }
  return cells;
}

const initialsAndName =
  /^(?!U\.\s?(?:C\.)?\s?\p{Lu}|\p{Lu}\.Net)(?:\p{Lu}\.[ -]?){1,3} ?(?:(?:van|von|de|den|der|di|du|la|le) )*\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}-]+)?(?:, ?\(?Ed(?:itor|s)?\.?\)?)?$/u;
const firm = /\b(?:associates|consult\w*|labs?|laborator\w+|networks?|systems|technolog\w+|corp|inc)\b/i;
const previousVersion =
  /^(?:(?:original|previous|contributing) authors?|(?:authors?|contributors|editors?) of (?:the )?(?:previous|original) version.*|contributors):$/i;
const ofPrevious = /^\((?:authors?|editors?) of (?:the )?(?:previous|original) version\)$/i;
const ofThis = /^\(?editors? of (?:the )?(?:this|present|current) version\)?:?$/i;

/**
 * The index misspells some authors and leaves out others. A name of the heading that no author of the index fits is the
 * one it resembles, or the only one left; else an author of its own, unless it wrote an earlier version.
 */
function withPrinted(column: readonly Cell[], listed: readonly Author[]): Author[] {
  const seen: (true | null)[] = listed.map(() => null);
  const strangers: { words: string; isName: boolean }[] = [];
  for (const [at, { right }] of column.entries()) {
    if (right === null || date.test(right)) continue;
    if (previousVersion.test(right)) break;
    const named = namesIn(right, listed, seen);
    for (const name of named) seen[name.at] = true;
    if (named.length) continue;
    const words = right.replace(chair, '');
    const isName = (initialsAndName.test(words) && !firm.test(right)) || isNameAmongHosts(column, at);
    // "Bob Flegel (Utah)", "Eric Narslem, Rand": a spelling of one the index knows, if anybody.
    const before = words.replace(/\s*\([^()]*\)$|,\s.*$/, '');
    const isSpelling =
      (fullName.test(before) || initialsAndName.test(before)) &&
      !firm.test(before) &&
      seen.some((one) => !one);
    if ((isName || isSpelling) && !ofPrevious.test(column[at + 1]?.right ?? ''))
      strangers.push({ words: isName ? words : before, isName });
  }
  const authors = listed.map((author) => ({ ...author }));
  const left = strangers.filter(({ words }) => {
    const key = surnameOf(bare(words));
    const like = authors.find((author, at) => !seen[at] && !author.isOrganisation && maySpell(key, author));
    if (!like) return true;
    like.printed = key;
    seen[authors.indexOf(like)] = true;
    return false;
  });
  const missing = authors.filter((author, at) => !seen[at] && !author.isOrganisation);
  const names = left.flatMap(({ words, isName }) => (isName ? [words] : []));
  if (names.length === 1 && missing.length === 1 && authors.length > missing.length + names.length - 1) {
    const [only] = missing;
    if (only) only.printed = surnameOf(bare(names[0] as string));
    return authors;
  }
  // An older heading may hold any name; where all of the index's are found, one more is an author of the page.
  if (missing.length === 0 && seen.some(Boolean))
    for (const name of names) {
      const words = bare(name);
      if (authors.some((author) => author.key.surname === surnameOf(words).surname)) continue;
      authors.push({
        name: words,
        role: 'author',
        key: surnameOf(words),
        isOrganisation: false,
        printed: null,
      });
    }
  return authors;
}

/**
 * "Will Crowther" between "UCLA" and "BBN": in the first years' headings, which spell names out, a name between two hosts'
 * names is one, whether the index knows it or not.
 */
const isNameAmongHosts = (column: readonly Cell[], at: number) =>
  fullName.test(column[at]?.right ?? '') &&
  !bodyWords.test(column[at]?.right ?? '') &&
  !firm.test(column[at]?.right ?? '') &&
  /^[A-Z]{3,}(?:-[A-Z]+)?$/.test(column[at + 1]?.right ?? '') &&
  /^[A-Z]{3,}(?:-[A-Z]+)?$|universit/i.test(column[at - 1]?.right ?? '');

/** The right column of the heading: names, and below one or more names the organisation they share. */
function readColumn(
  column: readonly Cell[],
  authors: readonly Author[],
  found: (FrontAuthor | null)[],
): void {
  let waiting: number[] = [];
  let organisation: Stated | null = null;
  let isDated = false;
  const settle = () => {
    if (organisation) {
      // "Able & Baker", and below it "SRI-ARC      UC Irvine": one each.
      const each = organisation.words.split(/\s{3,}/);
      const { line } = organisation;
      for (const [place, at] of waiting.entries())
        (found[at] as FrontAuthor).organisation ??=
          each.length > 1 && each.length === waiting.length
            ? { words: each[place] as string, line }
            : organisation;
      waiting = [];
    }
    organisation = null;
  };
  for (const { right, number } of column) {
    if (right === null) {
      // A line left empty under a name: no organisation is stated for it.
      if (organisation || isDated) continue;
      for (const at of waiting) (found[at] as FrontAuthor).statesNone = true;
      waiting = [];
      continue;
    }
    if (date.test(right)) {
      settle();
      isDated = true;
      continue;
    }
    const named = namesIn(right, authors, found);
    if (named.length) {
      settle();
      for (const [at, name] of named.entries()) {
        found[name.at] = {
          name: name.name,
          line: number,
          order: number + at / 100,
          role: name.role,
          organisation: name.organisation ? { words: name.organisation, line: number } : null,
          country: null,
          statesNone: false,
        };
      }
      waiting.push(...named.filter((name) => !name.organisation).map((name) => name.at));
    } else if (/^[[(]?(?:editors?|eds?\.?)[\])]?$/i.test(right) || ofThis.test(right)) {
      for (const at of waiting) (found[at] as FrontAuthor).role = 'editor';
      if (/:$/.test(right)) waiting = [];
    } else if (previousVersion.test(right) || /^with the\b/i.test(right)) {
      settle();
      waiting = [];
      break;
    } else if (initialsAndName.test(right) && !firm.test(right) && !ofPrevious.test(right)) {
      // Somebody who wrote an earlier version only: what follows is shared.
      settle();
    } else if (waiting.length && isOrganisationLine(right) && !isIdent(right, found, waiting)) {
      const words = latin(right)
        .replace(/\s*\([\w-]+ at [\w-]+\)$/i, '')
        .replace(/^\(([^()]+)\)$/, '$1')
        .replace(/^at (?=\p{Lu})/u, '')
        .replace(chair, '');
      if (!words) continue;
      organisation = organisation
        ? { words: joined(organisation.words, words), line: organisation.line }
        : { words, line: number };
    }
  }
  settle();
}

/**
 * "University of California Los Angeles", and below it "Vint Cerf": an organisation above the names is theirs where none
 * stands below, and so is the lone one of a heading that names nobody ("SU-AI", and the name under the title).
 */
function shareHeading(
  column: readonly Cell[],
  authors: readonly Author[],
  found: (FrontAuthor | null)[],
): void {
  if (authors.some((author) => author.isOrganisation) || found.some((one) => one?.organisation)) return;
  const first = Math.min(...found.map((one) => one?.line ?? Number.POSITIVE_INFINITY));
  const inHeading = column.some(({ number }) => number === first);
  if (!inHeading && authors.length > 1) return;
  const above = column.filter(({ right, number }) => right !== null && number < Math.min(first, 14));
  const named = above.filter(({ right }) => right !== null && !date.test(right));
  const words = named.map(({ right }) => right as string);
  if (words.length === 0 || words.length > 2 || !words.every(isEmployer)) return;
  if (inHeading ? above.length > words.length : above.length === words.length) return;
  if (Number.isFinite(first) && !inHeading && !/^[A-Z]+-[A-Z]+$/.test(words.join())) return;
  const line = (named[0] as Cell).number;
  const organisation = { words: words.reduce(joined), line };
  for (const [at, { name }] of authors.entries()) {
    found[at] ??= { ...blankAuthor, name, line, order: line };
    (found[at] as FrontAuthor).organisation = organisation;
  }
}

const isEmployer = (words: string) =>
  isOrganisationLine(words) &&
  /^\p{Lu}/u.test(words) &&
  !/\d|\b(?:board|working|committee|task force|anonymous|protocol)\b/i.test(words) &&
  !initialsAndName.test(words) &&
  !/\b(?:is|was|to|in|with|that|we)\b/.test(words);

const blankAuthor = { role: null, organisation: null, country: null, statesNone: false } as const;

/** Where a body is the only author, the heading opens with its name, however the index calls it: "ISO", "IANA". */
function bodyOf(column: readonly Cell[]): FrontAuthor | null {
  const first = column.find(({ right }) => right !== null);
  const name = bare(first?.right ?? '');
  const isDated = column.some(({ right }) => right !== null && date.test(right));
  if (!first || !isDated || date.test(name) || !isOrganisationLine(name) || /\d|\.$/.test(name)) return null;
  return { ...blankAuthor, name, line: first.number, order: first.number };
}

/** "J. Winett", and below it "JMW": the letters by which the Network Information Center knew a person. */
const isIdent = (right: string, found: readonly (FrontAuthor | null)[], [at = -1]: readonly number[]) =>
  /^[A-Z]{3}$/.test(right) && isInitialsOf(right, found[at]?.name ?? '');

const isOrganisationLine = (right: string) =>
  (right.match(/[\p{L}\p{N}]/gu)?.length ?? 0) > 1 &&
  /\p{L}/u.test(right) &&
  !/^(?:\[?page\b|nic\b|rfc\b(?! editor)|rfc-|none$|revised$|chair$|\(?chair\b|\[)/i.test(right) &&
  !ofPrevious.test(right) &&
  !isMailbox(right);
