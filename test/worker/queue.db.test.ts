import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Store, sql } from '#prisma/client.ts';
import { dueSlots } from '#worker/schedule.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await store.pool.query('create table ran (id serial, slot text, pid int, what text)');
});
afterAll(() => store.close());

const sources = [
  { id: 'ietf-rfcs', cadenceHours: 24 },
  { id: 'ietf-drafts', cadenceHours: 12 },
];
const timezones = ['America/New_York', 'Asia/Tokyo'];
const hour = (at: number) => new Date(Date.UTC(2026, 9, 1, at));

/** A worker process, its ticks one after the other. */
class Worker {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly lines: AsyncIterator<string>;
  readonly ended: Promise<unknown>;

  constructor() {
    this.child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'worker-process.ts')],
      {
        env: { ...process.env, DATABASE_URL: store.url },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
    running.add(this);
  }
  get pid() {
    return this.child.pid;
  }
  async says(word: string): Promise<void> {
    expect((await this.lines.next()).value).toBe(word);
  }
  async tick(now: Date): Promise<void> {
    this.child.stdin.write(`${JSON.stringify({ now, sources, timezones })}\n`);
    await this.says('ticked');
  }
  hang(): void {
    this.child.stdin.write('hang\n');
  }
  kill(): Promise<unknown> {
    this.child.kill('SIGKILL');
    running.delete(this);
    return this.ended;
  }
  /** Lets it finish what it works at. */
  leave(): Promise<unknown> {
    this.child.stdin.end();
    running.delete(this);
    return this.ended;
  }
}
const running = new Set<Worker>();
afterEach(() => Promise.all([...running].map((worker) => worker.kill())));

async function joined(): Promise<Worker> {
  const worker = new Worker();
  await worker.says('ready');
  return worker;
}
const ran = () =>
  store.query<{ slot: string; pid: number; what: string }>(sql`select * from ran order by id`);
const done = async () => (await ran()).filter(({ what }) => what === 'done').map(({ slot }) => slot);

describe('two worker processes on one database', () => {
  it('do every slot of a month exactly once, one killed at its work and restarted; what both missed is caught up once', async () => {
    let [one, two] = await Promise.all([joined(), joined()]);
    const expected = new Set<string>();
    /** Both tick through these hours, at once. */
    const through = async (from: number, to: number) => {
      for (let at = from; at < to; at += 3) {
        for (const { name } of dueSlots(hour(at), sources, timezones)) expected.add(name);
        await Promise.all([one.tick(hour(at)), two.tick(hour(at))]);
      }
    };
    /** The clock stands; both look once more, until nothing is left to do. */
    const settled = async (at: number) => {
      const left = async () => {
        await through(at, at + 1);
        return expected.size - new Set(await done()).size;
      };
      await expect.poll(left, { timeout: 20_000, interval: 300 }).toBe(0);
    };
    await through(0, 10 * 24);
    await settled(10 * 24 - 1);

    one.hang();
    let tick = 10 * 24;
    /** What the first worker began and has not done. */
    const open = async () => {
      const rows = (await ran()).filter(({ pid, slot }) => pid === one.pid && slot.startsWith('scrape'));
      return rows.findLast(({ slot }) => !rows.some((row) => row.slot === slot && row.what === 'done'))?.slot;
    };
    while (!(await open())) {
      await through(tick, tick + 24);
      tick += 24;
      const begun = async () => new Set((await ran()).map(({ slot }) => slot)).size;
      await expect.poll(begun, { timeout: 20_000 }).toBe(expected.size);
    }
    expect(tick).toBeLessThan(18 * 24);
    const killedAt = await open();
    await one.kill();
    one = await joined();
    await through(tick, 18 * 24);
    await settled(18 * 24 - 1);
    await Promise.all([one.leave(), two.leave()]);
    [one, two] = await Promise.all([joined(), joined()]);
    await through(21 * 24, 31 * 24);
    await settled(31 * 24 - 1);
    await Promise.all([one.leave(), two.leave()]);

    const slots = await done();
    expect(slots.toSorted()).toEqual([...expected].sort());
    expect(
      (await ran())
        .filter(({ what }) => what === 'begun')
        .map(({ slot }) => slot)
        .toSorted(),
    ).toEqual([...expected, killedAt].sort());
    const missed = slots.filter((slot) => /^scrape ietf-rfcs 2026-10-(19|20|21|22)/.test(slot));
    expect(missed).toEqual(['scrape ietf-rfcs 2026-10-22T00:00Z']);
    const workers = new Set((await ran()).map(({ pid }) => pid));
    expect(workers.size).toBeGreaterThan(1);
  });
});

describe('one worker process', () => {
  const month = (day: number, at: number) => new Date(Date.UTC(2027, 1, day, at));
  /** The clock stands until so many of the slots due then are left. */
  const settles = async (worker: Worker, at: Date, left = 0) => {
    const undone = async () => {
      await worker.tick(at);
      const slots = new Set(await done());
      return dueSlots(at, sources, timezones).filter(({ name }) => !slots.has(name)).length;
    };
    await expect.poll(undone, { timeout: 20_000, interval: 300 }).toBe(left);
  };
  const runsOf = async (at: Date) => {
    const names = new Set(dueSlots(at, sources, timezones).map(({ name }) => name));
    return (await ran()).filter(({ slot, what }) => names.has(slot) && what === 'begun').length;
  };

  it('whose connections all break goes on with the next slots, each once', async () => {
    const worker = await joined();
    await settles(worker, month(2, 1));
    await store.query(sql`
      select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
    await settles(worker, month(9, 1));
    expect(await runsOf(month(9, 1))).toBe(sources.length + timezones.length);
    await worker.leave();
  });

  it('sends its letters while it reads a source for hours', async () => {
    const worker = await joined();
    await settles(worker, month(16, 1));
    worker.hang();
    await settles(worker, month(23, 1), sources.length);
    expect((await done()).filter((slot) => slot.startsWith('digest 2027-W07'))).toHaveLength(
      timezones.length,
    );
    await worker.kill();
  });
});
