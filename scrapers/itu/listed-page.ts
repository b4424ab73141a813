import { Unexpected } from '#lib/unexpected.ts';
import type { StoredDocument } from '#prisma/stored.ts';
import type { Reader, SourcePage } from '../contract.ts';

const week = 7 * 24 * 3600_000;

/**
 * The page of one thing that a list names, of thousands. `known`: what is stored of it; `isSettled`: its row in the list is
 * what it was and nothing else can have changed, so that the archived page will do. Of a thing that is not stored yet a
 * page of this week will do as well, where it parses: a first reading that failed after hours need not begin anew.
 * 'missing': there is none, or the server cannot show it and never could. One that it could show is a fault.
 */
export async function readListedPage(
  reader: Reader,
  url: string,
  known: StoredDocument | undefined,
  isSettled: boolean,
  parse: (html: string, url: string) => unknown,
): Promise<SourcePage | 'missing'> {
  const options = {
    expectType: /html/i,
    content: 'always' as const,
    missing: known?.textPageId ? [] : [500],
    ...(!known && { verify: (html: string) => void parse(html, url) }),
  };
  let page = await reader.read(url, { ...options, once: isSettled || !known });
  const isOld = typeof page !== 'string' && Date.now() - page.fetchedAt.getTime() > week;
  if (!known && isOld && !reader.replay) page = await reader.read(url, { ...options, again: true });
  if (page === 'unchanged') throw new Unexpected(url, page, 'the page');
  return page;
}
