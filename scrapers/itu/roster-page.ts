import { type Cheerio, type CheerioAPI, load } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { stateNamed } from '#entities/itu-source.ts';
import { decode } from '#lib/charset.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { lineEnd, open, plain, withoutMail } from './html.ts';

/** mgmt.aspx lists a group's management team, loqr.aspx the rapporteurs of its Questions. */
export type RosterKind = 'mgmt' | 'loqr';

/** One line of a roster, in its own words; null where nothing is printed. */
export interface ListedOfficer {
  name: string;
  /** Chair, Vice-chair, Rapporteur, Counsellor … */
  role: string;
  subrole: string | null;
  /** "WP1/17", or "Q10/17" on the list of rapporteurs; null: the group itself. */
  part: string | null;
  /** The working party printed with a Question. */
  within: string | null;
  /** The text of the Question. */
  question: string | null;
  organisation: string | null;
  /** The last line of the address. */
  country: string | null;
}

export interface Roster {
  officers: ListedOfficer[];
  /** First year of the study period that the page says it is of; null where it says none. */
  firstYear: number | null;
  /** The labels of a row in their cells: what must stay the same from one reading to the next. Null without rows. */
  shape: string | null;
}

const labels = {
  mgmt: ['lblFName', 'lblLName', 'lblTitle', 'lblWP', 'lblSubrole', 'lblCompany', 'lblAddress'],
  loqr: ['lblFName', 'lblLName', 'lblRole', 'lblQWP', 'lblQuestion', 'lblCompany', 'lblAddress'],
} as const satisfies Record<RosterKind, readonly string[]>;
type Label = (typeof labels)[RosterKind][number];
/** Labels a page may lack: what they hold is empty for most. */
const spare: ReadonlySet<string> = new Set<Label>(['lblSubrole', 'lblQuestion']);

const contact = /e-?mail|tel|phone|fax|mobile/i;
/** Words between the labels that say nothing of the officer. */
const small = /\b(?:m|mr|ms|mrs|mme|miss|dr|prof|eng|e-?mail|tel|fax|phone)\b/gi;

/** The label of an id such as ContentPlaceHolder1_dtlMgmt_lblFName_0; lblQuestion69 is lblQuestion. */
const labelOf = ({ attribs }: Element): string | null =>
  /(?:^|_)((?:lbl|link|hl|img)[A-Za-z]+?)\d*(?:_\d+)?$/.exec(attribs.id ?? '')?.[1] ?? null;
const isContact = (element: Element): boolean =>
  contact.test(element.name === 'a' ? (element.attribs.id ?? '') : (labelOf(element) ?? ''));

/**
 * Reads a roster. A page without a line and without a study period is no roster: null.
 * @throws Unexpected where a line has another label, words outside its labels, or other cells than the line before
 */
