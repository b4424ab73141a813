import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Store, sql } from '#prisma/client.ts';
import { inTransaction } from '#prisma/transaction.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
});
afterAll(() => store.close());
beforeEach(() => store.pool.query(`delete from setting where key = 'half'`));

const half = () => store.query(sql`select 1 from setting where key = 'half'`);
const breakConnection = (pid: number) => store.query(sql`select pg_terminate_backend(${pid}, 5000)`);

describe('a transaction whose connection breaks', () => {
  it.each(['at rest', 'at work'])(
    '%s fails alone: nothing is written, and the next one works',
    async (when) => {
      const broken = inTransaction(store, async (client) => {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        await client.query(`insert into setting (key, value) values ('half', '')`);
        const working = when === 'at work' ? client.query('select pg_sleep(30)') : null;
        working?.catch(() => {});
        await breakConnection(rows[0]?.pid ?? 0);
        await working;
        await new Promise((resolve) => setTimeout(resolve, 100));
        await client.query('select 1');
      });
      await expect(broken).rejects.toThrow(/terminating connection|connection error|Connection terminated/);
      expect(await half()).toEqual([]);
      // A broken connection that went back to the pool would be the next one it gives.
      for (let n = 0; n < 8; n++) await inTransaction(store, (client) => client.query('select 1'));
    },
  );

  it('leaves the connection of one that refuses itself to the next', async () => {
    const pids: number[] = [];
    const pidOf = async (refuse: boolean) => {
      await inTransaction(store, async (client) => {
        pids.push((await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0);
        if (refuse) throw new Error('refused');
      }).catch(() => {});
    };
    await pidOf(true);
    await pidOf(false);
    expect(pids[0]).toBe(pids[1]);
  });
});
