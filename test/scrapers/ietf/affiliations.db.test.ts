import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentsOf } from '#app/_charts/rows.ts';
import { defaultsOf } from '#metrics/params.ts';
import { postsByCountry } from '#metrics/posts-by-country.ts';
import { postsByOrganisation } from '#metrics/posts-by-organisation.ts';
import { saveBatch } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import { finishRun, startRun } from '#prisma/runs.ts';
import { printedAffiliations, storedTenures } from '#prisma/stored.ts';
import type { Source } from '#scrapers/contract.ts';
import { ietfGroups } from '#scrapers/ietf/groups.ts';
import { ietfRoles } from '#scrapers/ietf/roles.ts';
import { syncLists } from '#scrapers/lists.ts';
import * as changes from '../../../app/api/v1/changes/route.ts';
import * as metric from '../../../app/api/v1/metrics/[id]/route.ts';
import * as organisation from '../../../app/api/v1/organisations/[id]/route.ts';
import * as person from '../../../app/api/v1/people/[id]/route.ts';
import * as rosters from '../../../app/api/v1/rosters/route.ts';
import Group from '../../../app/groups/[id]/page.tsx';
import Person from '../../../app/people/[id]/page.tsx';
import PostDays from '../../../app/posts/page.tsx';
import { askJson, serveFrom } from '../../api.ts';
import { insertDocuments, insertRows } from '../../counting.ts';
import { freshDatabase } from '../../database.ts';
import { serve, type Tables } from './tables.ts';

/** A group whose four chairs are on record from 1 January 2020 on, and hold the post still. */
const tables: Tables = {
  'group/group': [
    {
      id: 7,
      acronym: 'dns',
      name: 'DNS',
      type: '/api/v1/name/grouptypename/wg/',
      state: '/api/v1/name/groupstatename/active/',
      parent: null,
      time: '2020-01-01T00:00:00Z',
    },
  ],
  'group/grouphistory': [],
  'group/groupevent': [],
  'group/role': [1, 2, 3, 4].map((id) => ({
    id,
    group: '/api/v1/group/group/7/',
    person: `/api/v1/person/person/${id}/`,
    name: '/api/v1/name/rolename/chair/',
  })),
  'group/rolehistory': [],
  'person/person': [1, 2, 3, 4].map((id) => ({ id, name: `Person ${id}` })),
};

type Printed = [id: string, published: string, person: number, organisation: string, country?: string];

let store: Store;
let isFirst = true;

async function print(...given: Printed[]): Promise<void> {
  await insertDocuments(
    store,
    given.map(([id, published, , organisation, country]) => ({
      id,
      published,
      authors: [{ organisations: [organisation], ...(country ? { country } : {}) }],
    })),
  );
  await insertRows(store, {
    authorship_person: given.map(([document_id, , who]) => ({
      document_id,
      position: 1,
      person_id: String(who),
      name: `Person ${who}`,
    })),
  });
}

/** Reads groups and roles and saves what they say. */
async function read(): Promise<void> {
  for (const source of [ietfGroups, ietfRoles] satisfies Source[]) {
    const gathered = await source.gather(
      serve(tables, {
        memo: isFirst ? {} : { on: '2026-01-01' },
        tenures: () => storedTenures(store, ietfRoles.id),
        affiliations: (persons) => printedAffiliations(store, persons),
      }).reader,
    );
    const rows = Object.fromEntries(
      Object.entries(gathered?.rows ?? {}).map(([name, all]) => [
        name,
        all.map((row) => ({ ...row, page_id: null })),
      ]),
    );
    const runId = await startRun(store, source.id, 'read');
    const writer = { runId, source: source.id, baseline: isFirst, difference: 'changed' as const };
    await saveBatch(store, rows, { writer, scopes: gathered?.scopes ?? {} });
    await finishRun(store, runId, { state: 'good', asOf: '2022-12-31', baseline: isFirst });
  }
  isFirst = false;
}

beforeAll(async () => {
  store = await freshDatabase();
  await syncLists(store);
  serveFrom(store);
  await print(
    // Changes employer: 15 January 2021 lies in the middle of these two.
    ['rfc9001', '2020-07-15', 1, 'cisco', 'US'],
    ['rfc9002', '2021-07-18', 1, 'ericsson', 'SE'],
    // Prints one thing, thirteen months before the post.
    ['rfc9003', '2018-12-01', 2, 'nokia', 'FI'],
    // Two documents of one day.
    ['rfc9005', '2020-06-01', 3, 'nokia', 'FI'],
    ['rfc9004', '2020-06-01', 3, 'huawei', 'CN'],
    // One employer under one name, twice, with a year between that no document is near to.
    ['rfc9006', '2020-01-01', 4, 'google'],
    ['rfc9007', '2022-06-01', 4, 'google'],
  );
  await read();
});
afterAll(() => store.close());

