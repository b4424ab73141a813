import { Unexpected } from '#lib/unexpected.ts';
import { lineAt, type Paragraph, paragraphsOf } from './rfc-paragraphs.ts';

/** One member of a board as a document prints them. Raw words; `line` counts from 1 in the published text. */
export interface PrintedMember {
  name: string;
  post: 'chair' | 'member' | 'ex-officio-member';
  /** What is printed beside the name of the post held ("IAB Executive Director"); null: nothing, or "Member". */
  words: string | null;
  affiliation: string | null;
  line: number;
}

export interface PrintedList {
  group: 'iab' | 'iesg';
  /** The words that say of which time it speaks, as printed. */
  time: string;
  /**
   * own: of the time when the RFC was written, approved or published, which it does not date; rfc4844: of the time when
   * that RFC was; earlier: of a time before these, which nothing dates.
   */
  of: string;
  members: PrintedMember[];
}

const board =
  '(?:the )?(?:Internet (?:Architecture|Activities) Board(?: \\(IAB\\))?|IAB|' +
  'Internet Engineering Steering Group(?: \\(IESG\\))?|IESG)';
const numbered = '(?:Appendix )?(?:[A-Z\\d]{1,2}\\.? )?(?:- |Appendix: )?';
/** "Appendix A. IAB Members at the Time of Approval": all of a paragraph; in a table of contents there is more. */
const heading = new RegExp(
  `^${numbered}(${board}) members(?:hip)? (at (?!.* (?:were|are):?$)[a-z ]{4,50}):?$`,
  'i',
);
const named = new RegExp(
  `(?:current )?(?:${board} members(?:hip)?|members(?:hip)? of ${board})(?![\\w-])`,
  'gi',
);
/** From the board's name to the colon: the time, and no other sentence. */
const upToNames =
  /^((?:(?!\. [A-Z])[^:]){0,150}?)(?: (?:were|are|is)(?: (?:the following|as follows))?)?(?: \((?:in )?alphabetical order\))?(?:: ?| include (?=\p{Lu}))/u;
const isDated = /\bat (?:the )?(?:time|moment|present)\b|\bcurrent/i;
/** Where the board signs as author, its members stand below its address. */
const signed = /^(?:IAB )?Membership (at time this document was \w+):$/;
const labels = /(?:^|\. )Their membership is:/;
const bracketed = /\b(current members of the (?:IAB|IESG)) \((?=[^()]+\))/;

interface Opening {
  group: PrintedList['group'];
  time: string;
  /** Where names follow in the same paragraph: their first character. Null: they follow below. */
  at: number | null;
}

const groupOf = (words: string): PrintedList['group'] => (/IESG|Steering/i.test(words) ? 'iesg' : 'iab');

/**
 * Reads the lists of members of the IAB and the IESG that a text prints, each with the time it is of: under a heading or
 * after a sentence that ends with a colon, one name a line or in running text.
 * @param id of the document: rfc4844
 * @returns the lists, and in words where something announces a list and what follows is none that is understood
 */
export function readPrintedLists(text: string, id: string): { lists: PrintedList[]; refused: string[] } {
  const found: PrintedList[] = [];
  const refused: string[] = [];
  const paragraphs = isPossible(text) ? paragraphsOf(text) : [];
  for (const [at, paragraph] of paragraphs.entries()) {
    for (const opening of openingsOf(paragraphs, at)) {
      // The sentence below a heading says it again, and better.
      if (heading.test(paragraph.text) && at + 1 < paragraphs.length && openingsOf(paragraphs, at + 1).length)
        continue;
      try {
        found.push(listOf(paragraphs, at, opening, id));
      } catch (error) {
        if (!(error instanceof Unexpected)) throw error;
        refused.push(error.message);
      }
    }
  }
  // Who prints the board of two times had it written under the first.
  const isApproved = found.some((list) => list.of === 'own' && /approv/i.test(list.time));
  const lists = found.map((list) =>
    isApproved && list.of === 'own' && /writing/i.test(list.time) ? { ...list, of: 'earlier' } : list,
  );
  return { lists, refused };
}

