import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateWords } from '#app/_ui/words.ts';
import { readSettings } from '#lib/env.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { readQuotedDocuments } from '#metrics/itu.ts';
import { readOrganisation } from '#metrics/organisation.ts';
import { defaultsOf } from '#metrics/params.ts';
import { readProposal } from '#metrics/proposals.ts';
import { recommendationsBySeries } from '#metrics/recommendations-by-series.ts';
import { visibility } from '#metrics/visibility.ts';
import { type Store, sql } from '#prisma/client.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { syncLists } from '#scrapers/lists.ts';
import { Statements } from '../../../app/_ui/statements.tsx';
import { serveFrom } from '../../api.ts';
import { freshDatabase } from '../../database.ts';

let store: Store;
let seconds: number;
const dataDir = mkdtempSync(join(tmpdir(), 'facts-'));
const settings = readSettings({ DATA_DIR: dataDir });

beforeAll(async () => {
  store = await freshDatabase();
  serveFrom(store);
  await syncLists(store);
  const started = Date.now();
  await loadFacts(store, settings);
  seconds = (Date.now() - started) / 1000;
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

describe('the curated facts on an empty database', () => {
  it('load in seconds, so that the first start stays quick', () => {
    // Two on an idle machine.
    expect(seconds).toBeLessThan(8);
  });

  it('name the Secretaries-General since the 1990s, with the days they took office', async () => {
    const rows = await store.query<{ name: string; from: string; country: string }>(sql`
      select person_name as name, "from"::text, country from tenure
      where group_id = 'ITU' and post = 'secretary-general' and "to" > '1990-01-01' order by "from"`);
    expect(rows).toEqual([
      { name: 'Pekka Tarjanne', from: '1989-01-01', country: 'FI' },
      { name: 'Yoshio Utsumi', from: '1999-02-01', country: 'JP' },
      { name: 'Hamadoun I. Touré', from: '2007-01-01', country: 'ML' },
      { name: 'Houlin Zhao', from: '2015-01-01', country: 'CN' },
      { name: 'Doreen Bogdan-Martin', from: '2023-01-01', country: 'US' },
    ]);
  });

  it('tell of a document as much as is known: its year where no day is, its subject where no title is', async () => {
    const rows = await store.query<Record<string, unknown>>(sql`
      select id, title, submitted::text, published_precision as precision, notes from document
      where id in ('T25-SG21-C-0030', 'T22-SG17-C-0611', 'EG-ITRs-3/3') order by id`);
    expect(rows.map(({ id, title, submitted, precision }) => [id, title, submitted, precision])).toEqual([
      ['EG-ITRs-3/3', '(ITR review)', '2017-12-05', 'day'],
      ['T22-SG17-C-0611', '4th Revised baseline text for X.icd-schemas', null, null],
      ['T25-SG21-C-0030', 'Proposal to add sensors in infrastructure for surveillance', '2025-01-01', 'year'],
    ]);
    expect(rows[1]?.notes).toBe('For the meeting of February 2024; its days are not known here.');
    const quoted = await readQuotedDocuments(store);
    const words = (id: string) => {
      const found = quoted.find((one) => one.id === id);
      return dateWords(found?.date, found?.precision ?? 'day');
    };
    expect([words('T25-SG21-C-0030'), words('T22-SG17-C-0611')]).toEqual(['2025', 'date not known']);
  });

  it('tell the votes of the elections of 2014 and 2022', async () => {
    const rows = await store.query<Record<string, unknown>>(sql`
      select conference, candidate, votes, ballots, elected from election_vote
      where post = 'secretary-general' and at >= '2014-01-01' order by at, votes desc`);
    expect(rows).toEqual([
      { conference: 'PP-14', candidate: 'Houlin Zhao', votes: 152, ballots: 152, elected: true },
      { conference: 'PP-22', candidate: 'Doreen Bogdan-Martin', votes: 139, ballots: 172, elected: true },
      { conference: 'PP-22', candidate: 'Rashid Ismailov', votes: 25, ballots: 172, elected: false },
    ]);
  });

  it('count the contributions SG13 announced for its plenary meetings since 2017', async () => {
    const rows = await store.query<{ at: string; value: number }>(sql`
      select to_char(m.from, 'YYYY-MM') as at, c.value from meeting m join meeting_count c on c.meeting_id = m.id
      where m.group_id = 'SG13' and c.what = 'contributions' and m.from >= '2017-01-01' order by m.from`);
    expect(rows).toEqual([
      { at: '2017-11', value: 170 },
      { at: '2020-07', value: 188 },
      { at: '2023-03', value: 224 },
      { at: '2024-03', value: 259 },
      { at: '2024-07', value: 299 },
      { at: '2025-03', value: 276 },
    ]);
  });

  it('give Korea 22 of the 80 contributions to SG17 in September 2014, and the regions all 80', async () => {
    const [korea] = await store.query<Record<string, unknown>>(sql`
      select country, value, total, meeting_id from published_count where dimension = 'country' and name = 'Korea'`);
    expect(korea).toEqual({ country: 'KR', value: 22, total: 80, meeting_id: 'T13-SG17-140917' });
    const [regions] = await store.query<{ sum: number }>(sql`
      select sum(value)::int as sum from published_count where meeting_id = 'T13-SG17-140917' and dimension = 'region'`);
    expect(regions?.sum).toBe(80);
  });

  it('tell what others counted as sentences, each with who says it, its day, grade and source', async () => {
    const rows = await store.query<Record<string, unknown>>(sql`
      select id, occasion, "on"::text as "on", said_by, says, evidence from published_statement
      where removed_at is null and (says like '%149%' or says like '%142%' or says like '%542%') order by "on"`);
    expect(rows).toEqual([
      {
        id: 'pp-14/a-press-report',
        occasion: 'PP-14',
        on: '2014-10-27',
        said_by: 'a press report',
        says: 'China had 142 votes in the election of the Council, region E.',
        evidence: 'second-hand',
      },
      {
        id: 'wtsa-20/ajunews/2',
        occasion: 'WTSA-20',
        on: '2022-03-09',
        said_by: 'Ajunews',
        says: 'There were 149 candidates of 37 countries for the posts.',
        evidence: 'secondary',
      },
      {
        id: 'december-2022/mic-japan',
        occasion: 'December 2022',
        on: '2022-12-01',
        said_by: 'MIC Japan',
        says: 'The ITU had 193 member states, 542 sector members and associates, and 172 academic members.',
        evidence: 'secondary',
      },
    ]);
    const page = renderToStaticMarkup(
      await Statements({ bodies: ['itu', 'itu-t'], heading: 'What others counted' }),
    );
    expect(page.match(/<li>/g)).toHaveLength(21);
    expect(page).toContain(
      'Indians held seven posts of ITU-T groups before the assembly and eleven after it.',
    );
    expect(page).not.toContain('class="chart');
  });

  it('tell a state by what names its ministries announced, and when', async () => {
    const found = await readOrganisation(store, 'state-sd');
    expect(found?.renamed).toEqual([
      {
        former: 'National Telecommunications Corporation (NTC)',
        name: 'Telecommunications and Post Regulatory Authority',
        seat: 'Khartoum',
        announced: '2018-06-13',
        bulletin: '1151',
        evidence: 'secondary',
        source: 'https://github.com/P1sec/MCC_MNC',
      },
    ]);
    expect((await readOrganisation(store, 'huawei'))?.renamed).toEqual([]);
    const [row] = await store.query<{ n: number }>(sql`
      select count(*)::int as n from administration_name where removed_at is null`);
    expect(row?.n).toBe(16);
  });

  it('hold contribution 83 to TSAG with its four sources, all of them known and Chinese', async () => {
    const rows = await store.query<Record<string, unknown>>(sql`
      select a.position, a.name, a.role, o.country from authorship a
      join authorship_organisation p using (document_id, position) join organisation o on o.id = p.organisation_id
      where a.document_id = 'T17-TSAG-C-0083' order by a.position`);
    expect(rows).toEqual([
      { position: 1, name: 'China Mobile', role: 'source', country: 'CN' },
      { position: 2, name: 'China Unicom', role: 'source', country: 'CN' },
      { position: 3, name: 'Huawei Technologies', role: 'source', country: 'CN' },
      {
        position: 4,
        name: 'Ministry of Industry and Information Technology (MIIT) (China)',
        role: 'source',
        country: 'CN',
      },
    ]);
    const [document] = await store.query<Record<string, unknown>>(sql`
      select title, evidence, visibility, meeting_id from document where id = 'T17-TSAG-C-0083'`);
    expect(document).toEqual({
      title: 'New IP, Shaping Future Network',
      evidence: 'second-hand',
      visibility: 'login',
      meeting_id: 'T17-TSAG-190923',
    });
  });

  it('count no share from documents that somebody happened to quote', async () => {
    const [row] = await store.query<{ n: number }>(sql`
      select count(*)::int as n from credit where kind in ('contribution', 'temporary-document')`);
    expect(row?.n).toBe(0);
  });

  it('count the Recommendations the bulletins announced by the year of approval', async () => {
    const rows = await store.query<{ year: number; n: number }>(sql`
      select extract(year from published)::int as year, count(*)::int as n from document
      where kind = 'recommendation' and published >= '2017-01-01' and published < '2024-01-01' group by 1 order by 1`);
    expect(Object.fromEntries(rows.map(({ year, n }) => [year, n]))).toEqual({
      2017: 239,
      2018: 310,
      2019: 260,
      2020: 315,
      2021: 211,
      2022: 259,
      2023: 246,
    });
  });

  it('speak in a figure of the newest day they know, not of the day they were loaded', async () => {
    const recommendations = await recommendationsBySeries.read(
      store,
      defaultsOf('itu-t', recommendationsBySeries),
    );
    expect([recommendations.total, recommendations.asOf]).toEqual([2032, '2024-06-01']);
    const authors = await authorshipByCountry.read(store, {
      ...defaultsOf('itu-t', authorshipByCountry),
      kind: 'recommendation',
    });
    expect(authors.asOf).toBe('2024-06-01');
    // The last meeting of which a count is curated.
    const seen = await visibility.read(store, defaultsOf('itu-t', visibility));
    const [last] = await store.query<{ day: string }>(sql`
      select max(m.to)::text as day from meeting m join meeting_count c on c.meeting_id = m.id`);
    expect(seen.asOf).toBe(last?.day);
    expect(seen.asOf?.slice(0, 4)).toBe('2025');
    const [roster] = await store.query<{ day: string }>(sql`
      select as_of::text as day from run where source = 'facts-ietf' and state = 'good'`);
    expect(roster?.day).toBe('2025-10-01');
    expect((await readProposal(store, 'digital-object-architecture'))?.asOf).toMatch(/^20(?:1|2[0-5])/);
  });

  it('mark every chair and vice-chair of a study group as a sample', async () => {
    const [row] = await store.query<{ n: number; sample: number }>(sql`
      select count(*)::int as n, count(*) filter (where is_sample)::int as sample from tenure
      where source = 'facts-itu' and group_id <> 'ITU'`);
    expect(row?.n).toBe(165);
    expect(row?.sample).toBe(165);
  });

  it('tell a post once, also where one source does not say of which group it was', async () => {
    const { rows } = await store.pool.query(`
      select a.person_name, b.group_id, a.post, a."from" from tenure a join tenure b
        on a.post = b.post and a."from" = b."from" and a.group_id = 'ITU-T' and b.group_id <> 'ITU-T'
       and regexp_replace(lower(a.person_name), '[^a-z]', '', 'g') = regexp_replace(lower(b.person_name), '[^a-z]', '', 'g')
      where a.person_name ~ '[A-Za-z]'`);
    expect(rows).toEqual([]);
  });

  it('derive no country for anybody in the rosters of the IESG, the IAB and the ICANN board', async () => {
    const [row] = await store.query<{ n: number; placed: number }>(sql`
      select count(*)::int as n, count(country)::int as placed from tenure where source = 'facts-ietf'`);
    expect(row).toEqual({ n: 130, placed: 0 });
  });

  it('hold no synthetic group and no example organisation', async () => {
    const rows = await store.query(sql`
      select id from "group" where id ~ '^SG9[0-3]$' union all
      select document_id from authorship where name like 'Example%' or name like '%xemple%'`);
    expect(rows).toEqual([]);
  });

  it('name a page for every row', async () => {
    const rows = await store.query(sql`
      select id from tenure where page_id is null union all select id from document where index_page_id is null
      union all select id from "group" where page_id is null union all select id from meeting where page_id is null`);
    expect(rows).toEqual([]);
  });
});

describe('the curated facts on a later start', () => {
  it('are not read again where nothing changed', async () => {
    expect(await loadFacts(store, settings)).toEqual([]);
  });

  it('change nothing when they are read again', async () => {
    await store.query(sql`update setting set value = 'of an older version' where key like 'facts:%'`);
    expect(await loadFacts(store, settings)).toEqual(expect.arrayContaining(['facts-itu', 'facts-ietf']));
    const rows = await store.query(sql`
      select added, changed, removed from run where source in ('facts-itu', 'facts-ietf') order by id desc limit 2`);
    expect(rows).toEqual(Array(2).fill({ added: 0, changed: 0, removed: 0 }));
  });

  it('log a difference as a correction', async () => {
    await store.query(sql`update tenure set country = 'XX' where person_name = 'Roberto Blois'`);
    await store.query(sql`update setting set value = 'of an older version' where key = 'facts:facts-itu'`);
    await loadFacts(store, settings);
    const rows = await store.query(sql`select kind, after->>'country' as country from change`);
    expect(rows).toEqual([{ kind: 'corrected', country: 'BR' }]);
  });

  it('leave alone a document that a scraper has read since, with all its authors', async () => {
    await store.query(sql`
      update document set source = 'itu-contributions', title = 'As listed', stage = 'published' where id = 'T17-TSAG-C-0083'`);
    await store.query(sql`delete from authorship where document_id = 'T17-TSAG-C-0083' and position > 1`);
    await store.query(
      sql`update authorship set source = 'itu-contributions' where document_id = 'T17-TSAG-C-0083'`,
    );
    await store.query(sql`update setting set value = 'of an older version' where key = 'facts:facts-itu'`);
    await loadFacts(store, settings);
    const rows = await store.query(sql`
      select d.title, a.position from document d join authorship a on a.document_id = d.id
      where d.id = 'T17-TSAG-C-0083' and a.removed_at is null`);
    expect(rows).toEqual([{ title: 'As listed', position: 1 }]);
  });
});
