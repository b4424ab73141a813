import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Metric, Params } from '#metrics/contract.ts';
import { defaultsOf } from '#metrics/params.ts';
import { postsByCountry } from '#metrics/posts-by-country.ts';
import { postsByOrganisation } from '#metrics/posts-by-organisation.ts';
import { readRoster, readTenuresEnding, readUntilAssembly } from '#metrics/roster.ts';
import type { Store } from '#prisma/client.ts';
import { insertLists, insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;

const post = (id: string, row: Record<string, unknown>) => ({
  id,
  body: 'ietf',
  group_id: 'quic',
  post: 'chair',
  person_id: `person-${id}`,
  person_name: `Person ${id}`,
  from_basis: row.from ? 'snapshot' : null,
  to_basis: row.to ? 'snapshot' : null,
  evidence: 'primary',
  is_sample: false,
  ...row,
});

beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  await store.pool.query(`insert into run (source, mode, state, as_of)
    values ('ietf-roles', 'read', 'good', '2021-12-31'), ('itu-leadership', 'read', 'good', '2021-12-31')`);
  await store.pool.query(
    `insert into ultimate_parent (child, parent, "from", "to") values ('bt', 'ericsson', '2020-07-01', null)`,
  );
  await insertRows(store, {
    group: [{ id: 'quic', body: 'ietf', kind: 'wg', acronym: 'quic', name: 'QUIC' }],
    tenure: [
      post('a', { country: 'GB', organisation_id: 'bt', from: '2019-12-01', to: '2020-03-01' }),
      post('b', { country: 'SE', organisation_id: 'ericsson', from: '2020-06-01', to: null }),
      post('c', { from: '2020-01-01', to: '2020-01-11', post: 'secretary' }),
      post('d', {
        country: 'GB',
        organisation_id: 'bt',
        from: null,
        to: null,
        body: 'irtf',
        group_id: 'cfrg',
      }),
      post('e', {
        country: 'GB',
        organisation_id: 'bt',
        from: '2020-06-21',
        to: '2020-07-11',
        post: 'delegate',
      }),
      post('f', {
        body: 'itu-t',
        group_id: 'SG13',
        country: 'KR',
        from: '2020-01-01',
        to: null,
        is_sample: true,
      }),
      post('g', {
        body: 'itu-t',
        group_id: 'SG13',
        post: 'vice-chair',
        country: 'CN',
        from: '2020-01-01',
        to: '2028-12-31',
        to_basis: 'period-boundary',
      }),
      post('h', {
        body: 'itu-t',
        group_id: 'SG13',
        post: 'counsellor',
        country: 'CH',
        from: '2015-01-01',
        to: '2015-02-01',
      }),
      ...[
        ['i', 'wp-chair', 'FR', '2013-01-11', 'state-fr'],
        ['j', 'wp-co-chair', 'JP', '2013-01-21', 'ericsson'],
      ].map(([id = '', name, country, to, organisation_id]) =>
        post(id, {
          body: 'itu-t',
          group_id: 'SG13',
          post: name,
          part: 'WP1/13',
          country,
          organisation_id,
          from: '2013-01-01',
          to,
        }),
      ),
    ],
  });
  const held = { body: 'itu-t', group_id: 'SG13', from: '2024-10-24', from_basis: 'period-boundary' };
  await insertRows(
    store,
    {
      tenure: [
        post('k', { ...held, post: 'vice-chair' }),
        post('l', { ...held, post: 'wp-chair', part: 'WP1/13' }),
        post('m', { ...held, post: 'counsellor' }),
        post('n', { ...held, is_sample: true }),
      ],
    },
    'itu-leadership',
  );
  await store.pool.query(`update tenure set first_seen = '2021-05-05'`);
});
afterAll(() => store.close());

const read = (metric: Metric, given: Partial<Params>) =>
  metric.read(store, { ...defaultsOf(given.body ?? 'ietf', metric), ...given });
const days = async (metric: Metric, given: Partial<Params>) =>
  Object.fromEntries((await read(metric, given)).rows.map((row) => [`${row.period} ${row.key}`, row.value]));

