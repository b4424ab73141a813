import { dayInWords } from '#lib/week.ts';
import type { Digest, DigestItem } from './compose.ts';

/** Words, or words that lead somewhere. */
export type Part = string | { text: string; href: string };
export type Block =
  | { type: 'title'; text: string }
  | { type: 'heading'; text: string }
  | { type: 'paragraph'; parts: Part[] }
  | { type: 'item'; key: string; parts: Part[]; chart: DigestItem['chart'] };

/** Where a letter leads: the site, and the token of this reader's links; null in the copy that everybody may read. */
export interface Links {
  site: string;
  token: string | null;
}

export const manageUrl = ({ site, token }: Links) => `${site}/manage?token=${token}`;
export const unsubscribeUrl = ({ site, token }: Links) => `${site}/unsubscribe?token=${token}`;

/** What a letter says, in order. HTML, text and the page under /letters are drawn from the same blocks. */
export function blocks(digest: Digest, links: Links): Block[] {
  const { site } = links;
  const letter = `${site}/letters/${digest.week}`;
  const said: Block[] = [
    { type: 'title', text: `Rapporteur, week of ${dayInWords(digest.from)}` },
    { type: 'heading', text: 'What we read' },
    { type: 'paragraph', parts: [digest.status.join(' ')] },
  ];
  for (const section of digest.sections) {
    said.push({ type: 'heading', text: section.title });
    for (const item of section.items) said.push(itemBlock(item, digest, letter, site));
    if (section.more) said.push({ type: 'paragraph', parts: [`${section.more} more, not told here.`] });
  }
  if (digest.quiet) {
    said.push({ type: 'paragraph', parts: ['Nothing else happened that we could read.'] });
  }
  said.push({ type: 'heading', text: 'Why you get this' });
  const why = digest.general
    ? 'You get the general letter.'
    : 'You chose what to follow; each item says which follow it answers.';
  said.push({
    type: 'paragraph',
    parts: [
      links.token ? why : 'Everybody who takes the general letter gets this.',
      ' ',
      ...(links.token
        ? ([
            { text: 'Change, pause or delete', href: manageUrl(links) },
            ' · ',
            { text: 'Unsubscribe', href: unsubscribeUrl(links) },
          ] as Part[])
        : [{ text: 'Subscribe', href: `${site}/subscribe` }]),
      ' · ',
      { text: 'On the web', href: digest.general ? letter : `${site}/letters` },
      ' · ',
      { text: 'Feed', href: `${site}/feed.atom` },
    ],
  });
  return said;
}

function itemBlock(item: DigestItem, digest: Digest, letter: string, site: string): Block {
  const parts: Part[] = [item.sentence];
  if (item.why) parts.push(` ${item.why}`);
  if (item.figure) parts.push(' ', { text: 'Rows', href: `${letter}/rows/${item.figure}` });
  if (item.source && /^https?:\/\//.test(item.source)) parts.push(' ', { text: 'Source', href: item.source });
  const about = new URLSearchParams({ week: digest.week, item: item.key });
  parts.push(' ', { text: 'Report error', href: `${site}/report?${about}` });
  return { type: 'item', key: item.key, parts, chart: item.chart };
}

/** What tells one block of a letter from another. */
export const blockKey = (block: Block): string =>
  block.type === 'item' ? block.key : 'text' in block ? block.text : block.parts.map(partText).join('');

const partText = (part: Part) => (typeof part === 'string' ? part : `${part.text} (${part.href})`);

/** The letter as plain text, lines unwrapped. */
export function plainText(list: readonly Block[]): string {
  const lines = list.map((block) => {
    if (block.type === 'title') return `${block.text}\n${'='.repeat([...block.text].length)}`;
    if (block.type === 'heading') return `\n${block.text}\n${'-'.repeat([...block.text].length)}`;
    const text = block.parts.map(partText).join('');
    if (block.type === 'paragraph') return text;
    return `* ${text}${block.chart ? `\n  Chart: ${block.chart.alt}` : ''}`;
  });
  return `${lines.join('\n')}\n`;
}
