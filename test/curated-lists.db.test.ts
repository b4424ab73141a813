import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveBatch } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import { startRun } from '#prisma/runs.ts';
import type { Saved } from '#prisma/save.ts';
import * as documents from '../app/api/v1/documents/route.ts';
import * as figure from '../app/api/v1/figures/[hash]/route.ts';
import * as metric from '../app/api/v1/metrics/[id]/route.ts';
import Changes from '../app/changes/page.tsx';
import { POST as freeze } from '../app/figures/route.ts';
import { ask, askJson, serveFrom } from './api.ts';
import { freshDatabase } from './database.ts';
import { restart } from './restart.ts';
import { readerOf } from './scrapers/reader.ts';

/** What a reviewer wrote into the lists, by file: edits of its text. */
let edits: Record<string, (text: string) => string> = {};
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return {
    ...real,
    readFileSync: ((...given: Parameters<typeof real.readFileSync>) => {
      const read = real.readFileSync(...given);
      const [, name = ''] = /entities\/([a-z-]+\.csv)$/.exec(String(given[0])) ?? [];
      return edits[name] ? edits[name](String(read)) : read;
    }) as typeof real.readFileSync,
  };
});

/** Sun Microsystems and Oracle as if they had been one firm all along, written twice into the list. */
const merge = {
  'organisations.csv': (text: string) => text.replace(/^sun-microsystems,.*\n/m, ''),
  'ownership.csv': (text: string) => text.replace(/^.*sun-microsystems.*\n/gm, ''),
  'organisation-names.csv': (text: string) =>
    `${text.replaceAll(',sun-microsystems,', ',oracle,')}sun microsystems,,oracle,,,as printed\n`,
};

const texts: Record<number, [name: string, organisation: string, country: string]> = {
  1: ['A. Able', 'Sun Microsystems', 'USA'],
  2: ['B. Baker', 'Sun Labs', 'France'],
  3: ['C. Clark', 'Oracle Corporation', 'USA'],
};
const index = `<?xml version="1.0" encoding="UTF-8"?>
<rfc-index xmlns="https://www.rfc-editor.org/rfc-index">${Object.entries(texts)
  .map(
    ([number, [name]]) => `<rfc-entry><doc-id>RFC000${number}</doc-id><title>Title ${number}</title>
  <author><name>${name}</name></author><date><month>June</month><year>200${number}</year></date>
  <current-status>INFORMATIONAL</current-status><publication-status>INFORMATIONAL</publication-status>
  <stream>IETF</stream></rfc-entry>`,
  )
  .join('')}</rfc-index>`;
const textOf = (number: number) => {
  const [name, organisation, country] = texts[number] as (typeof texts)[number];
  const row = (left: string, right: string) => left + right.padStart(72 - left.length);
  return [
    row('Network Working Group', name),
    row(`Request for Comments: ${number}`, organisation),
    row('Category: Informational', `June 200${number}`),
    `\n\n                    Title ${number}\n\nAuthor's Address\n\n   ${name}\n   ${organisation}\n   ${country}\n`,
  ].join('\n');
};

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  serveFrom(store);
});
afterAll(() => store.close());
beforeEach(() => vi.resetModules());

/** Reads the whole series again, as `npm run scrape -- ietf-rfcs --refetch` does. */
async function readAgain(): Promise<Saved> {
  vi.resetModules();
  const { ietfRfcs } = await import('#scrapers/ietf/rfcs.ts');
  let page = 0;
  const gathered = await ietfRfcs.gather(
    readerOf({
      refetch: true,
      read: async (url) => {
        const number = Number(/rfc(\d+)\.txt$/.exec(url)?.[1] ?? 0);
        return { id: ++page, url, text: number ? textOf(number) : index, fetchedAt: new Date('2026-11-20') };
      },
    }),
  );
  const last = await store.query<{ n: number }>({
    text: 'select count(*)::int as n from document',
    values: [],
  } as never);
  const writer = {
    runId: await startRun(store, 'ietf-rfcs', 'read'),
    source: 'ietf-rfcs',
    baseline: last[0]?.n === 0,
    difference: 'changed' as const,
  };
  const { saved } = await saveBatch(store, gathered?.rows ?? {}, { writer, scopes: gathered?.scopes ?? {} });
  return saved;
}

