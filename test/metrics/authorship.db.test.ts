import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorshipByBloc } from '#metrics/authorship-by-bloc.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { blocMembers, listBlocs } from '#metrics/bloc.ts';
import { concentrationOfAuthorship } from '#metrics/concentration-of-authorship.ts';
import type { Count, Metric, Params, Rule } from '#metrics/contract.ts';
import { bodies, counts, rulesOf } from '#metrics/contract.ts';
import { listDocuments } from '#metrics/documents.ts';
import { metrics } from '#metrics/index.ts';
import { membershipCoverage } from '#metrics/membership.ts';
import { defaultsOf } from '#metrics/params.ts';
import type { Store } from '#prisma/client.ts';
import { renewSums } from '#prisma/sums.ts';
import { insertDocuments, insertLists } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;

beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  await insertDocuments(store, [
    {
      id: 'rfc9001',
      published: '2019-06-01',
      work_id: 'rfc9001',
      authors: [
        { country: 'GB', organisations: ['bt'] },
        { country: 'US', organisations: ['futurewei'] },
      ],
    },
    {
      id: 'rfc9002',
      published: '2021-06-01',
      work_id: 'rfc9002',
      authors: [
        { country: 'GB', organisations: ['bt'] },
        { country: 'FR', organisations: ['ericsson', 'nokia'] },
        {},
        { country: 'SE', organisations: ['ericsson'] },
      ],
    },
    { id: 'rfc9003', published: '2021-06-01' },
    {
      id: 'draft-first',
      kind: 'internet-draft',
      stage: 'replaced',
      submitted: '2017-02-03',
      work_id: 'rfc9001',
      authors: [{ country: 'CN', organisations: ['huawei'] }],
    },
    {
      id: 'draft-ietf-first',
      kind: 'internet-draft',
      stage: 'rfc',
      submitted: '2018-05-06',
      work_id: 'rfc9001',
      authors: [{ country: 'GB', organisations: ['bt'] }],
    },
    {
      id: 'draft-alone',
      kind: 'internet-draft',
      stage: 'active',
      submitted: '2018-11-12',
      authors: [{ country: 'KR', organisations: ['etri'] }, { organisations: ['independent'] }],
    },
    {
      id: 'T22-SG13-C-0001',
      body: 'itu-t',
      kind: 'contribution',
      group_id: 'SG13',
      submitted: '2023-03-01',
      authors: [
        { organisations: ['etri'], role: 'source' },
        { organisations: ['futurewei'], role: 'source' },
        { organisations: ['gsma'], role: 'source' },
        { organisations: ['unlisted'], role: 'source' },
      ],
    },
    {
      id: 'T22-SG13-C-0002',
      body: 'itu-t',
      kind: 'contribution',
      group_id: 'SG13',
      submitted: '2023-03-02',
      authors: [{ role: 'officer' }, { role: 'liaison' }, { role: 'secretariat' }],
    },
    {
      id: 'one-of-many-authors',
      body: 'itu-t',
      kind: 'work-item',
      submitted: '2023-04-01',
      authors: [
        ...['bt', 'bt', 'independent', 'independent'].map((organisation) => ({
          organisations: [organisation],
        })),
        ...[{}, {}, {}, {}],
      ],
    },
  ]);
  await insertDocuments(
    store,
    [
      {
        id: 'T17-TSAG-C-0083',
        body: 'itu-t',
        kind: 'contribution',
        submitted: '2019-09-10',
        authors: [{ organisations: ['huawei'], role: 'source' }],
      },
    ],
    'facts-itu',
  );
});
afterAll(() => store.close());

const read = async (metric: Metric, given: Partial<Params>) =>
  metric.read(store, { ...defaultsOf(given.body ?? 'ietf'), by: 'all', ...given });
const values = async (metric: Metric, given: Partial<Params>) =>
  Object.fromEntries(
    (await read(metric, given)).rows.map((row) => [row.key ?? 'unknown', Number(row.value.toFixed(4))]),
  );

