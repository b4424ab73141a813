import { describe, expect, it } from 'vitest';
import { resolveItuSource } from '#entities/itu-source.ts';
import type { Reader } from '#scrapers/contract.ts';
import { parseDocumentList } from '#scrapers/itu/document-list.ts';
import { ituContributions } from '#scrapers/itu/documents.ts';

const url = 'https://www.itu.int/md/T22-SG99-C/en';
const head = ['', 'Number', 'Title', 'Source', 'AI/Question', 'Date'];
const cell = (html: string) => `<td>${html}</td>`;
const headings = (names = head) =>
  `<tr>${names.map((name) => cell(name ? `<strong>${name}</strong>` : '&nbsp;')).join('')}</tr>`;
const pager = (total: number) =>
  `<tr>${['&nbsp;', `Results 1 - ${total} of&nbsp;${total}`, '', ''].map(cell).join('')}</tr>`;
const row = (cells: Partial<Record<'number' | 'title' | 'source' | 'question' | 'date', string>> = {}) => {
  const all = {
    number: '<a href="T22-SG99-C-0007/en"><strong>[&nbsp;7&nbsp;]</strong></a>',
    title: 'On naming\r\n<br><font size="1"></font>',
    source: '<a href="meetingdoc.asp?lang=en&amp;parent=T22-SG99-230306-C&amp;source=A">Firm A, Inc.</a>',
    question: '<a href="meetingdoc.asp?question=Q1/99">Q1/99</a>',
    date: '2023-02-20',
    ...cells,
  };
  return `<tr>${['', all.number, all.title, all.source, all.question, all.date].map(cell).join('')}</tr>`;
};
const list = (...rows: string[]) =>
  `<html><head><title>SG99 Contributions</title></head><body><table>${pager(rows.length)}${headings()}${rows.join('')}${pager(rows.length)}</table></body></html>`;
const one = (cells: Parameters<typeof row>[0]) => parseDocumentList(list(row(cells)), url).rows[0];

describe('a list of ITU documents', () => {
  it('gives number, title, sources, Questions, date and the meeting its links name', () => {
    expect(parseDocumentList(list(row()), url)).toEqual({
      announced: 1,
      leadsTo: null,
      rows: [
        {
          id: 'T22-SG99-C-0007',
          number: 7,
          rev: null,
          title: 'On naming',
          sources: ['Firm A, Inc.'],
          questions: ['Q1/99'],
          date: { day: '2023-02-20', precision: 'day' },
          isUploaded: true,
          meeting: '230306',
        },
      ],
    });
  });

  it('keeps a comma inside the name of a source, and takes each link for one source', () => {
    const source =
      '<a>Hong Kong, China</a><br>\r\n<a>Korea&nbsp;(Republic of)</a> <a>Example Firm, Co., Ltd.</a>';
    expect(one({ source })?.sources).toEqual([
      'Hong Kong, China',
      'Korea (Republic of)',
      'Example Firm, Co., Ltd.',
    ]);
  });

  it('takes a no-break space for a space, in number, revision, title, source, Question and date', () => {
    expect(
      one({
        number:
          '<a href="T22-SG99-C-0007/en"><strong>[&nbsp;7&nbsp;]</strong></a>&nbsp;<font>(Rev.2)\u00a0</font>',
        title: '\u00a0On\u00a0naming&nbsp;\r\n',
        source: '<a>Korea\u00a0(Republic&nbsp;of)</a>',
        question: '<a>Q1/99\u00a0</a>',
        date: '&nbsp;2023-02-20\u00a0',
      }),
    ).toMatchObject({
      number: 7,
      rev: 2,
      title: 'On naming',
      sources: ['Korea (Republic of)'],
      questions: ['Q1/99'],
      date: { day: '2023-02-20' },
    });
  });

  it('takes a cell that holds a no-break space alone for an empty one', () => {
    expect(one({ title: '&nbsp;', source: '\u00a0', question: '&nbsp;', date: '\u00a0' })).toMatchObject({
      title: null,
      sources: [],
      questions: [],
      date: { day: null, precision: null },
    });
  });

  it.each([
    'T22-SG99-C-0007/en',
    './T22-SG99-C-0007/en',
    '../md/T22-SG99-C-0007/en',
    '/md/T22-SG99-C-0007',
    'https://www.itu.int/md/T22-SG99-C-0007/en/',
    'meetingdoc.asp/T22-SG99-C-0007',
  ])('knows a document by its link, relative or whole: %s', (href) => {
    expect(one({ number: `<a href="${href}"><strong>[ 7 ]</strong></a>` })?.id).toBe('T22-SG99-C-0007');
  });

  it('takes the row of the pager above the headings and the one at the end for no document', () => {
    const links = (total: number) =>
      `<tr>${['&nbsp;', `Results 1 - 1 of&nbsp;${total}`, '<a href="meetingdoc.asp?PageLB=0">Previous</a>', '<a href="meetingdoc.asp?PageLB=26">Next</a>'].map(cell).join('')}</tr>`;
    const html = list(row()).replaceAll(pager(1), links(27));
    expect(html.split('PageLB=26')).toHaveLength(3);
    const { rows, announced, leadsTo } = parseDocumentList(html, url);
    expect(rows.map(({ id }) => id)).toEqual(['T22-SG99-C-0007']);
    expect([announced, leadsTo]).toEqual([27, 26]);
  });

  it('may lack the pager at the end, and takes the last document for none', () => {
    const html = list(row()).replace(new RegExp(`${pager(1).replace(/[()]/g, '.')}</table>`), '</table>');
    expect(html.split('Results 1 - 1')).toHaveLength(2);
    expect(parseDocumentList(html, url).rows).toHaveLength(1);
  });

  it('is refused where a row like that of a pager stands among the documents', () => {
    expect(() => parseDocumentList(list(row(), pager(2), row()), url)).toThrow(/row 4: found .*/);
  });

  it('reads (Rev.1-3) as the third revision', () => {
    const number = '<a href="T22-SG99-C-0007/en"><strong>[ 7 ]</strong></a>&nbsp;<font>(Rev.1-3)</font>';
    expect(one({ number })?.rev).toBe(3);
  });

  it('tells a document that is not uploaded yet, and one without Question, source or date', () => {
    const number = '<a href="T22-SG99-C-0007/en">[&nbsp;7&nbsp;]</a>';
    expect(one({ number, question: '&nbsp;', source: '&nbsp;', date: '&nbsp;' })).toMatchObject({
      isUploaded: false,
      questions: [],
      sources: [],
      date: { day: null },
      meeting: null,
    });
  });

  it('reads the number of a temporary document with its part', () => {
    const number = '<a href="T22-SG99-230306-TD-GEN-0648/en"><strong>[ 648-GEN ]</strong></a>';
    expect(one({ number })).toMatchObject({ id: 'T22-SG99-230306-TD-GEN-0648', number: 648 });
  });

  it('has no rows where the page says that no documents were found', () => {
    const html =
      '<html><head><title>Meeting documents</title></head><body><p>No documents found</p></body></html>';
    expect(parseDocumentList(html, url)).toEqual({ rows: [], announced: 0, leadsTo: null });
  });

  it.each([
    ['renamed', ['', 'Number', 'Title', 'Submitted by', 'AI/Question', 'Date']],
    ['moved', ['', 'Number', 'Source', 'Title', 'AI/Question', 'Date']],
    ['added', [...head, 'Extra']],
  ])('is refused with a column %s', (_what, names) => {
    const html = list(row()).replace(headings(), headings(names));
    expect(() => parseDocumentList(html, url)).toThrow(/the columns/);
  });

  it.each([
    [
      'an error page',
      '<html><head><title>Error</title></head><body>Try later</body></html>',
      /a page "Error"/,
    ],
    [
      'words outside the links of the sources',
      list(row({ source: 'Firm A, Firm B' })),
      /words outside the links/,
    ],
    [
      'a number that is not its address',
      list(row({ number: '<a href="T22-SG99-C-0008/en">[ 7 ]</a>' })),
      /a number and/,
    ],
    ['a date nobody knows', list(row({ date: '20 Feb' })), /the date/],
    ['a row that is neither document nor pager', list(row(), row({ number: 'see below' }), row()), /0 links/],
  ])('is refused with %s', (_what, html, message) => {
    expect(() => parseDocumentList(html, url)).toThrow(message);
  });
});

