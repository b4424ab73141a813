import { type Store, sql } from './client.ts';

/** How a queue that lives in this database runs its own statements. */
export interface Executor {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/**
 * Files a slot and queues its job in one transaction, once for ever.
 * @returns false where another worker, or an earlier moment, queued it already
 */
export async function fileSlot(
  store: Store,
  slot: { name: string; at: Date },
  queue: (db: Executor) => Promise<unknown>,
): Promise<boolean> {
  const client = await store.pool.connect();
  try {
    await client.query('begin');
    const { rowCount } = await client.query(
      'insert into slot (name, at) values ($1, $2) on conflict (name) do nothing',
      [slot.name, slot.at],
    );
    if (rowCount) await queue({ executeSql: (text, values) => client.query(text, values) });
    await client.query('commit');
    return Boolean(rowCount);
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** The newest slots that were filed. */
export const filedSlots = (store: Store, limit: number): Promise<{ name: string; at: Date }[]> =>
  store.query(sql`select name, at from slot order by at desc, name limit ${limit}`);
