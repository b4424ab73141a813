import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings, type Settings } from '#lib/env.ts';
import { type Store, sql } from '#prisma/client.ts';
import { syncLists } from '#scrapers/lists.ts';
import { factsRootInstances } from '#scrapers/root-servers/instances.ts';
import { runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../../database.ts';

let store: Store;
let dir: string;
let settings: Settings;
beforeAll(async () => {
  store = await freshDatabase();
  dir = await mkdtemp(join(tmpdir(), 'rapporteur-facts-'));
  settings = readSettings({ DATA_DIR: dir });
  await syncLists(store);
});
afterAll(async () => {
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

describe('curated facts of a newer version', () => {
  it('load where a live source has taken over every row of theirs, and leave these alone', async () => {
    expect(await runSource(store, factsRootInstances, settings)).toMatchObject({ state: 'good' });
    await store.query(sql`update instance set source = 'root-instances' returning 1`);
    const again = await runSource(store, factsRootInstances, settings, { refetch: true });
    expect(again).toMatchObject({ state: 'good', message: null, added: 0, changed: 0, removed: 0 });
    const [{ led } = { led: 0 }] = await store.query<{ led: number }>(
      sql`select count(*)::int as led from instance where source = 'root-instances' and removed_at is null`,
    );
    expect(led).toBeGreaterThan(3000);
  });
});
