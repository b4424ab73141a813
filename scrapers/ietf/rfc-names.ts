import type { StatedCountry } from '#entities/country.ts';
import { plainLetters } from '#lib/charset.ts';

export interface KnownAuthor {
  name: string;
  role: 'author' | 'editor';
}

export interface Line {
  text: string;
  /** From 1, in the published text. */
  number: number;
}

export interface Stated {
  words: string;
  line: number;
}

export type CountryLine = StatedCountry & { line: number };

export interface Key {
  surname: string;
  /** First letters of the given names; "" for an organisation or a single word. */
  initial: string;
}
export interface Author extends KnownAuthor {
  key: Key;
  isOrganisation: boolean;
  /** How the front page spells the name, where it is not the index's spelling. */
  printed: Key | null;
}

export const fold = (text: string) =>
  /[^ -_a-~\s]/.test(text)
    ? plainLetters(text)
        .replace(/[øØ]/g, 'o')
        .replace(/ß/g, 'ss')
        .replace(/[łŁ]/g, 'l')
        .replace(/æ/g, 'ae')
        // "M. O`Dell", "M. O’Dell"
        .replace(/[`´‘’]/g, "'")
    : text;

export function surnameOf(name: string): Key {
  const words = fold(name)
    .toLowerCase()
    .replace(/,?\s+(?:jr|sr|ii|iii|iv|3rd|2nd|ed|phd)\.?$/, '')
    .replace(/[.,]+$/, '')
    .split(/[\s.]+/);
  const surname = words.at(-1) ?? '';
  return { surname, initial: words.length > 1 ? (words[0]?.[0] ?? '') : '' };
}

export const bodyWords =
  /\b(?:iab|iesg|rfc editor|board|group|microsystems|force|commission|institute|center|centre|universit\w+|agency|authority|council|office|commit?tee|inc|corp|secretariat|society|organi[sz]ation|team|department|laborator\w+|directorate|consortium|forum|administration|service|bureau|registry|registries|trust|association|foundation|program|protocol|staff|area|network|defense|systems|company|newman|working)\b/i;

/** What is left of a body's name without its article and its abbreviation: "The Internet Society", "… Authority (IANA)". */
export const bodyKey = (name: string) =>
  fold(name)
    .toLowerCase()
    .replace(/^the\s+/, '')
    .replace(/\s*\([^()]*\)$/, '')
    .trim();

export function isBodyName(name: string): boolean {
  if (/^[A-Z]{2,}(?:[-/\s][A-Z]{2,})*$/.test(name) && !/^[A-Z]\. /.test(name)) return true;
  return bodyWords.test(name) && !/^(?:\p{Lu}\.[\s-]?)+\s*\p{L}+$/u.test(name);
}

export const date =
  /^(?:[\dIl]{1,2},\s)?(?:[\dIl]{1,2}(?:st|nd|rd|th)?[\s-]+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*[\s.,-]*(?:\d|l9|M[CDLXVIM]+$)|^\d{1,2}[-/ ][A-Z][a-z]{2}|^\d{1,2}\/\d{1,2}\/\d{2}|^\d{4}$/i;

export const editorMark = /[,\s]*[[(]?\b(?:editors?|eds?\.?|ed\.)[\])]?\.?\s*$/i;

/** "WALDEN@BBN" is a mailbox and not stored; "Excite@Home" is a firm. */
export const isMailbox = (words: string) => /\S@\S/.test(words) && !/@home\b|^mlb@realtime/i.test(words);

export const joined = (first: string, second: string) =>
  /(?:[,/&-]|\b(?:of|and|for|the))$/.test(first) || /^(?:[&/(]|of\b|and\b|for\b)/.test(second)
    ? `${first} ${second}`
    : `${first}, ${second}`;

export interface Named {
  at: number;
  name: string;
  role: 'author' | 'editor' | null;
  organisation: string | null;
}

/** "J. Klensin, WG Chair", "INRIA, IAB Chair": a post in the group, which is nobody's organisation. */
export const chair =
  /(?:,\s*|\s+\()(?:[\w/-]+ ){0,2}(?:working group )?chair(?:man|person)?(?: [\w .-]+(?=\)))?\)?$/i;

/** "IETF Chair", "IEEE-SA President", "IESG Internet AD": such a line says a post where others say an employer. */
export const isPost = (words: string) =>
  /\b(?:chair(?:man|person)?|president(?: and ceo)?|ceo|AD)$/i.test(words);

/** An editor's or author's mark, a footnote's or a line's number, and other things that stand beside a name. */
export const bare = (piece: string) =>
  piece
    .replace(/^(?:authors?|by|from|per)\b:?\s+/i, '')
    .replace(/\s*(?:\/\d\/|\*|\t+\s*\d+|\s{3,}\d+)$/, '')
    .replace(editorMark, '')
    .replace(/,\s*(?:authors?|et\.? al\.?)$/i, '')
    .replace(chair, '')
    // "Chuck S. Kline CSK": the identification of the Network Information Center.
    .replace(/^((\p{Lu})\p{Ll}+ (\p{Lu})\. (\p{Lu})\p{Ll}+) \2\3\4$/u, '$1')
    .replace(/[\s,]+$/, '')
    .replace(/\s+/g, ' ')
    .trim()
    // "By Jon Postel."
    .replace(/(\p{Ll}{3})\.$/u, '$1');

const onlyEditor = /^\W*(?:editors?|eds?\.?)\W*$/i;
const notOrganisation = /^\W*(?:editors?|eds?\.?|authors?|et\.? al\.?|none)\W*$/i;

/** "李呈 (C. Li)" prints a name twice: the spelling in Latin letters is the one the series uses. */
export const latin = (words: string) => {
  const [, outside = '', inside = ''] = /^([^()]+?)\s*\(([^()]+)\)$/.exec(words) ?? [];
  return outside && !/\p{Script=Latin}/u.test(outside) && /\p{Script=Latin}/u.test(inside) ? inside : words;
};

/** The authors a piece of a heading names: one, or several joined by commas, "and" or "&". */
export function namesIn(piece: string, authors: readonly Author[], found: readonly unknown[]): Named[] {
  const all = fold(piece).toLowerCase();
  const candidates: number[] = [];
  for (const [at, author] of authors.entries()) {
    if (!found[at] && (hasWord(all, author.key.surname) || hasWord(all, author.printed?.surname ?? '')))
      candidates.push(at);
  }
  if (candidates.length === 0 || /\d\d?:\d\d\b/.test(piece)) return [];
  const right = latin(
    piece
      .replace(/(\.)\s{2,}(?=\p{Lu}\p{Ll})/gu, '$1 ')
      .replace(/\s+\d{1,2} [A-Z][a-z]{2}\.? \d{2}$/, '')
      .replace(chair, ''),
  );
  const folded = fold(right).toLowerCase();
  const whole = candidates.find((at) => {
    const author = authors[at] as Author;
    const words = folded.trim().replace(/^the\s+/, '');
    return (
      author.isOrganisation && (words === bodyKey(author.name) || words === fold(author.name).toLowerCase())
    );
  });
  if (whole !== undefined) return [{ at: whole, name: right.trim(), role: null, organisation: null }];
  const [, before = right, bracket = null, after = ''] =
    /^(?=[^(]*\p{L}{2})([^(]*\S)\s*\(([^()]*)\)\s*((?:\p{Lu}[\w/-]+)?)$/u.exec(right) ?? [];
  if (!before.trim()) return [];
  const isInitials =
    /^[A-Z]{2,4}$/.test(bracket ?? '') && (after !== '' || isInitialsOf(bracket as string, before));
  const mark = bracket && onlyEditor.test(bracket);
  const beside =
    after ||
    (bracket && /\p{L}{2}/u.test(bracket) && !mark && !isInitials && !/^\S+ at [\w-]+$/i.test(bracket)
      ? bracket
      : null);
  const isPlural = /\b(?:editors|eds\.?)\W*$/i.test(right);
  const pieces = before
    .split(
      /\s*(?:;|,(?!\s*(?:jr|sr|ed|eds|editors?|ii|iii|iv|ph|3rd|et)\b)|\band\b|&|\/(?!\d\/)|\s-{1,2}\s|-(?=Rand$|MIT$)|\s{3,}(?=\p{Lu}{2}))\s*/iu,
    )
    .filter((one) => /\p{L}/u.test(one) && !date.test(one));
  const named: Named[] = [];
  const take = (words: string) => {
    const name = bare(words);
    const key = surnameOf(name);
    const at = candidates.find((candidate) => {
      const author = authors[candidate] as Author;
      if (named.some((one) => one.at === candidate) || author.isOrganisation) return false;
      return [author.key, author.printed].some(
        (own) =>
          own && key.surname === own.surname && (!key.initial || !own.initial || key.initial === own.initial),
      );
    });
    if (at === undefined) return false;
    const role = mark || isPlural || editorMark.test(words) ? 'editor' : null;
    named.push({ at, name, role, organisation: beside?.replace(/^for (?:the )?(?=\p{Lu})/u, '') ?? null });
    return true;
  };
  const taken = pieces.map(take);
  const lastName = taken.lastIndexOf(true);
  const rest = pieces.slice(lastName + 1).map((words) => words.replace(editorMark, '').trim());
  if (named.length === 0) {
    const one = loosely(before, pieces, candidates, authors);
    if (one) named.push({ ...one, organisation: one.organisation ?? beside });
  } else if (rest.length && !beside && taken.slice(0, lastName).every(Boolean)) {
    // "J. Postel, ISI"; "P. Calhoun, S. Glass, Sun Microsystems, Inc.": names and their organisation on one line.
    const last = pieces[lastName] as string;
    const from = before.indexOf(pieces[lastName + 1] as string, before.indexOf(last) + last.length);
    const end = pieces.at(-1) as string;
    const words = before
      .slice(from, before.lastIndexOf(end) + end.length)
      .replace(editorMark, '')
      .trim();
    if (!/^\p{Lu}\.(?:\s(?!of\b)|$)/u.test(words)) for (const one of named) one.organisation = words;
  }
  for (const one of named)
    if (one.organisation && (notOrganisation.test(one.organisation) || isMailbox(one.organisation)))
      one.organisation = null;
  return named;
}

/** "Postel, J.", "von Muller-Meier" or a nickname: the surname in a short line is enough when no organisation says so. */
function loosely(
  words: string,
  pieces: readonly string[],
  candidates: readonly number[],
  authors: readonly Author[],
): Named | null {
  const at = candidates.find((candidate) => {
    const { key, isOrganisation } = authors[candidate] as Author;
    return (
      !isOrganisation &&
      key.surname.length > 2 &&
      words.length <= 40 &&
      !isSentence(words) &&
      !bodyWords.test(words)
    );
  });
  if (at === undefined) return null;
  const author = authors[at] as Author;
  const first = pieces[0] ?? words;
  const second = pieces[1] ?? '';
  const isFirst = hasWord(fold(first).toLowerCase(), (author.printed ?? author.key).surname);
  const rest =
    isFirst && second && !/^\p{Lu}\.?(?:\s|$)/u.test(second)
      ? pieces.slice(1).join(words.includes('/') ? '/' : ', ')
      : null;
  const role = editorMark.test(words) ? 'editor' : null;
  const behind = rest ? null : behindName(words, author);
  if (behind) return { at, role, ...behind };
  return { at, name: bare(rest ? first : words), role, organisation: rest ? bare(rest) || null : null };
}

/** "Steve Bunch  ILL-ANTS": a host's or a firm's capitals behind the name, with nothing between. */
function behindName(words: string, { key, printed }: Author): { name: string; organisation: string } | null {
  const { surname } = printed ?? key;
  const from = fold(words).toLowerCase().indexOf(surname);
  const organisation = words.slice(from + surname.length).trim();
  if (from < 2 || !/^(?:[A-Z]{2}[A-Z\d]*(?:[-/][A-Z\d]+)*|Rand)$/.test(organisation)) return null;
  return { name: bare(words.slice(0, from + surname.length)), organisation };
}

/** "JEW" are the initials of "James E. White", and may be of "J. White". */
export function isInitialsOf(letters: string, name: string): boolean {
  const { surname, initial } = surnameOf(name);
  return (
    letters.length === 3 && letters[0]?.toLowerCase() === initial && letters[2]?.toLowerCase() === surname[0]
  );
}

export const isSentence = (words: string) =>
  /[.:;]\s+\p{Ll}|\b(?:the|is|was|to|in|from|with|that|at|of|we|decided|as)\b/u.test(words);

function hasWord(folded: string, word: string): boolean {
  if (!word) return false;
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    const before = at === 0 ? ' ' : (folded[at - 1] as string);
    const after = folded[at + word.length] ?? ' ';
    if (!/[a-z0-9]/.test(before) && !/[a-z0-9]/.test(after)) return true;
  }
  return false;
}

/** Tabs reach to every eighth column. */
export function withoutTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let spaced = '';
  for (const char of line) spaced += char === '\t' ? ' '.repeat(8 - (spaced.length % 8)) : char;
  return spaced;
}
