import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { readParams } from '#metrics/params.ts';
import { listProposals } from '#metrics/proposals.ts';
import { readLetters, rootInstancesByCountry } from '#metrics/root-instances-by-country.ts';
import type { Store } from '#prisma/client.ts';
import { replaceLists } from '#prisma/lists.ts';
import { factsProposals } from '#scrapers/facts/proposals.ts';
import { listRows } from '#scrapers/lists.ts';
import { factsRootInstances } from '#scrapers/root-servers/instances.ts';
import { runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../database.ts';

describe('root instances and proposals, loaded from the files of this version', () => {
  let store: Store;
  const read = (query: string) =>
    rootInstancesByCountry.read(store, readParams(rootInstancesByCountry, new URLSearchParams(query)));
  beforeAll(async () => {
    store = await freshDatabase();
    await replaceLists(store, listRows());
    const settings = readSettings({ DATA_DIR: join(tmpdir(), 'rapporteur-facts-test') });
    for (const source of [factsRootInstances, factsProposals])
      expect(await runSource(store, source, settings)).toMatchObject({ state: 'good' });
  });
  afterAll(() => store.close());

  it('answer for any day: 1,553 instances on 2022-09-17, Norway among the countries', async () => {
    const reading = await read('on=2022-09-17');
    expect(reading.authorships).toBe(1553);
    expect(reading.rows.reduce((sum, row) => sum + row.value, 0)).toBe(1553);
    expect(reading.rows.find(({ key }) => key === 'NO')?.value).toBeGreaterThan(0);
    expect((await read('on=2015-03-02')).periods).toEqual([
      { period: '2015-03-02', documents: 431, authorships: 458 },
    ]);
  });

  it('answer for the ends of periods, and say when nothing newer or nothing older was read', async () => {
    const years = await read('from=2019&to=2021');
    expect(years.periods.map(({ period }) => period)).toEqual(['2019', '2020', '2021']);
    expect((await read('on=2026-01-01')).notes[0]).toMatch(/newest file read is of 2024-09-02/);
    expect((await read('on=2014-01-01')).notes[0]).toMatch(/archives begin/);
    expect((await read('on=2024-01-01&letter=k&country=NL')).rows).toHaveLength(1);
    await expect(async () => read('letter=z')).rejects.toThrow(/a letter from a to m/);
  });

  it('name the operator of each of thirteen letters, their country marked as unchecked', async () => {
    const letters = await readLetters(store, '2022-09-17');
    expect(letters).toHaveLength(13);
    expect(letters.reduce((sum, { instances }) => sum + instances, 0)).toBe(1553);
    expect(letters.find(({ letter }) => letter === 'k')).toMatchObject({
      operator: 'RIPE NCC',
      evidence: 'unchecked',
    });
  });

  it('load again without a change, and the dossiers stand beside', async () => {
    const settings = readSettings({ DATA_DIR: join(tmpdir(), 'rapporteur-facts-test') });
    for (const source of [factsRootInstances, factsProposals])
      expect(await runSource(store, source, settings)).toMatchObject({ added: 0, changed: 0, removed: 0 });
    expect((await listProposals(store)).length).toBeGreaterThan(18);
  });
});
