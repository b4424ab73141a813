import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReadOptions } from '#scrapers/contract.ts';
import { withoutMail } from '#scrapers/itu/html.ts';
import { parseWorkItem } from '#scrapers/itu/work-item.ts';
import { parseWorkList } from '#scrapers/itu/work-list.ts';
import { ituWorkProgramme } from '#scrapers/itu/work-programme.ts';
import { readerOf } from '../reader.ts';

const read = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'itu', name), 'utf8');
const url = 'https://www.itu.int/ITU-T/workprog/wp_search.aspx?isn_sp=9677&view=tab';
const list = read('work-programme.html');
const itemUrl = 'https://www.itu.int/ITU-T/workprog/wp_item.aspx?isn=501';
const item = read('work-item.html');

describe('a page of the work programme', () => {
  it('gives every work item as printed, by the headings of its columns', () => {
    const { rows, announced, periods } = parseWorkList(list, url, 1);
    expect(announced).toBe(5);
    expect([...(periods ?? [])]).toEqual([
      [2025, 9677],
      [2022, 8265],
      [2017, 1100],
    ]);
    expect(rows).toEqual([
      {
        isn: 501,
        name: 'Y.naming',
        question: 'Q7/13',
        group: 'SG13',
        title: 'Naming in networks – évaluation',
        timing: '2026-Q4',
        status: 'Under study',
        process: 'AAP',
        version: 'New',
      },
      {
        isn: 502,
        name: 'X.1234 (rev)',
        question: 'Q2/17',
        group: 'SG17',
        title: 'Keys, certificates and trust',
        timing: '2025-09',
        status: 'Consented',
        process: 'AAP',
        version: 'Rev.',
      },
      {
        isn: 503,
        name: 'A.plan',
        question: 'RG-WM/TSAG',
        group: 'TSAG',
        title: 'Planning',
        timing: null,
        status: 'Under study',
        process: 'TAP',
        version: 'New',
      },
    ]);
  });

  it('turns to the next page with its own form: state, choices and checked boxes, and no button', () => {
    expect(parseWorkList(list, url, 1).next).toEqual({
      url,
      posted: {
        as: `${url}#Page$2`,
        form: [
          ['__EVENTTARGET', 'ctl00$grid'],
          ['__EVENTARGUMENT', 'Page$2'],
          ['__VIEWSTATE', 'c3RhdGU/+='],
          ['ctl00$ContentPlaceHolder1$ddl_study_period', '9677'],
          ['status0', 'on'],
          ['txt_title', ''],
        ],
      },
    });
    expect(parseWorkList(list, url, 2).next).toBeNull();
  });

  it('has no rows where the search finds nothing', () => {
    const none = list.replace(/<table id[\s\S]*<\/table><\/form>/, '</form>').replace('5 work', '0 work');
    expect(parseWorkList(none, url, 1)).toMatchObject({ rows: [], announced: 0, next: null });
  });

  it('tells of no count and no choice of periods where it prints none', () => {
    const bare = list.replace('5 work items found', '').replace(/<select[\s\S]*<\/select>/, '');
    expect(parseWorkList(bare, url, 1)).toMatchObject({ announced: null, periods: null });
  });

  it.each([
    ['a renamed column', 'Subject / Title</a>', 'Designation</a>', /the columns .*Designation/],
    ['a column that nobody knows', '>Priority<', '>Urgency<', /the columns .*Urgency/],
    ['a column that is gone', '<th scope="col">Status</th>', '', /the columns/],
    [
      'the work item in another place',
      '<th scope="col">Work&nbsp;item</th><th scope="col">Question</th>',
      '<th scope="col">Question</th><th scope="col">Work&nbsp;item</th>',
      /the work item first/,
    ],
    ['a cell too few', '<td>Medium</td>', '', /row 2: found 9 cells/],
    ['a Question that is none', '>Q2/17<', '>Security<', /Question: found "Security"/],
    ['a date where the status should be', '>Consented<', '>2025-09<', /Status: found "2025-09"/],
    ['a work item without its page', 'wp_item.aspx?isn=502', 'somewhere', /without isn/],
    ['periods without a year', />20(\d\d-20)/g, '>in $1', /none with a year/],
    ['a pager and no state to post', 'name="__VIEWSTATE"', 'name="other"', /no form with __VIEWSTATE/],
    [
      'another page under 200',
      /<title>[\s\S]*<\/title>/,
      '<title>Server Error in Application</title>',
      /a page "Server Error/,
    ],
  ])('is refused with %s', (_what, from, to, message) => {
    const changed = list.replace(from, to);
    expect(changed).not.toBe(list);
    expect(() => parseWorkList(changed, url, 1)).toThrow(message);
  });
});