describe('authorship by country', () => {
  it('counts an RFC whole, complete, fractional and straight, the unknown a row of its own', async () => {
    const of = (count: Count) => values(authorshipByCountry, { count });
    expect(await of('whole')).toEqual({ GB: 2, US: 1, FR: 1, SE: 1, unknown: 2 });
    expect(await of('complete')).toEqual({ GB: 2, US: 1, FR: 1, SE: 1, unknown: 1 });
    expect(await of('fractional')).toEqual({ GB: 0.75, US: 0.5, FR: 0.25, SE: 0.25, unknown: 1.25 });
    expect(await of('straight')).toEqual({ GB: 2, unknown: 1 });
  });

  it('gives an authorship to the country of the address, of the employer, or of its ultimate parent', async () => {
    const of = (rule: Rule) => values(authorshipByCountry, { rule, count: 'complete' });
    expect(await of('declared')).toMatchObject({ US: 1, FR: 1 });
    expect(await of('employer')).toEqual({ GB: 2, US: 1, SE: 1.5, FI: 0.5, unknown: 1 });
    expect(await of('parent')).toEqual({ GB: 2, CN: 1, SE: 1.5, FI: 0.5, unknown: 1 });
  });

  it('counts a draft when its first version was submitted', async () => {
    const { rows } = await read(authorshipByCountry, { kind: 'internet-draft', by: 'year' });
    expect(rows.map(({ period, key, value }) => [period, key, value])).toEqual([
      ['2017', 'CN', 1],
      ['2018', 'GB', 1],
      ['2018', 'KR', 0.5],
      ['2018', null, 0.5],
    ]);
  });

  it('counts a draft, its replacement and its RFC as one work, at the first submission, with the latest authors', async () => {
    const { rows, total, notes } = await read(authorshipByCountry, { kind: 'work', by: 'year' });
    expect(rows.map(({ period, key, value }) => [period, key, value])).toEqual([
      ['2017', 'GB', 0.5],
      ['2017', 'US', 0.5],
      ['2018', 'KR', 0.5],
      ['2018', null, 0.5],
    ]);
    expect(total).toBe(2);
    expect(notes.join(' ')).toContain('2 RFCs are in no work');
  });

  it('does not move an RFC because drafts are known', async () => {
    const { rows } = await read(authorshipByCountry, { by: 'year' });
    expect([...new Set(rows.map((row) => row.period))]).toEqual(['2019', '2021']);
  });

  it('credits an ITU contribution to its sources, and keeps officers, liaisons and the secretariat apart', async () => {
    const itu = { body: 'itu-t', kind: 'contribution', count: 'complete' } as const;
    expect(await values(authorshipByCountry, { ...itu, rule: 'employer' })).toEqual({
      KR: 1,
      US: 1,
      international: 1,
      officer: 1,
      liaison: 1,
      secretariat: 1,
      unknown: 1,
    });
    expect(await values(authorshipByCountry, { ...itu, rule: 'parent' })).toMatchObject({ CN: 1, KR: 1 });
    expect(await values(authorshipByCountry, { ...itu, rule: 'declared' })).toMatchObject({ unknown: 4 });
  });

  it('ranks no officer, liaison or secretariat among countries', async () => {
    const { rows } = await read(authorshipByCountry, { body: 'itu-t' });
    expect(rows.filter((row) => row.key === 'officer').map((row) => row.rank)).toEqual([null]);
  });

  it('knows a membership only where a source says so', async () => {
    await store.pool.query(
      `insert into itu_membership (organisation_id, country, evidence, source) values ('futurewei', 'CN', 'primary', 'a test')`,
    );
    await renewSums(store);
    const member = await values(authorshipByCountry, { body: 'itu-t', rule: 'member', count: 'complete' });
    expect(member).toMatchObject({ CN: 1, international: 1, unknown: 2 });
    expect(await membershipCoverage(store, { ...defaultsOf('itu-t'), rule: 'member' })).toEqual({
      all: 7,
      states: 0,
      sourced: 1,
      without: 4,
      unknown: 2,
    });
    const { notes } = await read(authorshipByCountry, { body: 'itu-t', rule: 'member' });
    expect(notes.join(' ')).toMatch(
      /Under rule member 28\.6 % of authorships are unknown, because no list of .* could be read\..*their state \(0\.0 %\).*15 rows, each for its own days; 14\.3 %\)/,
    );
    const others = await read(authorshipByCountry, { body: 'itu-t', rule: 'employer' });
    expect(others.notes.join(' ')).not.toContain('sector members');
  });

  it('never charts curated documents, which are a sample, and says that no listing has been read', async () => {
    const { total, notes } = await read(authorshipByCountry, { body: 'itu-t', to: '2019-12-31' });
    expect(total).toBe(0);
    expect(notes.join(' ')).toContain('No complete listing of contributions has been read yet');
  });
});

