import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import type { Body } from '#metrics/contract.ts';
import { defaultsOf } from '#metrics/params.ts';
import { visibility } from '#metrics/visibility.ts';
import { type Store, sql } from '#prisma/client.ts';
import type { Source } from '#scrapers/contract.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import {
  ituConferenceContributions,
  ituDContributions,
  ituRContributions,
} from '#scrapers/itu/other-documents.ts';
import { syncLists } from '#scrapers/lists.ts';
import { runSource } from '#scrapers/run.ts';
import { routineSources } from '#scrapers/sources.ts';
import { freshDatabase } from '../../database.ts';
import { type Pages, servePages } from '../pages.ts';

let store: Store;
let pages: Pages;
const dataDir = mkdtempSync(join(tmpdir(), 'itu-other-documents-'));
const html = (body: string) => () => ({
  type: 'text/html; charset=utf-8',
  body: `<html><head><title>Contributions</title></head><body>${body}</body></html>`,
});
const at = (list: string) => `/www.itu.int/md/meetingdoc.asp?lang=en&parent=${list}-C`;
const heads = ['Number', 'Title', 'Source', 'AI/Question', 'Date'];

interface Row {
  list: string;
  number: number;
  sources: string[];
  /** First day of its meeting, yymmdd, where its links name one. */
  meeting?: string;
  date?: string;
}
const row = ({ list, number, sources, meeting, date = '2022-02-01' }: Row) => {
  const id = `${list}-C-${String(number).padStart(4, '0')}`;
  const parent = meeting ? `${list}-${meeting}-C` : `${list}-C`;
  const links = sources.map(
    (name) => `<a href="meetingdoc.asp?lang=en&amp;parent=${parent}&amp;source=x">${name}</a>`,
  );
  const cells = ['', `<a href="${id}/en"><strong>[ ${number} ]</strong></a>`, 'On names', links.join('<br>')];
  return `<tr>${[...cells, '', date].map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
};
const listOf = (rows: readonly Row[], names = heads) => {
  const pager = `<tr>${['', `Results 1 - ${rows.length} of ${rows.length}`, '', ''].map((c) => `<td>${c}</td>`).join('')}</tr>`;
  const head = `<tr><td></td>${names.map((name) => `<td><strong>${name}</strong></td>`).join('')}</tr>`;
  return html(`<table>${pager}${head}${rows.map(row).join('')}${pager}</table>`);
};

const wp5d: Row[] = [
  { list: 'R19-WP5D', number: 1078, sources: ['Chairman, WP 5D'], meeting: '220207' },
  { list: 'R19-WP5D', number: 1079, sources: ['Huawei Technologies Co., Ltd.'], meeting: '220207' },
  { list: 'R19-WP5D', number: 1080, sources: ['Korea (Republic of)', 'United States'], meeting: '220207' },
];
const run = (source: Source) =>
  runSource(store, { ...source, floor: { document: 1 } }, settings(), {
    web: { backoffMs: 1, attempts: 1, timeoutMs: 2000 },
  });
const settings = () => readSettings({ DATA_DIR: dataDir, MIRROR_URL: pages.url });
const countries = async (body: Body) => {
  const { rows } = await authorshipByCountry.read(store, { ...defaultsOf(body), by: 'all' });
  return rows.map(({ key, value }) => [key, value]);
};

beforeAll(async () => {
  [store, pages] = await Promise.all([freshDatabase(), servePages()]);
  await syncLists(store);
  await loadFacts(store, settings());
  pages.set(at('R19-WP5D'), listOf(wp5d));
  // What a site may say of a list that does not exist.
  pages.set(at('R19-WP7A'), html('<p>No documents found</p>'));
  pages.set(at('R23-WP7A'), html('<h1>Radiocommunication Study Groups</h1>'));
  pages.set(at('R23-WP7B'), () => ({ status: 500, body: '' }));
  pages.set(
    at('D22-SG01'),
    listOf([{ list: 'D22-SG01', number: 7, sources: ['Kenya'], meeting: '231023', date: '2023-10-01' }]),
  );
  pages.set(
    at('S21-CL'),
    listOf([{ list: 'S21-CL', number: 21, sources: ['Secretary-General'], date: '2021-03-01' }]),
  );
  pages.set(at('S22-PP'), listOf([{ list: 'S22-PP', number: 64, sources: ['Brazil'], date: '2022-09-01' }]));
  pages.set(
    at('T13-WTSA.16'),
    listOf([{ list: 'T13-WTSA.16', number: 19, sources: ['ITU-T Study Group 17'], date: '2016-10-14' }]),
  );
});
afterAll(async () => {
  await pages.close();
  await store.close();
  rmSync(dataDir, { recursive: true });
});

describe('the sources whose addresses nobody has verified', () => {
  it('are read with all others only after they were read by name', async () => {
    const routine = async () => (await routineSources(store)).map(({ id }) => id);
    expect(await routine()).not.toContain('itu-r-contributions');
    expect(await routine()).toContain('itu-contributions');
    expect(await run(ituRContributions)).toMatchObject({ state: 'good' });
    expect(await routine()).toContain('itu-r-contributions');
    expect(await routine()).not.toContain('itu-d-contributions');
  });
});

describe('the contributions to the ITU outside the study groups of the ITU-T', () => {
  it('are read from the same lists, each of its own body, group and meeting', async () => {
    for (const source of [ituRContributions, ituDContributions, ituConferenceContributions])
      expect(await run(source)).toMatchObject({ state: 'good' });
    const rows = await store.query<Record<string, unknown>>(sql`
      select d.id, d.body, d.group_id as "group", g.parent, d.meeting_id as meeting, d.visibility, d.study_period as period
      from document d join "group" g on g.id = d.group_id
      where d.source in ('itu-r-contributions', 'itu-d-contributions', 'itu-conference-contributions')
      order by d.id collate "C"`);
    expect(rows.map((one) => Object.values(one))).toEqual([
      ['D22-SG01-C-0007', 'itu-d', 'ITU-D SG1', 'ITU-D', 'D22-SG01-231023', 'login', 2022],
      ['R19-WP5D-C-1078', 'itu-r', 'WP5D', 'ITU-R SG5', 'R19-WP5D-220207', 'login', 2019],
      ['R19-WP5D-C-1079', 'itu-r', 'WP5D', 'ITU-R SG5', 'R19-WP5D-220207', 'login', 2019],
      ['R19-WP5D-C-1080', 'itu-r', 'WP5D', 'ITU-R SG5', 'R19-WP5D-220207', 'login', 2019],
      ['S21-CL-C-0021', 'itu', 'Council 2021', 'ITU', 'Council 2021', 'public', 2021],
      ['S22-PP-C-0064', 'itu', 'PP-22', 'ITU', 'PP-22', 'public', 2022],
      ['T13-WTSA.16-C-0019', 'itu', 'WTSA-16', 'ITU-T', 'WTSA-16', 'public', 2013],
    ]);
  });

  it('are one with a curated row of the same document, and say which lists were read and which had nothing', async () => {
    const [sums] = await store.query<{ n: number }>(sql`
      select count(*)::int as n from document where id in ('R19-WP5D-C-1078', 'T13-WTSA.16-C-0019') and removed_at is null`);
    expect(sums?.n).toBe(2);
    const [told] = await store.query<{ message: string }>(
      sql`select message from run where source = 'itu-r-contributions' order by id desc limit 1`,
    );
    expect(told?.message).toMatch(/lists read: R19-WP5D; no documents at \d+ addresses, such as R07-SG06/);
    expect(told?.message).toMatch(/among them lists that others quote: R07-SG06, .*R23-WP5D/);
  });

  it('are counted for their own body and never for the ITU-T', async () => {
    expect(await countries('itu-r')).toEqual([
      ['CN', 1],
      ['officer', 1],
      ['KR', 0.5],
      ['US', 0.5],
    ]);
    expect(await countries('itu-d')).toEqual([['KE', 1]]);
    expect((await countries('itu')).map(([key]) => key).sort()).toEqual(['BR', 'officer', 'secretariat']);
    expect(await countries('itu-t')).toEqual([]);
  });

  it('stand in the ledger of what is visible by their body', async () => {
    const of = async (body: Body) => {
      const { rows } = await visibility.read(store, { ...defaultsOf(body, visibility), body });
      return rows.map(({ key, more }) => [key, more?.listed, more?.public]).filter(([, listed]) => listed);
    };
    expect(await of('itu-r')).toEqual([['R19-WP5D-220207', 3, 0]]);
    expect(await of('itu')).toEqual([['WTSA-16', 1, 1]]);
    expect(await of('itu-t')).toEqual([]);
  });

  it('change nothing when they are read again', async () => {
    for (const source of [ituRContributions, ituDContributions, ituConferenceContributions])
      expect(await run(source)).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
  });

  it.each([
    [
      'a renamed column',
      listOf(wp5d, ['Number', 'Title', 'Submitted by', 'AI/Question', 'Date']),
      /Submitted by/,
    ],
    ['another page under 200', html('<h1>Just a moment</h1>'), /R19-WP5D-C.*a page "/],
    ['no documents', html('<p>No documents found</p>'), /R19-WP5D-C.*no documents, expected the ones listed/],
    [
      'a document of another list',
      listOf([...wp5d, { list: 'R19-WP5A', number: 1, sources: ['Japan'] }]),
      /the document R19-WP5A-C-0001, expected only those of R19-WP5D-C/,
    ],
    ['fewer documents', listOf(wp5d.slice(0, 2)), /no fall of more than 5 %/],
  ])('write nothing where a list comes with %s, and say so by name', async (_what, page, message) => {
    pages.set(at('R19-WP5D'), page);
    const before = await countries('itu-r');
    const refused = await run(ituRContributions);
    pages.set(at('R19-WP5D'), listOf(wp5d));
    expect(refused.state).toBe('failed');
    expect(refused.message).toMatch(message);
    expect(await countries('itu-r')).toEqual(before);
  });

  it('refuse a list by name whose shape is unknown, though nobody has read it before', async () => {
    pages.set(
      at('R23-WP5D'),
      listOf([{ list: 'R23-WP5D', number: 1, sources: ['Japan'] }], ['No.', ...heads.slice(1)]),
    );
    const refused = await run(ituRContributions);
    pages.set(at('R23-WP5D'), null);
    expect(refused.message).toMatch(/R23-WP5D-C: found the columns No\., Title/);
  });

  it('refuse where no list has any document', async () => {
    pages.set(at('D22-SG01'), null);
    await store.pool.query(`update document set removed_at = now() where source = 'itu-d-contributions'`);
    const refused = await run(ituDContributions);
    expect(refused.message).toMatch(/found no documents in 4 lists, expected some/);
  });
});
