import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '#app/_charts/answer.ts';
import { adoptionByCountry } from '#metrics/adoption-by-country.ts';
import { adoptionByOrganisation } from '#metrics/adoption-by-organisation.ts';
import { coAuthorship } from '#metrics/co-authorship.ts';
import { inWordsOf, type Metric, type Params } from '#metrics/contract.ts';
import { figureContent } from '#metrics/figure.ts';
import { defaultsOf, readParams } from '#metrics/params.ts';
import { progress } from '#metrics/progress.ts';
import { recommendationsBySeries } from '#metrics/recommendations-by-series.ts';
import { visibility, visibilityByGroup, visibilityOf } from '#metrics/visibility.ts';
import type { Store } from '#prisma/client.ts';
import { insertDocuments, insertLists, insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
const draft = { kind: 'internet-draft', stage: 'active' };
const event = (document: string, type: string, at: string) => ({
  id: `${document} ${type}`,
  document_id: document,
  type,
  at,
});
const contribution = (n: number, visibility: string) => ({
  id: `T17-SG13-C-000${n}`,
  body: 'itu-t',
  kind: 'contribution',
  group_id: 'SG13',
  meeting_id: 'T17-SG13-180716',
  submitted: '2018-07-01',
  visibility,
  authors: [{ organisations: ['etri'], role: 'source' }],
});

beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  await store.pool.query(
    `insert into run (source, mode, state, as_of) values ('ietf-drafts', 'read', 'good', '2024-06-30')`,
  );
  await insertDocuments(store, [
    // A personal draft, taken up by a group after 100 days, published.
    {
      id: 'draft-smith-a',
      ...draft,
      submitted: '2018-01-01',
      work_id: 'rfc9101',
      authors: [{ country: 'GB', organisations: ['bt'] }],
    },
    { id: 'draft-ietf-g-a', ...draft, submitted: '2018-04-11', work_id: 'rfc9101' },
    {
      id: 'rfc9101',
      published: '2020-01-01',
      work_id: 'rfc9101',
      authors: [{ country: 'GB', organisations: ['bt'] }],
    },
    // Adopted by an event after 300 days, sent to the IESG, expired since.
    {
      id: 'draft-kim-b',
      ...draft,
      submitted: '2018-02-01',
      expires: '2019-12-01',
      authors: [
        { country: 'GB', organisations: ['bt'] },
        { country: 'KR', organisations: ['etri'] },
      ],
    },
    // Never adopted, still alive.
    {
      id: 'draft-lee-c',
      ...draft,
      submitted: '2018-03-01',
      expires: '2024-12-01',
      authors: [{ country: 'KR', organisations: ['etri'] }],
    },
    // Nobody known; withdrawn, so neither alive nor expired.
    { id: 'draft-none-d', ...draft, submitted: '2018-03-01' },
    // Too young to judge.
    { id: 'draft-young', ...draft, submitted: '2021-01-01', authors: [{ country: 'KR' }] },
    contribution(1, 'public'),
    contribution(2, 'login'),
    contribution(3, 'not-uploaded'),
    contribution(4, 'login'),
    { id: 'td-1', body: 'itu-t', kind: 'temporary-document', submitted: '2018-07-01' },
    { id: 'wi-1', body: 'itu-t', kind: 'work-item', submitted: '2018-08-01', status: 'Under study' },
    { id: 'wi-4', body: 'itu-t', kind: 'work-item', submitted: '2018-08-01', status: 'Deleted' },
    { id: 'wi-5', body: 'itu-t', kind: 'work-item', submitted: '2018-08-01', status: 'In abeyance' },
    { id: 'wi-2', body: 'itu-t', kind: 'work-item', submitted: '2018-08-01' },
    { id: 'wi-3', body: 'itu-t', kind: 'work-item', submitted: '2018-08-01' },
    {
      id: 'ITU-T Y.3100 (2019)',
      body: 'itu-t',
      kind: 'recommendation',
      published: '2019-05-01',
      group_id: 'SG13',
    },
    { id: 'ITU-T X.509 (2019)', body: 'itu-t', kind: 'recommendation', published: '2019-10-01' },
    { id: 'ITU-T Y.3101 Amd.1', body: 'itu-t', kind: 'recommendation', published: '2019-12-01' },
    { id: 'unnumbered', body: 'itu-t', kind: 'recommendation', published: '2020-12-01' },
  ]);
  await insertRows(store, {
    document_event: [
      event('draft-kim-b', 'adopted', '2018-11-28'),
      event('draft-kim-b', 'iesg', '2019-02-01'),
      event('draft-ietf-g-a', 'iesg', '2019-01-01'),
      event('wi-2', 'consented', '2019-01-01'),
    ],
    relation: [
      { source_id: 'T17-SG13-C-0001', target_id: 'wi-1', type: 'names' },
      { source_id: 'T17-SG13-C-0002', target_id: 'wi-2', type: 'names' },
      { source_id: 'wi-3', target_id: 'T17-SG13-C-0003', type: 'names' },
      { source_id: 'wi-4', target_id: 'td-1', type: 'names' },
      { source_id: 'wi-3', target_id: 'ITU-T Y.3100 (2019)', type: 'became' },
    ],
    meeting: [
      { id: 'T17-SG13-180716', body: 'itu-t', group_id: 'SG13', name: 'SG13, July 2018', from: '2018-07-16' },
      {
        id: 'T17-SG13-190304',
        body: 'itu-t',
        group_id: 'SG13',
        name: 'SG13, March 2019',
        from: '2019-03-04',
      },
    ],
    meeting_count: [
      {
        meeting_id: 'T17-SG13-180716',
        what: 'contributions',
        source_url: 'https://a.example/',
        value: 6,
        evidence: 'primary',
      },
      {
        meeting_id: 'T17-SG13-180716',
        what: 'contributions',
        source_url: 'https://b.example/',
        value: 5,
        evidence: 'primary',
      },
      {
        meeting_id: 'T17-SG13-190304',
        what: 'contributions',
        source_url: 'https://a.example/',
        value: 9,
        evidence: 'primary',
      },
    ],
  });
});
afterAll(() => store.close());

