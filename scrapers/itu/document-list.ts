import type { Cheerio } from 'cheerio';
import type { Element } from 'domhandler';
import { Unexpected } from '#lib/unexpected.ts';
import { open, type PrintedDate, plain, printedDate } from './html.ts';

/** One row of a list of contributions or temporary documents, as printed. */
export interface ListedDocument {
  id: string;
  number: number;
  /** The last revision in "(Rev.1-3)": 3. */
  rev: number | null;
  /** Null where the list prints none. */
  title: string | null;
  sources: string[];
  questions: string[];
  date: PrintedDate;
  isUploaded: boolean;
  /** First day of its meeting (yymmdd) as its links name it; null where none does. */
  meeting: string | null;
}

export interface DocumentList {
  rows: ListedDocument[];
  /** How many documents the pager announces, where it does. */
  announced: number | null;
  /** The furthest row that the pager leads to (PageLB); null where it leads nowhere. */
  leadsTo: number | null;
}

const columns = ['Number', 'Title', 'Source', 'AI/Question'];
const mark = /AI\/Question|No documents found/;

/** Whether a page means to be such a list, or to say that there is none. */
export const isDocumentList = (html: string): boolean => mark.test(html);

/**
 * Reads one page of meetingdoc.asp or of a period's list. A list without documents has no rows.
 * @throws Unexpected where a column is not known or has moved, or a row is neither a document nor the pager
 */
export function parseDocumentList(html: string, url: string): DocumentList {
  const page = open(html, url, mark);
  const all = page('tr')
    .toArray()
    .map((row) => page(row));
  const rows = all.filter((row) => row.children('td').length >= 4);
  if (!rows.length) {
    if (/No documents found/.test(page('body').text())) return { rows: [], announced: 0, leadsTo: null };
    throw new Unexpected(url, 'no rows', 'a list of documents, or "No documents found"');
  }
  const heads = rows.filter(
    (row) => row.children('td').find('> strong').length >= 4 && !row.find('a').length,
  );
  const head = heads[0];
  if (!head || heads.length > 1) throw new Unexpected(url, `${heads.length} rows of headings`, 'one');
  const printed = head
    .children('td')
    .toArray()
    .map((cell) => plain(page(cell).text()));
  const named = printed.slice(1);
  const isKnown =
    printed[0] === '' && [columns.join('|'), [...columns, 'Date'].join('|')].includes(named.join('|'));
  if (!isKnown) throw new Unexpected(url, `the columns ${named.join(', ')}`, `${columns.join(', ')}, Date`);
  const start = rows.indexOf(head);
  const totals = new Set<number>();
  const offsets: number[] = [];
  const listed: ListedDocument[] = [];
  for (const [at, row] of rows.entries()) {
    if (at === start) continue;
    const cells = row
      .children('td')
      .toArray()
      .map((cell) => page(cell));
    const words = plain(row.text());
    const where = `${url}, row ${at + 1}`;
    const isPager = !/^\[/.test(plain(cells[1]?.text() ?? '')) && (at === 0 || at === rows.length - 1);
    if (isPager) {
      // Between two cells there is no blank: "of 130" and "Previous" would run into one another.
      for (const cell of cells) {
        const total = /\bof (\d+(?:,\d{3})*)\b/.exec(plain(cell.text()))?.[1];
        if (total) totals.add(Number(total.replaceAll(',', '')));
        for (const href of linksOf(cell)) offsets.push(Number(/[?&]PageLB=(\d+)/.exec(href)?.[1] ?? 0));
      }
      continue;
    }
    if (at < start)
      throw new Unexpected(where, words.slice(0, 60), 'nothing but the pager above the headings');
    if (cells.length !== printed.length)
      throw new Unexpected(where, `${cells.length} cells`, `${printed.length}, as the headings`);
    listed.push(parseRow(cells, where));
  }
  if (totals.size > 1)
    throw new Unexpected(url, `a pager of ${[...totals].join(' and ')} documents`, 'one total');
  const furthest = Math.max(0, ...offsets);
  return { rows: listed, announced: [...totals][0] ?? null, leadsTo: furthest || null };
}

function parseRow(cells: Cheerio<Element>[], where: string): ListedDocument {
  const [, number, title, source, question, date] = cells as [
    Cheerio<Element>,
    Cheerio<Element>,
    Cheerio<Element>,
    Cheerio<Element>,
    Cheerio<Element>,
    Cheerio<Element> | undefined,
  ];
  const link = number.find('a[href]');
  if (link.length !== 1) throw new Unexpected(where, `${link.length} links in the number`, 'one');
  const id = /(?:^|\/)([A-Z]\d\d-[A-Z0-9.-]+)(?:\/[a-z]{2})?\/?$/.exec(plain(link.attr('href') ?? ''))?.[1];
  const label = /^\[ ?(\d+)(?:-(GEN|PLEN|WP\d\w?))? ?\]$/.exec(plain(link.text()));
  const last = Number(/-(\d+)$/.exec(id ?? '')?.[1]);
  if (!id || !label || last !== Number(label[1]))
    throw new Unexpected(
      where,
      `${plain(link.text())} at ${link.attr('href')}`,
      'a number and the document of that number',
    );
  const revision = plain(number.find('font').text());
  const rev = /(\d+)\)$/.exec(revision)?.[1];
  if (revision && !rev) throw new Unexpected(where, `the revision ${revision}`, 'like (Rev.1-3)');
  // The title is the cell's first text; what follows it are marks of the list.
  const first = title
    .contents()
    .toArray()
    .find((node) => node.type === 'text' && plain(node.data));
  const words = plain(
    first?.type === 'text' ? (first.data.split(/\r|\n/).find((line) => plain(line)) ?? '') : '',
  );
  const parents = [...linksOf(source), ...linksOf(question)].flatMap(
    (href) => /parent=[A-Z]\d\d-[\w.]+-(\d{6})-/.exec(href)?.[1] ?? [],
  );
  return {
    id,
    number: last,
    rev: rev ? Number(rev) : null,
    title: words || null,
    sources: linked(source, where),
    questions: linked(question, where),
    date: printedDate(date?.text() ?? '', where),
    isUploaded: link.find('strong').length > 0,
    meeting: parents[0] ?? null,
  };
}

const linksOf = (cell: Cheerio<Element>): string[] =>
  cell
    .find('a[href]')
    .toArray()
    .map((link) => link.attribs.href ?? '');

/** One name a link: names hold commas. Words outside any link are more than we know. */
function linked(cell: Cheerio<Element>, where: string): string[] {
  const links = cell.find('a');
  const names = links.toArray().map((_, at) => plain(links.eq(at).text()));
  const rest = cell.clone();
  rest.find('a').remove();
  const outside = plain(rest.text()).replace(/[,;\s-]+/g, '');
  if (outside)
    throw new Unexpected(where, `words outside the links: ${outside.slice(0, 60)}`, 'one link for each name');
  return names.filter(Boolean);
}
