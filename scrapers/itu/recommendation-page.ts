import { Unexpected } from '#lib/unexpected.ts';
import { open, plain, printedDate } from './html.ts';

/** What rec.aspx prints of one edition. */
export interface RecommendationPage {
  /** With its body: "ITU-T Y.3500 (08/2014)". */
  name: string;
  title: string | null;
  /** "1" for an edition, "1.1" for its first amendment or corrigendum; null where the page lists none. */
  edition: string | null;
  /** ISO day. */
  approved: string | null;
  /** AAP, TAP, WTSA, Agreed. */
  process: string | null;
  status: string;
  provisionalName: string | null;
  /** The identical standard of another body, as printed. */
  equivalent: string | null;
  /** SG13, TSAG; null for words that name neither. */
  group: string | null;
  groupText: string;
  /** The number of the work item that its development history links to. */
  workItem: number | null;
  /** Headings of the page that we do not know. */
  unknown: string[];
}

const main = 'uc_rec_main_info1_rpt_main_ctl00_';
const needed = ['Approval date', 'Approval process', 'Status', 'Maintenance responsibility'] as const;
const known = new Set<string>([
  ...needed,
  'Citation',
  'Series title',
  'Identical standard',
  'Provisional name',
  'Observation',
  'Further details',
]);

/** @throws Unexpected where the page is another, or lacks a heading that every Recommendation has */
export function parseRecommendation(html: string, url: string): RecommendationPage {
  const page = open(html, url, /rpt_main_ctl00_lbl_rec/);
  const name = plain(page(`span[id$="${main}lbl_rec"]`).first().text());
  if (!/^ITU-T .+\((?:\d\d\/)?\d{4}\)$/.test(name))
    throw new Unexpected(url, `the name ${JSON.stringify(name)}`, 'like ITU-T Y.3500 (08/2014)');
  const cells = new Map<string, string>();
  const links = new Map<string, string[]>();
  for (const left of page('td.cell_left').toArray()) {
    const heading = plain(page(left).text()).replace(/:$/, '');
    const right = page(left).next('td.cell_right');
    if (right.length !== 1 || cells.has(heading))
      throw new Unexpected(`${url}, ${heading}`, right.length ? 'it twice' : 'no cell beside it', 'one cell');
    cells.set(heading, plain(right.text()));
    links.set(
      heading,
      right
        .find('a[href]')
        .toArray()
        .map((link) => link.attribs.href ?? ''),
    );
  }
  for (const heading of needed)
    if (!cells.has(heading))
      throw new Unexpected(url, `the headings ${[...cells.keys()].join(', ')}`, heading);
  const cell = (heading: string) => cells.get(heading) || null;
  const { day } = printedDate(cell('Approval date') ?? '', url);
  const status = cell('Status');
  if (!status || !/^\p{Lu}[\p{L} ()-]{2,40}$/u.test(status))
    throw new Unexpected(`${url}, Status`, JSON.stringify(status), 'words, like In force');
  const process = cell('Approval process');
  if (process && !/^[\p{L} -]{2,40}$/u.test(process))
    throw new Unexpected(`${url}, Approval process`, process, 'a word, like AAP');
  const groupText = cell('Maintenance responsibility') ?? '';
  const history = (links.get('Further details') ?? []).flatMap(
    (href) => /wp_search\.aspx\?isn_task=(\d+)$/.exec(href)?.[1] ?? [],
  );
  const own = /[?&]rec=(\d+)/.exec(url)?.[1];
  const row = page('span[id*="rpt_history_ctl"][id$="_lbl_title"] a[href]')
    .toArray()
    .find((link) => new RegExp(`[?&]rec=${own}(?:&|$)`).test(link.attribs.href ?? ''));
  const edition = row && plain(page(row).closest('tr').find('span[id$="_Label8"]').text());
  return {
    name,
    title: plain(page('td.title').first().text()) || null,
    edition: edition || null,
    approved: day,
    process,
    status,
    provisionalName: cell('Provisional name'),
    equivalent: cell('Identical standard'),
    group: groupIn(groupText),
    groupText,
    workItem: history.length === 1 ? Number(history[0]) : null,
    unknown: [...cells.keys()].filter((heading) => !known.has(heading)),
  };
}

function groupIn(text: string): string | null {
  const number = /^ITU-T Study Group (\d+)$/.exec(text)?.[1];
  if (number) return `SG${Number(number)}`;
  return text === 'Telecommunication Standardization Advisory Group' ? 'TSAG' : null;
}