describe('authorship by organisation', () => {
  it('splits one authorship equally between the organisations it names', async () => {
    const rows = await values(authorshipByOrganisation, { count: 'complete' });
    expect(rows).toEqual({ bt: 2, ericsson: 1.5, futurewei: 1, nokia: 0.5, unknown: 1 });
  });

  it('answers with the parent under rule parent alone', async () => {
    expect(await values(authorshipByOrganisation, { rule: 'employer' })).toHaveProperty('futurewei');
    const parents = await values(authorshipByOrganisation, { rule: 'parent' });
    expect(parents).toHaveProperty('huawei');
    expect(parents).not.toHaveProperty('futurewei');
  });
});

describe('every measure of authorship', () => {
  // The bodies and kinds that have documents here.
  const states = (['ietf', 'itu-t'] as const).flatMap((body) =>
    bodies[body]
      .slice(0, body === 'ietf' ? 3 : 1)
      .flatMap((kind) =>
        rulesOf(body).flatMap((rule) => counts.map((count) => ({ body, kind, rule, count }))),
      ),
  );

  it('has rows that add up to the documents (fractional) or the authorships (complete), unknown included', async () => {
    for (const state of states) {
      for (const metric of [authorshipByCountry, authorshipByOrganisation]) {
        const { rows, total, authorships } = await read(metric, state);
        const sum = rows.reduce((all, row) => all + row.value, 0);
        const where = `${metric.id} ${JSON.stringify(state)}`;
        if (state.count === 'fractional' || state.count === 'straight') expect(sum, where).toBeCloseTo(total);
        if (state.count === 'complete') expect(sum, where).toBeCloseTo(authorships);
      }
    }
  });

  it('opens on exactly the documents a row was counted from, with what each adds', async () => {
    for (const state of states) {
      const params = { ...defaultsOf(state.body), by: 'all' as const, ...state };
      for (const [metric, name] of [
        [authorshipByCountry, 'country'],
        [authorshipByOrganisation, 'organisation'],
      ] as const) {
        for (const row of (await metric.read(store, params)).rows) {
          const page = await listDocuments(store, { ...params, [name]: row.key ?? 'unknown' }, 50, null);
          const where = `${metric.id} ${row.key} ${JSON.stringify(state)}`;
          expect(page.weight, where).toBeCloseTo(row.value);
          expect(page.documents, where).toHaveLength(page.total);
        }
      }
    }
  });

  it('gives the same numbers by the month sums and by single authorships', async () => {
    for (const state of states) {
      const sums = await values(authorshipByCountry, { ...state, from: '2010-01-01', to: '2029-12-31' });
      const singles = await values(authorshipByCountry, { ...state, from: '2010-01-02', to: '2029-12-30' });
      expect(singles, JSON.stringify(state)).toEqual(sums);
    }
  });
});

describe('a reading from one day to another', () => {
  const drafts = (given: Partial<Params>) =>
    values(authorshipByCountry, { kind: 'internet-draft', count: 'whole', ...given });

  it('takes in both days and nothing beyond them, within months and across years', async () => {
    expect(await drafts({ from: '2017-02-03', to: '2018-11-12' })).toEqual({
      CN: 1,
      GB: 1,
      KR: 1,
      unknown: 1,
    });
    expect(await drafts({ from: '2017-02-04', to: '2018-11-11' })).toEqual({ GB: 1 });
    expect(await drafts({ from: '2018-05-06', to: '2018-05-06' })).toEqual({ GB: 1 });
    expect(await drafts({ from: '2018-05-07', to: '2018-05-31' })).toEqual({});
    expect(await drafts({ from: '2017-02-01', to: '2018-05-31' })).toEqual({ CN: 1, GB: 1 });
    expect(await drafts({ from: '2017-03-01', to: '2018-10-31', by: 'quarter' })).toEqual({ GB: 1 });
    expect(await drafts({ to: '2017-02-28' })).toEqual({ CN: 1 });
    expect(await drafts({ from: '2018-11-12' })).toEqual({ KR: 1, unknown: 1 });
    expect(await drafts({ from: '0001-01-01', to: '9999-12-31' })).toEqual({
      CN: 1,
      GB: 1,
      KR: 1,
      unknown: 1,
    });
  });
});

