import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { search } from '#metrics/search.ts';
import type { Store } from '#prisma/client.ts';
import * as one from '../../app/api/v1/groups/[id]/route.ts';
import * as list from '../../app/api/v1/groups/route.ts';
import Group from '../../app/groups/[id]/page.tsx';
import Groups from '../../app/groups/page.tsx';
import { askJson, serveFrom } from '../api.ts';
import { insertLists, insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  await insertRows(store, {
    group: [
      {
        id: 'dmm',
        body: 'ietf',
        kind: 'wg',
        acronym: 'dmm',
        name: 'Distributed Mobility Management',
        state: 'active',
      },
      { id: 'quic', body: 'ietf', kind: 'wg', acronym: 'quic', name: 'QUIC', state: 'active' },
    ],
    group_name: [
      { group_id: 'dmm', acronym: 'dmm', name: 'Distributed Mobility Management', from: '2012-01-10' },
      { group_id: 'dmm', acronym: 'mext', name: 'Mobility EXTensions for IPv6', from: '2007-11-05' },
    ],
  });
  serveFrom(store);
});
afterAll(() => store.close());

const former = { acronym: 'mext', name: 'Mobility EXTensions for IPv6', from: '2007-11-05' };
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the former names of a group', () => {
  it('stand in the API, its own name not among them', async () => {
    const detail = await askJson<{ formerNames: object[] }>(one, '/api/v1/groups/dmm', { id: 'dmm' });
    expect(detail.formerNames).toMatchObject([former]);
    const other = await askJson<{ formerNames: object[] }>(one, '/api/v1/groups/quic', { id: 'quic' });
    expect(other.formerNames).toEqual([]);
  });

  it('find the group in the list, in the API and in the search', async () => {
    const { groups } = await askJson<{ groups: { id: string; formerNames: object[] }[] }>(
      list,
      '/api/v1/groups?q=mobility+ext',
    );
    expect(groups).toMatchObject([{ id: 'dmm', formerNames: [former] }]);
    const html = renderToStaticMarkup(await Groups({ searchParams: Promise.resolve({ q: 'mext' }) }));
    expect(words(html)).toContain('Distributed Mobility Management formerly mext');
    expect(await search(store, 'mext', 1)).toMatchObject([
      { type: 'group', id: 'dmm', title: 'dmm: Distributed Mobility Management', matched: 'mext' },
    ]);
    expect(await search(store, 'dmm', 1)).toMatchObject([
      { type: 'group', id: 'dmm', matched: 'dmm', score: 1 },
    ]);
  });

  it('stand on its page with the day of the first record that shows them', async () => {
    const html = renderToStaticMarkup(
      await Group({ params: Promise.resolve({ id: 'dmm' }), searchParams: Promise.resolve({}) }),
    );
    expect(words(html)).toMatch(
      /Known before as Mobility EXTensions for IPv6.*mext.*\(in a record of 5 November 2007\)/,
    );
  });
});
