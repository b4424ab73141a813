import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { type Store, sql } from '#prisma/client.ts';
import { rootInstancesFrom } from '#scrapers/root-servers/instances.ts';
import { runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../../database.ts';
import { type Mirror, startMirror } from '../../mirror.ts';

const source = rootInstancesFrom({
  base: false,
  named: ['2015-03-02', '2020-09-15', '2020-09-16', '2022-09-17'],
  months: [12],
  allMonths: false,
  until: '2024-09-03',
});

describe('the source root-instances, against the archives', () => {
  let mirror: Mirror;
  let store: Store;
  let dataDir: string;
  const settings = () => readSettings({ MIRROR_URL: mirror.url, DATA_DIR: dataDir });
  const total = async (day: string) => {
    const [row] = await store.query<{ instances: number; sites: number }>(sql`
      select sum(instances)::int as instances, sum(sites)::int as sites from instance
      where removed_at is null and "from" <= ${day}::date and ("to" is null or "to" > ${day}::date)`);
    return row;
  };
  beforeAll(async () => {
    mirror = await startMirror();
    store = await freshDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'rapporteur-roots-'));
  });
  afterAll(async () => {
    mirror.stop();
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('refuses a day on which a letter is missing, and a file whose columns have other names, and saves nothing', async () => {
    await mirror.faults([{ match: 'archives/2015/03/02/$', kind: 'gone-row' }]);
    expect(await runSource(store, source, settings())).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/13 letters/),
    });
    await mirror.clear();
    await mirror.faults([{ match: 'archives/2015/03/02/k-root', kind: 'rename-column' }]);
    expect(await runSource(store, source, settings())).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/k-root.*Locations/),
    });
    await mirror.clear();
    expect((await total('2022-09-17'))?.instances).toBeNull();
  });

  it('finds 458 instances at 431 sites on 2015-03-02, 1,553 on 2022-09-17, and no jump on 2020-09-16', async () => {
    const result = await runSource(store, source, settings());
    expect(result).toMatchObject({ state: 'good' });
    expect(await total('2015-03-02')).toEqual({ instances: 458, sites: 431 });
    expect((await total('2022-09-17'))?.instances).toBe(1553);
    const [before, after] = [await total('2020-09-15'), await total('2020-09-16')];
    expect(Math.abs((after?.instances ?? 0) - (before?.instances ?? 0))).toBeLessThan(70);
  });

  it('changes nothing when read again, and archives no mail address', async () => {
    const again = await runSource(store, source, settings());
    expect(again).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
    const [page] = await store.query<{ warc: string }>(
      sql`select warc_file as warc from page where url like '%k-root.yaml' limit 1`,
    );
    const { gunzipSync } = await import('node:zlib');
    const bytes = await readFile(join(dataDir, 'archive', page?.warc ?? ''));
    const text = page?.warc.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
    expect(text).toContain('Contact Email');
    expect(text).not.toMatch(/Contact Email:.*@/);
  });
});
