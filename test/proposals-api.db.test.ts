import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import type { Store } from '#prisma/client.ts';
import { replaceLists } from '#prisma/lists.ts';
import { factsProposals } from '#scrapers/facts/proposals.ts';
import { listRows } from '#scrapers/lists.ts';
import { runSource } from '#scrapers/run.ts';
import { candidateList, proposalList, proposalOne } from '../app/api/_endpoints/proposals.ts';
import * as candidates from '../app/api/v1/candidates/route.ts';
import * as proposal from '../app/api/v1/proposals/[slug]/route.ts';
import * as proposals from '../app/api/v1/proposals/route.ts';
import * as feed from '../app/proposals/[slug]/feed.atom/route.ts';
import { ask, askJson, serveFrom } from './api.ts';
import { freshDatabase } from './database.ts';

describe('proposals over the API', () => {
  let store: Store;
  beforeAll(async () => {
    store = await freshDatabase();
    await replaceLists(store, listRows());
    const settings = readSettings({ DATA_DIR: join(tmpdir(), 'rapporteur-facts-test') });
    expect(await runSource(store, factsProposals, settings)).toMatchObject({ state: 'good' });
    serveFrom(store);
  });
  afterAll(() => store.close());

  it('have the shape the description tells, and New IP its events in order of date with links that resolve', async () => {
    const list = await askJson<{ proposals: { slug: string }[] }>(proposals, '/api/v1/proposals');
    expect(proposalList.schema?.safeParse(list).error).toBeUndefined();
    for (const { slug } of list.proposals) {
      const one = await askJson<{
        events: { id: string; date: string; source: string | null; evidence: string }[];
      }>(proposal, `/api/v1/proposals/${slug}`, { slug });
      expect(proposalOne.schema?.safeParse(one).error, slug).toBeUndefined();
      const days = one.events.map(({ date }) => `${date}-01-01`.slice(0, 10));
      expect(days, slug).toEqual(days.toSorted());
      expect(one.events.filter(({ source, evidence }) => !source && evidence !== 'unchecked')).toEqual([]);
    }
    const none = await askJson(candidates, '/api/v1/candidates?proposal=new-ip');
    expect(candidateList.schema?.safeParse(none).data).toEqual({ candidates: [] });
  });

  it('answer a slug that is not there with 404, and a wrong parameter with 400 that names it', async () => {
    const missing = await ask(proposal, '/api/v1/proposals/none', { slug: 'none' });
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    const wrong = await ask(candidates, '/api/v1/candidates?since=yesterday');
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ parameter: 'since' });
  });

  it('have an Atom feed a family, an entry a step, whose tags never change', async () => {
    const answer = await ask(feed, '/proposals/brics-root/feed.atom', { slug: 'brics-root' });
    expect(answer.headers.get('content-type')).toMatch(/^application\/atom\+xml/);
    const text = await answer.text();
    expect(text).toContain('<id>tag:localhost,2026:proposal/bricsroot-2017</id>');
    expect(text.match(/<entry>/g)).toHaveLength(1);
  });
});
