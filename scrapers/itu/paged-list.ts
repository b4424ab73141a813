import { Unexpected } from '#lib/unexpected.ts';
import type { Reader } from '../contract.ts';
import { isDocumentList, type ListedDocument, parseDocumentList } from './document-list.ts';
import type { Collected } from './listed-documents.ts';

export interface Listed {
  row: ListedDocument;
  pageId: number;
}

/**
 * Every page of one list. `isSure`: false where nobody has seen the list yet, and an answer that is no list at all says
 * that there is none: null. A list may grow while it is read: where its pages do not fit one another it is read once more.
 * @throws Unexpected where they still do not, or do not add up to what the list announces
 */
export async function readList(
  reader: Reader,
  url: (offset: number) => string,
  collected: Collected,
  isSure = true,
): Promise<Listed[] | null> {
  const first = await readPass(reader, url, collected, isSure);
  if (!(first instanceof Unexpected)) return first;
  if (reader.replay) throw first;
  const second = await readPass(asking(reader), url, collected, isSure);
  if (second instanceof Unexpected) throw second;
  return second;
}

/** The second time every page is asked for, also what a killed run had just read. */
export const asking = (reader: Reader): Reader => ({
  ...reader,
  read: (url, options) => reader.read(url, { ...options, again: true }),
});

/** Unexpected is returned where the pages do not fit one another, and thrown where one is no list as we know it. */
async function readPass(
  reader: Reader,
  url: (offset: number) => string,
  collected: Collected,
  isSure: boolean,
): Promise<Listed[] | null | Unexpected> {
  const found = new Map<string, Listed>();
  const twice = new Set<string>();
  let total: number | null = null;
  let leadsTo = 0;
  for (let asked = 0; ; asked++) {
    // A document that comes again on the next page has moved the others along: only what is new counts as read.
    const offset = found.size;
    if (asked > 2000) throw new Unexpected(url(offset), 'no end of the list', 'an end');
    const missing = isSure ? [] : [400, 500];
    const page = await reader.read(url(offset), { expectType: /html/i, content: 'always', missing });
    if (page === 'unchanged') throw new Unexpected(url(offset), page, 'the page');
    if (page === 'missing') {
      if (!offset) return isSure ? [] : null;
      return new Unexpected(url(offset), 'nothing there', 'the next page of the list');
    }
    if (!isSure && !offset && !isDocumentList(page.text)) return null;
    collected.see(page.fetchedAt);
    const list = parseDocumentList(page.text, page.url);
    if (asked === 0) total = list.announced;
    if (list.announced !== total)
      return new Unexpected(
        page.url,
        list.announced === null ? 'no total' : `a list of ${list.announced} documents`,
        total === null ? 'no total, as on its first page' : `the ${total} that its first page announces`,
      );
    for (const row of list.rows) {
      const known = found.get(row.id)?.row;
      if (known) twice.add(row.id);
      if (known && JSON.stringify(known) !== JSON.stringify(row))
        return new Unexpected(page.url, `${row.id} twice, in two wordings`, 'each document once');
      found.set(row.id, { row, pageId: page.id });
    }
    leadsTo = Math.max(leadsTo, list.leadsTo ?? 0);
    if (found.size === total) return [...found.values()];
    const isEnd = total === null && !list.rows.length && leadsTo < Math.max(1, found.size);
    if (isEnd) {
      if (found.size) collected.noTotal(url(0));
      return [...found.values()];
    }
    if (found.size === offset || (total !== null && found.size > total)) {
      const again = twice.size ? `, ${[...twice].slice(0, 3).join(', ')} more than once` : '';
      return new Unexpected(
        page.url,
        `${found.size} documents${again}`,
        total === null
          ? `more at row ${Math.max(leadsTo, offset)}, where the list leads`
          : `the ${total} that the list announces`,
      );
    }
  }
}
