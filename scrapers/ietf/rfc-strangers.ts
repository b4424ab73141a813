import { type Cell, firm, initialsAndName, ofPrevious, previousVersion } from './rfc-heading.ts';
import { type Author, bare, bodyWords, chair, date, namesIn, surnameOf } from './rfc-names.ts';
import { fullName, isSwapped, maySpell } from './rfc-spellings.ts';

/**
 * The index misspells some authors and leaves out others. A name of the heading that no author of the index fits is the
 * one it resembles, or the only one left; else an author of its own, unless it wrote an earlier version.
 */
export function withPrinted(column: readonly Cell[], listed: readonly Author[]): Author[] {
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
      strangers.push({ words: isName ? words.replace(hostInBrackets, '') : before, isName });
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
  const [only] = missing;
  const printed = surnameOf(bare(names[0] ?? ''));
  if (
    only &&
    names.length === 1 &&
    missing.length === 1 &&
    (authors.length > 1 || isSwapped(printed, only))
  ) {
    only.printed = printed;
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
function isNameAmongHosts(column: readonly Cell[], at: number): boolean {
  const [above = '', own = '', below = ''] = [at - 1, at, at + 1].map((place) => column[place]?.right ?? '');
  const name = own.replace(hostInBrackets, '');
  if (!fullName.test(name) || bodyWords.test(name) || firm.test(name)) return false;
  // "Jon Postel (UCLA-NMC)", and below it "Nancy Neigus (BBN)"
  if (name !== own) return hostInBrackets.test(above);
  return host.test(below) && (host.test(above) || /universit/i.test(above));
}

const host = /^[A-Z]{3,}(?:-[A-Z]+)?$/;
const hostInBrackets = /\s*\([A-Z]{2,}(?:-[A-Z]+)?\)$/;