/** Everything a reader sees of who wrote these three: rows, sums, documents behind them, and a download. */
async function numbers() {
  const read = async (id: string, query: string) => {
    type Answer = { total: number; unknown: number; rows: { key: string | null; value: number }[] };
    const { rows, ...rest } = await askJson<Answer>(metric, `/api/v1/metrics/${id}?by=all&${query}`, { id });
    return { total: rest.total, unknown: rest.unknown, rows: rows.map(({ key, value }) => [key, value]) };
  };
  const behind = await ask(documents, '/api/v1/documents?organisation=oracle');
  const csv = await ask(metric, '/api/v1/metrics/x?by=all&from=2001', {
    id: 'authorship-by-organisation.csv',
  });
  return {
    organisations: await read('authorship-by-organisation', ''),
    owners: await read('authorship-by-organisation', 'rule=parent'),
    countries: await read('authorship-by-country', 'rule=employer'),
    concentration: await read('concentration-of-authorship', ''),
    behind: ((await behind.json()) as { documents: { id: string }[] }).documents.map(({ id }) => id),
    csv: (await csv.text()).split('\n').filter((line) => /^all,/.test(line)),
  };
}

const changes = async (query: Record<string, string>) =>
  renderToStaticMarkup(await Changes({ searchParams: Promise.resolve(query) }));

describe('a reviewed correction of the curated lists', () => {
  let before: Awaited<ReturnType<typeof numbers>>;
  let frozen = '';

  it('begins from what the lists say: two firms', async () => {
    await restart(store);
    await readAgain();
    before = await numbers();
    expect(before.organisations.rows).toEqual([
      ['sun-microsystems', 2],
      ['oracle', 1],
    ]);
    expect(before.behind).toEqual(['rfc3']);
    const response = await freeze(
      new Request('http://localhost:3000/figures', {
        method: 'POST',
        body: new URLSearchParams({ metric: 'authorship-by-organisation', params: 'by=all' }),
      }),
    );
    frozen = /[0-9a-f]{32}/.exec(response.headers.get('Location') ?? '')?.[0] ?? '';
  });

  it('moves every number at the next start, shows as a correction, and says which pictures moved (T20)', async () => {
    edits = merge;
    expect(await restart(store)).toBe(2);
    const after = await numbers();
    expect(after.organisations).toEqual({ total: 3, unknown: 0, rows: [['oracle', 3]] });
    expect(after.behind).toEqual(['rfc3', 'rfc2', 'rfc1']);
    expect(after.concentration).not.toEqual(before.concentration);
    const page = await changes({ kind: 'corrected' });
    expect(page).toContain('sun-microsystems → oracle');
    expect(page).toContain('Pictures that moved');
    expect(page).toContain('/measures/authorship-by-organisation?from=2001&amp;to=2002');
    expect(page).toContain('/measures/concentration-of-authorship?from=2001&amp;to=2002');
    expect(page).toContain(`/figures/${frozen}`);
    expect(page).not.toContain('/measures/posts-by-country');
    expect(page).not.toContain('/measures/coverage');
    const kept = await ask(figure, `/api/v1/figures/${frozen}`, { hash: frozen });
    expect(await kept.text()).toContain('sun-microsystems');
  });

  it('survives a reading of everything anew (T13)', async () => {
    const after = await numbers();
    expect(await readAgain()).toMatchObject({ added: 0, changed: 0, removed: 0 });
    expect(await numbers()).toEqual(after);
  });

  it('can be undone, and every number follows (T14)', async () => {
    edits = {};
    expect(await restart(store)).toBe(2);
    expect(await numbers()).toEqual(before);
    expect(await readAgain()).toMatchObject({ added: 0, changed: 0, removed: 0 });
    expect(await changes({ kind: 'corrected' })).toContain('oracle → sun-microsystems');
    expect(await changes({ kind: 'corrected' })).not.toContain(`/figures/${frozen}`);
  });
});
