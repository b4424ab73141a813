import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { readAxisNotes } from '#metrics/axis-notes.ts';
import { readGroup } from '#metrics/group.ts';
import { defaultsOf } from '#metrics/params.ts';
import type { Store } from '#prisma/client.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { syncLists } from '#scrapers/lists.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await syncLists(store);
  await loadFacts(store, readSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), 'rapporteur-axis-')) }));
});
afterAll(() => store.close());

describe('what happened to the thing a chart counts by', () => {
  it('is nothing for a figure of the IETF that asks of no bloc', async () => {
    expect(await readAxisNotes(store, defaultsOf('ietf'))).toEqual([]);
  });

  it('is who joined and left the bloc that a figure is restricted to, its founders aside', async () => {
    const notes = await readAxisNotes(store, { ...defaultsOf('ietf'), bloc: 'eu' });
    const texts = notes.map(({ day, text }) => `${day} ${text}`);
    expect(texts).toContain('2020-02-01 United Kingdom leaves European Union');
    expect(texts).toContain('2013-07-01 Croatia joins European Union');
    expect(texts).toContain('2004-05-01 10 countries join European Union');
    expect(texts.some((text) => text.startsWith('1958'))).toBe(false);
    expect(notes.every((note) => note.source)).toBe(true);
  });

  it('is where the work of one study group came from or went, on figures of that group alone', async () => {
    const of = async (group: string | null) =>
      (await readAxisNotes(store, { ...defaultsOf('itu-t'), group })).map(
        ({ day, text }) => `${day} ${text}`,
      );
    const told = /takes over|ends; /;
    expect((await of('SG21')).filter((text) => told.test(text))).toEqual([
      '2024-10-24 SG21 takes over from SG9: all of its work; SG21 takes over from SG16: all of its work',
    ]);
    expect((await of('sg4')).filter((text) => told.test(text))).toEqual([
      '2008-10-30 SG4 ends; SG15 takes over test and measurement; SG2 takes over all the rest of its work',
    ]);
    expect((await of('SG17')).join()).toContain('some day in 2001');
    expect((await of(null)).filter((text) => told.test(text))).toEqual([]);
  });

  it('is told on the pages of both groups: another group, whose figures are its own', async () => {
    const merged = await readGroup(store, 'SG16');
    expect(merged).toMatchObject({ state: 'concluded', to: '2024-10-24', after: [{ successor: 'SG21' }] });
    expect((await readGroup(store, 'SG21'))?.before.map(({ group }) => group)).toEqual(['SG9', 'SG16']);
    expect(await readGroup(store, 'SG7')).toMatchObject({
      state: 'concluded',
      to: null,
      after: [{ on: '2001' }],
    });
    expect((await readGroup(store, 'SG13'))?.after).toEqual([]);
  });

  it('is every assembly and election on a figure of the ITU-T, in order of time', async () => {
    const notes = await readAxisNotes(store, defaultsOf('itu-t'));
    const days = notes.map(({ day }) => day);
    expect(days).toEqual(days.toSorted());
    expect(notes.map(({ text }) => text).join()).toMatch(/WTSA-20, Geneva.*PP-22: elections.*WTSA-24/);
  });
});
