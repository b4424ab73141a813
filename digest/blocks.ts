import { dayInWords } from '#lib/week.ts';
import type { Digest, DigestItem } from './digest.ts';
import type { Chart } from './happening.ts';
import { plural } from './words.ts';

/** Words, or words that lead somewhere. */
export type Part = string | Link;
export interface Link {
  text: string;
  href: string;
}

export interface ItemBlock {
  type: 'item';
  key: string;
  /** What it is about, and what is said of it. */
  lead: string;
  rest: string;
  among: string[];
  note: string | null;
  why: string | null;
  links: Link[];
  chart: Chart | null;
}

export type Block =
  | { type: 'title'; text: string; week: string }
  | { type: 'heading'; text: string }
  | { type: 'paragraph'; parts: Part[] }
  /** Where the letter leads: the last thing in it. */
  | { type: 'links'; links: Link[] }
  | ItemBlock;

/** Where a letter leads: the site, and the token of this reader's links; null in the copy that everybody may read. */
export interface Links {
  site: string;
  token: string | null;
}

export const manageUrl = ({ site, token }: Links) => `${site}/manage?token=${token}`;
export const unsubscribeUrl = ({ site, token }: Links) => `${site}/unsubscribe?token=${token}`;

/** What a letter says, in order. HTML, text and the page under /letters are drawn from the same blocks. */
export function blocks(digest: Digest, links: Links): Block[] {
  const letter = `${links.site}/letters/${digest.week}`;
  const said: Block[] = [
    { type: 'title', text: 'Rapporteur', week: `Week of ${dayInWords(digest.from)}` },
    { type: 'heading', text: 'What we read' },
    { type: 'paragraph', parts: [digest.status.join(' ')] },
  ];
  for (const section of digest.sections) {
    said.push({ type: 'heading', text: section.title });
    for (const item of section.items) said.push(itemBlock(item, digest, letter, links.site));
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
    parts: [links.token ? why : 'Everybody who takes the general letter gets this.'],
  });
  said.push({
    type: 'links',
    links: [
      ...(links.token
        ? [
            { text: 'Change, pause or delete', href: manageUrl(links) },
            { text: 'Unsubscribe', href: unsubscribeUrl(links) },
          ]
        : [{ text: 'Subscribe', href: `${links.site}/subscribe` }]),
      { text: 'On the web', href: digest.general ? letter : `${links.site}/letters` },
      { text: 'Feed', href: `${links.site}/feed.atom` },
    ],
  });
  return said;
}

function itemBlock(item: DigestItem, digest: Digest, letter: string, site: string): ItemBlock {
  const { key, sentence, lead, among, note, why, chart } = item;
  const links = item.figures.map(({ id, rows }) => ({
    text: plural(rows, 'row'),
    href: `${letter}/rows/${id}`,
  }));
  if (item.source && /^https?:\/\//.test(item.source)) links.push({ text: 'Source', href: item.source });
  const about = new URLSearchParams({ week: digest.week, item: key });
  links.push({ text: 'Report an error', href: `${site}/report?${about}` });
  return { type: 'item', key, lead, rest: sentence.slice(lead.length), among, note, why, links, chart };
}

/** What tells one block of a letter from another. */
export const blockKey = (block: Block): string => {
  if (block.type === 'item') return block.key;
  if (block.type === 'links') return block.type;
  return 'text' in block ? block.text : block.parts.map((part) => JSON.stringify(part)).join('');
};
