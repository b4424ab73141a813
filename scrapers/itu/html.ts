import { type CheerioAPI, load } from 'cheerio';
import { Unexpected } from '#lib/unexpected.ts';

/** One space for every run of blanks, no-break spaces among them. */
export const plain = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();

/** In a page the ends of lines are blanks, so its own breaks need another sign. */
export const lineEnd = '\u2028';

/** A page of the ITU. @throws Unexpected for a page that is not what was asked for: an error or a login under 200 */
export function open(html: string, url: string, mark: RegExp): CheerioAPI {
  const page = load(html);
  const title = plain(page('title').first().text());
  if (!mark.test(html) || /sign in|server error|access denied|just a moment/i.test(title))
    throw new Unexpected(
      url,
      `a page "${title.slice(0, 80) || plain(page.text()).slice(0, 80)}"`,
      `one with ${mark}`,
    );
  return page;
}

/** A date as ITU pages print it: 2024-03-04, 2024/3/4, or no more than its month or year. */
export interface PrintedDate {
  /** ISO; the first day of the month where only that is printed, null where no more than the year is. */
  day: string | null;
  precision: 'day' | 'month' | null;
}

/** What a cell says of a date; nothing or a dash says nothing. @throws Unexpected */
export function printedDate(printed: string, where: string): PrintedDate {
  const text = plain(printed);
  if (!text || text === '-' || /^\d{4}$/.test(text)) return { day: null, precision: null };
  const found = /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2})(?: .*)?)?$/.exec(text);
  const day = `${found?.[1]}-${found?.[2]?.padStart(2, '0')}-${(found?.[3] ?? '1').padStart(2, '0')}`;
  if (!found || Number.isNaN(Date.parse(day)))
    throw new Unexpected(where, `the date ${JSON.stringify(text)}`, 'like 2024-03-04');
  return { day, precision: found[3] ? 'day' : 'month' };
}

const mail = /[\w.+-]+(?:@|\s?(?:\(at\)|\[at\])\s?)[\w-]+(?:\.[\w-]+)+/gi;

/** A page's bytes without e-mail addresses, also in the spellings that hide them from robots; the same bytes where there are none. */
export function withoutMail(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body).toString('latin1');
  const clean = text.replace(mail, 'removed');
  return clean === text ? body : Buffer.from(clean, 'latin1');
}