const read = (metric: Metric, given: Partial<Params> = {}) =>
  metric.read(store, { ...defaultsOf(metric.defaults?.body ?? 'ietf', metric), ...given });

describe('what became of drafts', () => {
  it('is told for works of periods old enough: shares and the median days of each step', async () => {
    const { rows } = await read(adoptionByCountry);
    expect(rows.map(({ period, key, value }) => [period, key, value])).toEqual([
      ['2018', 'GB', 1.5],
      ['2018', 'KR', 1.5],
      ['2018', null, 1],
    ]);
    expect(rows[0]?.more).toEqual({
      adopted: 1,
      sent: 1,
      published: 1 / 1.5,
      alive: 0,
      expired: 0.5 / 1.5,
      daysToAdopted: 200,
      daysToSent: 365,
      daysToPublished: 730,
    });
    expect(rows[1]?.more).toMatchObject({
      adopted: 0.5 / 1.5,
      published: 0,
      alive: 1 / 1.5,
      expired: 0.5 / 1.5,
    });
    expect(rows[2]?.more).toMatchObject({ adopted: 0, alive: 0, expired: 0, daysToAdopted: null });
  });

  it('is told of all works of a period too, each once, whoever signed it', async () => {
    const { periods, withheld } = await read(adoptionByCountry);
    expect(withheld).toBeUndefined();
    expect(periods).toEqual([
      {
        period: '2018',
        documents: 4,
        authorships: 4,
        more: {
          ...{ adopted: 0.5, sent: 0.5, published: 0.25, alive: 0.25, expired: 0.25 },
          ...{ daysToAdopted: 200, daysToSent: 365, daysToPublished: 730 },
        },
      },
    ]);
  });

  it('is withheld where nearly every draft that was read became an RFC, with the reason', async () => {
    const other = await freshDatabase();
    await insertLists(other);
    await other.pool.query(
      `insert into run (source, mode, state, as_of) values ('ietf-drafts', 'read', 'good', '2024-06-30')`,
    );
    const work = (at: number, isPublished: boolean) => [
      {
        id: `draft-w-${at}`,
        ...draft,
        submitted: '2018-01-01',
        work_id: isPublished ? `rfc91${at}` : `draft-w-${at}`,
        authors: [{ country: 'GB' }],
      },
      ...(isPublished
        ? [{ id: `rfc91${at}`, published: '2020-01-01', work_id: `rfc91${at}`, authors: [{ country: 'GB' }] }]
        : []),
    ];
    const all = Array.from({ length: 20 }, (_, at) => work(at + 10, at > 0));
    await insertDocuments(other, all.flat());
    const found = await adoptionByCountry.read(other, defaultsOf('ietf', adoptionByCountry));
    const reason =
      'Not told: 19 of the 20 works read here that are old enough to judge became RFCs. A list that holds nearly only ' +
      'drafts that were published says nothing of what becomes of drafts.';
    expect(found.withheld).toBe(reason);
    expect(found.notes[0]).toBe(reason);
    expect(found.total).toBe(20);
    const numbers = [...found.rows, ...found.periods].flatMap(({ more }) => Object.values(more ?? {}));
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers.every((number) => number === null)).toBe(true);
    await other.close();
  });

  it('withholds periods that are too young, and says which', async () => {
    const { rows, notes, total } = await read(adoptionByCountry);
    expect(rows.some((row) => row.period === '2021')).toBe(false);
    expect(total).toBe(4);
    expect(notes.join(' ')).toContain('less than 4 years have passed: 2021');
    expect((await read(adoptionByCountry, { by: 'all', to: '2018-12-31' })).total).toBe(4);
  });

  it('judges over the whole span the works that are old enough, and says how many are not', async () => {
    const { rows, notes, total } = await read(adoptionByCountry, { by: 'all' });
    expect(total).toBe(4);
    expect(rows.map(({ key, value }) => [key, value])).toEqual(
      (await read(adoptionByCountry, { by: 'all', to: '2018-12-31' })).rows.map(({ key, value }) => [
        key,
        value,
      ]),
    );
    expect(rows.find(({ key }) => key === 'GB')?.more).toMatchObject({ daysToPublished: 730 });
    expect(notes).toContain(
      'Not judged yet, because less than 4 years have passed: 1 work first submitted since 1 January 2021.',
    );
  });

  it('counts a work under every counting as authorship does, and adds up', async () => {
    for (const count of ['whole', 'complete', 'fractional', 'straight'] as const) {
      const { rows, total, authorships } = await read(adoptionByOrganisation, { count });
      const sum = rows.reduce((all, row) => all + row.value, 0);
      expect(sum).toBeCloseTo(count === 'whole' ? 5 : count === 'complete' ? authorships : total);
      for (const row of rows) {
        for (const share of ['adopted', 'sent', 'published', 'alive', 'expired']) {
          expect(row.more?.[share] ?? 0, `${count} ${row.key} ${share}`).toBeLessThanOrEqual(1);
        }
      }
    }
  });
});

