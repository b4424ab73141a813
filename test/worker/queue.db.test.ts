import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#prisma/client.ts';
import { openQueue } from '#worker/queue.ts';
import type { Slot } from '#worker/schedule.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
});
afterAll(() => store.close());

const sources = [{ id: 'ietf-rfcs', cadenceHours: 24 }];

describe('two workers on one database', () => {
  it('do every slot of a month once, one of them leaving on the way, and catch a gap up once', async () => {
    const ran: string[] = [];
    const errors: string[] = [];
    const join = () =>
      openQueue(store, {
        run: async (slot: Slot) => void ran.push(slot.name),
        onError: (error) => void errors.push(error.message),
      });
    const [one, two] = [await join(), await join()];
    const day = (at: number) => new Date(Date.UTC(2026, 10, at, 12));
    for (let at = 1; at <= 30; at++) {
      if (at === 10) await one.stop();
      if (at >= 20 && at < 25) continue; // nobody ticks for five days
      await Promise.all(
        [...(at < 10 ? [one] : []), two].map((queue) => queue.tick(day(at), sources, ['UTC'])),
      );
    }
    await expect.poll(() => ran.length, { timeout: 40_000 }).toBe(25 + 6);
    await two.stop();
    expect(new Set(ran).size).toBe(ran.length);
    expect(ran.filter((name) => name.startsWith('digest')).sort()).toEqual(
      ['2026-W43', '2026-W44', '2026-W45', '2026-W46', '2026-W47', '2026-W48'].map(
        (week) => `digest ${week} UTC`,
      ),
    );
    expect(errors).toEqual([]);
  });
});
