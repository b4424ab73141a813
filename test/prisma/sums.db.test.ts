import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { defaultsOf } from '#metrics/params.ts';
import { type Batch, saveBatch } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import { blank, type Row } from '#prisma/records.ts';
import { startRun } from '#prisma/runs.ts';
import { ensureSums, refreshSums, renewSums, sumsName } from '#prisma/sums.ts';
import { inTransaction } from '#prisma/transaction.ts';
import { insertLists } from '../counting.ts';
import { freshDatabase } from '../database.ts';
import { picking } from '../random.ts';

let store: Store;
let runId: number;
beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  runId = await startRun(store, 'example', 'read');
});
afterAll(() => store.close());

const writer = { source: 'example', baseline: false, difference: 'changed' as const };
const save = (batch: Batch, scopes = {}) => saveBatch(store, batch, { writer: { ...writer, runId }, scopes });

/** Everything that is summed, without the numbers that rows only happen to have. */
async function sums(): Promise<Record<string, string[]>> {
  const told: Record<string, string[]> = {};
  for (const [table, unsaid] of [
    ['attribution', ['unit']],
    ['tally', []],
    ['pair', []],
    ['meeting_document', []],
  ] as const) {
    const { rows } = await store.pool.query(`select * from ${table}`);
    told[table] = rows
      .map((row: Record<string, unknown>) => {
        const { one, two } = row;
        // Which of two who write together is told first says nothing. Sums of thirds differ in the last bits.
        const [first, second] = [one, two].sort();
        return JSON.stringify(
          { ...row, ...(table === 'pair' ? { one: first, two: second } : {}) },
          (name, value) =>
            unsaid.includes(name as never)
              ? undefined
              : typeof value === 'number'
                ? Math.round(value * 1e9) / 1e9
                : value,
        );
      })
      .sort();
  }
  return told;
}

const { next, pick } = picking(20261125);
// India and Pakistan joined the Shanghai Cooperation Organisation on 9 June 2017.
const days = [
  '2016-12-31',
  '2017-06-08',
  '2017-06-09',
  '2017-06-30',
  '2017-07-01',
  '2019-03-01',
  '2020-02-01',
];
const organisations = ['bt', 'ericsson', 'huawei', 'futurewei', 'etri', 'gsma', 'unlisted', 'independent'];

function document(id: string): Row<'document'> {
  const kind = id.startsWith('rfc') ? 'rfc' : id.startsWith('draft') ? 'internet-draft' : 'contribution';
  return {
    ...blank('document'),
    id,
    kind,
    body: kind === 'contribution' ? 'itu-t' : 'ietf',
    title: id,
    stage: kind === 'rfc' ? 'published' : 'submitted',
    group_id: pick(['quic', 'tls', null]),
    [kind === 'rfc' ? 'published' : 'submitted']: pick(days),
    ...(kind === 'contribution'
      ? { meeting_id: pick(['T22-SG13-240304', 'T22-SG13-230313']), visibility: pick(['public', 'login']) }
      : {}),
  };
}

function authors(document_id: string): Pick<Required<Batch>, 'authorship' | 'authorship_organisation'> {
  const authorship = Array.from({ length: Math.floor(4 * next()) }, (_, at) => ({
    ...blank('authorship'),
    document_id,
    position: at + 1,
    name: `Author ${at + 1}`,
    role: document_id.startsWith('c') ? pick(['source', 'source', 'officer']) : 'author',
    is_organisation: false,
    affiliation: 'stated',
    country: pick(['GB', 'FR', 'IN', 'CN', null]),
  }));
  const authorship_organisation = authorship.flatMap(({ position }) =>
    [...new Set([pick(organisations), ...(next() < 0.3 ? [pick(organisations)] : [])])].map((name, at) => ({
      document_id,
      position,
      part: at + 1,
      text: name,
      organisation_id: ['unlisted', 'independent'].includes(name) ? null : name,
      kind: name === 'independent' ? 'individual' : name === 'unlisted' ? 'unresolved' : 'organisation',
      why: 'test',
    })),
  );
  return { authorship, authorship_organisation };
}

const ids = Array.from({ length: 90 }, (_, at) => `${['rfc', 'draft-', 'c-'][at % 3]}${at}`);

/** What a source may come to tell in one run: documents anew or otherwise, other authors, other chains, fewer rows. */
async function anything(): Promise<void> {
  const some = ids.filter(() => next() < 0.08);
  const byDocument = { column: 'document_id', values: some };
  const told = some.map(authors);
  const written: Batch = {
    authorship: told.flatMap((one) => one.authorship),
    authorship_organisation: told.flatMap((one) => one.authorship_organisation),
  };
  const what = pick(['new', 'authors', 'organisations', 'gone', 'chain']);
  if (what === 'new')
    await save(
      { document: some.map(document), ...written },
      { authorship: byDocument, authorship_organisation: byDocument },
    );
  else if (what === 'authors')
    await save(written, { authorship: byDocument, authorship_organisation: byDocument });
  else if (what === 'organisations')
    await save(
      { authorship_organisation: written.authorship_organisation ?? [] },
      { authorship_organisation: byDocument },
    );
  else if (what === 'gone')
    await save({ document: [] }, { document: { column: 'id', values: some.slice(0, 2) } });
  else {
    const drafts = some.filter((id) => id.startsWith('draft'));
    await save(
      {
        work: drafts.flatMap((id) =>
          next() < 0.7
            ? [{ document_id: id, work_id: pick(ids.filter((one) => one.startsWith('rfc'))) }]
            : [],
        ),
      },
      { work: { column: 'document_id', values: drafts } },
    );
  }
}

