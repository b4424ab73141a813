import { createHash } from 'node:crypto';
import type pg from 'pg';
import { findTouched, findWorks, replaceAll, replaceTouched } from './attribution.ts';
import { type Store, sql } from './client.ts';
import { lockKeys } from './locks.ts';
import { addPairs, countPairs, findYears } from './pairs.ts';
import type { RecordName, Row } from './records.ts';
import type { Saved } from './save.ts';
import { cutDays, nameSeries, sumMonths, sumSpans } from './tally.ts';
import { inTransaction } from './transaction.ts';

/** Of what kind of document nothing is summed: `attribution` leaves it out. */
const uncounted = 'liaison';

/** What `attribution` is made from, besides the lists, whose keeper brings the sums up to date. */
const summed: readonly RecordName[] = ['document', 'authorship', 'authorship_organisation', 'work'];

/** Whether what a save wrote can move the sums. */
export const feedsSums = (
  written: readonly {
    name: RecordName;
    rows: readonly Row<RecordName>[];
    saved: Saved & { written: number };
  }[],
): boolean =>
  written.some(({ name, rows, saved }) => {
    // Which page told a row is written without news; of what is summed only a document's work is.
    const moved = name === 'work' ? saved.written : saved.added + saved.changed + saved.removed;
    if (moved === 0 || !summed.includes(name)) return false;
    const isUncounted = name === 'document' && saved.removed === 0 && rows.length > 0;
    return !(isUncounted && (rows as readonly Row<'document'>[]).every((row) => row.kind === uncounted));
  });

/**
 * So many days, or documents, are summed sooner by reading all rows through than by looking up those of each. A first
 * reading of the ITU's lists moves 86,400 documents on a hundred days.
 */
const manyDays = 300;
const manyDocuments = 1_000;

const manyRows = 10_000;

/** Sums of months, years and all time that hold a month in `moved`, which are written anew: `cell`. */
const clearMoved = `
  create temp table cell on commit drop as
  select s.id as series, m.month as starts from moved m join series s using (body, kind) where s.span = 'month'
  union select s.id, date_trunc('year', m.month::timestamp)::date from moved m join series s using (body, kind) where s.span = 'year'
  union select s.id, date '0001-01-01' from moved m join series s using (body, kind) where s.span = 'all';
  analyze cell;
  delete from tally_sum t using cell c where c.series = t.series and c.starts = t.starts`;

const clearAll = 'delete from tally_sum; delete from pair_count';

const countMeetings = `
  delete from meeting_document;
  insert into meeting_document
  select kind, meeting_id, count(*), count(*) filter (where visibility is distinct from 'not-uploaded'),
         count(*) filter (where visibility = 'public')
  from document
  where removed_at is null and meeting_id is not null and kind <> 'liaison' and source not like 'facts-%'
  group by 1, 2`;

/** Changes with every word of how things are summed. */
const version = createHash('sha256')
  .update(
    [findWorks, replaceAll, cutDays('all'), nameSeries, sumMonths, sumSpans('year'), sumSpans('all')]
      .concat([findYears, countPairs('all'), addPairs('year', 'all'), addPairs('all', 'all'), countMeetings])
      .join('\n'),
  )
  .digest('hex');
const isOfVersion = `select value = $1 as same from setting where key = 'sums'`;

/**
 * Brings the sums up to date within the transaction that moved them: `written`, those of the months that hold a document
 * of which this transaction wrote something, or all. Readers go on reading what stood before, until it is committed.
 */
export async function refreshSums(client: pg.PoolClient, which: 'all' | 'written' = 'all'): Promise<void> {
  // One after another: the second sees what the first has committed.
  await client.query(`
    set local work_mem = '128MB'; set local hash_mem_multiplier = 4; set local default_statistics_target = 20;
    select pg_advisory_xact_lock(${lockKeys.sums})`);
  const isWhole = which === 'all' || !(await client.query(isOfVersion, [version])).rows[0]?.same;
  await client.query(findWorks);
  if (!isWhole) await client.query(findTouched);
  await client.query(isWhole ? replaceAll : replaceTouched);
  await client.query(nameSeries);
  await client.query(findYears);
  await client.query(isWhole ? clearAll : clearMoved);
  await client.query(cutDays(isWhole ? 'all' : 'moved'));
  const { days, documents } = await sizeOf(client, isWhole ? 'attribution' : 'touched');
  const isMany = days > manyDays || documents > manyDocuments;
  // What was written just now the planner may still hold for little.
  if (isMany) await client.query('set local enable_nestloop = off; set local enable_mergejoin = off');
  const { rowCount } = await client.query(sumMonths);
  await client.query(countPairs(isWhole ? 'all' : 'touched'));
  await client.query(addPairs('year', isWhole ? 'all' : 'touched'));
  await client.query(addPairs('all', isWhole ? 'all' : 'touched'));
  if (isMany) await client.query('set local enable_nestloop = on; set local enable_mergejoin = on');
  await client.query(sumSpans('year'));
  await client.query(sumSpans('all'));
  await client.query(countMeetings);
  if ((rowCount ?? 0) > manyRows)
    await client.query('analyze attribution; analyze tally_sum; analyze pair_count');
  await client.query('drop table work_now, moved, day, standing, pair_year, pair_moved');
  await client.query(isWhole ? '' : 'drop table touched, attribution_before, cell');
  await nameSums(client);
  if (isWhole)
    await client.query(
      `insert into setting (key, value) values ('sums', $1) on conflict (key) do update set value = excluded.value`,
      [version],
    );
}

const sizeOf = async (client: pg.PoolClient, moved: 'attribution' | 'touched') =>
  (
    await client.query<{ days: number; documents: number }>(
      `select (select count(*)::int from day) as days, (select count(*)::int from ${moved}) as documents`,
    )
  ).rows[0] ?? { days: 0, documents: 0 };

/** Gives the sums as they stand from this transaction on a name that no others had: what rests on them is told by it. */
const nameSums = (client: pg.PoolClient): Promise<unknown> =>
  client.query(`
    insert into setting (key, value) values ('sums at', gen_random_uuid()::text)
    on conflict (key) do update set value = excluded.value`);

/** The name of the sums as they stand; null before any were computed. */
export async function sumsName(store: Store): Promise<string | null> {
  const [row] = await store.query<{ value: string }>(sql`select value from setting where key = 'sums at'`);
  return row?.value ?? null;
}

/** The same of all in a transaction of its own. */
export const renewSums = (store: Store): Promise<void> =>
  inTransaction(store, (client) => refreshSums(client));

/** The same where another version summed, or nobody has yet. */
export async function ensureSums(store: Store): Promise<void> {
  if (!(await store.pool.query(isOfVersion, [version])).rows[0]?.same)
    await inTransaction(store, (client) => refreshSums(client, 'written'));
}