describe('a printed source of an ITU document', () => {
  it.each([
    ['Korea (Republic of)', 'source', 'KR', 'state-kr'],
    ['Hong Kong, China', 'source', 'HK', 'state-hk'],
    ['Georgia', 'source', 'GE', 'state-ge'],
    ['I. R. of Iran', 'source', 'IR', 'state-ir'],
    ['United Kigdom', 'source', 'GB', 'state-gb'],
    ['Department of Something (DEC) (India)', 'source', 'IN', null],
    ['Department of Example Communications (DEC)', 'source', null, null],
    ['Department of Example Communications (DEC) (United States)', 'source', 'US', null],
    ['Ministry of Information and Technology (MIT)', 'source', null, null],
    ['Bharat Standards Institute (BSI)', 'source', null, null],
    ['China (CCSA)', 'source', null, 'ccsa'],
    ['GSM Association (GSMA)', 'source', null, 'gsma'],
    ['Massachusetts Institute of Technology (MIT)', 'source', null, 'mit'],
    ['Member States of the Inter-American Telecommunication Commission (CITEL)', 'source', null, 'citel'],
    ['Huawei Technologies (Germany)', 'source', 'DE', 'huawei'],
    ['Huawei Technologies Co., Ltd.', 'source', null, 'huawei'],
    ['Chairman, WP2/TSAG', 'officer', null, undefined],
    ['Rapporteur, Q3/99', 'officer', null, undefined],
    ['TSAG Management Team', 'officer', null, undefined],
    ['ITU-T Study Group 17', 'officer', null, undefined],
    ['TSB', 'secretariat', null, undefined],
    ['Director, TSB', 'secretariat', null, undefined],
    ['Qualcomm Incorporated', 'source', null, 'qualcomm'],
    ['European states', 'source', null, null],
  ])('%s is a %s', (text, role, country, organisation) => {
    const found = resolveItuSource(text, '2023-02-20');
    expect([found.role, found.country, found.parts[0]?.organisation]).toEqual([role, country, organisation]);
  });
});

describe('a group of which contributions were stored before, and whose list is empty now', () => {
  const empty = { id: 1, text: '<p>No documents found</p>', fetchedAt: '2026-11-24T00:00:00Z' };
  const gatherWith = (source: string) =>
    ituContributions.gather({
      stored: async () => new Map([['T25-SG21-C-0030', { id: 'T25-SG21-C-0030', source }]]),
      memo: {},
      progress: () => {},
      read: async (url: string) => ({ ...empty, url }),
    } as unknown as Reader);

  it('is a failure where we had read them from that list', async () => {
    await expect(gatherWith('itu-contributions')).rejects.toThrow(
      /T25-SG21-C\/en: found no documents, expected the ones listed there before/,
    );
  });

  it('is none where they are curated: nobody ever saw such a list', async () => {
    expect((await gatherWith('facts-itu'))?.rows.document).toEqual([]);
  });
});
