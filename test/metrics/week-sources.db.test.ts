import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastWeek, parseWeek } from '#lib/week.ts';
import { readSourceHealth } from '#metrics/week-sources.ts';
import type { Store } from '#prisma/client.ts';
import { describeSources } from '#scrapers/sources.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await describeSources(store);
  const run = (source: string, mode: string, at: string) =>
    store.pool.query(`insert into run (source, mode, state, started_at) values ($1, $2, 'good', $3)`, [
      source,
      mode,
      at,
    ]);
  await run('ietf-groups', 'starter', '2020-11-20');
  await run('ietf-drafts', 'read', '2020-11-10');
  await run('ietf-roles', 'read', '2020-11-21');
  await run('facts-itu', 'read', '2020-11-21');
  await run('ietf-liaisons', 'read', new Date().toISOString());
});
afterAll(() => store.close());

const states = async (week: Parameters<typeof readSourceHealth>[1]) =>
  Object.fromEntries((await readSourceHealth(store, week)).map(({ id, state }) => [id, state]));

describe('how a source stood at the end of a week', () => {
  it('is late where its last reading is older than twice the time between two, and unread with starter data alone', async () => {
    const then = await states(parseWeek('2020-W47'));
    expect(then).toMatchObject({ 'ietf-drafts': 'late', 'ietf-roles': 'read', 'ietf-groups': 'unread' });
    expect(then['facts-itu']).toBeUndefined();
  });

  it('is that of today in a week that is not over', async () => {
    const now = await states(lastWeek(new Date(Date.now() + 7 * 86_400_000)));
    expect(now).toMatchObject({ 'ietf-liaisons': 'read', 'ietf-roles': 'late' });
  });
});
