import type { CheerioAPI } from 'cheerio';
import { Unexpected } from '#lib/unexpected.ts';
import { open, plain } from './html.ts';
import { type Postback, postbackTo } from './postback.ts';

/** One row of the work programme's table, as printed. */
export interface ListedItem {
  isn: number;
  name: string;
  /** "Q7/13"; null where none is printed. */
  question: string | null;
  /** SG13, TSAG: what the Question belongs to. */
  group: string | null;
  title: string;
  /** 2026-03, 2026-Q4; null where none is printed. */
  timing: string | null;
  status: string;
  process: string | null;
  version: string | null;
}

export interface WorkList {
  rows: ListedItem[];
  /** "55 work items found", where that is printed. */
  announced: number | null;
  next: Postback | null;
  /** The work programme's number for each study period it offers, by first year; null where it offers no choice. */
  periods: Map<number, number> | null;
}

const table = 'table[id*="tab_tabular_view_gd_wp_tabular"]';
const needed = ['Work item', 'Question', 'Status', 'Timing', 'Subject / Title', 'Approval process'];
const columns = new Set([
  ...needed,
  'Equiv. Num.',
  'Version',
  'Liaison relationship',
  'Priority',
  'Study group',
  'Study period',
  'Base text',
  'Base text(s)',
  'Editor',
  'Editor(s)',
  'Supporting members',
]);

/**
 * Reads page `n` of wp_search.aspx in its tabular view. A search that finds nothing has no rows.
 * @throws Unexpected where a column is not known or has moved, a cell is not what its heading says, or the page is another
 */
export function parseWorkList(html: string, url: string, n: number): WorkList {
  const page = open(html, url, /workprog|work items? found|gd_wp_tabular/i);
  const found = /(\d+)\s+work items?\s+found/i.exec(plain(page('body').text()))?.[1];
  const announced = found === undefined ? null : Number(found);
  const periods = offered(page, url);
  const grid = page(table);
  if (grid.length === 0 && announced === 0) return { rows: [], announced, next: null, periods };
  if (grid.length !== 1) throw new Unexpected(url, `${grid.length} tables of work items`, 'one');
  const lines = grid
    .find('> tbody > tr, > tr')
    .toArray()
    .map((line) => page(line));
  const heads = lines.filter((line) => line.children('th').length > 0);
  if (heads.length !== 1 || !heads[0]) throw new Unexpected(url, `${heads.length} rows of headings`, 'one');
  const head = heads[0]
    .children('th')
    .toArray()
    .map((cell) => plain(page(cell).text()));
  const isKnown = head[0] === 'Work item' && head.every((name) => columns.has(name));
  if (!isKnown || needed.some((name) => head.filter((one) => one === name).length !== 1))
    throw new Unexpected(url, `the columns ${head.join(', ')}`, `${needed.join(', ')}, the work item first`);
  const rows: ListedItem[] = [];
  for (const [at, line] of lines.entries()) {
    const cells = line
      .children('td')
      .toArray()
      .map((cell) => page(cell));
    const isPager = cells.length === 1 && cells[0]?.attr('colspan') !== undefined;
    if (line === heads[0] || isPager) continue;
    const where = `${url}, page ${n}, row ${at + 1}`;
    if (cells.length !== head.length)
      throw new Unexpected(where, `${cells.length} cells`, `${head.length}, as the headings`);
    const text = (name: string) => plain(cells[head.indexOf(name)]?.text() ?? '');
    const href = cells[0]?.find('a[href*="wp_item.aspx"]').attr('href') ?? '';
    rows.push(listed(text, /[?&]isn=(\d+)(?:&|$)/.exec(href)?.[1], where));
  }
  return { rows, announced, next: postbackTo(page, table, n + 1, url), periods };
}

const dash = (text: string): string | null => (text === '' || text === '-' ? null : text);

function listed(text: (name: string) => string, isn: string | undefined, where: string): ListedItem {
  const name = text('Work item');
  if (!isn || !name)
    throw new Unexpected(
      where,
      `the work item ${JSON.stringify(name)} without isn`,
      'a link to wp_item.aspx?isn=…',
    );
  const shaped = (column: string, shape: RegExp, like: string): string => {
    const value = text(column);
    if (!shape.test(value)) throw new Unexpected(`${where}, ${column}`, JSON.stringify(value), like);
    return value;
  };
  const question = dash(shaped('Question', /^(?:-?|[\w-]+\/(?:\d+|[A-Z]{3,}))$/, 'like Q7/13'));
  const of = question?.split('/')[1];
  return {
    isn: Number(isn),
    name,
    question,
    group: of ? (/^\d+$/.test(of) ? `SG${Number(of)}` : of) : null,
    title: text('Subject / Title'),
    timing: dash(shaped('Timing', /^(?:-?|\d{4}(?:-(?:\d{2}|Q[1-4]))?(?:[ -].*)?)$/, 'like 2026-03')),
    status: shaped('Status', /^\p{Lu}[\p{L} /()-]{2,60}$/u, 'words, like Under study'),
    process: dash(shaped('Approval process', /^(?:-?|[\p{L} /()-]{2,40})$/u, 'a word, like AAP')),
    version: dash(text('Version')),
  };
}

/** The periods that the page lets a reader choose from. */
function offered(page: CheerioAPI, url: string): Map<number, number> | null {
  const options = page('select[id*="study_period"] option').toArray();
  if (!options.length) return null;
  const periods = new Map<number, number>();
  for (const option of options) {
    const year = /^(\d{4})\b/.exec(plain(page(option).text()))?.[1];
    const isn = /^\d+$/.exec(option.attribs.value ?? '')?.[0];
    if (year && isn) periods.set(Number(year), Number(isn));
  }
  if (!periods.size)
    throw new Unexpected(url, `${options.length} study periods, none with a year`, 'like 2025-2028');
  return periods;
}
