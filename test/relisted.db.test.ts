import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type Store, sql } from '#prisma/client.ts';
import { insertRows } from './counting.ts';
import { freshDatabase } from './database.ts';
import { restart } from './restart.ts';

/** What a reviewer wrote into the lists, by file: edits of its text. */
const edits = vi.hoisted((): { of: Record<string, (text: string) => string> } => ({ of: {} }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return {
    ...real,
    readFileSync: ((...given: Parameters<typeof real.readFileSync>) => {
      const read = real.readFileSync(...given);
      const [, name = ''] = /entities\/([a-z-]+\.csv)$/.exec(String(given[0])) ?? [];
      return edits.of[name] ? edits.of[name](String(read)) : read;
    }) as typeof real.readFileSync,
  };
});

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
});
afterAll(() => store.close());
beforeEach(() => vi.resetModules());

const countries = async () =>
  Object.fromEntries(
    (
      await store.query<{ of: string; country: string | null }>(sql`
        select document_id as of, country from authorship union all
        select id, coalesce(country, '') || '/' || coalesce(organisation_id, '') from tenure union all
        select organisation_text, organisation_id from attendance union all
        select 'root', country from instance`)
    ).map(({ of, country }) => [of, country]),
  );

it('a spelling that a list comes to know reaches the rows that were read before, at the next start, and can be taken back', async () => {
  await restart(store);
  const author = (document_id: string, country_text: string | null, rest: Record<string, unknown> = {}) => ({
    document_id,
    position: 1,
    name: 'A. Author',
    role: 'author',
    is_organisation: false,
    country_text,
    ...rest,
  });
  const document = (id: string, body: string, kind: string) => ({
    id,
    body,
    kind,
    title: id,
    stage: 'published',
  });
  await insertRows(
    store,
    {
      document: [document('draft-a', 'ietf', 'internet-draft')],
      authorship: [author('draft-a', 'Ruritania')],
    },
    'ietf-drafts',
  );
  await insertRows(
    store,
    { document: [document('rfc1', 'ietf', 'rfc')], authorship: [author('rfc1', 'Ruritania')] },
    'ietf-rfcs',
  );
  const source = { name: 'Ministry (Ruritania)', role: 'source', is_organisation: true };
  await insertRows(
    store,
    {
      document: [document('T22-SG13-C-0001', 'itu-t', 'contribution')],
      authorship: [author('T22-SG13-C-0001', null, source)],
    },
    'itu-contributions',
  );
  const post = { body: 'itu-t', group_id: 'SG13', evidence: 'primary', is_sample: false };
  await insertRows(
    store,
    {
      tenure: [
        {
          id: 'chair',
          ...post,
          post: 'chair',
          person_name: 'A',
          organisation_text: 'Zenda Telecom',
          country_text: 'Ruritania',
        },
        { id: 'staff', ...post, post: 'counsellor', person_name: 'B', country_text: 'Ruritania' },
      ],
    },
    'itu-leadership',
  );
  await insertRows(
    store,
    {
      attendance: [
        {
          meeting_id: 'ietf-1',
          organisation_text: 'Zenda Telecom',
          country_text: 'AT',
          country: 'AT',
          mode: 'onsite',
          count: 3,
        },
      ],
    },
    'ietf-meetings',
  );
  await insertRows(
    store,
    {
      instance: [
        { letter: 'a', country_text: 'Ruritania', town: 'Zenda', from: '2020-01-01', sites: 1, instances: 1 },
      ],
    },
    'root-servers-instances',
  );
  const before = await countries();
  expect(before).toEqual({
    'draft-a': null,
    rfc1: null,
    'T22-SG13-C-0001': null,
    chair: '/',
    staff: '/',
    'Zenda Telecom': null,
    root: null,
  });

  edits.of = {
    'country-names.csv': (text) => `${text}Ruritania,AT,a test\n`,
    'organisations.csv': (text) => `${text}zenda,Zenda Telecom,operator,AT,https://www.example.org\n`,
  };
  // Five rows, and the organisation that the contribution's source names, which nobody had resolved.
  expect(await restart(store)).toBe(6);
  expect(await countries()).toEqual({
    'draft-a': 'AT',
    // Its address stands on several lines of a text that is not read here.
    rfc1: null,
    'T22-SG13-C-0001': 'AT',
    chair: 'AT/zenda',
    staff: '/',
    'Zenda Telecom': 'zenda',
    root: 'AT',
  });
  expect(await restart(store)).toBeNull();

  edits.of = {};
  expect(await restart(store)).toBe(5);
  expect(await countries()).toEqual(before);
});
