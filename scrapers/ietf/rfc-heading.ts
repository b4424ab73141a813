import { type Author, type Line, namesIn, withoutTabs } from './rfc-names.ts';

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
  const tight = trimmed.length >= 72 ? fullLine.exec(trimmed)?.[1] : null;
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

/** The first page's lines, at most 90, up to where the text itself begins. */
export function headLines(text: string): Line[] {
  const lines: Line[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let number = 1; number <= 110 && at < text.length; number++) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    lines.push({ text: withoutTabs(line.replace(/[\r\f]/g, '')), number });
    if (
      lines.length > 8 &&
      /^\s{0,6}(?:\d\.?\s+)?(?:status of this (?:memo|rfc)|abstract(?!:\s+\w)|introduction)\b/i.test(line)
    )
      break;
    at = end < 0 ? text.length : end + 1;
  }
  return lines;
}

export interface Cell {
  /** null: the line has no right column, only a label of the left one. */
  right: string | null;
  number: number;
}

/** The lines of the heading, by what stands in their right column; a heading ends at the title below it. */
export function headingColumn(lines: readonly Line[], authors: readonly Author[]): Cell[] {
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

export const initialsAndName =
  /^(?!U\.\s?(?:C\.)?\s?\p{Lu}|\p{Lu}\.Net)(?:\p{Lu}\.[ -]?){1,3} ?(?:(?:van|von|de|den|der|di|du|la|le) )*\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}-]+)?(?:, ?\(?Ed(?:itor|s)?\.?\)?)?$/u;
export const firm =
  /\b(?:associates|consult\w*|labs?|laborator\w+|networks?|systems|technolog\w+|corp|inc)\b/i;
export const previousVersion =
  /^(?:(?:original|previous|contributing) authors?|(?:authors?|contributors|editors?) of (?:the )?(?:previous|original) version.*|contributors):$/i;
export const ofPrevious = /^\((?:authors?|editors?) of (?:the )?(?:previous|original) version\)$/i;
export const ofThis = /^\(?editors? of (?:the )?(?:this|present|current) version\)?:?$/i;