function listOf(
  paragraphs: readonly Paragraph[],
  at: number,
  { group, time, at: character }: Opening,
  id: string,
): PrintedList {
  const paragraph = paragraphs[at] as Paragraph;
  const place = `${id} line ${paragraph.lines[0]?.number}`;
  const members =
    character === null
      ? readBelow(paragraphs, at + 1, group, place)
      : readRunning(paragraph, character, group, place);
  const names = new Set(members.map(({ name }) => name));
  if (members.length < 5 || names.size < members.length)
    throw new Unexpected(place, `${members.length} names, ${names.size} of them different`, 'a whole board');
  return { group, time, of: ofWhen(time, id), members };
}

const nearMembers =
  /(?:IAB|IESG|Board|Group)(?: \(I[AES][BSG]G?\))?\s+members|members(?:hip)?\s+of\s+the\s+(?:IAB|IESG|Internet)|membership\s+(?:at\s+time|is:)/i;

/** Whether "members" stands beside a board's name anywhere: a quick look, for one text in ninety prints a list. */
function isPossible(text: string): boolean {
  for (const word of ['embers', 'EMBERS'])
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 6)) {
      const around = text.slice(Math.max(0, at - 60), at + 160).replace(/\s+/g, ' ');
      if (nearMembers.test(around) && (isDated.test(around) || labels.test(around))) return true;
    }
  return false;
}

function openingsOf(paragraphs: readonly Paragraph[], at: number): Opening[] {
  const { text } = paragraphs[at] as Paragraph;
  if (/^(?:IAB|IESG):$/.test(text)) {
    const isOfLabels = paragraphs.slice(Math.max(0, at - 5), at).some((above) => labels.test(above.text));
    return isOfLabels ? [{ group: groupOf(text), time: 'their membership is', at: null }] : [];
  }
  if (!/members/i.test(text)) return [];
  const headed = heading.exec(text);
  if (headed) return [{ group: groupOf(headed[1] ?? ''), time: headed[2] ?? '', at: null }];
  const isSigned = signed.exec(text);
  if (isSigned) return [{ group: 'iab', time: isSigned[1] ?? '', at: null }];
  const inBrackets = bracketed.exec(text);
  if (inBrackets) {
    const [whole, time = ''] = inBrackets;
    return [{ group: groupOf(time), time, at: inBrackets.index + whole.length }];
  }
  const found: Opening[] = [];
  for (const { 0: words, index } of text.matchAll(named)) {
    const after = upToNames.exec(text.slice(index + words.length));
    if (!after) continue;
    const [whole, time = ''] = after;
    const from = index + words.length + whole.length;
    if (!isDated.test(words + time)) continue;
    const said = time.trim() || words.trim();
    found.push({ group: groupOf(words), time: said, at: from < text.length ? from : null });
  }
  return found;
}

/** own | earlier | the RFC whose time is meant. */
function ofWhen(time: string, id: string): string {
  if (/initial RFC Editor model/i.test(time)) return 'earlier';
  const other = /\[?RFC ?(\d+)\]?/.exec(time)?.[1];
  return other && `rfc${other}` !== id ? `rfc${other}` : 'own';
}

const namePattern =
  "\\p{Lu}[\\p{L}.'’-]*(?: (?:\\p{Lu}[\\p{L}.'’-]*|\\(\\p{Lu}\\p{L}+\\)(?= \\p{Lu})|de|van|von|der|la|ten|bin|al)){1,4}";
const bullet = '(?:[o*•-]\\s+)?';
/** "Name", "Name (words)", "Name, words", "Name - words", or "Name/affiliation   words". */
const memberLine = new RegExp(
  `^${bullet}(?<name>${namePattern})(?:/(?<affiliation>\\S.*?)\\s{2,}(?<office>\\S.*)| \\((?<bracketed>[^()]+)\\)|, (?<after>\\p{Lu}[^,]*)|\\s+-\\s+(?<dashed>\\S.*))?$`,
  'u',
);
const memberInText = new RegExp(`^(?<name>${namePattern})(?: \\((?<bracketed>[^()]+)\\))?$`, 'u');

