import PgBoss from 'pg-boss';
import type { Store } from '#prisma/client.ts';
import { fileSlot } from '#prisma/slots.ts';
import { dueSlots, type Slot } from './schedule.ts';

export interface QueueOptions {
  /** Does what a slot is for; throws to have it tried again. */
  run: (slot: Slot) => Promise<void>;
  /** After so many seconds a job whose worker was killed is given to another. */
  expireInSeconds?: number;
  maintenanceIntervalSeconds?: number;
  onError: (error: Error) => void;
}

export interface Queue {
  /** Queues what is due at `now` and was not queued before. */
  tick(
    now: Date,
    sources: readonly { id: string; cadenceHours: number }[],
    timezones: readonly string[],
  ): Promise<void>;
  stop(): Promise<void>;
}

const name = 'slot';

/** Joins the queue in this database: as many workers as like, on as many machines. */
export async function openQueue(store: Store, options: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: store.url,
    application_name: 'rapporteur worker',
    max: 3,
    schedule: false,
    maintenanceIntervalSeconds: options.maintenanceIntervalSeconds ?? 60,
  });
  boss.on('error', options.onError);
  await boss.start();
  const limits = { retryLimit: 3, retryDelay: 60, expireInSeconds: options.expireInSeconds ?? 2 * 3600 };
  await boss.createQueue(name, { name, ...limits });
  const worker: { id?: string } = {};
  worker.id = await boss.work<{ slot: Slot }>(name, { pollingIntervalSeconds: 1 }, async ([job]) => {
    if (!job) return;
    const { slot } = job.data;
    await options.run({ ...slot, at: new Date(slot.at) });
    if (worker.id) boss.notifyWorker(worker.id);
  });
  return {
    tick: async (now, sources, timezones) => {
      for (const slot of dueSlots(now, sources, timezones)) {
        await fileSlot(store, slot, (db) => boss.send(name, { slot }, { ...limits, db }));
      }
    },
    stop: () => boss.stop({ graceful: true, wait: true, timeout: 30_000 }),
  };
}
