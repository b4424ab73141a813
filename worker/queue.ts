import { setTimeout as sleep } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import type { Store } from '#prisma/client.ts';
import { type Hold, hold } from '#prisma/locks.ts';
import { alone, fileSlot, noteTick, sweepAbandoned } from '#prisma/slots.ts';
import { dueSlots, type Slot } from './schedule.ts';

export interface QueueOptions {
  /** Does what a slot is for; throws to have it tried again. */
  run: (slot: Slot) => Promise<void>;
  /** A job begun so many seconds ago that no living worker holds was its worker's who was killed. */
  graceSeconds?: number;
  /** Seconds before a job that failed, or whose worker was killed, is tried again. */
  retrySeconds?: number;
  onError: (error: Error) => void;
}

export interface Queue {
  /** Queues what is due at `now` and was not queued before, and gives back the jobs of killed workers. */
  tick(
    now: Date,
    sources: readonly { id: string; cadenceHours: number }[],
    timezones: readonly string[],
  ): Promise<void>;
  /** Takes no more jobs and waits for those under way. @returns false where that took more than `seconds` */
  stop(seconds?: number): Promise<boolean>;
}

/**
 * A queue for each kind of job: a source that is read for hours keeps no letter waiting. What former versions queued of
 * either kind stands in the first.
 */
const queues = { scrape: 'slot', digest: 'letters' } as const satisfies Record<Slot['job'], string>;
const pollMs = 1000;

/** Joins the queue in this database: as many workers as like, on as many machines. */
export async function openQueue(store: Store, options: QueueOptions): Promise<Queue> {
  const { graceSeconds = 15, retrySeconds = 60, onError } = options;
  const boss = new PgBoss({
    connectionString: store.url,
    application_name: 'rapporteur worker',
    max: 4,
    schedule: false,
  });
  boss.on('error', onError);
  // Reading a source for the first time takes hours. Whose worker is gone is known by its hold, long before this.
  const expireInSeconds = 23 * 3600;
  await alone(store, async () => {
    await boss.start();
    for (const name of Object.values(queues)) await boss.createQueue(name, { name, expireInSeconds });
  });
  const stopping = new AbortController();

  // A mail server may be away for most of a day; a source that cannot be read waits for its next slot.
  const limitsOf = ({ job }: Slot) => ({
    expireInSeconds,
    retryDelay: retrySeconds,
    retryLimit: job === 'digest' ? Math.ceil((24 * 3600) / retrySeconds) : 3,
  });
  const work = async (name: string): Promise<boolean> => {
    const [job] = (await boss.fetch<{ slot: Slot }>(name)) ?? [];
    if (!job) return false;
    let held: Hold | null = null;
    try {
      held = await hold(store.url, 'job', job.id);
      if (!held) throw new Error(`job ${job.id}: another worker is still at it`);
      const { slot } = job.data;
      await options.run({ ...slot, at: new Date(slot.at) });
      await boss.complete(name, job.id);
    } catch (error) {
      onError(error as Error);
      await boss.fail(name, job.id, { message: (error as Error).message });
    } finally {
      await held?.release();
    }
    return true;
  };
  const working = Object.values(queues).map(async (name) => {
    while (!stopping.signal.aborted) {
      const hadWork = await work(name).catch((error: Error) => {
        onError(error);
        return false;
      });
      if (!hadWork) await sleep(pollMs, null, { signal: stopping.signal }).catch(() => {});
    }
  });

  return {
    tick: async (now, sources, timezones) => {
      for (const slot of dueSlots(now, sources, timezones)) {
        await fileSlot(store, slot, (db) => boss.send(queues[slot.job], { slot }, { ...limitsOf(slot), db }));
      }
      for (const name of Object.values(queues))
        await sweepAbandoned(store, name, graceSeconds, async (jobs, db) => {
          for (const job of jobs) await boss.fail(name, job, { message: 'its worker ended' }, { db });
        });
      await noteTick(store);
    },
    stop: async (seconds = 30) => {
      stopping.abort();
      const late = new AbortController();
      const isDone = await Promise.race([
        Promise.all(working).then(() => true),
        sleep(seconds * 1000, false, { signal: late.signal }).catch(() => false),
      ]);
      late.abort();
      await boss.stop({ graceful: false, wait: true });
      return isDone;
    },
  };
}