export function parseRoster(kind: RosterKind, html: string, url: string): Roster | null {
  const page = open(html, url, /</);
  const names = page('[id*="lblFName"]').toArray();
  const printed = /Study Period\s*\(?(\d{4})\s*[-–]\s*\d{4}/i.exec(plain(page.root().text()));
  if (!names.length && !printed) return null;
  const shapes = new Set<string>();
  const officers = names.map((element, at) => {
    const where = `${url}, line ${at + 1}`;
    const row = rowOf(page(element), kind, where);
    const { values, shape } = readRow(page, row, kind, where);
    shapes.add(shape);
    return officerOf(kind, values, where);
  });
  if (shapes.size > 1)
    throw new Unexpected(url, `lines of ${shapes.size} shapes: ${[...shapes].join(' and ')}`, 'of one');
  return { officers, firstYear: printed ? Number(printed[1]) : null, shape: [...shapes][0] ?? null };
}

/** The table row around a name that holds everything of the officer. */
function rowOf(name: Cheerio<Element>, kind: RosterKind, where: string): Cheerio<AnyNode> {
  const wanted = labels[kind].filter((label) => !spare.has(label));
  const lacks = (row: Cheerio<AnyNode>) => wanted.filter((label) => !row.find(`[id*="${label}"]`).length);
  const nearest: Cheerio<AnyNode> = name.closest('tr');
  let row = nearest;
  while (row.length && lacks(row).length) row = row.parent().closest('tr');
  if (!row.length) throw new Unexpected(where, `no ${lacks(nearest).join(', ')}`, wanted.join(', '));
  const found = row.find('[id*="lblFName"]').length;
  if (found !== 1) throw new Unexpected(where, `${found} names in a row`, 'one');
  return row;
}

function readRow(
  page: CheerioAPI,
  row: Cheerio<AnyNode>,
  kind: RosterKind,
  where: string,
): { values: Map<string, string>; shape: string } {
  const values = new Map<string, string>();
  const cells = new Map<AnyNode | undefined, string[]>(
    row
      .find('td')
      .toArray()
      .map((cell) => [cell, []]),
  );
  for (const element of row.find('[id]').toArray()) {
    const label = labelOf(element);
    if (isContact(element) || !label) continue;
    if (!(labels[kind] as readonly string[]).includes(label) || values.has(label))
      throw new Unexpected(where, `the label ${element.attribs.id}`, `${labels[kind].join(', ')}, each once`);
    values.set(label, lines(page, page(element)).join('\n'));
    if (!spare.has(label)) cells.get(page(element).closest('td').get(0))?.push(label);
  }
  const rest = row.clone();
  rest.find('[id]').each((_, element) => {
    if (isContact(element) || labelOf(element)) page(element).remove();
  });
  const outside = plain(rest.text())
    .replace(small, '')
    .replace(/[\s.,:;()|-]+/g, '');
  if (outside)
    throw new Unexpected(where, `words outside the labels: ${plain(rest.text()).slice(0, 60)}`, 'none');
  return { values, shape: [...cells.values()].map((held) => held.join(' ')).join(' | ') };
}

/** The lines of a cell, which <br> parts. */
function lines(page: CheerioAPI, cell: Cheerio<Element>): string[] {
  const copy = cell.clone();
  copy.find('br').each((_, element) => {
    page(element).replaceWith(lineEnd);
  });
  return copy.text().split(lineEnd).map(plain).filter(Boolean);
}

function officerOf(kind: RosterKind, values: Map<string, string>, where: string): ListedOfficer {
  const said = (label: Label) => plain(values.get(label) ?? '') || null;
  const name = [said('lblFName'), said('lblLName')].filter(Boolean).join(' ');
  if (!name) throw new Unexpected(where, 'no name', 'a first and a last name');
  const role = said(kind === 'mgmt' ? 'lblTitle' : 'lblRole');
  if (!role) throw new Unexpected(where, `${name} without a role`, 'a role');
  const printed = said(kind === 'mgmt' ? 'lblWP' : 'lblQWP');
  const found = /^([^()]+?)\s*(?:\(([^()]+)\))?$/.exec(printed ?? '');
  if (printed && !found) throw new Unexpected(where, printed, 'like WP1/17, or Q10/17 (WP1/17)');
  return {
    name,
    role,
    subrole: said('lblSubrole'),
    part: found?.[1] ?? null,
    within: found?.[2] ?? null,
    question: said('lblQuestion'),
    organisation: said('lblCompany'),
    country: values.get('lblAddress')?.split('\n').at(-1) || null,
  };
}

/**
 * What may be archived of a page of officers: of addresses the country line only, no e-mail, telephone or picture, and
 * not the hidden fields in which the server repeats them all. Characters outside ASCII become entities, so that the
 * page reads the same in whatever charset it was sent.
 */
export function redactRoster(url: string, body: Uint8Array): Uint8Array {
  const page = load(decode(body, '', url));
  page('input[type="hidden"]').attr('value', '');
  page('tr:has([id*="lblFName"]) img').remove();
  for (const element of page('[id]').toArray()) {
    const label = labelOf(element);
    const node = page(element);
    if (label === 'lblAddress') node.text(countryLine(lines(page, node)));
    else if (isContact(element)) {
      node.text('');
      node.removeAttr('href');
    } else if (label && !isKept(label) && node.closest('tr').find('[id*="lblFName"]').length) node.text('');
  }
  page('a[href^="mailto:"], a[href^="tel:"]').removeAttr('href');
  const kept = page.html();
  return withoutMail(
    Buffer.from(kept.replace(/[^\0-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`)),
  );
}

const isKept = (label: string) =>
  Object.values(labels).some((list) => (list as readonly string[]).includes(label));

/** The last line of an address where it can be a country: a known one, or words after other lines. */
function countryLine(all: readonly string[]): string {
  const last = all.at(-1) ?? '';
  return stateNamed(last) || (all.length > 1 && !/\d/.test(last)) ? last : '';
}
