import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Row } from '#prisma/records.ts';
import type { Gathered, Reader } from '#scrapers/contract.ts';
import { parseSummary, printedDays, summaryAddress } from '#scrapers/itu/meeting-summary.ts';
import { ituMeetings } from '#scrapers/itu/meetings.ts';
import { readerOf } from '../reader.ts';

const site = 'https://www.itu.int/en/ITU-T/studygroups/2022-2024/99/Pages';
const undated = `${site}/exec-sum.aspx`;
const dated = `${site}/exec-sum-202403.aspx`;
const html = readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'itu', 'exec-sum.html'), 'utf8');
const saying = (...lines: string[]) =>
  `<html><head><title>Results</title></head><body>${lines.map((line) => `<p>${line}</p>`).join('')}</body></html>`;
const counts = (...lines: string[]) =>
  Object.fromEntries(parseSummary(saying(...lines), undated).counts.map(({ what, value }) => [what, value]));

/** A reading of pages by address; every other address has none. */
function reading(pages: Record<string, string>, before: Gathered | null = null, more: Partial<Reader> = {}) {
  const reader = readerOf({
    read: async (url) => {
      const text = pages[url];
      return text === undefined ? 'missing' : { id: 5, url, text, fetchedAt: new Date() };
    },
    meetings: async () => ['T22-SG99-230313', 'T22-SG99-240304', 'T22-TSAG-240122'],
    meetingCounts: async (of) => (of ? [] : (before?.rows.meeting_count ?? [])),
    memo: before?.memo ?? {},
    ...more,
  });
  return ituMeetings.gather(reader) as Promise<Gathered>;
}
/** Curated rows that name an address. */
const linking = (url: string) => async () => [{ source_url: url } as Row<'tenure'>];
const said = ({ rows }: Gathered) =>
  rows.meeting_count?.map((row: Row<'meeting_count'>) => `${row.meeting_id} ${row.what} ${row.value}`);

describe('the summary of a meeting', () => {
  it('gives delegates, countries, contributions and TDs with the sentence that says so, and the days of the meeting', () => {
    const summary = parseSummary(html, undated);
    expect(summary.counts.map(({ what, value }) => [what, value])).toEqual([
      ['delegates', 338],
      ['remote-delegates', 231],
      ['on-site-delegates', 107],
      ['contributions', 259],
      ['tds', 445],
      ['countries', 41],
    ]);
    expect(summary.counts[3]?.sentence).toMatch(/^The meeting attracted 338 delegates .* 259 contributions/);
    expect(summary.days).toEqual([
      { from: '2024-03-04', to: '2024-03-15' },
      { from: '2024-07-15', to: '2024-07-26' },
    ]);
    expect(summary.links.map(({ url }) => url.split('/').at(-1))).toEqual([
      'exec-sum-202303.aspx',
      'exec-sum.aspx',
    ]);
  });

  it.each([
    [
      ['Contributions: 74 (80 last time, stable), 22 from Korea', 'TDs: 405 (55 more than before)'],
      { contributions: 74, tds: 405 },
    ],
    [['Attended by 96 delegates from 32 countries'], { delegates: 96, countries: 32 }],
    [['180 registered participants; 28 Member States'], { delegates: 180 }],
    [['Number of participants: 79 (85 at the last meeting)'], { delegates: 79 }],
    [['It attracted 1,024 delegates and 2,048 contributions'], { delegates: 1024, contributions: 2048 }],
    [
      ['345 delegates (267 remote only and 78 in person)'],
      { delegates: 345, 'remote-delegates': 267, 'on-site-delegates': 78 },
    ],
    [['Question 3 had 12 remote participants and 4 in person'], {}],
    [['80 participants and 170 documents (documents, not contributions)'], { delegates: 80 }],
    [
      [
        'Question 3 met with 12 contributions from Korea',
        'The average is 236 contributions over six meetings',
      ],
      {},
    ],
  ])('reads %j', (lines, expected) => {
    expect(counts(...lines)).toMatchObject(expected);
    expect(Object.keys(counts(...lines))).toHaveLength(Object.keys(expected).length);
  });

  it('says where its own numbers do not add up', async () => {
    const wrong = html.replace('259&nbsp;contributions', '250&nbsp;contributions');
    expect((await reading({ [undated]: wrong })).notes?.join()).toMatch(/704 documents are split into 695/);
    const others = html.replace('231 remote only', '230 remote only');
    const read = await reading({ [undated]: others });
    expect(read.notes?.join()).toMatch(/338 delegates are split into 230 and 107/);
    expect(said(read)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/ delegates 338$/),
        expect.stringMatching(/ remote-delegates 230$/),
      ]),
    );
  });

  it('is archived without addresses of mail', () => {
    expect(Buffer.from(ituMeetings.redact(undated, Buffer.from(html))).toString()).not.toContain('tsbsg99@');
  });
});

