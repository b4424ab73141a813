import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settings } from '#lib/env.ts';
import { lastWeek, parseWeek } from '#lib/week.ts';
import { attendanceByCountry } from '#metrics/attendance-by-country.ts';
import { attendanceByOrganisation } from '#metrics/attendance-by-organisation.ts';
import { readChanges } from '#metrics/changes.ts';
import type { Metric, Params } from '#metrics/contract.ts';
import { readDocument } from '#metrics/document.ts';
import { readGroup } from '#metrics/group.ts';
import { readHealth } from '#metrics/health.ts';
import { defaultsOf } from '#metrics/params.ts';
import { postsByCountry } from '#metrics/posts-by-country.ts';
import { readPrintedBoards } from '#metrics/printed-posts.ts';
import { readRoster } from '#metrics/roster.ts';
import { readSourceHealth } from '#metrics/week-sources.ts';
import type { Store } from '#prisma/client.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources } from '#scrapers/sources.ts';
import { loadStarter } from '#scrapers/starter.ts';
import { lifeWords } from '../../../app/_ui/words.ts';
import * as rosterRoute from '../../../app/api/v1/rosters/route.ts';
import Leadership from '../../../app/leadership/page.tsx';
import Sources from '../../../app/sources/page.tsx';
import { askJson, serveFrom } from '../../api.ts';
import { freshDatabase } from '../../database.ts';

let store: Store;

beforeAll(async () => {
  store = await freshDatabase();
  await describeSources(store);
  await syncLists(store);
  await loadStarter(store);
  await loadFacts(store, settings());
  serveFrom(store);
});
afterAll(() => store.close());

const read = (metric: Metric, given: Partial<Params>) =>
  metric.read(store, { ...defaultsOf('ietf', metric), by: 'all', ...given });
