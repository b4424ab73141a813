import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { readGroup } from '#metrics/group.ts';
import { readArchived } from '#prisma/archive.ts';
import { type Store, sql } from '#prisma/client.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { ituLeadership, ituRapporteurs } from '#scrapers/itu/officers.ts';
import { isSameName } from '#scrapers/itu/terms.ts';
import { syncLists } from '#scrapers/lists.ts';
import { runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../../database.ts';
import { type Mirror, startMirror } from '../../mirror.ts';

let store: Store;
let mirror: Mirror;
const dataDir = mkdtempSync(join(tmpdir(), 'itu-officers-'));
const web = { backoffMs: 1, timeoutMs: 20_000 };
const settings = () => readSettings({ DATA_DIR: dataDir, MIRROR_URL: mirror.url });
const run = (source: typeof ituLeadership) => runSource(store, source, settings(), { web });
const both = [ituLeadership, ituRapporteurs];
const unmoved = { state: 'good', added: 0, changed: 0, removed: 0 };

beforeAll(async () => {
  [store, mirror] = await Promise.all([freshDatabase(), startMirror()]);
  await syncLists(store);
  await loadFacts(store, settings());
});
afterAll(async () => {
  mirror.stop();
  await store.close();
  rmSync(dataDir, { recursive: true });
});
afterEach(() => mirror.clear());

describe('itu-leadership and itu-rapporteurs', () => {
  it('read every officer the rosters hold: 96 of each in the made-up groups, and the real rows of the sample', async () => {
    const leadership = await run(ituLeadership);
    expect(leadership).toMatchObject({ state: 'good', counts: { tenure: 203 } });
    expect(await run(ituRapporteurs)).toMatchObject({ state: 'good', counts: { tenure: 117 } });
    const counted = await store.query(sql`
      select source, count(*)::int as n, count(country)::int as countries from tenure
      where group_id ~ '^SG9[0-3]$' and removed_at is null group by 1 order by 1`);
    expect(counted).toEqual([
      { source: 'itu-leadership', n: 96, countries: 80 },
      { source: 'itu-rapporteurs', n: 96, countries: 96 },
    ]);
    expect(leadership.message).toContain("16 posts of the secretariat's staff");
  });

  it('leave TSAG one chair on every day of 2012: the roster of a period does not say who left before its end', async () => {
    const chairs = await store.query(sql`
      select person_name as name, "from", "to", to_basis as basis from tenure
      where group_id = 'TSAG' and part is null and post = 'chair' and removed_at is null
        and "from" < '2012-11-29' and coalesce("to", 'infinity') > '2012-01-01' order by "from"`);
    expect(chairs).toEqual([
      { name: 'John VISSER', from: '2008-10-30', to: '2012-01-10', basis: 'snapshot' },
      { name: 'Bruce GRACIE', from: '2012-01-10', to: '2012-11-29', basis: 'period-boundary' },
    ]);
  });

  it('are one with the curated rows: nobody holds a post twice', async () => {
    const rows = await store.query<{ key: string; name: string; source: string; sample: boolean }>(sql`
      select concat_ws(' ', group_id, part, "from", post) as key, person_name as name, source, is_sample as sample
      from tenure where body = 'itu-t' and removed_at is null`);
    const twice = rows.filter((row) =>
      rows.some((other) => other !== row && other.key === row.key && isSameName(other.name, row.name)),
    );
    expect(twice).toEqual([]);
    expect(rows.filter((row) => row.source.startsWith('itu-') && row.sample)).toEqual([]);
  });

  it('change nothing when they are run again, nor when the curated facts are loaded again', async () => {
    expect(await run(ituLeadership)).toMatchObject(unmoved);
    expect(await run(ituRapporteurs)).toMatchObject(unmoved);
    const count = sql`select source, count(*)::int as n from tenure where removed_at is null group by 1 order by 1`;
    const before = await store.query(count);
    await store.query(sql`delete from setting where key like 'facts%' or key like '%facts-itu%'`);
    await loadFacts(store, settings());
    expect(await store.query(count)).toEqual(before);
  });

  it('change nothing when the archive is parsed again without the network', async () => {
    for (const source of both)
      expect(await runSource(store, source, settings(), { web, replay: true })).toMatchObject(unmoved);
  });

  it('name working parties and focus groups as the structure pages do, and show the posts of each part', async () => {
    expect(await readGroup(store, 'WP1/90')).toMatchObject({
      name: 'SYNTHETIC Working Party one',
      parentGroup: { id: 'SG90' },
    });
    expect((await readGroup(store, 'WP1/90'))?.posts).toHaveLength(6);
    expect((await readGroup(store, 'Q1/90'))?.posts.map(({ post }) => post)).toContain('rapporteur');
    expect((await readGroup(store, 'SG90'))?.children.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['WP1/90', 'WP2/90', 'Q1/90', 'Q6/90']),
    );
  });

  it('keep no address, telephone number or street in what they archived', async () => {
    const [page] = await store.query<{ file: string; offset: number; length: number }>(sql`
      select warc_file as file, warc_offset::int as offset, warc_length as length from page
      where source = 'itu-leadership' and url like '%mgmt.aspx?Group=90&Period=18'`);
    const text = Buffer.from(
      await readArchived(dataDir, page ?? { file: '', offset: 0, length: 0 }),
    ).toString();
    expect(text).toContain('FAMILY-40');
    expect(text).not.toMatch(/example\.invalid|00 000 0000|Example Street|Place des Nations/);
  });

  it('close the term of the chair who was replaced and open one, and tell who is spelled otherwise now', async () => {
    await mirror.advance('v2');
    const next = await run(ituLeadership);
    expect(next).toMatchObject({ state: 'good', added: 1, removed: 0 });
    const terms = await store.query<Record<string, unknown>>(sql`
      select person_name as name, from_basis, to_basis, country, "to" is null as held from tenure
      where group_id = 'SG90' and post = 'chair' and id like '%/2025/%' and removed_at is null order by "from"`);
    expect(terms).toMatchObject([
      { from_basis: 'period-boundary', to_basis: 'last-seen', held: false },
      { name: 'Given-new FAMILY-NEW', from_basis: 'first-seen', country: 'SE', held: true },
    ]);
    const spelled = await store.query<{ before: string; after: string }>(sql`
      select distinct before->>'organisation_text' as before, after->>'organisation_text' as after from change
      where source = 'itu-leadership' and kind = 'changed' and after->>'to_basis' is distinct from 'last-seen'
        and run_id = (select max(id) from run where source = 'itu-leadership')`);
    expect(spelled).toEqual([{ before: 'Example Telecom Co., Ltd.', after: 'Example Networks Co., Ltd.' }]);
    expect(await run(ituLeadership)).toMatchObject(unmoved);
    await mirror.advance('v1');
    expect((await run(ituLeadership)).state).toBe('good');
  });

  it.each([
    ['a renamed column', 'rename-column', /Group=90.*no lblCompany/, both],
    // The stand-in's lists of rapporteurs know neither of the next two.
    ['a moved column', 'move-column', /Group=90.*the columns/, [ituLeadership]],
    ['a column more', 'extra-field', /Group=90.*words outside the labels/, [ituLeadership]],
    ['an error page under 200', 'html200', /Group=90.*no roster/, both],
    ['an empty list', 'empty', /Group=90.*no officers/, both],
    ['a shrunken list', 'shrink', /Group=9\d.*no fall by half/, both],
  ])(
    'write nothing where the rosters come with %s, and say so by name',
    async (_what, kind, message, broken) => {
      const count = sql`select count(*)::int as n, count("to")::int as over from tenure where removed_at is null`;
      const before = await store.query(count);
      await mirror.faults([{ match: '(mgmt|loqr).aspx\\?Group=9[0-3]&Period=18', kind }]);
      for (const source of broken) {
        const result = await run(source);
        expect(result.state).toBe('failed');
        expect(result.message).toMatch(message);
      }
      expect(await store.query(count)).toEqual(before);
    },
  );

  it('count an officer once whom a list says twice', async () => {
    await mirror.faults([{ match: 'mgmt.aspx', kind: 'duplicate-rows' }]);
    expect(await run(ituLeadership)).toMatchObject(unmoved);
  });
});
