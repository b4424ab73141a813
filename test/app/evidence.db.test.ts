import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#prisma/client.ts';
import { serveFrom } from '../api.ts';
import { archivedText } from '../archived.ts';
import { freshDatabase } from '../database.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'rapporteur-evidence-'));
process.env.DATA_DIR = dataDir;

let store: Store;
let id: number;
beforeAll(async () => {
  store = await freshDatabase();
  serveFrom(store);
  const text = Array.from({ length: 34_000 }, (_, line) => `word${line + 1}`).join('\n');
  id = await archivedText(store, dataDir, 'https://www.rfc-editor.org/rfc/rfc5661.txt', text);
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

async function open(search: Record<string, string> = {}): Promise<string> {
  const { default: Page } = await import('../../app/evidence/[page]/page.tsx');
  const page = Promise.resolve({ page: String(id) });
  return renderToStaticMarkup(await Page({ params: page, searchParams: Promise.resolve(search) }));
}
const shown = (html: string) => [...html.matchAll(/word(\d+)/g)].map((found) => Number(found[1]));
const said = (html: string) =>
  /Lines [\d,\s]+ to [\d,\s]+ of [\d,\s]+/.exec(html)?.[0].replace(/[^\w ]/g, '');
const ways = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<a href="\/evidence\/\d+\?([^"]+)">([^<]+)<\/a>/g)].map((found) => [
      (found[2] ?? '').replace(/[^\w ]/g, ''),
      (found[1] ?? '').replaceAll('&amp;', '&'),
    ]),
  );

describe('a long page as evidence', () => {
  it('opens where the words that were used stand, says which lines these are, and leads to all others', async () => {
    const html = await open({ lines: '33990,33991' });
    expect(html).toContain('<mark>word33990</mark>');
    expect(html).toContain('<mark>word33991</mark>');
    expect(shown(html)[0]).toBe(33_790);
    expect(shown(html).at(-1)).toBe(34_000);
    expect(said(html)).toBe('Lines 33790 to 34000 of 34000');
    const seen = new Set(shown(html));
    for (let way = ways(html)['Earlier lines']; way; ) {
      const earlier = await open(Object.fromEntries(new URLSearchParams(way.replace(/#.*/, ''))));
      for (const line of shown(earlier)) seen.add(line);
      way = ways(earlier)['Earlier lines'];
    }
    expect(seen.size).toBe(34_000);
  });

  it('begins at the beginning where nothing is marked, and is read to its end', async () => {
    let html = await open();
    expect(said(html)).toBe('Lines 1 to 10000 of 34000');
    const seen = shown(html);
    while (ways(html)['Later lines']) {
      html = await open(
        Object.fromEntries(new URLSearchParams((ways(html)['Later lines'] ?? '').replace(/#.*/, ''))),
      );
      seen.push(...shown(html));
    }
    expect(seen).toEqual(Array.from({ length: 34_000 }, (_, at) => at + 1));
  });

  it('names what else is marked on it, wherever that stands, and is not led astray by numbers that are none', async () => {
    const html = await open({ lines: '12,20000,99999,x' });
    expect(html).toContain('<mark>word12</mark>');
    expect(ways(html)['line 20000']).toBe('lines=12,20000,99999&from=19800#l20000');
    expect(ways(html)['line 99999']).toBeUndefined();
    expect(said(await open({ lines: 'x', from: '-5' }))).toBe('Lines 1 to 10000 of 34000');
    expect(shown(await open({ from: '99999' }))).toEqual([34_000]);
  });
});
