import type pg from 'pg';
import { type Asked, askedOf, type Store, sql } from './client.ts';
import { type RecordName, type Row, records } from './records.ts';
import { type Saved, type Scope, save, type Writer } from './save.ts';
import { feedsSums, refreshSums } from './sums.ts';
import { tellOnce } from './told-once.ts';
import { inTransaction } from './transaction.ts';

/** Rows of every record type, in the order they are saved. */
export type Batch = { [Name in RecordName]?: Row<Name>[] };
export type Scopes = { [Name in RecordName]?: Scope };
/** Of each record type the keys of stored rows, and under which each of them goes on. */
export type Merged = { [Name in RecordName]?: ReadonlyMap<string, string> };

/** How many rows of each record type are this source's own now; types of which it has none are left out. */
async function countsOf(client: pg.PoolClient, source: string): Promise<Record<string, number>> {
  const each = Object.entries(records).map(
    ([name, { table }]) =>
      `select '${name}' as name, count(*)::int as n from "${table}" where removed_at is null and source = $1`,
  );
  const { rows } = await client.query<{ name: string; n: number }>(each.join(' union all '), [source]);
  return Object.fromEntries(rows.filter(({ n }) => n > 0).map(({ name, n }) => [name, n]));
}

export interface BatchOptions<Ended> {
  writer: Writer;
  /** Of a record type that is not among them a batch speaks only for the rows it holds. */
  scopes?: Scopes;
  merged?: Merged;
  /** Sees the row counts as they would stand and may refuse by throwing; then nothing is written. */
  check?: (counts: Record<string, number>) => void;
  /** Writes in the same transaction what is to be true as soon as the rows are: how their run ended. */
  end?: (within: Asked, batch: SavedBatch) => Promise<Ended>;
  /** `later`: the caller brings the sums up to date. */
  sums?: 'now' | 'later';
}

export interface SavedBatch {
  saved: Saved;
  counts: Record<string, number>;
}

/** Saves a whole batch or nothing of it, then brings the sums up to date where they are made from what was written. */
export function saveBatch<Ended = undefined>(
  store: Store,
  batch: Batch,
  { writer, scopes = {}, merged = {}, check, end, sums = 'now' }: BatchOptions<Ended>,
): Promise<SavedBatch & { ended: Ended }> {
  return inTransaction(store, async (client) => {
    const total: Saved = { added: 0, changed: 0, removed: 0, unchanged: 0 };
    const written: Parameters<typeof feedsSums>[0][number][] = [];
    for (const name of Object.keys(records) as RecordName[]) {
      const rows = batch[name];
      if (!rows) continue;
      const saved = await save(client, name, rows as never, scopes[name] ?? null, writer, merged[name]);
      for (const key of Object.keys(total) as (keyof Saved)[]) total[key] += saved[key];
      written.push({ name, rows, saved });
    }
    const counts = await countsOf(client, writer.source);
    check?.(counts);
    if (!writer.baseline) await tellOnce(client, writer.runId);
    if (sums === 'now' && feedsSums(written)) await refreshSums(client, 'written');
    const ended = (await end?.(askedOf(client), { saved: total, counts })) as Ended;
    return { saved: total, counts, ended };
  });
}

/** Authorship parts that no list knows. */
export async function unresolvedCount(store: Asked): Promise<number> {
  const [row] = await store.query<{ parts: number }>(sql`
    select count(*)::int as parts from authorship_organisation where kind = 'unresolved' and removed_at is null`);
  return row?.parts ?? 0;
}
