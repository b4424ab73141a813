import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliver } from '#digest/deliver.ts';
import { type Carrier, openCarrier } from '#digest/send.ts';
import { readSettings } from '#lib/env.ts';
import { parseWeek } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';
import { hold, lockKeys } from '#prisma/locks.ts';
import { refreshSums, renewSums } from '#prisma/sums.ts';
import { inTransaction } from '#prisma/transaction.ts';
import { sourceFiles } from '../architecture.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
});
afterAll(() => store.close());

describe('the advisory locks', () => {
  it('have each a number of their own, which stands in one file', () => {
    const numbers = Object.values(lockKeys);
    expect(new Set(numbers).size).toBe(numbers.length);
    const root = join(import.meta.dirname, '..', '..');
    const literal = new RegExp(numbers.map((key) => String(key).split('').join('_?')).join('|'));
    const taking = /advisory_(?:xact_)?(?:un)?lock(?:_shared)?\((?:\d|'|hashtext)/;
    const holders = sourceFiles(root).filter(({ text }) => literal.test(text) || taking.test(text));
    expect(holders.map(({ path }) => path)).toEqual(['prisma/locks.ts']);
    expect(readFileSync(join(root, 'prisma', 'locks.ts'), 'utf8').match(/7_253_\d+/g)).toHaveLength(
      numbers.length,
    );
  });

  it('let letters be sent while sums are computed, and sums be computed while letters are sent', async () => {
    const carrier = await openCarrier(readSettings({}).mail, '/nonexistent');
    const week = { week: parseWeek('2020-W47'), timezones: null, site: 'http://localhost', carrier, rate: 1 };
    await inTransaction(store, async (client) => {
      await refreshSums(client);
      expect(await deliver(store, week)).toMatchObject({ queued: 0 });
    });
    const sending = await hold(store.url, 'sending');
    await renewSums(store);
    expect(await deliver(store, week)).toBeNull();
    await sending?.release();
    carrier.close();
  });
});

const breakHold = (key: number) =>
  store.query(sql`
    select pg_terminate_backend(pid, 5000) from pg_locks
    where locktype = 'advisory' and objid = ${key}
      and database = (select oid from pg_database where datname = current_database())`);

describe('letters that lose their hold while they are sent', () => {
  it('stop there with an error that says so; the next process sends the rest, each once', async () => {
    const taken: string[] = [];
    let isToBreak = true;
    const carrier: Carrier = {
      seal:
        async ({ to }) =>
        async () => {
          taken.push(to);
          if (isToBreak) await breakHold(lockKeys.sending);
          return { state: 'sent', doubt: false };
        },
      close: () => {},
    };
    const addresses = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@example.org`);
    const known = { state: 'active', timezone: 'UTC', quiet: 'every', confirmedAt: new Date() };
    for (const address of addresses)
      await store.prisma.subscriber.create({
        data: { ...known, address, mailbox: address, follows: { create: { kind: 'general', subject: '' } } },
      });
    const week = { week: parseWeek('2020-W48'), timezones: null, site: 'http://localhost', carrier, rate: 5 };
    await expect(deliver(store, week)).rejects.toMatchObject({ name: 'LostHold' });
    expect(taken.length).toBeLessThan(3);
    isToBreak = false;
    expect(await deliver(store, week)).toMatchObject({ sent: 6, queued: 0 });
    expect(taken.toSorted()).toEqual(addresses);
  });
});

describe('a hold', () => {
  it('is had by one at a time, and by the next as soon as it is released', async () => {
    const one = await hold(store.url, 'source', 'a');
    expect(one).not.toBeNull();
    expect(await hold(store.url, 'source', 'a')).toBeNull();
    const other = await hold(store.url, 'source', 'b');
    expect(other).not.toBeNull();
    await Promise.all([one?.release(), other?.release()]);
    expect(one?.lost.aborted).toBe(false);
    const next = await hold(store.url, 'source', 'a');
    expect(next).not.toBeNull();
    await next?.release();
  });

  it('says that it is lost, and what and why, when its connection breaks', async () => {
    const held = await hold(store.url, 'sending');
    await breakHold(lockKeys.sending);
    await expect.poll(() => held?.lost.aborted).toBe(true);
    expect(held?.lost.reason).toMatchObject({
      name: 'LostHold',
      message: expect.stringMatching(/^the database connection that held sending was lost \(.+\)$/),
    });
    await held?.release();
  });
});
