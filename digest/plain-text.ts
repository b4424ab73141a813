import type { Block, Link } from './blocks.ts';

const columns = 72;

/** Words wrapped at 72 columns, the lines after the first indented; a word that is longer stands by itself. */
function wrap(text: string, first = '', indent = first.replace(/./g, ' ')): string {
  const lines: string[] = [];
  let current = first;
  let isEmpty = true;
  for (const word of text.split(/[^\S\u00A0]+/u).filter(Boolean)) {
    if (!isEmpty && [...current].length + 1 + [...word].length > columns) {
      lines.push(current);
      current = indent;
      isEmpty = true;
    }
    current += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, current].join('\n');
}

const linkLine = ({ text, href }: Link) => `${text}: ${href}`;

function drawn(block: Block): string {
  switch (block.type) {
    case 'title':
      return `${block.text.toUpperCase()}\n${block.week}`;
    case 'heading':
      return `\n${block.text}\n${'-'.repeat([...block.text].length)}\n`;
    case 'paragraph':
      return wrap(block.parts.map((part) => (typeof part === 'string' ? part : linkLine(part))).join(''));
    case 'links':
      return `\n${block.links.map(linkLine).join('\n')}`;
    case 'item':
      return [
        wrap(`${block.lead}${block.rest}`, '* '),
        ...block.among.map((one) => wrap(one, '  - ')),
        ...(block.note ? [wrap(block.note, '  ')] : []),
        ...(block.chart ? [wrap(`Chart: ${block.chart.alt}`, '  ')] : []),
        ...(block.why ? [wrap(block.why, '  ')] : []),
        ...block.links.map((link) => `  ${linkLine(link)}`),
        '',
      ].join('\n');
  }
}

/** The letter as plain text. */
export const plainText = (list: readonly Block[]): string =>
  `${list
    .map(drawn)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')}\n`;