interface Held {
  personName: string;
  organisation: string | null;
  country: string | null;
  affiliationDocument: string | null;
  affiliationDay: string | null;
}
const held = async (on: string) =>
  Object.fromEntries(
    (await askJson<{ rows: Held[] }>(rosters, `/api/v1/rosters?body=ietf&on=${on}`)).rows.map((row) => [
      row.personName.slice(-1),
      [row.organisation, row.country, row.affiliationDocument],
    ]),
  );

const words = (element: Parameters<typeof renderToStaticMarkup>[0]) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

interface Affiliation {
  from: string | null;
  to: string | null;
  organisation: { id: string } | null;
  country: string | null;
  documents: { id: string }[];
}
interface PostAnswer {
  organisation: { id: string } | null;
  affiliations: Affiliation[];
}
const postsOf = async (id: string) =>
  (await askJson<{ posts: PostAnswer[] }>(person, `/api/v1/people/${id}`, { id })).posts;
const inTurn = async (id: string) =>
  (await postsOf(id))[0]?.affiliations.map(({ from, to, organisation: of, documents }) => [
    of?.id ?? 'unknown',
    from,
    to,
    documents.map((document) => document.id).join(),
  ]);

describe('a chair who changes employer in the middle of a post', () => {
  it('is with each on the days nearer to the document that prints it, the earlier at the middle', async () => {
    expect((await held('2020-03-01'))[1]).toEqual(['cisco', 'US', 'rfc9001']);
    expect((await held('2021-01-15'))[1]).toEqual(['cisco', 'US', 'rfc9001']);
    expect((await held('2021-01-16'))[1]).toEqual(['ericsson', 'SE', 'rfc9002']);
    expect((await held('2022-07-18'))[1]).toEqual(['ericsson', 'SE', 'rfc9002']);
    expect((await held('2022-07-19'))[1]).toEqual([null, null, null]);
  });

  it('stands on the pages of the group and the person with both, their days and the documents', async () => {
    expect(await inTurn('1')).toEqual([
      ['cisco', '2020-01-01', '2021-01-16', 'rfc9001'],
      ['ericsson', '2021-01-16', '2022-07-19', 'rfc9002'],
      ['unknown', '2022-07-19', null, ''],
    ]);
    const props = { params: Promise.resolve({ id: 'dns' }), searchParams: Promise.resolve({}) };
    expect(words(await Group(props as never))).toMatch(
      /Cisco \(to 16 January 2021; as in rfc9001\), Ericsson \(from 16 January 2021 to 19 July 2022; as in rfc9002\), unknown \(from 19 July 2022\) United States then Sweden then unknown/,
    );
    expect(words(await Person({ params: Promise.resolve({ id: '1' }) } as never))).toMatch(
      /Organisation while in these posts .* Cisco United States rfc9001, July 2020 .* Ericsson Sweden rfc9002, July 2021 .* holds it unknown unknown no document within twelve months/,
    );
  });

  it('is on the page of each of them, and with neither today', async () => {
    for (const id of ['cisco', 'ericsson']) {
      const { posts } = await askJson<{ posts: PostAnswer[] }>(organisation, `/api/v1/organisations/${id}`, {
        id,
      });
      expect(posts.map((post) => [post.organisation, post.affiliations.length])).toEqual([[null, 3]]);
    }
  });
});

describe('the documents of a post-holder', () => {
  it('say nothing of a day thirteen months away', async () => {
    expect((await held('2020-01-01'))[2]).toEqual([null, null, null]);
    expect(await inTurn('2')).toEqual([]);
  });

  it('of one day are told by the first of them by id', async () => {
    expect((await held('2020-06-01'))[3]).toEqual(['huawei', 'CN', 'rfc9004']);
  });

  it('leave the time unknown that is far from all of them, also between two of one organisation', async () => {
    expect(await inTurn('4')).toEqual([
      ['google', '2020-01-01', '2021-01-02', 'rfc9006'],
      ['unknown', '2021-01-02', '2021-06-01', ''],
      ['google', '2021-06-01', '2023-06-02', 'rfc9007'],
      ['unknown', '2023-06-02', null, ''],
    ]);
    expect(Object.values(await held('2026-01-01'))).toEqual(Array(4).fill([null, null, null]));
  });
});