function memberOf(
  text: string,
  pattern: RegExp,
  group: PrintedList['group'],
  line: number,
): PrintedMember | null {
  const found = pattern.exec(text.trim())?.groups;
  if (!found?.name) return null;
  const said = found.office ?? found.bracketed ?? found.after ?? found.dashed ?? null;
  const words = said && !/^member$/i.test(said) ? said.trim() : null;
  const isChair = words !== null && new RegExp(`^(?:${group} )?chair(?:man|woman|person)?$`, 'i').test(words);
  return {
    name: found.name,
    post: isChair ? 'chair' : 'member',
    words,
    affiliation: found.affiliation?.trim() ?? null,
    line,
  };
}

/** One member a line; the lines may stand apart, and a page may end between them. */
function readBelow(
  paragraphs: readonly Paragraph[],
  from: number,
  group: PrintedList['group'],
  place: string,
): PrintedMember[] {
  const first = paragraphs[from];
  if (first && /^\p{Lu}[^:]*,[^:]*\.$/u.test(first.text) && first.lines.length < 8)
    return readRunning(first, 0, group, place);
  const members: PrintedMember[] = [];
  for (let at = from; at < paragraphs.length; at++) {
    const { lines, indent, isAfterBreak } = paragraphs[at] as Paragraph;
    const isApart = (paragraphs[at - 1]?.lines.length ?? 0) === 1;
    if (
      at > from &&
      (indent !== first?.indent || !(isApart || isAfterBreak) || (isApart && lines.length > 1))
    )
      break;
    const read = lines.map(({ text, number }) => memberOf(text, memberLine, group, number));
    const wrong = read.indexOf(null);
    if (wrong >= 0 && at > from && isAfterBreak && !isApart) break;
    if (wrong >= 0)
      throw new Unexpected(
        place,
        JSON.stringify(lines[wrong]?.text.trim()),
        'the name of a member of the board',
      );
    members.push(...read.filter((one) => one !== null));
  }
  return members;
}

const adjunct =
  /^In addition,(?: at the time of approval(?: of RFC \d+)?,)? the IAB included two ex[- ]officio members: (.+?),? who was serving as the (.+?), and (.+?),? who was serving as the (.+?)\.(?= |$)/;

/** Names in a sentence, from a character of the paragraph on, up to its end. */
function readRunning(
  paragraph: Paragraph,
  from: number,
  group: PrintedList['group'],
  place: string,
): PrintedMember[] {
  const { text } = paragraph;
  const isInBrackets = text[from - 1] === '(';
  const end = isInBrackets ? text.indexOf(')', from) : from + sentenceEnd(text.slice(from));
  const members: PrintedMember[] = [];
  let at = from;
  for (const part of text.slice(from, end).split(/(, and |, | and )/)) {
    if (!/^(?:, and |, | and )$/.test(part)) {
      const member = memberOf(part, memberInText, group, lineAt(paragraph, at));
      if (!member) throw new Unexpected(place, JSON.stringify(part), 'the name of a member of the board');
      members.push(member);
    }
    at += part.length;
  }
  const rest = text.slice(end + 1).trim();
  if (!/^In addition\b.*\bex[- ]officio/.test(rest)) return members;
  const besides = adjunct.exec(rest);
  if (!besides) throw new Unexpected(place, JSON.stringify(rest.slice(0, 80)), 'who was a member ex officio');
  for (const [name, words] of [besides.slice(1, 3), besides.slice(3, 5)] as [string, string][]) {
    const line = lineAt(paragraph, text.indexOf(name, end));
    members.push({ name, post: 'ex-officio-member', words, affiliation: null, line });
  }
  return members;
}

/** Where a sentence ends: not after an initial or "St.". */
function sentenceEnd(text: string): number {
  const found = /(?<!\b(?:\p{Lu}|St|Jr|Dr))\.(?= |$)/u.exec(text);
  return found ? found.index : text.length;
}
