import type { CheerioAPI } from 'cheerio';
import { Unexpected } from '#lib/unexpected.ts';
import type { Posted } from '../web.ts';

/** The next page of an ASP.NET list: where it is asked for, and what a browser would post for it. */
export interface Postback {
  url: string;
  posted: Posted;
}

const call = /__doPostBack\('([^']+)','Page\$(\d+)'\)/;

/**
 * What page `n` of the list in `table` is asked for with: the page's own form, state and all, and the control that its
 * pager names. Null where the pager leads to no such page: it shows ten numbers and "…", which is the eleventh.
 * @throws Unexpected where the pager leads there and the page has no form to post
 */
export function postbackTo(page: CheerioAPI, table: string, n: number, url: string): Postback | null {
  const target = page(table)
    .find('a[href]')
    .toArray()
    .flatMap((link) => {
      const found = call.exec(link.attribs.href ?? '');
      return found && Number(found[2]) === n ? [found[1] as string] : [];
    })[0];
  if (!target) return null;
  const form = page(table).closest('form');
  const fields = form.serializeArray().map(({ name, value }): [string, string] => [name, value]);
  const has = (name: string) => fields.some(([field]) => field === name);
  if (form.length !== 1 || !has('__VIEWSTATE') || !has('__EVENTTARGET') || !has('__EVENTARGUMENT'))
    throw new Unexpected(url, 'no form with __VIEWSTATE', 'the form that the pager posts');
  const set: Record<string, string> = { __EVENTTARGET: target, __EVENTARGUMENT: `Page$${n}` };
  return {
    url: new URL(form.attr('action') ?? '', url).href,
    posted: { as: `${url}#Page$${n}`, form: fields.map(([name, value]) => [name, set[name] ?? value]) },
  };
}
