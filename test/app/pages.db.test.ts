import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';
import { partsOfOrganisation } from '#metrics/proposals.ts';
import type { Store } from '#prisma/client.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { syncLists } from '#scrapers/lists.ts';
import Changes from '../../app/changes/page.tsx';
import DocumentPage from '../../app/documents/[id]/page.tsx';
import { Proposals as Parts } from '../../app/organisations/[id]/proposals.tsx';
import Proposals from '../../app/proposals/page.tsx';
import { serveFrom } from '../api.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await syncLists(store);
  await loadFacts(store, readSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), 'rapporteur-pages-')) }));
  serveFrom(store);
});
afterAll(() => store.close());

const nothing = Promise.resolve({});
const of = (id: string) => ({ params: Promise.resolve({ id }), searchParams: nothing });
const words = (element: Parameters<typeof renderToStaticMarkup>[0]) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('a page', () => {
  it('of an organisation leads to the proposals whose steps name it, with its part and what became of them', async () => {
    const parts = await partsOfOrganisation(store, 'huawei');
    const section = Parts({ parts, name: 'Huawei' });
    expect(renderToStaticMarkup(section)).toMatch(/href="\/proposals\/new-ip#[^"]+"/);
    expect(words(section)).toMatch(/co-sponsors: [^:]+, \d+ \w+ \d{4}/);
    expect(await partsOfOrganisation(store, 'bt')).toEqual([]);
  });

  it('of a contribution that only members can open does not call it published', async () => {
    const page = words(await DocumentPage(of('T17-TSAG-C-0083')));
    expect(page).toContain('Submitted 10 September 2019');
    expect(page).not.toContain('Published');
  });

  it('of the proposals tells days in words', async () => {
    expect(words(await Proposals())).not.toMatch(/\d{4}-\d{2}/);
  });

  it('of what changed asks since which day, and keeps what else was asked', async () => {
    const asked = Promise.resolve({ since: '2024-02-01', kind: 'corrected' });
    const html = renderToStaticMarkup(await Changes({ searchParams: asked }));
    expect(html).toMatch(
      /<input[^>]*type="date"[^>]*name="since"[^>]*value="2024-02-01"|name="since"[^>]*type="date"[^>]*value="2024-02-01"/,
    );
    expect(html).toContain('name="kind" value="corrected"');
  });
});