const words = (element: Parameters<typeof renderToStaticMarkup>[0]) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, '')
    .replace(/&#x27;/g, '’')
    .replace(/\s+/g, ' ');
const leadership = async (search: Record<string, string>) =>
  renderToStaticMarkup(await Leadership({ searchParams: Promise.resolve(search) }));

describe('the starter data of the IETF’s groups, posts and meetings', () => {
  it('tells who directed each area on 1 March 2012, as the records of January 2013 have it', async () => {
    const { rows } = await readRoster(store, { body: 'ietf', on: '2012-03-01' });
    const directors = rows
      .filter((row) => row.post === 'area-director')
      .map((row) => `${row.group}: ${row.personName}`);
    expect(directors).toEqual([
      'app: M. Barry Leiba',
      'app: Pete Resnick',
      'gen: Russ Housley',
      'int: Brian K. Haberman',
      'int: Ralph E. Droms',
      'ops: Benoit Claise',
      'ops: Ronald Bonica',
      'rai: Gonzalo Camarillo',
      'rai: Robert Sparks',
      'rtg: Adrian Farrel',
      'rtg: Dr. Stewart Bryant',
      'sec: Sean Turner',
      'sec: Stephen Farrell',
      'tsv: Martin Stiemerling',
      'tsv: Wesley Eddy',
    ]);
    expect(rows).toHaveLength(415);
    const tables = await leadership({ on: '2012-03-01' });
    expect(tables).toContain('Adrian Farrel');
    expect(tables).toContain('held when the newest record here was made; nothing later is known');
  });

  it('says that many posts bear the day of their record, not that of their beginning', async () => {
    const { notes } = await readRoster(store, { body: 'ietf', on: '2012-03-01' });
    expect(notes.join(' ')).toContain('288 on 9 December 2011, 84 on 26 February 2012');
  });

  it('holds nobody to be in a post today, and says which day the newest roster is of before it names a command', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const { rows, notes } = await readRoster(store, { body: 'ietf', on: today });
    expect(rows).toEqual([]);
    expect(notes[1]).toContain('is of 31 January 2013');
    const page = await leadership({});
    expect(page).toContain('href="/leadership?on=2013-01-31"');
    const [panel = ''] = page.slice(page.indexOf('id="ietf"')).split('id="itu"');
    expect(panel.indexOf('of 31 January 2013')).toBeGreaterThan(0);
    expect(panel.indexOf('of 31 January 2013')).toBeLessThan(panel.indexOf('npm run'));
    expect((await readRoster(store, { body: 'ietf', on: '2013-01-31' })).rows).toHaveLength(451);
  });

  it('says above the posts why nobody’s organisation is known, and what reads them', async () => {
    const { notes } = await readRoster(store, { body: 'ietf', on: '2012-03-01' });
    expect(notes.join(' ')).toContain('the starter data, which holds no affiliations');
    const page = await leadership({ on: '2012-03-01' });
    const said = page.indexOf('holds no affiliations');
    expect(said).toBeGreaterThan(0);
    expect(said).toBeLessThan(page.indexOf('<table'));
  });

  it('sends nobody to the other body for a group, and tells its ends of terms alone, and why the IETF has none', async () => {
    const page = async (group: string) =>
      (await leadership({ group })).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    const sg13 = await page('SG13');
    expect(sg13).toContain('SG13 is no group of the IETF, but of the ITU-T.');
    expect(sg13).not.toContain('The newest roster of the IETF');
    expect(sg13).not.toContain('No post of the IETF stands here');
    const dnsop = await page('dnsop');
    expect(dnsop).toContain('dnsop is no group of the ITU, but of the IETF.');
    expect(dnsop).not.toContain('itu-leadership');
    expect(dnsop).toContain('No post of the IETF stands here: its rosters state no end of a term.');
    expect(dnsop).toContain('No end of a term in dnsop within that time is known to us.');
  });

  it('points to the lists that were printed on single days, and shows each on its day and on no other', async () => {
    const page = await leadership({});
    expect(page).toContain('<a href="/leadership?on=2025-04-17">17 April 2025</a>');
    const held = async (on: string) =>
      (await readRoster(store, { body: 'ietf', on })).rows.map((row) => row.group);
    expect(new Set(await held('2025-04-17'))).toEqual(new Set(['iab', 'iesg']));
    expect(await held('2025-04-17')).toHaveLength(15);
    expect(await held('2025-04-16')).toEqual([]);
    expect(await held('2025-04-18')).toEqual([]);
  });

  it('does not say that a group of 2013 is there today', async () => {
    const group = await readGroup(store, 'dnsop');
    expect(group && lifeWords(group)).toBe(
      'begun on 3 June 1999; whether it is there today is not told by what we have read',
    );
    const over = await readGroup(store, '16ng');
    expect(over && lifeWords(over)).toBe('concluded, 22 June 2006 to 7 June 2010');
  });

  it('is called stale, with the day it speaks of, and never a reading of this installation', async () => {
    const states = (await readHealth(store)).filter((source) => source.mode === 'starter');
    expect(states.map(({ id, state, asOf }) => [id, state, asOf])).toEqual([
      ['ietf-rfcs', 'stale', '2023-01-21'],
      ['ietf-groups', 'stale', '2013-01-31'],
      ['ietf-roles', 'stale', '2013-01-31'],
      ['ietf-meetings', 'stale', '2016-04-03'],
    ]);
    const page = words(await Sources());
    expect(page).toContain(
      'Not read on this installation yet. What is here is the starter data: IETF 72 to 95, attendance of IETF 74 to 95. It comes with the program and speaks of 3 April 2016.',
    );
    expect(page).toContain('speaks of 31 January 2013. That is longer ago than it should be');
  });

  it('is no reading in a letter, whichever week it tells of', async () => {
    for (const week of [parseWeek('2020-W47'), lastWeek(new Date(Date.now() + 7 * 86_400_000))]) {
      const states = await readSourceHealth(store, week);
      expect(states.length).toBeGreaterThan(15);
      expect(states.filter(({ state }) => state !== 'unread')).toEqual([]);
    }
  });

  it('makes no news', async () => {
    expect((await readChanges(store, { limit: 10 } as never)).total).toBe(0);
  });

  it('counts the 1,237 who were at IETF 90 by country and by organisation, each adding up, none under three by itself', async () => {
    const countries = await read(attendanceByCountry, { meeting: 'ietf-90' });
    const organisations = await read(attendanceByOrganisation, { meeting: 'ietf-90' });
    for (const { total, rows } of [countries, organisations]) {
      expect(total).toBe(1237);
      expect(rows.reduce((sum, row) => sum + row.value, 0)).toBe(1237);
      expect(rows.filter((row) => row.value < 3)).toEqual([]);
    }
    const top = (rows: typeof countries.rows) => rows.slice(0, 4).map((row) => [row.key, row.value]);
    expect(top(countries.rows)).toEqual([
      ['US', 602],
      ['CA', 109],
      ['CN', 81],
      ['JP', 68],
    ]);
    expect(top(organisations.rows)).toEqual([
      ['cisco', 118],
      ['huawei', 49],
      ['ericsson', 36],
      ['google', 26],
    ]);
    expect(countries.rows.find((row) => row.key === 'fewer-than-three')?.value).toBe(34);
    expect(countries.notes.join(' ')).toContain('attendances of IETF 90 come from the starter data');
  });

  it('does not take a ticket for a presence where a meeting marked nobody as there', async () => {
    expect((await read(attendanceByCountry, { meeting: 'ietf-93', mode: 'onsite' })).total).toBe(0);
    const { total, notes } = await read(attendanceByCountry, { meeting: 'ietf-93' });
    expect(total).toBe(1476);
    expect(notes.join(' ')).toContain('Who registered and did not come is in it');
  });

  it('counts the days of posts and leaves every affiliation unknown, and says why', async () => {
    const { rows, total, notes } = await read(postsByCountry, { group: 'rtg', post: 'area-director' });
    expect(rows.map((row) => [row.key, row.documents])).toEqual([[null, 6]]);
    expect(total).toBeGreaterThan(5000);
    expect(notes.join(' ')).toContain('It holds no affiliations');
  });

  it('holds no address, no person’s name among the registrations, nothing made up, and no count under three', async () => {
    const { rows } = await store.pool.query(`
      select id from tenure where source = 'ietf-roles' and (tenure::text ~* '@|synthetic|example|given-|family-' or "to" is null)
      union all select id from "group" where source = 'ietf-groups' and ("group"::text ~* 'synthetic|example-sdo|etsi-isg' or number > 1882)
      union all select id from person where source = 'ietf-roles' and name ~ '@|^\\(|Given-|Family-'
      union all select id from meeting where source = 'ietf-meetings' and id !~ '^ietf-[0-9]+$'
      union all select organisation_text from attendance where count < 3 and folded is not true
        and organisation_text <> '' and organisation_text !~ 'fewer than three' and country_text !~ 'fewer than three'`);
    expect(rows).toEqual([]);
  });

  it('knows every organisation and country it names', async () => {
    const { rows } = await store.pool.query(`
      select organisation_id from attendance where organisation_id is not null and organisation_id not in (select id from organisation)
      union all select country from attendance where country is not null and country not in (select code from country)`);
    expect(rows).toEqual([]);
  });
});