describe('who writes together', () => {
  it('counts a document once for every pair on it; one alone and nobody known are rows of their own', async () => {
    const { rows, total, nodes } = await read(coAuthorship, { kind: 'work', by: 'all' });
    expect(rows.map(({ key, value }) => [key, value])).toEqual([
      ['bt~etri', 1],
      ['alone', 2],
      [null, 2],
    ]);
    expect(rows[0]?.label).toBe('BT and ETRI');
    expect(total).toBe(5);
    expect(nodes).toEqual([
      { key: 'bt', label: 'BT', documents: 2, partners: 1, betweenness: 0, community: 1 },
      { key: 'etri', label: 'ETRI', documents: 2, partners: 1, betweenness: 0, community: 1 },
    ]);
  });

  it('tells of one organisation with whom it writes, by all the authors of its documents', async () => {
    const { rows, total } = await read(coAuthorship, { kind: 'work', by: 'all', organisation: 'bt' });
    expect(rows.map(({ key, value }) => [key, value])).toEqual([
      ['bt~etri', 1],
      ['alone', 1],
    ]);
    expect(total).toBe(2);
    const { rows: korean } = await read(coAuthorship, { kind: 'work', of: 'country', country: 'KR' });
    expect(korean.map(({ key }) => key)).toContain('GB~KR');
  });

  it('pairs countries under the chosen rule with of=country', async () => {
    const { rows } = await read(coAuthorship, { kind: 'work', of: 'country' });
    expect(rows.map(({ key, value }) => [key, value])).toEqual([
      ['GB~KR', 1],
      ['alone', 3],
      [null, 1],
    ]);
  });
});

