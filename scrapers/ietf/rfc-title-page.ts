import { countryOfAddress } from '#entities/country.ts';
import type { FrontAuthor } from './rfc-front-page.ts';
import { type Author, bodyWords, isMailbox, isSentence, type Line, namesIn, surnameOf } from './rfc-names.ts';
import { fullName, maySpell } from './rfc-spellings.ts';

/** A line, or one of the words far apart on it. `middle`: the column its middle stands in. */
interface Piece extends Line {
  indent: number;
  middle: number;
  isAlone: boolean;
}

/** Title pages of the early years: names centred under the title, then the organisation, then its address. */
export function readTitlePage(
  lines: readonly Line[],
  authors: readonly Author[],
  found: (FrontAuthor | null)[],
): void {
  const pieces = lines.slice(0, 60).flatMap(piecesOf);
  const isMissing = found.map((one) => !one);
  for (const { text, isAlone } of pieces) {
    if (!isAlone || !fullName.test(text) || namesIn(text, authors, []).length) continue;
    const key = surnameOf(text);
    const like = authors.find(
      (author, at) =>
        !found[at] && !author.isOrganisation && key.initial === author.key.initial && maySpell(key, author),
    );
    if (like) like.printed = key;
  }
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

function piecesOf({ text, number }: Line): Piece[] {
  const all = [...text.matchAll(/\S+(?:\s{1,4}\S+)*/g)];
  if (all.length === 0) return [{ text: '', number, indent: 0, middle: 0, isAlone: true }];
  return all.map(({ 0: words, index }) => ({
    text: words.replace(/^by\s+(?=\p{Lu})/u, '').replace(/\s*\(\S+(?: at |@)[\w-]+\)$/i, ''),
    number,
    indent: index,
    middle: index + words.length / 2,
    isAlone: all.length === 1,
  }));
}

/** "Dept. of Electrical Engineering", and below it "University of Delaware, Newark, DE 19711". */
function withInstitution(first: string, second = ''): string {
  const above = /,.*\d/.test(second) ? (second.split(',')[0] as string) : second;
  return part.test(first) && whole.test(above) && !/\d/.test(above) ? `${first}, ${above}` : first;
}

const part =
  /^dep(?:t\b|artment)|\b(?:sciences? institute|institute for|cent(?:er|re)|laboratory|division)\b/i;
const whole = /universit|college|\binternational$|\b(?:corporation|company|inc)\b/i;

/**
 * What stands under a name: up to seven lines, without further names, to the next gap. On a title page dates, the sponsor
 * and a short abstract may stand between, and every second line may be empty.
 */
function linesBelow(
  pieces: readonly Piece[],
  at: number,
  authors: readonly Author[],
  found: readonly unknown[],
): Line[] {
  const name = pieces[at] as Piece;
  const isOnTitlePage = name.isAlone && name.indent >= 8;
  const below: Piece[] = [];
  let gap = 0;
  let skipped: 'sponsor' | 'abstract' | null = null;
  for (const [index, piece] of pieces.entries()) {
    if (index <= at) continue;
    const { text, number } = piece;
    if (below.length === 7) break;
    if (!text) {
      gap++;
      if (skipped === 'abstract') skipped = null;
      if (below.length ? gap > 1 || !isOnTitlePage : gap > 2 && !isOnTitlePage) break;
      continue;
    }
    if (number === name.number || (!piece.isAlone && name.indent < 8 && piece.indent > 40)) continue;
    if (namesIn(text, authors, found).length) {
      gap = 0;
      continue;
    }
    if (isOnTitlePage && below.length === 0) {
      if (/^prepared for\b/i.test(text)) skipped = 'sponsor';
      else if (/^abstract\b/i.test(text)) skipped = 'abstract';
      const isSkipped = skipped !== null || notAddress.test(text) || isMailbox(text);
      if (skipped === 'sponsor' && /^(?:by|under contract)\b/i.test(text)) skipped = null;
      if (isSkipped) continue;
    }
    if (text.length > 75 || notOnTitlePage.test(text)) break;
    // After a gap the text itself may begin: only an organisation's own words, or a centred line, are taken for one.
    if (gap) {
      const isAligned =
        isOnTitlePage &&
        piece.isAlone &&
        (Math.abs(piece.middle - name.middle) <= 4 || piece.indent === name.indent);
      const isCentred = isAligned && piece.indent >= 12 && text.length <= 50 && !/[.:;]$|["[]/.test(text);
      const isNear = below.length === 0 && gap <= 2 && institution.test(text);
      const isInstitution = isAligned && institution.test(text) && text.length <= 50;
      if (!isNear && !isInstitution && !isCentred) break;
      if (!isNear && /\b(?:is|was|this|that|are|we|has|by|from|with)\b/.test(text)) break;
    }
    gap = 0;
    below.push(piece);
  }
  return below;
}

const notAddress =
  /^[|+]|^(?:by|under contract|netmail\b.*|[A-Z\d-]*\d[A-Z\d-]*)$|^(?:\d{1,2} )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*[\s.,-]*\d/i;

/**
 * "prepared for … by Information Sciences Institute, University of Southern California": the title page names one
 * organisation with its address, apart from the names or instead of them.
 */
function shareTitleOrganisation(
  pieces: readonly Piece[],
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
  let start = pieces.findIndex(({ text }, at) => at >= from && bodyWords.test(text) && !isSentence(text));
  // "SRI International", and below it "Telecommunications Sciences Center".
  const above = pieces[start - 1];
  if (above?.isAlone && looksLikeOrganisation(above.text) && !notAddress.test(above.text)) start--;
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