describe('the lists of boards in RFCs that come with the program', () => {
  it('tell who sat on the IAB between two of them, each name with its line in the text', async () => {
    const [iab] = await readPrintedBoards(store, { body: 'iab', on: '2004-05-01' });
    expect(iab?.before).toEqual({ asOf: '2004-03-01', documents: ['rfc3724', 'rfc3714'], isFar: false });
    expect(iab?.after).toEqual({ asOf: '2004-08-01', documents: ['rfc3869'], isFar: false });
    const where = (row: { before: unknown; after: unknown }) =>
      row.before && row.after ? 'both' : row.before ? 'before' : 'after';
    expect(iab?.rows.map((row) => `${row.personName} ${where(row)}`)).toEqual([
      'Bernard Aboba both',
      'Harald Alvestrand both',
      'Rob Austein both',
      'Leslie Daigle both',
      'Patrik Faltstrom both',
      'Sally Floyd both',
      'Jun-ichiro Itojun Hagino both',
      'Mark Handley both',
      'Geoff Huston both',
      'Eric Rescorla both',
      'Charlie Kaufman before',
      'James Kempf before',
      'Mike St. Johns before',
      'Bob Hinden after',
      'Pete Resnick after',
      'Jonathan Rosenberg after',
    ]);
    const page = await leadership({ on: '2004-05-01' });
    const { page: text, line } = iab?.rows[0]?.after ?? {};
    expect(page).toContain(`/evidence/${text}?lines=${line}#l${line}`);
    expect(page).toContain('Bob Hinden');
  });

  it('are the same rows on the page and in the API', async () => {
    interface Asked {
      printed: {
        group: string;
        rows: { personName: string; before: object | null; after: object | null }[];
      }[];
    }
    const { printed } = await askJson<Asked>(rosterRoute, '/api/v1/rosters?body=ietf&on=2004-05-01');
    expect(printed.map(({ group, rows }) => [group, rows.length])).toEqual([
      ['iab', 16],
      ['iesg', 12],
    ]);
    const page = await leadership({ on: '2004-05-01' });
    const tables = page.slice(page.indexOf('id="printed"')).split('</table>').slice(0, 2);
    for (const [at, { rows }] of printed.entries()) {
      const cells = [...(tables[at] ?? '').matchAll(/<tr><th scope="row">([^<]*)<\/th>(.*?)<\/tr>/g)];
      expect(cells.map(([, name, marks]) => [name, marks?.match(/listed<\/a>/g)?.length])).toEqual(
        rows.map(({ personName, before, after }) => [personName, (before ? 1 : 0) + (after ? 1 : 0)]),
      );
    }
  });

  it('name nobody on a day more than two years away, and say where the nearest list is', async () => {
    const page = words(
      await Leadership({ searchParams: Promise.resolve({ on: '1995-06-01', group: 'iab' }) }),
    );
    expect(page).toContain(
      'the last list before is of May 1990 (RFC 1160, 5 years before); the first list after is of May 2000 (RFC 2825, 5 years after)',
    );
    expect(page).not.toContain('Cerf');
    expect(page).not.toContain('Brian Carpenter');
  });

  it('stand apart from the posts: no roster and no sum has them', async () => {
    const { rows } = await readRoster(store, { body: 'ietf', group: 'iab', on: '2004-05-01' });
    expect(rows.map((row) => row.source)).not.toContain('ietf-rfcs');
    const [{ n } = { n: -1 }] = (
      await store.pool.query("select count(*)::int as n from tenure where source = 'ietf-rfcs'")
    ).rows;
    expect(n).toBe(0);
  });

  it('are on the page of the board from first to last, and on that of each RFC', async () => {
    const group = await readGroup(store, 'iab');
    expect(group?.printed).toHaveLength(141);
    expect(group?.printed.find((span) => span.personName === 'Leslie Daigle')).toMatchObject({
      from: '2000-05-01',
      to: '2008-07-01',
      words: expect.arrayContaining(['IAB chair']),
      first: { document: 'rfc2825' },
      last: { document: 'rfc5218' },
    });
    const { printedPosts } = (await readDocument(store, 'rfc6250')) ?? { printedPosts: [] };
    expect(printedPosts.map((post) => post.asOf)).toEqual([
      ...Array.from({ length: 13 }, () => null),
      ...Array.from({ length: 12 }, () => '2011-05-01'),
    ]);
  });
});
