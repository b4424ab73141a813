import type pg from 'pg';
import type { Store } from './client.ts';
import { lockKeys } from './locks.ts';
import { getSetting, setSetting } from './settings.ts';
import { inTransaction } from './transaction.ts';

/** How a queue that lives in this database runs its own statements. */
export interface Executor {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/** Runs what makes the queue's tables while no other worker does: two that do so at once may wait for each other. */
export const alone = (store: Store, make: () => Promise<void>): Promise<void> =>
  inTransaction(store, make, `begin; select pg_advisory_xact_lock(${lockKeys.queue})`);

/**
 * Files a slot and queues its job in one transaction, once for ever.
 * @returns false where another worker, or an earlier moment, queued it already
 */
export function fileSlot(
  store: Store,
  slot: { name: string; at: Date },
  queue: (db: Executor) => Promise<unknown>,
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rowCount } = await client.query(
      'insert into slot (name, at) values ($1, $2) on conflict (name) do nothing',
      [slot.name, slot.at],
    );
    if (rowCount) await queue({ executeSql: (text, values) => client.query(text, values) });
    return Boolean(rowCount);
  });
}

const tickKey = 'worker tick';

/** Notes that a worker has looked for what is due. */
export const noteTick = (store: Store): Promise<void> => setSetting(store, tickKey, new Date().toISOString());

/** When a worker last did, ISO time; null: none ever has. */
export const lastTick = (store: Store): Promise<string | null> => getSetting(store, tickKey);

/**
 * Gives back the jobs of a queue that were begun more than so many seconds ago and that no living process holds: their
 * worker was killed. Several workers may sweep at once; each job is given back once.
 */
export function sweepAbandoned(
  store: Store,
  queue: string,
  seconds: number,
  giveBack: (jobs: string[], db: Executor) => Promise<unknown>,
): Promise<number> {
  const sweep = async (client: pg.PoolClient) => {
    const { rows } = await client.query<{ id: string }>(
      `select j.id::text as id from pgboss.job j
       where j.name = $1 and j.state = 'active' and j.started_on < now() - make_interval(secs => $2)
         and not exists (select 1 from pg_locks l where l.locktype = 'advisory' and l.classid = ${lockKeys.job} and l.granted
                         and l.database = (select oid from pg_database where datname = current_database())
                         and l.objid::bigint = (hashtext(j.id::text)::bigint & 4294967295))`,
      [queue, seconds],
    );
    const jobs = rows.map((row) => row.id);
    if (jobs.length) await giveBack(jobs, { executeSql: (text, values) => client.query(text, values) });
    return jobs.length;
  };
  return inTransaction(store, sweep, `begin; select pg_advisory_xact_lock(${lockKeys.sweep})`);
}
