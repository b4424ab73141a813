import { countryOfAddress } from '#entities/country.ts';
import { contact, isFirm, onlyName, type Place } from './rfc-address-lines.ts';
import { isLocation } from './rfc-locations.ts';
import {
  type Author,
  bodyWords,
  type CountryLine,
  isMailbox,
  isPost,
  joined,
  type Line,
  type Stated,
} from './rfc-names.ts';

export interface Address {
  line: number;
  organisation: Stated | null;
  /** One line and a country are all there is: the line is a town as well as it may be an employer. */
  mayBeTown: boolean;
  country: CountryLine | null;
}

export const sectionEnd =
  /^\s{0,8}(?:(?:appendix\s+)?[\dA-Z]{1,2}(?:\.\d+)*\.?\s+)?(?:full copyright|copyright|intellectual property|acknowledge?ments?\b|appendix\b|references?$|index$|security considerations|disclaimer|expiration|normative ref|informative ref|ipr\b|notice|funding|contributors?\b|editorial note|comments? (?:should|on)|working group|this document expires|about the authors|change (?:log|history)|annex\b|table of contents|trademark|bibliography|glossary|iana considerations|rfc editor(?:'s)? (?:considerations?|notes?))/i;

const street =
  /^(?:p\.?\s?o\.?\s|post|box\b|suite|room|rm\b|bldg|building|mail\s?stop|m\/?s\b|\d|floor)|\d{4,}|\b(?:street|avenue|ave|road|drive|blvd|boulevard|rue|stra(?:ss|ß)e|str\.|lane|parkway|pkwy|plaza|way)\b/i;
const department =
  /^(?:dept|department|school|faculty|laborator|division|institut f|computer science|network|center|centre|research|college|chair|group)\b/i;

export function readBlock(
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
    !isPost(run[1]) &&
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

/** What its owner is there, and not where. */
const jobTitle =
  /^(?:(?:associate|assistant|deputy|senior|vice|executive|former|principal|chief|group|software|network|internet|engineering|board)\s+)*(?:director|manager|president|chairman|professor|leader|scientist|engineer|architect|analyst|fellow|principal|member|technology officer|(?:research )?technical staff)\b(?:,| of\b| and\b| technical staff|$)/i;

/** What the address names first; below a room, a street or a remark only an institution's own words. */
function organisationOf(block: readonly Line[]): Stated | null {
  const below = block
    .slice(1, 3)
    .find(({ text }) => institution.test(text) && !/\d|,/.test(text) && !street.test(text));
  return nameOf(block) ?? (below ? { words: below.text, line: below.number } : null);
}

const institution = /\buniversity of\b|\buniversity$|\blaboratory$|\binstitute of technology$/i;

function nameOf(block: readonly Line[]): Stated | null {
  const first = block[0];
  if (!first) return null;
  if (block.length > 1 && jobTitle.test(first.text)) return nameOf(block.slice(1));
  if (isMailbox(first.text) || /\s\d{2,4}\s?[A-Z]?\.?$|^(?:pmb|via)\s/i.test(first.text)) return null;
  // "Data General Corporation MS E111": a mail stop.
  const words = first.text
    .replace(/,? M\/?S [A-Z]?\d+$/, '')
    .replace(/[,;.]+$/, (end) =>
      /(?:inc|corp|ltd|co|s\.a|b\.v|a\.s)\.?$/i.test(first.text) && end.includes('.') ? '.' : '',
    );
  if (
    /^["([]|^(?:co-)?editors?$|\. \. \.|str(?:\.|asse|aße)\s*\d|(?:allee|weg|tie|katu|gatan|laan|straat) \d/i.test(
      words,
    ) ||
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
