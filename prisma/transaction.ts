import type pg from 'pg';
import type { Store } from './client.ts';

/**
 * Runs `work` on one connection in one transaction: all of what it writes is committed when it ends, nothing when it
 * throws. `begin` may state the kind of transaction, or take a lock with it.
 */
export async function inTransaction<Result>(
  store: Store,
  work: (client: pg.PoolClient) => Promise<Result>,
  begin = 'begin',
): Promise<Result> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  // A client that was taken out of the pool has nobody else who listens, and would end the process.
  const onError = (error: Error) => {
    broken ??= error;
  };
  client.on('error', onError);
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // Where the connection broke there is nothing to roll back, and the first error is the one to tell.
    await client.query('rollback').catch(onError);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