describe('the sums that a save moved', () => {
  it('are what summing everything anew comes to, whatever was added, changed, removed or put into another chain', async () => {
    await save({ document: ids.map(document) });
    await save(
      ids.map(authors).reduce((all, one) => ({
        authorship: [...all.authorship, ...one.authorship],
        authorship_organisation: [...all.authorship_organisation, ...one.authorship_organisation],
      })),
    );
    for (let run = 0; run < 32; run++) {
      await anything();
      if (run % 4 !== 3) continue;
      const moved = await sums();
      await renewSums(store);
      expect(moved, `after run ${run}`).toEqual(await sums());
    }
    expect((await sums()).tally?.length).toBeGreaterThan(500);
  }, 120_000);

  it('are those of what was written behind a savepoint too', async () => {
    await inTransaction(store, async (client) => {
      await client.query('savepoint half');
      await client.query(`update document set submitted = '2019-03-01' where kind = 'contribution'`);
      await client.query('release half');
      await refreshSums(client, 'written');
    });
    const moved = await sums();
    await renewSums(store);
    expect(moved).toEqual(await sums());
    expect(moved.attribution?.filter((row) => row.includes('contribution')).length).toBeGreaterThan(5);
  });

  it('leave alone the months in which nothing moved', async () => {
    await save({
      document: [
        { ...document('rfc1'), published: '2020-02-01' },
        { ...document('rfc2'), published: '2019-03-01' },
      ],
    });
    const written = async (month: string) =>
      (
        await store.pool.query(
          `select max(t.xmin::text::bigint)::text as by from tally_sum t join series s on s.id = t.series
           where s.kind = 'rfc' and s.span = 'month' and t.starts = $1`,
          [month],
        )
      ).rows[0].by;
    const before = [await written('2020-02-01'), await written('2019-03-01')];
    await save(authors('rfc1'), { authorship: { column: 'document_id', values: ['rfc1'] } });
    const after = [await written('2020-02-01'), await written('2019-03-01')];
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });

  it('have another name whenever any of them moved, and keep it while none does', async () => {
    const before = await sumsName(store);
    await save(authors('rfc1'), { authorship: { column: 'document_id', values: ['rfc1'] } });
    await save({ document: [{ ...document('rfc2'), published: '2016-12-31', title: 'Another' }] });
    const after = await sumsName(store);
    expect(after).not.toBe(before);
    await save({ document: [{ ...document('liaison-1'), kind: 'liaison' }] });
    expect(await sumsName(store)).toBe(after);
  });

  it('are all computed anew where another version of the program had summed', async () => {
    const before = await sums();
    await store.pool.query(`update setting set value = 'another' where key = 'sums'; delete from tally_sum`);
    await ensureSums(store);
    expect(await sums()).toEqual(before);
    await store.pool.query('delete from tally_sum');
    await ensureSums(store);
    expect((await sums()).tally).toEqual([]);
    await renewSums(store);
  });
});

describe('a reader', () => {
  it('is answered while a save is summing, with the figures and rows from before, and then with those after', async () => {
    const asked = { ...defaultsOf('ietf'), by: 'all' as const };
    const read = async () => {
      const { total } = await authorshipByCountry.read(store, asked);
      const { rows } = await store.pool.query(
        `select count(distinct unit)::int as n from credit where body = 'ietf' and kind = 'rfc' and rule = 'declared'`,
      );
      return [total, rows[0].n];
    };
    const before = await read();
    await inTransaction(store, async (client) => {
      await client.query(`delete from document where id = 'rfc0'`);
      await client.query(
        `insert into document (id, body, kind, title, stage, published, source)
         select 'rfc' || n, 'ietf', 'rfc', 'New', 'published', date '2020-02-01', 'example' from generate_series(20000, 20006) n`,
      );
      await refreshSums(client, 'written');
      // The transaction holds all that it will ever hold.
      expect(await read()).toEqual(before);
      await refreshSums(client, 'all');
      expect(await read()).toEqual(before);
    });
    const after = await read();
    expect(after[0]).toBe(after[1]);
    expect(after[0]).toBeGreaterThanOrEqual((before[0] ?? 0) + 6);
  }, 20_000);

  it('waits for nothing that a second save is kept waiting by, and both are summed', async () => {
    const count = async () => (await authorshipByCountry.read(store, defaultsOf('ietf'))).total;
    const before = await count();
    const rfc = (n: number) => ({ ...document(`rfc${n}`), published: '2019-03-01' });
    await Promise.all([save({ document: [rfc(30001)] }), save({ document: [rfc(30002)] })]);
    expect(await count()).toBe(before + 2);
  });
});
