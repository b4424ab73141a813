import { bodyWords } from './rfc-names.ts';

/** Where the lines of an author begin: an index into the section's lines, and the column in that line. */
export interface Place {
  index: number;
  column: number;
}

/** A line of telephone numbers, mailboxes or addresses of the web: read past. */
export const contact =
  /^(?:(?:work|office|direct|home|business|main|mobile)\s+)?(?:ph(?:one)?|tel(?:ephone)?|fax|facsimile|telefax|e-?\s?mail(?:\s+address)?|electronic mail|arpa(?:net)?\s*mail|internet(?:\s+mail)?|uri|url|web|www|http|mobile|cell|voice|telex|mail(?:to)?|net(?:work)?\s?(?:mail|address)|x\.[45]00|uucp|bitnet|jabber|xmpp|sip|im|gsm|skype|orcid|pgp|dnic|usenet|nic\s*handle|arpanet|arpa|csnet)\s*(?:\([^)]*\))?\s*[.:=#+]|@|:\/\/|^\+?[\d\s().-]{8,}$|^\(\d{3}\)|^<.*>$|\bext\.?\s*\d{3,}|^(?:phone|fax|email|telephone)\b|! ?[a-z]+![a-z]/i;

/** A line that is a person's name and no more. */
export const onlyName = /^\s*\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}.'-]*){1,3}(?:,? (?:\([^()]*\)|Chair))?\s*$/u;

export const isFirm = new RegExp(
  `${bodyWords.source}|\\b(?:labs?|gmbh|ltd|ab|consult\\w*)\\b|\\w\\.\\w`,
  'i',
);

/** How many lines end between two places of the text. */
export function lineNumber(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