describe('days in post', () => {
  it('are counted within each period, never after the last reading, the unknown a row of its own', async () => {
    expect(await days(postsByCountry, {})).toEqual({
      '2019 GB': 31,
      '2020 GB': 60 + 20,
      '2020 SE': 214,
      '2020 null': 10,
      '2021 SE': 365,
    });
  });

  it('follow the ultimate parent from the day of the purchase under rule parent, and not before', async () => {
    expect(await days(postsByCountry, { rule: 'parent', by: 'all', post: 'delegate' })).toEqual({
      'all GB': 10,
      'all SE': 10,
    });
    expect(await days(postsByOrganisation, { rule: 'parent', by: 'all', post: 'delegate' })).toEqual({
      'all bt': 10,
      'all ericsson': 10,
    });
    expect(await days(postsByCountry, { rule: 'employer', by: 'all', post: 'delegate' })).toEqual({
      'all GB': 20,
    });
  });

  it('of a bloc are the days of its members: the British ones until the end of January 2020', async () => {
    expect(await days(postsByCountry, { bloc: 'eu', post: 'chair', to: '2020-12-31' })).toEqual({
      '2019 GB': 31,
      '2020 GB': 31,
      '2020 SE': 214,
    });
  });

  it('add up to the total, and can be restricted to a kind of post and to days', async () => {
    for (const rule of ['declared', 'employer', 'parent'] as const) {
      for (const by of ['year', 'quarter', 'all'] as const) {
        const { rows, total } = await read(postsByCountry, { rule, by });
        expect(rows.reduce((sum, row) => sum + row.value, 0)).toBe(total);
        expect(total).toBe(31 + 60 + 214 + 10 + 20 + 365);
      }
    }
    const january = await days(postsByCountry, { from: '2020-01-01', to: '2020-01-31', by: 'quarter' });
    expect(january).toEqual({ '2020-Q1 GB': 31, '2020-Q1 null': 10 });
  });

  it('of the secretariat’s own staff, whom rosters list beside the officers, are never counted', async () => {
    const itu = await read(postsByCountry, {
      body: 'itu-t',
      by: 'all',
      from: '2014-01-01',
      to: '2015-12-31',
    });
    expect([itu.rows, itu.total]).toEqual([[], 0]);
    expect((await readRoster(store, { body: 'itu-t', on: '2015-01-15' })).rows).toHaveLength(1);
  });

  it('asked for by a level take in who shares the post or acts in it', async () => {
    const at = { body: 'itu-t' as const, by: 'all' as const, to: '2013-12-31' };
    expect(await days(postsByCountry, { ...at, post: 'wp-chair' })).toEqual({ 'all FR': 10, 'all JP': 20 });
    expect(await days(postsByCountry, { ...at, post: 'wp-co-chair' })).toEqual({ 'all JP': 20 });
    expect(await days(postsByCountry, { ...at, post: 'chair' })).toEqual({});
  });

  it('under rule member are known for administrations alone, where no source says more', async () => {
    const at = { body: 'itu-t' as const, by: 'all' as const, to: '2013-12-31', rule: 'member' as const };
    expect(await days(postsByCountry, at)).toEqual({ 'all FR': 10, 'all null': 20 });
  });

  it('of samples and of posts without a first day are never counted; the notes say how many', async () => {
    const itu = await read(postsByCountry, { body: 'itu-t', by: 'all', from: '2014-01-01' });
    expect(itu.rows.map((row) => row.key)).toEqual(['CN']);
    expect(itu.notes.join(' ')).toContain('2 posts known from samples are left out');
    expect((await read(postsByCountry, {})).notes.join(' ')).toContain('1 post is left out because');
  });
});

describe('the roster of a day', () => {
  const held = async (body: string, on: string, group?: string) =>
    (await readRoster(store, { body, on, ...(group ? { group } : {}) })).rows.map((row) =>
      row.personName.slice(-1),
    );

  it('holds who held a post then: from the first day, not on the last', async () => {
    expect(await held('ietf', '2019-11-30')).toEqual([]);
    expect(await held('ietf', '2019-12-01')).toEqual(['a']);
    expect(await held('ietf', '2020-02-29')).toEqual(['a']);
    expect(await held('ietf', '2020-03-01')).toEqual([]);
    expect(await held('ietf', '2020-07-01', 'QUIC')).toEqual(['b', 'e']);
  });

  it('holds a post of unknown beginning from the day it was first seen, with from null', async () => {
    expect(await held('ietf', '2021-05-04')).toEqual(['b']);
    expect(await held('ietf', '2021-05-05')).toEqual(['b', 'd']);
    const { rows, notes } = await readRoster(store, { body: 'irtf', on: '2021-05-05' });
    expect(rows).toMatchObject([{ from: null, fromBasis: null, group: 'cfrg', organisationName: 'BT' }]);
    expect(notes.join(' ')).toContain('it is not known since when');
  });

  it('holds no day to come: a stated end of term is told apart from an end', async () => {
    const { rows } = await readRoster(store, { body: 'itu-t', on: '2021-01-01' });
    expect(rows.map(({ to, until, isSample }) => ({ to, until, isSample }))).toEqual([
      { to: null, until: null, isSample: true },
      { to: null, until: '2028-12-31', isSample: false },
    ]);
    await expect(readRoster(store, { body: 'itu-t', on: '9999-12-31' })).rejects.toThrow(/not after today/);
    await expect(readRoster(store, { body: 'itu-t', on: '2021-02-30' })).rejects.toThrow(/parameter on/);
  });

  it('says which rows are a sample', async () => {
    const { notes } = await readRoster(store, { body: 'itu-t', on: '2021-01-01' });
    expect(notes.join(' ')).toContain('1 of these rows is from a sample');
  });

  it('tells which posts end before a day', async () => {
    const ending = await readTenuresEnding(store, { before: '2030-01-01' });
    expect(ending.map((row) => [row.group, row.post, row.until])).toEqual([
      ['SG13', 'vice-chair', '2028-12-31'],
    ]);
    expect(await readTenuresEnding(store, { before: '2028-12-31', body: 'itu-t' })).toEqual([]);
  });

  it('tells how many posts end at the next assembly, the sample and the secretariat’s staff left out', async () => {
    const counted = await readUntilAssembly(store);
    expect(counted.toSorted((a, b) => a.post.localeCompare(b.post))).toEqual([
      { post: 'vice-chair', posts: 1 },
      { post: 'wp-chair', posts: 1 },
    ]);
  });
});