describe('the days a page prints', () => {
  it.each([
    ['Geneva, 4 to 15 March 2024', '2024-03-04', '2024-03-15'],
    ['Geneva, 20 April – 1 May 2015', '2015-04-20', '2015-05-01'],
    ['Geneva, 30 November 2015 - 11 December 2015', '2015-11-30', '2015-12-11'],
    ['Geneva, 2024-03-04 - 2024-03-15', '2024-03-04', '2024-03-15'],
  ])('%s', (line, from, to) => {
    expect(printedDays(line)).toEqual({ from, to });
  });

  it('are none where they run backwards or are not all there', () => {
    expect([printedDays('15-4 March 2024'), printedDays('March 2024'), printedDays('WP1-3/13')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('the address of a summary', () => {
  it.each([
    ['http://itu.int/en/ITU-T/studygroups/2013-2016/17/Pages/results-201504.aspx', 'SG17', 2013, '2015-04'],
    [
      'http://staging.itu.int/en/ITU-T/studygroups/2013-2016/16/Pages/results-1301.aspx',
      'SG16',
      2013,
      '2013-01',
    ],
    [
      'https://www.itu.int/en/ITU-T/studygroups/2022-2024/15/Pages/exec_sum_2022-09.aspx',
      'SG15',
      2022,
      '2022-09',
    ],
    ['http://www.itu.int/ITU-T/2005-2008/com16/results-0604.html', 'SG16', 2005, '2006-04'],
    ['https://www.itu.int/ITU-T/studygroups/com05/exec-sum-200905.html', 'SG5', 2009, '2009-05'],
    ['https://www.itu.int/en/ITU-T/studygroups/2025-2028/13/Pages/exec-sum.aspx', 'SG13', 2025, null],
  ])('%s', (link, group, year, month) => {
    const found = summaryAddress(link);
    expect([found?.group, found?.period.firstYear, found?.month]).toEqual([group, year, month]);
    expect(found?.url).toMatch(/^https:\/\/www\.itu\.int\//);
  });

  it('is none where the page is another, or of another site', () => {
    expect(
      summaryAddress('https://www.itu.int/en/ITU-T/studygroups/2022-2024/13/Pages/default.aspx'),
    ).toBeNull();
    expect(
      summaryAddress('https://example.org/en/ITU-T/studygroups/2022-2024/13/Pages/exec-sum.aspx'),
    ).toBeNull();
  });
});

describe('the counts of meetings', () => {
  it('are put to the known meeting that begins within three days, or in the month of the address', async () => {
    const late = html.replace('4&nbsp;-&nbsp;15 March', '5&nbsp;-&nbsp;15 March');
    expect(said(await reading({ [undated]: late }))).toContain('T22-SG99-240304 contributions 259');
    const dayless = saying('It attracted 338 delegates and 259 contributions');
    expect(said(await reading({ [dated]: dayless }))).toContain('T22-SG99-240304 contributions 259');
  });

  it('are put to the days in the month of the address, whatever other days the page prints before', async () => {
    const workshop = html.replace('<h1>', '<p>Workshop, 26-27 February 2024</p><h1>');
    const { rows } = await reading({ [dated]: workshop }, null, {
      meetings: async () => ['T22-SG99-230313'],
      tenures: linking(dated),
    });
    expect(rows.meeting?.map(({ id, to }) => [id, to])).toEqual([['T22-SG99-240304', '2024-03-15']]);
  });

  it('make a meeting where none is known on the days the page prints', async () => {
    const { rows } = await reading({
      [undated]: html.replace('4&nbsp;-&nbsp;15 March', '1&nbsp;-&nbsp;12 July'),
    });
    expect(rows.meeting?.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['T22-SG99-240701', '2024-07-01', '2024-07-12'],
    ]);
  });

  it('are left out, and it is said, where an undated page prints no day of its meeting', async () => {
    const gathered = await reading({ [undated]: saying('It attracted 338 delegates and 259 contributions') });
    expect(said(gathered)).toEqual([]);
    expect(gathered.notes?.join()).toMatch(/1 pages do not say of which meeting they are/);
  });

  it('of both meetings stand after the undated page was overwritten, and a second reading changes nothing', async () => {
    const first = await reading({ [undated]: html });
    const next = html
      .replace('4&nbsp;-&nbsp;15 March', '15&nbsp;-&nbsp;26 July')
      .replace('259&nbsp;', '299&nbsp;');
    const second = await reading({ [undated]: next }, first);
    expect(said(second)).toEqual(
      expect.arrayContaining(['T22-SG99-240304 contributions 259', 'T22-SG99-240715 contributions 299']),
    );
    const third = await reading({ [undated]: next }, second);
    expect(said(third)?.toSorted()).toEqual(said(second)?.toSorted());
  });

  it('of two pages that disagree stand side by side', async () => {
    const gathered = await reading({ [undated]: html, [dated]: html.replace('259&nbsp;', '260&nbsp;') });
    expect(said(gathered)).toEqual(
      expect.arrayContaining(['T22-SG99-240304 contributions 259', 'T22-SG99-240304 contributions 260']),
    );
  });

  it('stay where a page is gone, and it is said', async () => {
    const first = await reading({ [dated]: html });
    const second = await reading({}, first);
    expect(said(second)).toEqual(said(first));
    expect(second.notes?.join()).toMatch(/1 pages are gone, and what they said is kept/);
  });

  it.each([
    [
      'an error page under 200',
      '<html><head><title>Server Error</title></head><body></body></html>',
      /a page "Server Error"/,
    ],
    ['a page without any count', saying('The summary will follow'), /no count/],
    [
      'no day of the meeting',
      saying('It attracted 338 delegates'),
      /nothing that says of which meeting it is/,
    ],
  ])('are refused with %s where the page has been read before', async (_what, text, message) => {
    const first = await reading({ [dated]: html });
    await expect(reading({ [dated]: text }, first, { meetings: async () => [] })).rejects.toThrow(message);
  });
});
