import type { CheerioAPI } from 'cheerio';
import { Unexpected } from '#lib/unexpected.ts';
import { open, plain, printedDate } from './html.ts';

/** What the page of one work item says beyond the table of the work programme. */
export interface WorkItemPage {
  title: string;
  timing: string | null;
  equivalent: string | null;
  /** As printed, names joined by commas. */
  supporters: string;
  editors: string[];
  /** Contacts that are not named as editors: not taken. */
  otherContacts: number;
  /** ISO days. */
  registered: string | null;
  updated: string | null;
  /** Ids of the meeting documents that the page links as base text. */
  documents: string[];
}

const main = 'ctl00_ContentPlaceHolder1_rpt_main_ctl00_';

/**
 * Reads wp_item.aspx. Null: the site has no such record.
 * @throws Unexpected where a field is not there, or stands beside another heading than its own
 */
export function parseWorkItem(html: string, url: string): WorkItemPage | null {
  const page = open(html, url, /rpt_main_ctl00_lbl_subject|No record found/);
  if (!page(`#${main}lbl_subject`).length && /No record found/.test(page('body').text())) return null;
  const field = (id: string, heading: RegExp) => fieldOf(page, id, heading, url);
  const dash = (text: string) => (text === '' || text === '-' ? null : text);
  const contacts = contactsOf(page, url);
  const editors = contacts.flatMap(
    (contact) => /^(.+),\s*(?:Co-|Associate )?Editor$/.exec(contact)?.[1] ?? [],
  );
  return {
    title: field('lbl_subject', /^(?:subject|title)/i),
    timing: dash(field('lbl_timing', /^timing/i)),
    equivalent: dash(field('lbl_iso_number', /^equivalent/i)),
    supporters: dash(field('Label6', /^supporting members/i)) ?? '',
    editors: [...new Set(editors.map((name) => name.trim()))],
    otherContacts: contacts.length - editors.length,
    registered: dayIn(field('lbl_first_registration_date', /^first registration/i), url),
    updated: dayIn(field('Label5', /^last update/i), url),
    documents: page(`[id^="${main}gd_base_text"] a[href]`)
      .toArray()
      .flatMap((link) => documentIn(link.attribs.href ?? '') ?? [])
      .filter((id, at, all) => all.indexOf(id) === at),
  };
}

/** The labels are numbered, and a label more would move the numbers: so each is read only beside its own heading. */
function fieldOf(page: CheerioAPI, id: string, heading: RegExp, url: string): string {
  const found = page(`#${main}${id}`);
  if (found.length !== 1)
    throw new Unexpected(`${url}, ${id}`, `${found.length} of it`, `one, beside ${heading}`);
  const beside = plain(found.closest('td').prev('td').text());
  if (!heading.test(beside))
    throw new Unexpected(`${url}, ${id}`, `it beside "${beside.slice(0, 60)}"`, `it beside ${heading}`);
  return plain(found.text());
}

function contactsOf(page: CheerioAPI, url: string): string[] {
  const all = page(`[id^="${main}gd_editor"]`);
  if (!all.length) return [];
  const leaves = all
    .find('td, span')
    .addBack('td, span')
    .toArray()
    .map((one) => page(one))
    .filter((one) => one.find('td, span').length === 0)
    .map((one) => plain(one.text()))
    .filter(Boolean);
  if (!leaves.length && plain(all.text()))
    throw new Unexpected(`${url}, gd_editor`, plain(all.text()).slice(0, 60), 'a cell for each contact');
  return leaves;
}

/** Dates stand alone or before a time of day. */
const dayIn = (text: string, url: string): string | null => {
  const { day, precision } = printedDate(text, url);
  return precision === 'day' ? day : null;
};

/** A meeting document by its address: …/md/T22-SG13-C-0123/en or …parent=T22-SG13-C-0123. */
const documentIn = (href: string): string | null =>
  /(?:\/md\/|[?&]parent=)(T\d\d-(?:SG\d+|TSAG)-(?:C-\d{4}|\d{6}-TD-(?:GEN|PLEN|WP\d)-\d{4}))(?:\/[a-z]{2})?\/?(?:&|$)/i
    .exec(href)?.[1]
    ?.toUpperCase() ?? null;
