/** What never belongs into a sentence: controls, marks that turn the direction of writing, what is not seen. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** Words of a source as one line of a letter: nothing invisible, no line breaks, at most `most` characters. */
export function line(text: string, most = 110): string {
  const plain = text.slice(0, 4000).replace(unseen, ' ').replace(/\s+/gu, ' ').trim();
  const characters = [...plain];
  if (characters.length <= most) return plain;
  const cut = characters.slice(0, most - 1).join('');
  return `${cut.slice(0, cut.lastIndexOf(' ') > most / 2 ? cut.lastIndexOf(' ') : undefined).trimEnd()}…`;
}

/** “Title”, or that there is none. */
export const quoted = (title: string): string => {
  const text = line(title);
  return text ? `“${text}”` : '(no title)';
};

export const countWords = (text: string): number => text.split(/\s+/u).filter(Boolean).length;

/** 12.3 %, not to be parted at the end of a line */
export const percent = (share: number): string => `${(share * 100).toFixed(1)}\u00A0%`;

export { plural } from '#metrics/numbers.ts';