describe('the page of a work item', () => {
  it('gives editors, supporting members as printed, dates, timing, equivalent number and the documents it rests on', () => {
    expect(parseWorkItem(item, itemUrl)).toEqual({
      title: 'Naming in networks – évaluation',
      timing: '2026-Q4',
      equivalent: 'ISO/IEC 99999 (Common)',
      supporters:
        'China Mobile, Hong Kong, China, Unheard Networks, Ltd., Société Nouvelle, Huawei Technologies Co., Ltd., Korea (Republic of)',
      editors: ['José Núñez-Ó Briain', 'Kim, Jr., Min-su'],
      otherContacts: 1,
      registered: '2025-03-21',
      updated: '2025-11-02',
      documents: ['T25-SG13-C-0012', 'T25-SG13-250310-TD-WP3-0142'],
    });
  });

  it('may say nothing of members, editors, equivalents and dates', () => {
    const empty = item
      .replace(/China Mobile, [^<]*/, '&nbsp;')
      .replace(/<table id="[^"]*gd_editor"[\s\S]*?<\/table>/, '')
      .replace(/>ISO[^<]*</, '>-<')
      .replace('2025-03-21 16:04:11', '');
    expect(parseWorkItem(empty, itemUrl)).toMatchObject({
      supporters: '',
      editors: [],
      equivalent: null,
      registered: null,
    });
  });

  it('is none where the site has no such record', () => {
    const none =
      '<html><head><title>ITU-T Work Programme</title></head><body><p>No record found</p></body></html>';
    expect(parseWorkItem(none, itemUrl)).toBeNull();
  });

  it.each([
    ['a field that is gone', 'ctl00_Label6', 'ctl00_Label9', /Label6: found 0 of it/],
    [
      'a field beside the heading of another',
      'Supporting&nbsp;members:',
      'Liaison:',
      /Label6: found it beside "Liaison:"/,
    ],
    ['a date nobody knows', '2025-11-02 09:00:00', 'last November', /the date "last November"/],
    ['another page under 200', /<body>[\s\S]*/, '<body>Try later</body></html>', /a page "/],
  ])('is refused with %s', (_what, from, to, message) => {
    expect(() => parseWorkItem(item.replace(from, to), itemUrl)).toThrow(message);
  });

  it('is archived without e-mail addresses, in whatever spelling, and else byte by byte', () => {
    const page = Buffer.from(`${item}<a>x.y@example.org</a> <b>z[at]example.co.uk</b>`);
    const clean = Buffer.from(withoutMail(page)).toString();
    expect(clean).not.toMatch(/example\.org|example\.co\.uk/);
    expect(clean).toContain('José Núñez-Ó Briain');
    expect(clean.length).toBeGreaterThan(item.length - 100);
    const none = Buffer.from('nothing');
    expect(withoutMail(none)).toBe(none);
  });
});

describe('a list of work items that is longer than a page', () => {
  const grid = 'ctl00_ContentPlaceHolder1_TabContainer1_tab_tabular_view_gd_wp_tabular';
  const cells = (isn: number) => [
    `<a href="wp_item.aspx?isn=${isn}">Y.${isn}</a>`,
    'Q7/13',
    'Under study',
    '2026-03',
    'AAP',
    'On names',
  ];
  const heads = ['Work item', 'Question', 'Status', 'Timing', 'Approval process', 'Subject / Title'];
  /** Page n of a list of `all`, two to a page. */
  const pageOf = (n: number, all: number, items = [2 * n - 1, 2 * n].filter((isn) => isn <= all)) => {
    const more = 2 * n < all ? `<a href="javascript:__doPostBack('grid','Page$${n + 1}')">${n + 1}</a>` : '';
    return `<title>ITU-T Work Programme</title><form action="wp_search.aspx?isn_sp=9677&amp;view=tab">
      ${['__EVENTTARGET', '__EVENTARGUMENT', '__VIEWSTATE'].map((name) => `<input name="${name}" value="x">`).join('')}
      <span>${all} work items found</span><table id="${grid}">
      <tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>
      ${items
        .map(
          (isn) =>
            `<tr>${cells(isn)
              .map((cell) => `<td>${cell}</td>`)
              .join('')}</tr>`,
        )
        .join('')}
      <tr><td colspan="6">${more}</td></tr></table></form>`;
  };
  /** `answer`: page n, knowing how often it was asked for before. */
  async function read(answer: (n: number, before: number) => string) {
    const asked: number[] = [];
    const gathered = await ituWorkProgramme.gather(
      readerOf({
        read: async (address: string, options?: ReadOptions) => {
          const n = Number(/Page\$(\d+)$/.exec(options?.post?.as ?? '')?.[1] ?? 1);
          const isNewest = /isn_sp=9677/.test(options?.post?.as ?? address);
          const isItem = /wp_item/.test(address);
          const text = isItem
            ? item
            : isNewest
              ? answer(n, asked.filter((one) => one === n).length)
              : pageOf(1, 0);
          if (isNewest) asked.push(n);
          return { id: 1, url: address, text, fetchedAt: new Date('2026-11-24') };
        },
      }),
    );
    return { items: gathered?.rows.document?.map(({ number }) => number), asked };
  }

  it('is read to its last page', async () => {
    expect(await read((n) => pageOf(n, 5))).toEqual({ items: [1, 2, 3, 4, 5], asked: [1, 2, 3] });
  });

  it.each([
    ['a shorter list, though all that was read is as many as that announces', pageOf(2, 3)],
    ['a list without work items', pageOf(2, 0)],
    ['a list that prints no count', pageOf(2, 5).replace('5 work items found', '')],
  ])(
    'is asked for twice and then refused by name where its second page is that of %s',
    async (_what, second) => {
      const asked: number[] = [];
      const reading = read((n) => {
        asked.push(n);
        return n === 2 ? second : pageOf(n, 5);
      });
      await expect(reading).rejects.toThrow(
        /#Page\$2: found a list of .* the 5 that its first page announces/,
      );
      expect(asked).toEqual([1, 2, 1, 2]);
    },
  );

  it('is read once more where a work item was added while it was read', async () => {
    const growing = (n: number, before: number) => pageOf(n, n === 1 && !before ? 5 : 6);
    expect(await read(growing)).toEqual({ items: [1, 2, 3, 4, 5, 6], asked: [1, 2, 1, 2, 3] });
  });
});