describe('concentration of authorship', () => {
  it('is bounded by taking all unknown authors for one organisation, and for as many as they are', async () => {
    // Eight authorships: two of BT, two independents, each an organisation of its own, and four unknown.
    const work = { body: 'itu-t', kind: 'work-item', count: 'complete' } as const;
    expect(await values(concentrationOfAuthorship, work)).toEqual({
      'hhi-lower': (10_000 * (4 + 1 + 1 + 4 * 1)) / 64,
      'hhi-upper': (10_000 * (4 + 1 + 1 + 16)) / 64,
      'half-lower': 1,
      'half-upper': 3,
    });
    expect((await read(concentrationOfAuthorship, work)).unknown).toBe(4);
  });
});

describe('blocs', () => {
  it('have the British authors of 2019 in the European Union and those of 2021 outside, under every rule', async () => {
    for (const rule of ['declared', 'employer', 'parent'] as const) {
      const in2019 = await values(authorshipByCountry, {
        rule,
        count: 'complete',
        bloc: 'eu',
        to: '2019-12-31',
      });
      const in2021 = await values(authorshipByCountry, {
        rule,
        count: 'complete',
        bloc: 'eu',
        from: '2021-01-01',
      });
      expect(in2019, rule).toEqual({ GB: 1 });
      expect(in2021, rule).toEqual(rule === 'declared' ? { FR: 1, SE: 1 } : { SE: 1.5, FI: 0.5 });
    }
  });

  it('are compared as they were on each document’s date; a document counts once for a bloc', async () => {
    for (const rule of ['declared', 'employer', 'parent'] as const) {
      const { rows } = await read(authorshipByBloc, { rule, count: 'fractional', by: 'year' });
      const eu = rows.filter((row) => row.key === 'eu');
      expect(
        eu.map(({ period, value, documents, authorships }) => [period, value, documents, authorships]),
      ).toEqual([
        ['2019', 0.5, 1, 1],
        ['2021', 0.5, 1, 2],
      ]);
    }
  });

  it('agree with the filter by bloc, for every bloc, rule and counting', async () => {
    const blocs = await listBlocs(store);
    expect(blocs.length).toBeGreaterThan(20);
    for (const rule of ['declared', 'employer', 'parent'] as const) {
      for (const count of counts) {
        const { rows } = await read(authorshipByBloc, { rule, count });
        for (const { id } of blocs) {
          const filtered = await read(authorshipByCountry, { rule, count, bloc: id });
          const row = rows.find(({ key }) => key === id);
          const sum =
            count === 'whole' ? filtered.total : filtered.rows.reduce((all, one) => all + one.value, 0);
          expect(row?.value ?? 0, `${id} ${rule} ${count}`).toBeCloseTo(sum);
          expect(row?.documents ?? 0).toBe(filtered.total);
          expect(row?.authorships ?? 0).toBe(filtered.authorships);
        }
      }
    }
  });

  it('say that rows overlap, how many memberships nobody checked, and which lists have no dates', async () => {
    const { notes, rows } = await read(authorshipByBloc, {});
    expect(notes.join('\n')).toContain('The rows overlap');
    expect(notes.join('\n')).toContain('memberships that nobody has checked are left out');
    expect(notes.join('\n')).toContain('G20 (list of 2024-10-28)');
    expect(rows.every((row) => row.rank === null)).toBe(true);
    expect(rows.find((row) => row.key === null)?.value).toBeCloseTo(1.25);
  });

  it('count unchecked memberships only when asked', async () => {
    expect(await values(authorshipByBloc, {})).not.toHaveProperty('citel');
    expect(await values(authorshipByBloc, { unchecked: '1' })).toMatchObject({ citel: 0.5 });
  });

  it('refuse a bloc that is in no list', async () => {
    await expect(read(authorshipByCountry, { bloc: 'atlantis' })).rejects.toThrow(/parameter bloc.*atlantis/);
  });

  it('can be asked for their members on a day', async () => {
    expect(await blocMembers(store, 'eu', '2019-06-30')).toHaveLength(28);
    expect(await blocMembers(store, 'eu', '2021-06-30')).toHaveLength(27);
  });
});

describe('the words of the metrics', () => {
  it('ask neutral questions and never call a number influence', () => {
    for (const metric of metrics) {
      expect(metric.title).toMatch(/\?$/);
      const words = [metric.title, metric.unit, metric.method, ...metric.caveats].join(' ');
      expect(words).not.toMatch(/influence|dominat|threat|adversar/i);
    }
  });
});
