import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { listCandidates } from '#metrics/proposals.ts';
import type { Store } from '#prisma/client.ts';
import { replaceLists } from '#prisma/lists.ts';
import { blank } from '#prisma/records.ts';
import { factsProposals } from '#scrapers/facts/proposals.ts';
import { listRows } from '#scrapers/lists.ts';
import { runSource } from '#scrapers/run.ts';
import { readSource } from '#worker/read-source.ts';
import { freshDatabase } from '../database.ts';
import { exampleSource } from '../scrapers/example-source.ts';

let store: Store;
const dir = mkdtempSync(join(tmpdir(), 'rapporteur-read-source-'));
const settings = readSettings({ DATA_DIR: dir });
beforeAll(async () => {
  store = await freshDatabase();
  await replaceLists(store, listRows());
  await runSource(store, factsProposals, settings);
});
afterAll(async () => {
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

const draft = (id: string, title: string) => ({
  ...blank('document'),
  id,
  body: 'ietf',
  kind: 'internet-draft',
  stage: 'posted',
  title,
  submitted: '2026-11-20',
});
const telling = (documents: ReturnType<typeof draft>[]) =>
  exampleSource({ gather: async () => ({ rows: { document: documents }, scopes: {}, asOf: '2026-11-25' }) });
const candidates = async () => (await listCandidates(store, {})).map(({ documentId }) => documentId);

describe('the worker', () => {
  const apn = draft('draft-planted-apn-header', 'A Header for Application-aware Networking');
  const fillers = Array.from({ length: 40 }, (_, n) => draft(`draft-filler-${n}`, `Subject ${n} of mail`));

  it('looks for relatives of followed proposals after a good reading that moved something, and only then', async () => {
    const first = await readSource(store, telling([apn, ...fillers]), settings);
    expect(first).toMatchObject({ state: 'good', added: 41, relatives: { added: 1 } });
    expect(await candidates()).toContain('draft-planted-apn-header');

    const again = await readSource(store, telling([apn, ...fillers]), settings);
    expect(again).toMatchObject({ state: 'good', unchanged: 41, relatives: null });
  });

  it('looks for none after a reading that failed, and keeps those there are', async () => {
    const failing = exampleSource({
      gather: async () => {
        throw new Error('the site is away');
      },
    });
    expect(await readSource(store, failing, settings)).toMatchObject({ state: 'failed', relatives: null });
    expect(await candidates()).toContain('draft-planted-apn-header');
  });
});
