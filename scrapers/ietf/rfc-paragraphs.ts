export interface Paragraph {
  lines: { text: string; number: number }[];
  /** The lines as running text; a word broken by a hyphen is one again. */
  text: string;
  /** Spaces before its first line. */
  indent: number;
  /** A page ends between the paragraph before and this one: it may go on in the middle of a sentence or list. */
  isAfterBreak: boolean;
}

const pageEnd = /\[page\s+[\divxlc]+\]\s*$/i;
const pageHead = /^RFC\s*\d+\s.*\d{4}\s*$/i;

/** The paragraphs of an RFC's text, without page footers and headers. Line numbers count from 1. */
export function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let lines: Paragraph['lines'] = [];
  let isAfterBreak = false;
  const end = () => {
    const [first] = lines;
    if (first) {
      const indent = first.text.length - first.text.trimStart().length;
      paragraphs.push({ lines, text: runningText(lines), indent, isAfterBreak });
      isAfterBreak = false;
    }
    lines = [];
  };
  let isHead = false;
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.replace(/[\r\f]/g, '').trimEnd();
    if (pageEnd.test(line)) {
      end();
      isAfterBreak = true;
      isHead = true;
    } else if (!line) end();
    else if (isHead && pageHead.test(line)) isHead = false;
    else {
      isHead = false;
      lines.push({ text: line, number: at + 1 });
    }
  }
  end();
  return paragraphs;
}

const runningText = (lines: Paragraph['lines']): string =>
  lines
    .map(({ text }) => text.trim().replace(/\s+/g, ' '))
    .reduce((sum, line) => (/\p{L}-$/u.test(sum) ? sum + line : sum ? `${sum} ${line}` : line), '');

/** The line on which a character of the running text stands. */
export function lineAt({ lines }: Paragraph, character: number): number {
  let sum = '';
  for (const { text, number } of lines) {
    sum = runningText([
      { text: sum, number },
      { text, number },
    ]);
    if (character < sum.length) return number;
  }
  return lines.at(-1)?.number ?? 0;
}