describe('Recommendations by series', () => {
  it('are counted in the year of their approval, an unnumbered one as unknown', async () => {
    const { rows, total } = await read(recommendationsBySeries);
    expect(rows.map(({ period, key, value }) => [period, key, value])).toEqual([
      ['2019', 'Y', 2],
      ['2019', 'X', 1],
      ['2020', null, 1],
    ]);
    expect(total).toBe(4);
    expect((await read(recommendationsBySeries, { group: 'SG13' })).total).toBe(1);
  });

  it('are unknown to a group where no page prints one, and never said to be unread', async () => {
    const { total, notes } = await read(recommendationsBySeries, { group: 'SG17' });
    expect(total).toBe(0);
    expect(notes).toEqual([
      'Of 3 of 4 Recommendations no page was read that prints a group: they are unknown here, and in no group’s figure.',
    ]);
    expect((await read(recommendationsBySeries, { from: '2025-01-01' })).notes).toEqual([]);
    expect((await read(recommendationsBySeries, { body: 'itu-r' })).notes).toEqual([
      'No list of Recommendations has been read yet.',
    ]);
  });
});

describe('progress of contributions', () => {
  it('puts each at the furthest step a link proves, and the rest under unknown', async () => {
    const { rows, total } = await read(progress, { by: 'all' });
    expect(rows.map(({ key, value, more }) => [key, value, more?.share])).toEqual([
      ['approved', 1, 0.25],
      ['consented', 1, 0.25],
      ['under-study', 1, 0.25],
      [null, 1, 0.25],
    ]);
    expect(total).toBe(4);
  });

  it('is told in the words of what is counted', async () => {
    const asked = async (kind: 'work-item' | 'contribution' | 'temporary-document') => {
      const params = { ...defaultsOf('itu-t', progress), kind, by: 'all' as const };
      const reading = await progress.read(store, params);
      return { answer: answerOf(inWordsOf(progress, params), params, reading), rows: reading.rows };
    };
    const items = await asked('work-item');
    expect(items.rows.map(({ label, value }) => [label, value])).toEqual([
      ['Approved or agreed', 1],
      ['Consented or determined', 1],
      ['Under study', 1],
      ['At a step that we do not know', 1],
      ['Stopped (deleted or discontinued)', 1],
    ]);
    expect(items.answer).toMatch(/ of \d+ work items/);
    expect((await asked('contribution')).answer).toMatch(/ of 4 contributions/);
    const stopped = await asked('temporary-document');
    expect(stopped.rows.map(({ label }) => label)).toEqual([
      'Led to a work item that was stopped (deleted or discontinued)',
    ]);
    expect(stopped.answer).toMatch(/, of 1 temporary documents: 1 led to a work item that was stopped/);
    expect(
      figureContent(
        progress,
        { ...defaultsOf('itu-t', progress), kind: 'work-item' },
        { rows: [], periods: [], notes: [], total: 0, authorships: 0, unknown: 0, asOf: null },
      ),
    ).toMatchObject({
      title: 'What becomes of work items: consent, Recommendations?',
      unit: 'work items',
      counted: { documents: 'work items' },
    });
  });

  it('is no question of Recommendations, nor of another body than the ITU-T, and says why', () => {
    const asked = (query: string) => readParams(progress, new URLSearchParams(query));
    expect(() => asked('kind=recommendation')).toThrow(
      /parameter kind: found recommendation, expected one of contribution, temporary-document, work-item: a Recommendation is where this ends/,
    );
    expect(() => asked('body=ietf&kind=rfc')).toThrow(
      /parameter body: found ietf, expected one of itu-t: .*only the ITU-T’s work programme is read/,
    );
  });
});

