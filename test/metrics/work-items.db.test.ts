import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import type { Params } from '#metrics/contract.ts';
import { readDocument } from '#metrics/document.ts';
import { listDocuments } from '#metrics/documents.ts';
import { readGroup } from '#metrics/group.ts';
import { defaultsOf } from '#metrics/params.ts';
import { progress } from '#metrics/progress.ts';
import { recommendationsBySeries } from '#metrics/recommendations-by-series.ts';
import { search } from '#metrics/search.ts';
import { readMakers, readWorkItems } from '#metrics/work-items.ts';
import { type Store, sql } from '#prisma/client.ts';
import { gatherRecommendations, ituRecommendations } from '#scrapers/itu/recommendations.ts';
import { ituWorkProgramme } from '#scrapers/itu/work-programme.ts';
import { syncLists } from '#scrapers/lists.ts';
import { runSource } from '#scrapers/run.ts';
import * as documentRoute from '../../app/api/v1/documents/[id]/route.ts';
import * as documentsRoute from '../../app/api/v1/documents/route.ts';
import { askJson, serveFrom } from '../api.ts';
import { insertDocuments, insertLists, insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';
import { type Pages, servePages } from '../scrapers/pages.ts';

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', 'fixtures', 'itu', name), 'utf8');
const at = '/www.itu.int/ITU-T/workprog';
const query = (period: number) =>
  `${at}/wp_search.aspx?isn_sp=${period}&isn_status=-1,8,1,3,7,2&details=1&view=tab&field=acdefghijo`;
const list = fixture('work-programme.html');
const item = fixture('work-item.html');
const row = (isn: number, name: string, question: string) =>
  `<tr><td><a href="wp_item.aspx?isn=${isn}">${name}</a></td><td>${question}</td><td></td><td>Approved</td><td>2025-09</td><td>AAP</td><td>New</td><td></td><td>Title of ${name}</td><td></td></tr>`;
const second = list.replace(
  /<tr><td>[\s\S]*<\/table><\/td><\/tr>/,
  row(504, 'H.image', 'Q5/21') + row(505, 'L.heat', 'Q6/5'),
);
const none = list.replace(/<table id[\s\S]*<\/table><\/form>/, '</form>').replace('5 work', '0 work');
const html = (body: string) => () => ({ type: 'text/html; charset=utf-8', body });
const itemOf = (members: string, registered: string, editors = '') =>
  item
    .replace(/China Mobile, [^<]*/, members)
    .replace('2025-03-21', registered)
    .replace(/<table id="[^"]*gd_editor"[\s\S]*?<\/table>/, editors);

let store: Store;
let pages: Pages;
let asked: string[];
let renamed: Awaited<ReturnType<typeof runSource>>;
let refused: Awaited<ReturnType<typeof runSource>>;
let result: Awaited<ReturnType<typeof runSource>>;
const dir = mkdtempSync(join(tmpdir(), 'work-items-'));
const params = (given: Partial<Params> = {}): Params => ({
  ...defaultsOf('itu-t'),
  kind: 'work-item',
  by: 'all',
  ...given,
});

beforeAll(async () => {
  [store, pages] = await Promise.all([freshDatabase(), servePages()]);
  await insertLists(store);
  await insertDocuments(store, [
    {
      id: 'T25-SG13-C-0012',
      body: 'itu-t',
      kind: 'contribution',
      submitted: '2025-02-01',
      authors: [{ organisations: ['huawei'], role: 'source' }],
    },
    {
      id: 'T25-SG13-C-0013',
      body: 'itu-t',
      kind: 'contribution',
      submitted: '2025-02-01',
      authors: [{ organisations: ['huawei'], role: 'source' }],
    },
  ]);
  // The form says where it is posted.
  const own = list.replace(
    './wp_search.aspx?isn_sp=9677&amp;view=tab',
    `./wp_search.aspx${query(9677)
      .replace(/^[^?]*/, '')
      .replaceAll('&', '&amp;')}`,
  );
  pages.set(query(9677), (posted) => {
    if (posted === '') return html(own)();
    const turned = new URLSearchParams(posted);
    const isOurs = turned.get('__EVENTARGUMENT') === 'Page$2' && turned.get('__VIEWSTATE') === 'c3RhdGU/+=';
    return isOurs ? html(second)() : { status: 500, body: '' };
  });
  for (const period of [8265, 1100]) pages.set(query(period), html(none));
  const page = (isn: number, body: string) => pages.set(`${at}/wp_item.aspx?isn=${isn}`, html(body));
  page(501, item);
  page(502, itemOf('China Mobile, Huawei Technologies Co., Ltd.', '2025-04-01'));
  page(503, itemOf('&nbsp;', '2025-05-01'));
  const kept = itemOf('Korea&nbsp;(Republic of)', '2025-05-02').replaceAll(
    'T25-SG13-C-0012',
    'T25-SG21-C-0099',
  );
  const last = itemOf('Nobody Ever, Unheard Of, Inc.', '2025-05-03').replaceAll(
    'T25-SG13-C-0012',
    'T25-SG05-C-0099',
  );
  const settings = readSettings({ DATA_DIR: dir, MIRROR_URL: pages.url });
  const run = () =>
    runSource(store, { ...ituWorkProgramme, floor: {} }, settings, { web: { backoffMs: 1, attempts: 2 } });
  pages.set(`${at}/wp_item.aspx?isn=505`, () => ({ status: 500, body: 'Server Error' }));
  page(504, item.replace('ctl00_Label6', 'ctl00_Label9'));
  renamed = await run();
  page(504, kept);
  refused = await run();
  page(505, last);
  pages.asked();
  result = await run();
  asked = pages.asked().flatMap(({ path }) => /wp_item.*/.exec(path) ?? []);
});
afterAll(async () => {
  await pages.close();
  await store.close();
  rmSync(dir, { recursive: true });
});

describe('work items, from their pages to the numbers', () => {
  it('are refused, and none is written, where a page is not what it was, or too few can be had', () => {
    expect(renamed).toMatchObject({ state: 'failed', added: 0 });
    expect(renamed.message).toMatch(/isn=504, .*Label6: found 0 of it/);
    expect(refused).toMatchObject({ state: 'failed', added: 0 });
    expect(refused.message).toMatch(/no page for 1 of 5 listed work items \(L\.heat/);
    // The pages it had are of this week: the next run goes on from them.
    expect(asked).toEqual(['wp_item.aspx?isn=505']);
  });

  it('are read from every page of every period', () => {
    expect(result).toMatchObject({ state: 'good', counts: { document: 5 } });
    expect(result.message).toBe(
      'supporting members on no list, kept as printed: 2; contacts not named as editors, not taken: 1',
    );
  });

  it('belong to the countries of their supporting members, in equal parts; editors count for nobody', async () => {
    const { rows, total, unknown } = await authorshipByCountry.read(store, params());
    // 501: five parts, China Mobile, Hong Kong, a run of two unknown names, Huawei, Korea. 502: two. 503: nobody named.
    const values = Object.fromEntries(rows.map(({ key, value }) => [String(key), Number(value.toFixed(4))]));
    expect(values).toEqual({ CN: 1.4, HK: 0.2, KR: 1.2, null: 2.2 });
    expect(total).toBe(5);
    expect(unknown).toBeCloseTo(2.2);
  });

  it('belong to organisations the same way, and open as the list behind the number', async () => {
    const { rows } = await authorshipByOrganisation.read(store, params());
    expect(rows.find(({ key }) => key === 'huawei')?.value).toBeCloseTo(0.7);
    const behind = await listDocuments(store, params({ organisation: 'huawei' }), 1, null);
    expect(behind).toMatchObject({ total: 2, next: '2025-04-01~ITU-T WP 502' });
    expect(behind.weight).toBeCloseTo(0.7);
    const rest = await listDocuments(store, params({ organisation: 'huawei' }), 1, behind.next);
    expect(rest.documents.map(({ id }) => id)).toEqual(['ITU-T WP 501']);
  });

  it('show name, Question, timing, equivalent number, dates, supporters and editors', async () => {
    const document = await readDocument(store, 'ITU-T WP 501');
    expect(document).toMatchObject({
      kind: 'work-item',
      title: 'Naming in networks – évaluation',
      provisionalName: 'Y.naming',
      groupId: 'SG13',
      questions: 'Q7/13',
      status: 'Under study',
      timing: '2026-Q4',
      equivalent: 'ISO/IEC 99999 (Common)',
      submitted: '2025-03-21',
      lastSubmitted: '2025-11-02',
      approvalProcess: 'AAP',
      studyPeriod: 2025,
      visibility: 'public',
    });
    expect(document?.authors.map(({ role, name }) => `${role}: ${name}`)).toEqual([
      'source: China Mobile',
      'source: Hong Kong, China',
      'sources: Unheard Networks, Ltd., Société Nouvelle',
      'source: Huawei Technologies Co., Ltd.',
      'source: Korea (Republic of)',
      'editor: José Núñez-Ó Briain',
      'editor: Kim, Jr., Min-su',
    ]);
    expect(document?.relations.map(({ type, direction, id }) => [type, direction, id])).toContainEqual([
      'names',
      'out',
      'T25-SG13-C-0012',
    ]);
  });

  it('stand under their group and their Question with members and editors, and are found by name', async () => {
    const { total, items } = await readWorkItems(store, 'Q7/13', 10);
    expect([total, items.length]).toEqual([1, 1]);
    expect(items[0]).toMatchObject({
      id: 'ITU-T WP 501',
      name: 'Y.naming',
      editors: [
        { name: 'José Núñez-Ó Briain', organisation: null },
        { name: 'Kim, Jr., Min-su', organisation: null },
      ],
    });
    expect(items[0]?.members.map(({ name, id }) => [name, id !== null])).toEqual([
      ['China Mobile', true],
      ['Hong Kong, China', true],
      ['Unheard Networks, Ltd., Société Nouvelle', false],
      ['Huawei Technologies Co., Ltd.', true],
      ['Korea (Republic of)', true],
    ]);
    expect((await readWorkItems(store, 'SG13', 10)).total).toBe(1);
    expect((await search(store, 'y.naming', 5))[0]).toMatchObject({
      id: 'ITU-T WP 501',
      matched: 'Y.naming',
    });
  });

  it('are edited by the organisations that a roster of the group prints beside the editors’ names', async () => {
    const before = await readMakers(store, 'Q7/13');
    expect(before).toMatchObject({ items: 1, edited: 1, editors: 2, placed: 0, unparted: 1 });
    expect(before.organisations.map(({ name, edits, supports }) => [name, edits, supports])).toEqual([
      ['China Mobile', 0, 1],
      ['Hong Kong (administration)', 0, 1],
      ['Huawei', 0, 1],
      ['South Korea (administration)', 0, 1],
    ]);
    const post = (
      id: string,
      person_name: string,
      organisation: string,
      from: string,
      to: string | null,
    ) => ({
      id,
      body: 'itu-t',
      group_id: 'SG13',
      post: 'rapporteur',
      part: 'Q7/13',
      person_name,
      organisation_text: organisation,
      organisation_id: organisation === 'ZTE' ? 'zte' : null,
      from,
      to,
      evidence: 'primary',
      is_sample: false,
    });
    // The item was last updated on 2 November 2025.
    await insertRows(store, {
      tenure: [
        post('a', 'José NÚÑEZ-Ó BRIAIN', 'ZTE', '2025-01-01', null),
        post('b', 'José NÚÑEZ-Ó BRIAIN', 'Firm before', '2022-03-01', '2024-12-31'),
        post('c', 'Kim, Jr., Min-su', 'One firm', '2025-01-01', null),
        post('d', 'Kim, Jr., Min-su', 'Another firm', '2025-01-01', null),
        { ...post('e', 'Kim, Jr., Min-su', 'Firm elsewhere', '2025-01-01', null), group_id: 'SG17' },
      ],
    });
    const { placed, organisations } = await readMakers(store, 'Q7/13');
    expect(placed).toBe(1);
    expect(organisations[0]).toEqual({ id: 'zte', name: 'ZTE', edits: 1, supports: 0 });
    expect(organisations.filter(({ edits }) => edits > 0)).toHaveLength(1);
    const [item] = (await readWorkItems(store, 'Q7/13', 10)).items;
    expect(item?.editors).toEqual([
      { name: 'José Núñez-Ó Briain', organisation: { id: 'zte', name: 'ZTE' } },
      { name: 'Kim, Jr., Min-su', organisation: null },
    ]);
  });

  it('have a page for their Question, though no roster names it', async () => {
    expect(await readGroup(store, 'q7/13')).toMatchObject({ id: 'Q7/13', kind: 'question', parent: 'SG13' });
  });

  it('credit the same when every stated name is resolved again by new lists', async () => {
    const parts = () =>
      store.query(sql`
        select document_id, position, part, organisation_id, kind from authorship_organisation
        where document_id like 'ITU-T WP %' and removed_at is null order by 1, 2, 3`);
    const before = await parts();
    await syncLists(store);
    expect(await parts()).toEqual(before);
    expect(before).toHaveLength(9);
  });

  it('carry the contributions they link to as far as they are printed to be', async () => {
    const { rows } = await progress.read(store, params({ kind: 'contribution' }));
    expect(rows.map(({ key, value }) => [key, value])).toEqual([
      ['consented', 1],
      [null, 1],
    ]);
    const items = await progress.read(store, params());
    expect(items.rows.map(({ key, value }) => [key, value])).toEqual([
      ['approved', 2],
      ['consented', 1],
      ['under-study', 2],
    ]);
  });
});

describe('Recommendations, from a whole list and their pages to the numbers', () => {
  const whole =
    '/www.itu.int/mws/api/recommendations/searchRecs?series=-1&type_of_text=-1&sg=-1&main_edition_flag=0&rows=100000&page=1&status=Z&sort_order=asc';
  const curated = new Set(['ITU-T Y.9001 (03/2026)', 'ITU-T Q.9002 (02/2026)']);
  const rows = [
    {
      idrec: 7001,
      rec_name: 'Y.9001 (03/2026)',
      title: 'Naming',
      approval_date: '2026-03-14',
      status: 'In force',
    },
    {
      idrec: 7002,
      rec_name: 'Y.9001 (2026) Cor. 1 (06/2026)',
      title: null,
      approval_date: '2026-06-01',
      status: 'In force',
    },
    {
      idrec: 7003,
      rec_name: 'Y Suppl. 90 (01/2026)',
      title: 'More',
      approval_date: '2026-01-20',
      status: 'In force',
    },
    {
      idrec: 7004,
      rec_name: 'Q.9002 (02/2026)',
      title: 'Other',
      approval_date: '2026-02-10',
      status: 'In force',
    },
  ];
  const list = (given: unknown[], total = given.length) =>
    pages.set(whole, () => ({
      type: 'application/json; charset=utf-8',
      body: JSON.stringify({ Total: total, Data: given }),
    }));
  const run = () =>
    runSource(
      store,
      { ...ituRecommendations, floor: {}, gather: (reader) => gatherRecommendations(reader, curated) },
      readSettings({ DATA_DIR: dir, MIRROR_URL: pages.url }),
      { web: { backoffMs: 1, attempts: 2 } },
    );
  const series = () =>
    recommendationsBySeries.read(store, { ...defaultsOf('itu-t', recommendationsBySeries), by: 'all' });

  beforeAll(async () => {
    await insertDocuments(
      store,
      [...curated].map((id) => ({
        id,
        body: 'itu-t',
        kind: 'recommendation',
        published: '2026-03-01',
        published_precision: 'month',
        approval_process: 'AAP',
      })),
      'facts-itu',
    );
    const recommendation = fixture('recommendation.html');
    for (const { idrec, rec_name } of rows)
      pages.set(
        `/www.itu.int/ITU-T/recommendations/rec.aspx?rec=${idrec}&lang=en`,
        html(
          idrec === 7001
            ? recommendation
            : recommendation
                .replace('ITU-T Y.9001 (03/2026)', `ITU-T ${rec_name}`)
                .replace('>Y.naming<', '>&nbsp;<')
                .replace(/isn_task=501/, 'isn_task=99999')
                .replace('>AAP<', idrec === 7003 ? '>Agreed<' : '>TAP<'),
        ),
      );
  });

  it.each([
    ['announces more than it holds', () => list(rows, 5), /found 4 Recommendations, expected the 5/],
    [
      'has not what the bulletins announced',
      () => list(rows.slice(0, 3)),
      /without 1 of 2 Recommendations the bulletins announced \(ITU-T Q.9002/,
    ],
    ['is empty', () => list([]), /without 2 of 2/],
  ])('are refused where the list %s, and nothing is written', async (_what, set, message) => {
    set();
    const before = (await series()).total;
    const refused = await run();
    expect(refused).toMatchObject({ state: 'failed' });
    expect(refused.message).toMatch(message);
    expect((await series()).total).toBe(before);
  });

  it('become one with the curated ones, which they lead; supplements are no Recommendations', async () => {
    list(rows);
    expect((await series()).total).toBe(2);
    const read = await run();
    expect(read).toMatchObject({ state: 'good', counts: { document: 4, relation: 1 } });
    expect(read.message).toBe('work items: 1 of 3 Recommendations are proven to come from one, 2 are not');
    const { total, rows: found } = await series();
    expect([total, found.map(({ key, value }) => [key, value])]).toEqual([
      3,
      [
        ['Y', 2],
        ['Q', 1],
      ],
    ]);
    const authors = await authorshipByCountry.read(store, params({ kind: 'recommendation' }));
    expect([authors.total, authors.unknown]).toEqual([3, 3]);
    expect(await run()).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
  });

  it('show edition, approval, process, status, group and the work item they were', async () => {
    expect(await readDocument(store, 'ITU-T Y.9001 (03/2026)')).toMatchObject({
      source: 'itu-recommendations',
      title: 'Naming in networks – évaluation',
      rev: '1',
      published: '2026-03-14',
      publishedPrecision: 'day',
      approvalProcess: 'AAP',
      status: 'In force',
      groupId: 'SG13',
      provisionalName: 'Y.naming',
      equivalent: 'ISO/IEC 99999:2026 (Common)',
      relations: [{ type: 'became', direction: 'in', id: 'ITU-T WP 501' }],
    });
    expect(await readDocument(store, 'ITU-T Y Suppl. 90 (01/2026)')).toMatchObject({ kind: 'non-normative' });
  });

  it('open by their whole id, stroke and brackets in it, and as pages of the list behind a number', async () => {
    serveFrom(store);
    const id = 'ITU-T Y.9001 (03/2026)';
    const one = await askJson<{ id: string; provisionalName: string; relations: unknown[] }>(
      documentRoute,
      `/api/v1/documents/${encodeURIComponent(id)}`,
      { id },
    );
    expect([one.id, one.provisionalName, one.relations.length]).toEqual([id, 'Y.naming', 1]);
    const pages: string[] = [];
    let after = '';
    do {
      const page = await askJson<{ next: string | null; documents: { id: string }[] }>(
        documentsRoute,
        `/api/v1/documents?body=itu-t&kind=recommendation&limit=2${after && `&after=${encodeURIComponent(after)}`}`,
      );
      pages.push(page.documents.map((document) => document.id).join(', '));
      after = page.next ?? '';
    } while (after);
    expect(pages).toEqual([
      'ITU-T Y.9001 (2026) Cor. 1 (06/2026), ITU-T Y.9001 (03/2026)',
      'ITU-T Q.9002 (02/2026)',
    ]);
  });

  it('carry the contributions behind their work items to the last step', async () => {
    const { rows: steps } = await progress.read(store, params({ kind: 'contribution' }));
    expect(steps.map(({ key, value, more }) => [key, value, more?.share])).toEqual([
      ['approved', 1, 0.5],
      [null, 1, 0.5],
    ]);
  });

  it('are asked for again only where their row in the list changed', async () => {
    pages.asked();
    list(rows.map((row) => (row.idrec === 7004 ? { ...row, status: 'Superseded' } : row)));
    expect((await run()).state).toBe('good');
    expect(
      pages
        .asked()
        .map(({ path }) => path)
        .filter((path) => path.includes('rec.aspx')),
    ).toEqual(['/www.itu.int/ITU-T/recommendations/rec.aspx?rec=7004&lang=en']);
  });
});
