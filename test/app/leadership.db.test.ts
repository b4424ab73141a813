import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#prisma/client.ts';
import * as rosters from '../../app/api/v1/rosters/route.ts';
import Leadership from '../../app/leadership/page.tsx';
import { askJson, serveFrom } from '../api.ts';
import { insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
const tenure = (
  id: string,
  group: string,
  person: string,
  from: string | null,
  to: string | null,
  post = 'chair',
) => ({
  id,
  body: 'ietf',
  group_id: group,
  post,
  person_name: person,
  evidence: 'primary',
  is_sample: false,
  from,
  from_basis: from && 'snapshot',
  to,
  to_basis: to && 'last-seen',
});
beforeAll(async () => {
  store = await freshDatabase();
  await insertRows(store, {
    group: [
      { id: 'avt', body: 'ietf', kind: 'wg', acronym: 'avt', name: 'Audio/Video Transport' },
      { id: 'dns', body: 'ietf', kind: 'wg', acronym: 'dns', name: 'DNS' },
    ],
    tenure: [
      tenure('t1', 'avt', 'Undated One', null, '2011-03-18'),
      tenure('t2', 'avt', 'Undated Two', null, '2011-03-20', 'secretary'),
      tenure('t3', 'dns', 'Early Chair', '2005-01-01', '2012-02-01'),
      tenure('t4', 'dns', 'Later Chair', '2012-02-01', null),
      tenure('t5', 'ops', 'A Director', '2009-03-01', null, 'area-director'),
      tenure('t6', 'iab', 'A Member', '2010-03-01', '2014-03-01', 'member'),
    ],
  });
  serveFrom(store);
});
afterAll(() => store.close());

const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const page = async (search: Record<string, string>) =>
  renderToStaticMarkup(await Leadership({ searchParams: Promise.resolve(search) })).replaceAll('&amp;', '&');

describe('posts of which it is not known since when they were held', () => {
  it('are listed apart from the roster of a day before their end, and counted', async () => {
    const ask = (query: string) =>
      askJson<{ rows: { id: string }[]; undated: { id: string }[]; notes: string[] }>(
        rosters,
        `/api/v1/rosters?${query}`,
      );
    const before = await ask('group=avt&on=2011-03-17');
    expect([before.rows, before.undated.map(({ id }) => id)]).toEqual([[], ['t1', 't2']]);
    expect(before.notes.join(' ')).toContain('2 more posts ended later');
    expect((await ask('group=avt&on=2011-03-19')).undated.map(({ id }) => id)).toEqual(['t2']);
    expect((await ask('group=dns&on=2011-03-17')).undated).toEqual([]);
    const html = words(await page({ group: 'avt', on: '2011-03-17' }));
    expect(html).toMatch(/2 posts ended after 17 March 2011, and no record says since when they were held/);
    expect(html).toContain('Undated One');
  });
});

describe('the page of posts', () => {
  it('draws who held the posts of a group over time, and without a group the boards that lead the IETF', async () => {
    expect(words(await page({ group: 'dns', on: '2012-03-01' }))).toMatch(
      /Over time dns: 2 tenures.*Early Chair/,
    );
    const all = words(await page({ on: '2012-03-01' }));
    expect(all).toContain('IESG and area directors: 1 tenure');
    expect(all).toContain('IAB: 1 tenure');
  });

  it('says who came and who went since the day, and leads to the changes of that group’s posts since then', async () => {
    const html = await page({ group: 'dns', on: '2011-03-01' });
    expect(words(html)).toMatch(/1 post taken up and 1 laid down in dns until today/);
    expect(words(html)).toMatch(/1 February 2012 .*taken up chair dns Later Chair/);
    expect(words(html)).toMatch(/1 February 2012 .*laid down chair dns Early Chair/);
    expect(html).toContain('/changes?recordType=tenure&group=dns&since=2011-03-01');
    expect(html).not.toContain('/changes?kind=changed');
    expect(words(await page({ group: 'dns', on: '2012-03-01' }))).toContain(
      '0 posts taken up and 0 laid down',
    );
  });
});
