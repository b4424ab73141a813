import type pg from 'pg';
import { type Store, sql } from './client.ts';
import type { RecordName, Row } from './records.ts';
import { records } from './records.ts';
import type { Saved } from './save.ts';
import { inTransaction } from './transaction.ts';

/** Of what kind of document nothing is summed: `attribution` leaves it out. */
const uncounted = 'liaison';

/**
 * Whether what a save wrote can move the sums: it wrote to a table that `attribution` is made from. Which those are is
 * read from the view itself. `tally` is made from the lists of blocs besides, whose keeper brings the sums up to date.
 */
export async function feedsSums(
  client: pg.PoolClient,
  written: readonly {
    name: RecordName;
    rows: readonly Row<RecordName>[];
    saved: Saved & { written: number };
  }[],
): Promise<boolean> {
  const { rows } = await client.query<{ table: string }>(`
    select distinct c.relname as table
    from pg_rewrite w join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
    join pg_class c on d.refclassid = 'pg_class'::regclass and c.oid = d.refobjid
    where w.ev_class = 'attribution'::regclass and c.relkind = 'r'`);
  const sources = new Set(rows.map((row) => row.table));
  return written.some(({ name, rows: given, saved }) => {
    // Which page told a row is written without news; of what is summed only a document's work is.
    const moved = name === 'work' ? saved.written : saved.added + saved.changed + saved.removed;
    if (moved === 0 || !sources.has(records[name].table)) return false;
    const isUncounted = name === 'document' && saved.removed === 0 && given.length > 0;
    return !(isUncounted && (given as readonly Row<'document'>[]).every((row) => row.kind === uncounted));
  });
}

/** Computes the summed views anew. The order matters: tally and pair are summed from attribution. */
export async function refreshSums(client: pg.PoolClient): Promise<void> {
  await client.query(`set local work_mem = '128MB'; set local default_statistics_target = 20`);
  for (const view of ['attribution', 'tally', 'pair', 'meeting_document']) {
    await client.query(`refresh materialized view ${view}`);
    await client.query(`analyze ${view}`);
  }
  await nameSums(client);
}

/** Gives the sums as they stand from this transaction on a name that no others had: what rests on them is told by it. */
export const nameSums = (client: pg.PoolClient): Promise<unknown> =>
  client.query(`
    insert into setting (key, value) values ('sums at', gen_random_uuid()::text)
    on conflict (key) do update set value = excluded.value`);

/** The name of the sums as they stand; null where they were last computed by a version that gave none. */
export async function sumsName(store: Store): Promise<string | null> {
  const [row] = await store.query<{ value: string }>(sql`select value from setting where key = 'sums at'`);
  return row?.value ?? null;
}

/** The same in a transaction of its own. */
export const renewSums = (store: Store): Promise<void> => inTransaction(store, refreshSums);
