import { stateNamed } from '#entities/itu-source.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import type { Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { open, plain, printedDate } from './html.ts';

const scripts = 'https://www.itu.int/online/mm/scripts';
const list = `${scripts}/gensel8`;
/** Sector members; it was reported to answer with an error page. */
const sectorMembers = `${scripts}/gensel90`;

/** Member states of the ITU, with region and date of entry. */
export const ituMembers: Source = {
  id: 'itu-members',
  body: 'itu',
  title: 'Member states of the ITU',
  home: list,
  licence: 'Facts from a public list',
  cadenceHours: 24 * 7,
  hosts: ['www.itu.int'],
  floor: { member_state: 150 },
  filled: { member_state: { name: 1, country: 0.95, region: 0.95 } },
  redact: (_url, body) => body,
  gather,
};

async function gather(reader: Reader): Promise<Gathered> {
  const page = await reader.read(list, { expectType: /html/i, content: 'always' });
  if (typeof page === 'string') throw new Unexpected(list, page, 'the list of member states');
  const states = parseMemberStates(page.text, list, page.id);
  const unnamed = states.filter((row) => row.country === null).map((row) => row.name);
  return {
    rows: { member_state: states },
    scopes: { member_state: 'all' },
    asOf: isoDay(page.fetchedAt),
    notes: [
      ...(unnamed.length ? [`no country of ours goes by the name ${unnamed.join(', ')}`] : []),
      await sectorMemberState(reader),
    ],
  };
}

const columns = [/^name\b/i, /^region\b/i, /^symbol\b/i, /^domain\b/i, /^date of entry\b/i];

/**
 * The list of member states: name, region (A to E), symbol and the day of entry where it is printed. The mail domain of
 * a state beside them is not read.
 * @throws Unexpected where a column is another, a state stands twice in two wordings, or a cell is not understood
 */
export function parseMemberStates(html: string, url: string, pageId: number): Row<'member_state'>[] {
  const page = open(html, url, /<table/i);
  const rows = page('div.container div.content table tr')
    .toArray()
    .map((row) =>
      page(row)
        .children('th, td')
        .toArray()
        .map((cell) => plain(page(cell).text())),
    );
  const [head, ...body] = rows;
  const isKnown =
    head?.length === columns.length && columns.every((column, at) => column.test(head[at] ?? ''));
  if (!isKnown)
    throw new Unexpected(
      url,
      `the columns ${head?.join(', ') ?? '(no table)'}`,
      'Name, Region, Symbol, Domain, Date of entry',
    );
  const states = new Map<string, Row<'member_state'>>();
  for (const [at, cells] of body.entries()) {
    const where = `${url}, row ${at + 1}`;
    const [name = '', region = '', symbol = '', , entry = ''] = cells;
    if (cells.length !== columns.length || !name || !symbol)
      throw new Unexpected(where, cells.join(' | ') || 'nothing', 'a state with its symbol');
    if (region && !/^[A-E]$/.test(region)) throw new Unexpected(where, `the region ${region}`, 'A to E');
    const entered = printedDate(entry, where).day;
    const state = {
      symbol,
      name,
      country: stateNamed(name),
      region: region || null,
      entered,
      page_id: pageId,
    };
    const before = states.get(symbol);
    if (before && JSON.stringify(before) !== JSON.stringify(state))
      throw new Unexpected(where, `the symbol ${symbol} twice`, 'once');
    states.set(symbol, state);
  }
  return [...states.values()];
}

/** What the list of sector members answers today, for the reader of /sources: it fails no member state. */
async function sectorMemberState(reader: Reader): Promise<string> {
  const missing = [400, 403, 500, 502, 503];
  const page = await reader
    .read(sectorMembers, { missing, content: 'always' })
    .catch((error: Error) => error);
  if (page instanceof Error)
    return `the list of sector members could not be read (${page.message}), so no sector member is known from it`;
  if (page === 'missing' || page === 'unchanged' || !/<table/i.test(page.text))
    return 'the list of sector members (gensel90) answers with an error page, so no sector member is known from it';
  return 'the list of sector members (gensel90) answers again with a table, which this version does not read';
}
