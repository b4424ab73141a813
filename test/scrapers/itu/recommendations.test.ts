import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lineage } from '#scrapers/itu/lineage.ts';
import { monthOf, parseSearch, parseWholeList } from '#scrapers/itu/recommendation-list.ts';
import { parseRecommendation } from '#scrapers/itu/recommendation-page.ts';

const url = 'https://www.itu.int/ITU-T/recommendations/rec.aspx?rec=7001&lang=en';
const page = readFileSync(
  join(import.meta.dirname, '..', '..', 'fixtures', 'itu', 'recommendation.html'),
  'utf8',
);

describe('the page of a Recommendation', () => {
  it('gives number, edition, title, approval, process, status, group, provisional name and its work item', () => {
    expect(parseRecommendation(page, url)).toEqual({
      name: 'ITU-T Y.9001 (03/2026)',
      title: 'Naming in networks – évaluation',
      edition: '1',
      approved: '2026-03-14',
      process: 'AAP',
      status: 'In force',
      provisionalName: 'Y.naming',
      equivalent: 'ISO/IEC 99999:2026 (Common)',
      group: 'SG13',
      groupText: 'ITU-T Study Group 13',
      workItem: 501,
      unknown: [],
    });
  });

  it('may lack provisional name, identical standard, work item and the table of editions', () => {
    const bare = page
      .replace(/<tr><td class="cell_left">(?:Identical|Provisional)[^\n]*\n/g, '')
      .replace(/<span><a href="..\/workprog\/wp_search.aspx\?isn_task[^\n]*<\/td>/, '</td>')
      .replace(/rpt_history/g, 'other');
    expect(parseRecommendation(bare, url)).toMatchObject({
      provisionalName: null,
      equivalent: null,
      workItem: null,
      edition: null,
    });
  });

  it('knows the advisory group, and leaves words that name no group without one', () => {
    const of = (words: string) => parseRecommendation(page.replace('ITU-T Study Group 13', words), url).group;
    expect([
      of('Telecommunication Standardization Advisory Group'),
      of('ITU-T Study Group 05'),
      of('TSB'),
    ]).toEqual(['TSAG', 'SG5', null]);
  });

  it('tells of a heading that nobody knows, and reads the rest', () => {
    const more = page.replace('>Provisional name:<', '>Working title:<');
    expect(parseRecommendation(more, url)).toMatchObject({
      unknown: ['Working title'],
      provisionalName: null,
    });
  });

  it.each([
    [
      'a heading that every one has renamed',
      'Approval date:',
      'Date of approval:',
      /the headings .*expected Approval date/,
    ],
    ['a heading that comes twice', 'Citation:', 'Status:', /Status: found it twice/],
    [
      'a cell that moved away',
      '<td class="cell_right"><span>In force',
      '<td><span>In force',
      /Status: found no cell beside it/,
    ],
    ['a date nobody knows', '2026-03-14', 'March', /the date "March"/],
    ['a date where the status should be', '>In force<', '>2026-03-14<', /Status: found "2026-03-14"/],
    ['a name without a date', 'Y.9001 (03/2026)</span>', 'Y.9001</span>', /the name "ITU-T Y.9001"/],
    ['another page under 200', /<body>[\s\S]*/, '<body>Request rejected</body></html>', /a page "/],
  ])('is refused with %s', (_what, from, to, message) => {
    const changed = page.replace(from, to);
    expect(changed).not.toBe(page);
    expect(() => parseRecommendation(changed, url)).toThrow(message);
  });
});

describe('the list of all Recommendations', () => {
  const row = {
    idrec: 7001,
    rec_name: 'Y.9001 (03/2026)',
    title: 'Naming',
    approval_date: '2026-03-14T00:00:00',
    dms_link: 'https://www.example.org/x',
    status: 'In force',
  };
  const list = (rows: unknown[], more = {}) => JSON.stringify({ Total: rows.length, Data: rows, ...more });

  it('gives every edition, day and status', () => {
    const other = {
      ...row,
      idrec: 7003,
      rec_name: 'Y Suppl. 90 (01/2026)',
      title: null,
      approval_date: null,
      status: null,
    };
    expect(parseWholeList(list([row, other]), url)).toEqual([
      { rec: 7001, name: 'Y.9001 (03/2026)', title: 'Naming', approved: '2026-03-14', status: 'In force' },
      { rec: 7003, name: 'Y Suppl. 90 (01/2026)', title: null, approved: null, status: null },
    ]);
  });

  it.each([
    [
      'fewer rows than it announces',
      list([row], { Total: 2 }),
      /1 Recommendations, expected the 2 that it announces/,
    ],
    [
      'a key renamed',
      list([{ ...row, rec_name: undefined, name: 'Y.9001' }]),
      /row 1, rec_name: found nothing/,
    ],
    ['a number that is a text', list([{ ...row, idrec: '7001' }]), /row 1, idrec: found "7001"/],
    [
      'a day in other words',
      list([{ ...row, approval_date: '14 March 2026' }]),
      /approval_date: found 14 March/,
    ],
    ['no list', '{"Total": 0}', /Data: found undefined/],
    [
      'an error page',
      '<html>Request rejected</html>',
      /found "<html>Request rejected<\/html>", expected JSON/,
    ],
  ])('is refused with %s', (_what, text, message) => {
    expect(() => parseWholeList(text, url)).toThrow(message);
  });
});

describe('an answer of the search', () => {
  const hit = (name: string, title: string, more = {}) => ({
    Identifier: '11.1002/1000/7001-en',
    Title: `${name}${title}`,
    Language: 'en',
    Collection: { Name: 'ITU-T Recommendations' },
    Media: { Name: name },
    ...more,
  });
  const answer = (...results: unknown[]) => JSON.stringify({ results, totalAmount: results.length });

  it('gives number and title, commas, bars and colons within', () => {
    const found = parseSearch(
      answer(
        hit('ITU-T Y.9001 (03/2026) | ISO/IEC  99999', ': Names: first, second | third'),
        hit('ITU-T Y.9001 (2026) Amd. 1 (06/2026)', '', { Identifier: '11.1002/1000/7002-en' }),
      ),
      url,
    );
    expect(found.map(({ rec, name, title }) => [rec, name, title])).toEqual([
      [7001, 'Y.9001 (03/2026)', 'Names: first, second | third'],
      [7002, 'Y.9001 (2026) Amd. 1 (06/2026)', null],
    ]);
    expect(found.map(({ name }) => monthOf(name))).toEqual(['2026-03-01', '2026-06-01']);
  });

  it('passes over patent statements, other collections and languages, and may find nothing', () => {
    const others = [
      hit('ITU-T Patent statement X-01', '', { Collection: { Name: 'ITU-T Intellectual property rights' } }),
      hit('ITU-T Y.9001 (03/2026)', ': Nommage', { Language: 'fr' }),
    ];
    expect(parseSearch(answer(...others), url)).toEqual([]);
    expect(parseSearch('{"results":[]}', url)).toEqual([]);
  });

  it.each([
    [
      'a handle of another kind',
      hit('ITU-T Y.9001 (03/2026)', ': x', { Identifier: 'pub/1' }),
      /Identifier: found pub\/1/,
    ],
    [
      'a title of another text',
      hit('ITU-T Y.9001 (03/2026)', '', { Title: 'ITU-T Y.9 (03/2026)' }),
      /Title: found ITU-T Y.9/,
    ],
    ['a name without a date', hit('ITU-T Y.9001', ': x'), /Name: found ITU-T Y.9001/],
    ['a key renamed', hit('ITU-T Y.9001 (03/2026)', ': x', { Media: null }), /Media, Name: found nothing/],
  ])('is refused with %s', (_what, one, message) => {
    expect(() => parseSearch(answer(one), url)).toThrow(message);
  });
});

describe('the work item a Recommendation was', () => {
  const told = (id: string, given = {}) => ({
    id,
    workItem: null,
    provisionalName: null,
    equivalent: null,
    ...given,
  });
  const item = (number: number, provisionalName: string | null, equivalent: string | null = null) => ({
    number,
    provisionalName,
    equivalent,
  });
  const links = (...given: Parameters<typeof lineage>) =>
    lineage(...given).links.map(({ item, recommendation, by }) => [item, recommendation, by]);

  it('is proven by a link to an item of its provisional name, or of its number', () => {
    expect(
      links(
        [
          told('ITU-T Y.9001 (03/2026)', { workItem: 501, provisionalName: 'Y.naming' }),
          told('ITU-T X.1 (04/2026)', { workItem: 502, provisionalName: 'X.one' }),
        ],
        [item(501, 'Y.naming'), item(502, 'X.1')],
      ),
    ).toEqual([
      ['ITU-T WP 501', 'ITU-T Y.9001 (03/2026)', 'link'],
      ['ITU-T WP 502', 'ITU-T X.1 (04/2026)', 'link'],
    ]);
  });

  it('is proven by a provisional name or a number at another body that only they bear', () => {
    expect(
      links(
        [
          told('ITU-T Y.1 (01/2026)', { workItem: 9, provisionalName: 'Y.a' }),
          told('ITU-T Y.2 (01/2026)', { equivalent: 'ISO/IEC  5:2026 (Common)' }),
        ],
        [item(1, 'Y.a'), item(2, 'Y.b', 'ISO/IEC 5')],
      ),
    ).toEqual([
      ['ITU-T WP 1', 'ITU-T Y.1 (01/2026)', 'name'],
      ['ITU-T WP 2', 'ITU-T Y.2 (01/2026)', 'equivalent'],
    ]);
  });

  it.each([
    [
      'two editions bear the provisional name',
      [
        told('ITU-T J.1 (01/2020)', { provisionalName: 'J.q' }),
        told('ITU-T J.1 (01/2024)', { provisionalName: 'J.q' }),
      ],
      [item(1, 'J.q')],
    ],
    [
      'two items bear it',
      [told('ITU-T J.1 (01/2020)', { provisionalName: 'J.q' })],
      [item(1, 'J.q'), item(2, 'J.q')],
    ],
    [
      'the page links to a known item of another name',
      [told('ITU-T J.1 (01/2020)', { workItem: 1, provisionalName: 'J.q' })],
      [item(1, 'J.z'), item(2, 'J.q')],
    ],
    ['nothing is printed', [told('ITU-T J.1 (01/2020)')], [item(1, null)]],
  ])('is not proven where %s', (_what, recommendations, items) => {
    expect(lineage(recommendations, items)).toEqual({ links: [], unproven: recommendations.length });
  });
});
