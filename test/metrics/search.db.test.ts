import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { search } from '#metrics/search.ts';
import type { Store } from '#prisma/client.ts';
import { syncLists } from '#scrapers/lists.ts';
import Search from '../../app/search/page.tsx';
import { serveFrom } from '../api.ts';
import { insertDocuments, insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  serveFrom(store);
  await syncLists(store);
  const group = (id: string, kind: string, name: string) => ({ id, body: 'itu-t', kind, acronym: id, name });
  await insertRows(store, {
    group: [
      group('Q1/17', 'question', 'Question 1'),
      group('Q6/17', 'question', 'Question 6'),
      group('ITU', 'body', 'International Telecommunication Union'),
    ],
    person: [
      { id: '1', body: 'ietf', name: 'Jari Arkko' },
      { id: '2', body: 'ietf', name: 'Nobody Everheard' },
    ],
    tenure: [
      {
        id: 'a',
        body: 'ietf',
        group_id: 'ietf',
        post: 'chair',
        person_id: '1',
        person_name: 'Jari Arkko',
        evidence: 'primary',
        is_sample: false,
      },
      {
        id: 'b',
        from: '2023-01-01',
        body: 'itu',
        group_id: 'ITU',
        post: 'secretary-general',
        person_name: 'Doreen Bogdan-Martin',
        evidence: 'primary',
        is_sample: false,
      },
      {
        id: 'c',
        from: '2019-01-01',
        body: 'itu',
        group_id: 'ITU',
        post: 'director-bdt',
        person_name: 'Doreen Bogdan-Martin',
        evidence: 'primary',
        is_sample: false,
      },
    ],
  });
  await insertDocuments(store, [{ id: 'rfc1', number: 1, title: 'Turkmen letters' }]);
});
afterAll(() => store.close());

const first = async (asked: string) => {
  const [found] = await search(store, asked, 20);
  return found && `${found.match} ${found.type} ${found.id}`;
};

describe('a search for a name as it is printed', () => {
  it.each([
    ['Turkey', 'name country TR'],
    ['Korea (Rep. of)', 'name country KR'],
    ['Republic of Korea', 'name country KR'],
    ['Hong Kong, China', 'name country HK'],
    ['Iran (Islamic Republic of)', 'name country IR'],
    ['Türkiye', 'name country TR'],
    ['NTT Corporation', 'name organisation ntt'],
    ['Huawei Technologies Co., Ltd.', 'name organisation huawei'],
    ['China Telecommunications Corporation', 'name organisation china-telecom'],
    ['China United Network Communications Group Co., Ltd.', 'name organisation china-unicom'],
    ['Deutsche Telekom AG', 'name organisation deutsche-telekom'],
    ['e&', 'name organisation etisalat'],
    ['AT&T', 'name organisation at-t'],
    ['CATR', 'name organisation caict'],
    ['Q6/17', 'name group Q6/17'],
    ['Jari Arkko', 'name person 1'],
    ['arkko', 'words person 1'],
    ['Doreen Bogdan-Martin', 'name post ITU'],
    ['Huwaei', 'similar organisation huawei'],
    ['germny', 'similar country DE'],
  ])('%s finds %s first', async (asked, expected) => {
    expect(await first(asked)).toBe(expected);
  });

  it('finds every bearer of letters that several bear', async () => {
    const found = await search(store, 'ARCEP', 20);
    const named = found.filter(({ match }) => match === 'name').map(({ id }) => id);
    expect(named.sort()).toEqual(['arcep', 'arcep-benin', 'arcep-burkina-faso', 'arcep-togo']);
  });

  it('takes no legal form for a name, and no more words than those for one', async () => {
    expect((await first('Limited')) ?? '').not.toMatch(/^name organisation/);
    expect((await first('Huawei Bakery')) ?? '').not.toMatch(/^name/);
  });

  it('finds nobody who neither held a post nor wrote a document', async () => {
    expect((await search(store, 'Everheard', 20)).filter(({ type }) => type === 'person')).toEqual([]);
  });

  it('takes no number for another', async () => {
    expect((await search(store, 'Q7/17', 20)).filter(({ type }) => type === 'group')).toEqual([]);
  });
});

describe('the page of a search', () => {
  const page = async (q: string) =>
    renderToStaticMarkup(await Search({ searchParams: Promise.resolve({ q }) })).replaceAll('&amp;', '&');

  it('sets apart what is only similar, and says where nothing bears the name', async () => {
    const turkey = await page('Turkey');
    expect(turkey.indexOf('href="/countries/TR"')).toBeGreaterThan(0);
    expect(turkey.indexOf('Only similar')).toBeGreaterThan(turkey.indexOf('href="/countries/TR"'));
    expect(turkey.indexOf('href="/countries/TM"')).toBeGreaterThan(turkey.indexOf('Only similar'));
    expect(await page('Huwaei')).toMatch(
      /Nothing bears the name “Huwaei”.*Only similar.*organisations\/huawei/s,
    );
  });

  it('leads from an elected official to the page of the elected, by the newest post', async () => {
    expect(await page('Bogdan-Martin')).toMatch(
      /<a href="\/itu\/elected">Doreen Bogdan-Martin<\/a> <span class="soft">Secretary-General, ITU</,
    );
  });
});
