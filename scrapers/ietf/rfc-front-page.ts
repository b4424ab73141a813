import {
  type Cell,
  firm,
  headingColumn,
  headLines,
  initialsAndName,
  ofPrevious,
  ofThis,
  previousVersion,
} from './rfc-heading.ts';
import {
  type Author,
  bare,
  type CountryLine,
  chair,
  date,
  isInitialsOf,
  isMailbox,
  joined,
  latin,
  namesIn,
  type Stated,
} from './rfc-names.ts';
import { withPrinted } from './rfc-strangers.ts';
import { readTitlePage } from './rfc-title-page.ts';

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
      // "Editors" below two names with their organisations is of both.
      if (/editors/i.test(right)) for (const one of found) if (one) one.role = 'editor';
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
        .replace(/^(?:at|[Ff]or the) (?=\p{Lu})/u, '')
        .replace(chair, '');
      if (!words || (organisation && ofIetf.test(words))) continue;
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

/** "DEC", and below it "IAB Privacy Task Force": a body of the IETF says for whom, and is no part of an employer. */
const ofIetf = /^(?:the )?(?:(?:IAB|IETF|IRTF|IESG)\b|Internet (?:Architecture|Activities) Board)/;

const isEmployer = (words: string) =>
  isOrganisationLine(words) &&
  /^\p{Lu}/u.test(words) &&
  !/\d|\b(?:board|working|committee|task force|anonymous|protocol)\b/i.test(words) &&
  !initialsAndName.test(words) &&
  !/\b(?:is|was|to|with|that|we|no|be)\b/i.test(words);

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
  !/^(?:\[?page\b|nic\s*[:#]?\s*#?\d|rfc\b(?! (?:series )?editor)|rfc-|none$|revised$|chair$|\(?chair\b|\[)/i.test(
    right,
  ) &&
  !ofPrevious.test(right) &&
  !isMailbox(right);
