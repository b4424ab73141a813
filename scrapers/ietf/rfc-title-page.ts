import { countryOfAddress } from '#entities/country.ts';
import type { FrontAuthor } from './rfc-front-page.ts';
import { type Author, bodyWords, isMailbox, isSentence, type Line, namesIn } from './rfc-names.ts';

/** Title pages of the early years: names centred under the title, then the organisation, then its address. */
export function readTitlePage(
  lines: readonly Line[],
  authors: readonly Author[],
  found: (FrontAuthor | null)[],
): void {
  const pieces = lines.slice(0, 60).flatMap(({ text, number }) =>
    text
      .trim()
      .split(/\s{5,}/)
      .map((words) => ({
        text: words.replace(/^by\s+(?=\p{Lu})/u, '').replace(/\s*\(\S+(?: at |@)[\w-]+\)$/i, ''),
        number,
      })),
  );
  const isMissing = found.map((one) => !one);
  for (const [at, { text, number }] of pieces.entries()) {
    if (!text || text.length > 75) continue;
    const named = namesIn(text, authors, found).filter(({ at: author }) =>
      isNameLine(text, authors[author] as Author),
    );
    if (named.length === 0) continue;
    const below = linesBelow(pieces, at, authors, found);
    const first = below[0];
    const organisation =
      first && first.text.length < 75 && looksLikeOrganisation(first.text)
        ? { words: withInstitution(first.text, below[1]?.text), line: first.number }
        : null;
    const stated = countryOfAddress(below.map((line) => line.text));
    for (const [place, name] of named.entries()) {
      found[name.at] = {
        name: name.name,
        line: number,
        order: number + place / 100,
        role: name.role,
        organisation: name.organisation ? { words: name.organisation, line: number } : organisation,
        country: stated ? { ...stated, line: below[stated.line]?.number ?? number } : null,
        statesNone: false,
      };
    }
  }
  shareTitleOrganisation(pieces, authors, found, isMissing);
}

/** "Dept. of Electrical Engineering", and below it "University of Delaware, Newark, DE 19711". */
function withInstitution(first: string, second = ''): string {
  const above = second.split(',')[0] as string;
  return /^dep(?:t\b|artment)/i.test(first) && institution.test(above) ? `${first}, ${above}` : first;
}

/** What stands under a name: up to seven lines, without further names, to the next gap. */
function linesBelow(
  pieces: readonly Line[],
  at: number,
  authors: readonly Author[],
  found: readonly unknown[],
): Line[] {
  const below: Line[] = [];
  let gap = 0;
  for (const { text, number } of pieces.slice(at + 1)) {
    if (below.length === 7) break;
    if (!text) {
      if (below.length || ++gap > 2) break;
      continue;
    }
    // After a gap the text itself may begin: only an organisation's own words are taken for one.
    if (gap && below.length === 0 && !institution.test(text)) break;
    if (number === pieces[at]?.number) continue;
    if (namesIn(text, authors, found).length) continue;
    if (text.length > 75 || notOnTitlePage.test(text)) break;
    below.push({ text, number });
  }
  return below;
}

/**
 * "prepared for … by Information Sciences Institute, University of Southern California": the title page names one
 * organisation with its address, apart from the names or instead of them.
 */
function shareTitleOrganisation(
  pieces: readonly Line[],
  authors: readonly Author[],
  found: (FrontAuthor | null)[],
  isMissing: readonly boolean[],
): void {
  const lone = authors.flatMap((author, at) =>
    isMissing[at] && !author.isOrganisation && !found[at]?.organisation ? [at] : [],
  );
  if (lone.length === 0) return;
  const lastName = Math.max(-1, ...found.flatMap((one, at) => (one && isMissing[at] ? [one.line] : [])));
  const by = pieces.findIndex(({ text }) => /^by$/i.test(text));
  if (by < 0 && lastName < 0) return;
  const from = by >= 0 ? by + 1 : pieces.findIndex(({ number }) => number > lastName);
  const start = pieces.findIndex(({ text }, at) => at >= from && bodyWords.test(text) && !isSentence(text));
  const first = pieces[start];
  if (!first || first.number > (pieces[from]?.number ?? 0) + 30) return;
  const block: Line[] = [];
  for (const line of pieces.slice(start)) {
    if (!line.text) break;
    block.push(line);
  }
  const stated = countryOfAddress(block.map((line) => line.text));
  if (!stated) return;
  const second = block[1];
  const words = second && bodyWords.test(second.text) ? `${first.text}, ${second.text}` : first.text;
  for (const at of lone) {
    const author = authors[at] as Author;
    found[at] ??= {
      name: author.name,
      line: first.number,
      order: first.number,
      role: null,
      organisation: null,
      country: null,
      statesNone: false,
    };
    const one = found[at] as FrontAuthor;
    one.organisation = { words, line: first.number };
    one.country ??= { ...stated, line: block[stated.line]?.number ?? first.number };
  }
}

const institution =
  /\b(?:institut\w+|universit\w+|laborator\w+|corporation|inc|cent(?:er|re)|company|college|agency|dept|department)\b/i;
const notOnTitlePage =
  /^(?:abstract|status|introduction|network working|rfc|updates|obsoletes|request for|references?|see also|categor\w+)\b|^(?:\d{1,2} )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*[\s.,-]*\d/i;

/** A line that is a name and no sentence about somebody. */
const isNameLine = (line: string, author: Author) =>
  author.isOrganisation ||
  (/^\p{Lu}/u.test(line) && !/[.:;]\s+\p{Ll}|\b(?:the|is|was|to|in|from|with|that|at|of)\b/u.test(line));

const looksLikeOrganisation = (line: string) =>
  !/^\d|:$|^(?:nic|rfc)\b|[["]|\b(?:RFC|IEN) \d|distrib/i.test(line) &&
  /\p{Lu}/u.test(line) &&
  /\p{L}{2}/u.test(line) &&
  !isMailbox(line) &&
  !/\b(?:is|was|this|that|are|we|has)\b/.test(line);
