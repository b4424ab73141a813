import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#prisma/client.ts';
import * as candidates from '../app/api/v1/candidates/route.ts';
import * as changes from '../app/api/v1/changes/route.ts';
import * as groups from '../app/api/v1/groups/route.ts';
import * as liaisons from '../app/api/v1/liaisons/route.ts';
import * as metric from '../app/api/v1/metrics/[id]/route.ts';
import * as organisations from '../app/api/v1/organisations/route.ts';
import * as rosters from '../app/api/v1/rosters/route.ts';
import { ask, askJson, type Route, serveFrom } from './api.ts';
import { insertLists, insertRows } from './counting.ts';
import { freshDatabase } from './database.ts';

const routes: Record<string, Route> = { candidates, changes, groups, liaisons, organisations, rosters };

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  await insertRows(store, {
    group: [
      { id: 'sec', body: 'ietf', kind: 'area', acronym: 'sec', name: 'Security Area' },
      {
        id: 'tls',
        body: 'ietf',
        kind: 'wg',
        acronym: 'tls',
        name: 'Transport Layer Security',
        parent: 'sec',
        state: 'active',
      },
    ],
    document: [{ id: 'liaison-1', body: 'ietf', kind: 'liaison', title: 'New work', stage: 'posted' }],
    liaison: [{ document_id: 'liaison-1', from_groups: 'ITU-T TSAG', to_groups: 'IAB' }],
    tenure: [
      {
        id: 'a',
        body: 'icann',
        group_id: 'icann-board',
        post: 'member-at-large',
        person_name: 'A',
        evidence: 'primary',
        is_sample: false,
        from: '2020-01-01',
      },
    ],
  });
  serveFrom(store);
});
afterAll(() => store.close());

const refusal = async (name: string, query: string) => {
  const measure = /^metrics\/(.*)/.exec(name)?.[1];
  const route = measure ? metric : (routes[name] as Route);
  const response = await ask(route, `/api/v1/${name}?${query}`, measure ? { id: measure } : {});
  return { status: response.status, ...((await response.json()) as { detail: string; allowed?: string[] }) };
};

describe('a value that nobody has', () => {
  it.each([
    ['rosters', 'group=nope', 'group', '/api/v1/groups'],
    ['liaisons', 'body=ietf&group=nope', 'group', '/api/v1/groups'],
    ['groups', 'parent=nope', 'parent', '/api/v1/groups'],
    ['changes', 'group=nope', 'group', '/api/v1/groups'],
    ['candidates', 'proposal=nope', 'proposal', '/api/v1/proposals'],
    ['organisations', 'country=ZZ', 'country', '/api/v1/countries'],
    ['metrics/attendance-by-country', 'meeting=ietf-0', 'meeting', '/meetings'],
  ])(
    'of %s?%s is refused, not counted as none: the parameter is named, and where its values are listed',
    async (name, query, parameter, list) => {
      const told = await refusal(name, query);
      expect(told).toMatchObject({ status: 400, parameter });
      expect(told.detail).toContain(list);
    },
  );

  it.each([
    ['groups', 'body=ieee', 'body', 'itu-t'],
    ['groups', 'kind=club', 'kind', 'wg'],
    ['groups', 'state=tired', 'state', 'concluded'],
    ['changes', 'recordType=rumour', 'recordType', 'tenure'],
    ['organisations', 'kind=club', 'kind', 'university'],
    ['rosters', 'body=ieee', 'body', 'itu-t'],
    ['metrics/posts-by-country', 'post=king', 'post', 'member-at-large'],
    ['metrics/authorship-by-country', 'bloc=nope', 'bloc', 'eu'],
  ])('of %s?%s is refused, and the problem lists those there are', async (name, query, parameter, one) => {
    const told = await refusal(name, query);
    expect(told).toMatchObject({ status: 400, parameter });
    expect(told.allowed).toContain(one);
  });
});

describe('a value that somebody has', () => {
  it('is met in any case', async () => {
    const found = await askJson<{ totals: unknown[] }>(
      groups,
      '/api/v1/groups?parent=SEC&kind=WG&state=Active',
    );
    expect(found.totals).toEqual([{ body: 'ietf', groups: 1 }]);
    const board = await askJson<{ rows: unknown[] }>(rosters, '/api/v1/rosters?group=ICANN-Board');
    expect(board.rows).toHaveLength(1);
    const french = await askJson<{ total: number }>(organisations, '/api/v1/organisations?country=fr');
    expect(french.total).toBeGreaterThan(5);
  });

  it('may have nothing to show: then the answer is empty', async () => {
    const none = await askJson<{ total: number }>(liaisons, '/api/v1/liaisons?body=ietf&group=tls');
    expect(none.total).toBe(0);
    expect((await askJson<{ total: number }>(liaisons, '/api/v1/liaisons?body=ietf&group=iab')).total).toBe(
      1,
    );
    expect((await askJson<{ rows: unknown[] }>(rosters, '/api/v1/rosters?group=tls')).rows).toEqual([]);
  });
});