describe('days in post', () => {
  interface Answer {
    total: number;
    unknown: number;
    rows: { period: string; key: string | null; value: number }[];
  }
  const days = (id: string, query: string) =>
    askJson<Answer>(metric, `/api/v1/metrics/${id}?body=ietf&${query}`, { id });

  it('fall to each organisation by what was printed nearest to each of them, and add up to the total', async () => {
    const { rows, total, unknown } = await days('posts-by-organisation', 'by=all');
    expect(Object.fromEntries(rows.map((row) => [row.key ?? 'unknown', row.value]))).toEqual({
      cisco: 381,
      ericsson: 549,
      // Person 3 from 1 January 2020 to a year after 1 June 2020, that day with it.
      huawei: 518,
      google: 367 + 579,
      unknown: 1096 - 381 - 549 + 1096 + (1096 - 518) + (1096 - 367 - 579),
    });
    expect(total).toBe(4 * 1096);
    expect(unknown).toBe(rows.find((row) => row.key === null)?.value);
  });

  it.each(['declared', 'employer', 'parent'])(
    'by country under %s, by year and quarter, add up as well',
    async (rule) => {
      for (const by of ['all', 'year', 'quarter']) {
        const { rows, total } = await days('posts-by-country', `by=${by}&rule=${rule}`);
        expect(rows.reduce((sum, row) => sum + row.value, 0)).toBe(total);
        expect(total).toBe(4 * 1096);
      }
      const { rows } = await days('posts-by-country', `by=all&rule=${rule}`);
      expect(rows.find((row) => row.key === 'SE')?.value).toBe(549);
    },
  );
});

describe('a number of days in post', () => {
  /** The days of each row of the page that a row of a figure opens, and their sum as it says. */
  async function behind(address: string | null): Promise<{ rows: number[]; sum: number }> {
    const query = Object.fromEntries(new URL(address ?? 'none', 'http://localhost').searchParams);
    const html = renderToStaticMarkup(await PostDays({ searchParams: Promise.resolve(query) }));
    const number = (text = '') => Number(text.replaceAll(',', ''));
    return {
      rows: [...html.matchAll(/<td class="n">(?:<span>)?([\d,]+)/g)].map(([, text]) => number(text)),
      sum: number(/add up to <strong>([\d,]+)/.exec(html)?.[1]),
    };
  }

  it.each([
    { id: 'posts-by-organisation', of: postsByOrganisation, rule: 'declared' },
    { id: 'posts-by-organisation', of: postsByOrganisation, rule: 'parent' },
    { id: 'posts-by-country', of: postsByCountry, rule: 'declared' },
    { id: 'posts-by-country', of: postsByCountry, rule: 'employer' },
  ] as const)(
    'of $id under $rule opens exactly the days it is the sum of, those unknown too',
    async ({ of, rule }) => {
      for (const by of ['all', 'year'] as const) {
        const params = { ...defaultsOf('ietf', of), rule, by };
        const { rows, total } = await of.read(store, params);
        expect(rows.some((row) => row.key === null)).toBe(true);
        let all = 0;
        for (const row of rows) {
          const opened = await behind(documentsOf(of, params, row));
          expect(opened.sum, `${row.period} ${row.label}`).toBe(row.value);
          expect(opened.rows.reduce((sum, days) => sum + days, 0)).toBe(row.value);
          all += opened.sum;
        }
        expect(all).toBe(total);
      }
    },
  );
});

describe('a document that moves the middle', () => {
  it('is no news of the post, and its days follow it', async () => {
    await store.pool.query('truncate change');
    await print(['rfc9008', '2020-10-15', 1, 'ericsson', 'SE']);
    await read();
    expect((await held('2020-08-30'))[1]).toEqual(['cisco', 'US', 'rfc9001']);
    expect((await held('2020-08-31'))[1]).toEqual(['ericsson', 'SE', 'rfc9008']);
    // Joined with what the later document prints.
    expect((await inTurn('1'))?.slice(0, 2)).toEqual([
      ['cisco', '2020-01-01', '2020-08-31', 'rfc9001'],
      ['ericsson', '2020-08-31', '2022-07-19', 'rfc9008,rfc9002'],
    ]);
    const { total } = await askJson<{ total: number }>(changes, '/api/v1/changes?since=2020-01-01');
    expect(total).toBe(0);
  });

  it('changes nothing when it is read twice', async () => {
    const rows = async () =>
      (await store.pool.query('select * from tenure_affiliation order by tenure_id, document_id')).rows;
    const before = await rows();
    await read();
    expect(await rows()).toEqual(before);
  });
});

describe('a post that is taken up', () => {
  it('is among the changes of the organisation that its holder stated then, and of no other', async () => {
    await store.pool.query('truncate change');
    await store.pool.query(
      `insert into change (run_id, source, kind, record_type, record_key, after)
       select 1, source, 'added', 'tenure', id, jsonb_build_object('from', "from") from tenure where person_id = '1'`,
    );
    const of = async (id: string) =>
      (await askJson<{ total: number }>(changes, `/api/v1/changes?since=2020-01-01&organisation=${id}`))
        .total;
    expect([await of('cisco'), await of('ericsson')]).toEqual([1, 0]);
  });
});