describe('visibility', () => {
  it('sets what was announced, listed, uploaded and open beside one another, meeting by meeting', async () => {
    const { rows, total, notes } = await read(visibility, { by: 'year' });
    expect(notes).toEqual([
      'Announced and listed are both known for 1 of 2 meetings; at 1 of them fewer are listed than announced. The widest gap: SG13, July 2018, 6 announced, 4 listed.',
    ]);
    expect(rows.map(({ period, label, value, more }) => [period, label, value, more])).toEqual([
      ['2018', 'SG13, July 2018', 5, { announced: 6, announcedLow: 5, listed: 4, uploaded: 3, public: 1 }],
      [
        '2019',
        'SG13, March 2019',
        9,
        { announced: 9, announcedLow: 9, listed: null, uploaded: null, public: null },
      ],
    ]);
    expect(total).toBe(15);
  });

  it('is told of every figure of an ITU group, and is no question of the IETF', async () => {
    const params = { ...defaultsOf('itu-t'), kind: 'contribution' as const, group: 'SG13' };
    expect(await visibilityOf(store, params)).toMatchObject({ documents: 15, unlisted: 2, unread: 9 });
    expect(await visibilityOf(store, { ...params, to: '2018-12-31' })).toMatchObject({
      documents: 6,
      unread: 0,
    });
    expect(await visibilityOf(store, { ...params, from: '2020-01-01' })).toMatchObject({ announced: null });
    expect(await visibilityOf(store, defaultsOf('ietf'))).toBeNull();
    expect(await visibilityOf(store, { ...params, kind: 'recommendation' })).toBeNull();
  });

  it('lists none of a meeting of which the list that was read holds nothing, and counts that as in no list', async () => {
    const [run] = (
      await store.pool.query(
        `insert into run (source, mode, state, finished_at) values ('itu-contributions', 'read', 'good', now()) returning id`,
      )
    ).rows;
    const [page] = (
      await store.pool.query(
        `insert into page (source, url, fetched_at, status, content_type, content_hash, original_hash)
       values ('itu-contributions', 'https://www.itu.int/md/T17-SG13-C/en', now() - interval '1 minute', 200, 'text/html', 'a', 'a')
       returning id`,
      )
    ).rows;
    const params = { ...defaultsOf('itu-t'), kind: 'contribution' as const, group: 'SG13' };
    const [seen, { rows }] = [await visibilityOf(store, params), await read(visibility, { by: 'year' })];
    await store.pool.query('delete from page where id = $1', [page.id]);
    await store.pool.query('delete from run where id = $1', [run.id]);
    expect(seen).toMatchObject({ documents: 15, unlisted: 11, unread: 0 });
    expect(rows.find(({ period }) => period === '2019')).toMatchObject({
      value: 9,
      more: { announced: 9, listed: 0, uploaded: 0, public: 0 },
    });
    expect((await visibilityOf(store, params))?.unread).toBe(9);
  });

  it('is asked of contributions and temporary documents of the ITU alone, and says why', () => {
    const asked = (query: string) => readParams(visibility, new URLSearchParams(query));
    for (const kind of ['recommendation', 'work-item'])
      expect(() => asked(`kind=${kind}`)).toThrow(
        `parameter kind: found ${kind}, expected one of contribution, temporary-document: documents of ITU meetings are announced`,
      );
    expect(() => asked('body=ietf&kind=rfc')).toThrow(
      /parameter body: found ietf, expected one of itu-t, itu-r, itu-d, itu: .*so is everything of the IETF/,
    );
    expect(asked('kind=temporary-document&body=itu').kind).toBe('temporary-document');
  });

  it('is summed by group, what was not read unknown and not zero', async () => {
    expect(await visibilityByGroup(store)).toEqual([
      {
        group: 'SG13',
        kind: 'contribution',
        meetings: 2,
        announced: 15,
        listed: 4,
        uploaded: 3,
        public: 1,
        documents: 15,
        closed: 3,
        unlisted: 2,
        unread: 9,
      },
    ]);
  });
});
