import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { readCountry } from '#metrics/country.ts';
import { readHealth } from '#metrics/health.ts';
import { readMemberStates } from '#metrics/itu.ts';
import { readPosts } from '#metrics/post.ts';
import { readRoster } from '#metrics/roster.ts';
import { type Store, sql } from '#prisma/client.ts';
import { ituMembers } from '#scrapers/itu/members.ts';
import { syncLists } from '#scrapers/lists.ts';
import { runSource } from '#scrapers/run.ts';
import { describeSources } from '#scrapers/sources.ts';
import { insertRows } from '../../counting.ts';
import { freshDatabase } from '../../database.ts';
import { type Mirror, startMirror } from '../../mirror.ts';

let store: Store;
let mirror: Mirror;
const dataDir = mkdtempSync(join(tmpdir(), 'itu-members-'));
const web = { backoffMs: 1, timeoutMs: 20_000 };
const run = () =>
  runSource(store, ituMembers, readSettings({ DATA_DIR: dataDir, MIRROR_URL: mirror.url }), { web });

beforeAll(async () => {
  [store, mirror] = await Promise.all([freshDatabase(), startMirror()]);
  await syncLists(store);
  await describeSources(store);
});
afterAll(async () => {
  mirror.stop();
  await store.close();
  rmSync(dataDir, { recursive: true });
});
afterEach(() => mirror.clear());

describe('itu-members', () => {
  it('reads the 193 member states, each a country of ours, though the list of sector members is out of order', async () => {
    const result = await run();
    expect(result).toMatchObject({ state: 'good', counts: { member_state: 193 } });
    const countries = await store.query(sql`
      select count(distinct country)::int as n from member_state where region is not null and removed_at is null`);
    expect(countries).toEqual([{ n: 193 }]);
    expect((await readCountry(store, 'ci'))?.memberState).toEqual({
      name: "Côte d'Ivoire (Republic of)",
      region: 'D',
      entered: null,
    });
    expect(await readMemberStates(store)).toHaveLength(193);
    const health = (await readHealth(store)).find((source) => source.id === 'itu-members');
    expect(health).toMatchObject({ state: 'ok' });
    expect(health?.message).toContain('gensel90');
  });

  it('says beside the country of a post at the ITU in which region that member state is, and nominates nobody', async () => {
    const post = { group_id: 'SG13', post: 'chair', country: 'CI', evidence: 'primary', is_sample: false };
    await insertRows(store, {
      tenure: [
        { ...post, id: 'a', body: 'itu-t', person_name: 'Of the ITU' },
        { ...post, id: 'b', body: 'itu-t', person_name: 'Of no country printed', country: null },
        { ...post, id: 'c', body: 'ietf', person_name: 'Of the IETF' },
      ],
    });
    const posts = await readPosts(store, sql`t.source = 'test'`);
    const regions = Object.fromEntries(posts.map((one) => [one.id, [one.memberRegion, one.region]]));
    expect(regions).toEqual({ a: ['D', null], b: [null, null], c: [null, null] });
    const today = new Date().toISOString().slice(0, 10);
    const { rows } = await readRoster(store, { body: null, on: today });
    expect(rows.map(({ id, memberRegion }) => [id, memberRegion])).toEqual([
      ['c', null],
      ['b', null],
      ['a', 'D'],
    ]);
  });

  it('changes nothing when it is run again', async () => {
    expect(await run()).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
  });

  it('counts a state once that the list says twice, and misses one that is gone', async () => {
    await mirror.faults([{ match: 'gensel8$', kind: 'duplicate-rows' }]);
    expect(await run()).toMatchObject({ state: 'good', added: 0, removed: 0 });
    await mirror.clear();
    await mirror.faults([{ match: 'gensel8$', kind: 'gone-row' }]);
    expect(await run()).toMatchObject({ state: 'good', removed: 1 });
    await mirror.clear();
    expect(await run()).toMatchObject({ state: 'good', added: 1 });
  });

  it.each([
    ['a renamed column', 'rename-column', /gensel8: found the columns Member/],
    ['a moved column', 'move-column', /gensel8: found the columns Region/],
    ['an error page under 200', 'html200', /gensel8: found a page/],
    ['an empty list', 'empty', /member_state: found 0 rows/],
    ['a shrunken list', 'shrink', /member_state: found \d+ rows/],
  ])('writes nothing where the list comes with %s, and says so by name', async (_what, kind, message) => {
    await mirror.faults([{ match: 'gensel8$', kind }]);
    const result = await run();
    expect(result.state).toBe('failed');
    expect(result.message).toMatch(message);
    expect(
      await store.query(sql`select count(*)::int as n from member_state where removed_at is null`),
    ).toEqual([{ n: 193 }]);
  });
});
