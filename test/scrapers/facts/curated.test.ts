import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Gathered, Reader, Source } from '#scrapers/contract.ts';
import { factsIetf } from '#scrapers/facts/ietf.ts';
import { factsItu } from '#scrapers/facts/itu.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Reads the facts of this version, with the words of one file changed. */
function gather(source: Source, path?: string, change = (text: string) => text): Promise<Gathered | null> {
  const read = async (url: string) => {
    const text = readFileSync(join(root, url), 'utf8');
    return { id: 1, url, text: url === path ? change(text) : text, fetchedAt: new Date() };
  };
  return source.gather({ read } as unknown as Reader);
}

describe('the curated facts', () => {
  it('have a known source, grade and code in every row', async () => {
    const itu = await gather(factsItu);
    const ietf = await gather(factsIetf);
    expect(itu?.rows.document?.length).toBe(2062);
    expect(ietf?.rows.tenure?.length).toBe(130);
  });

  it('have no two rows with one key', async () => {
    const rows = [await gather(factsItu), await gather(factsIetf)].flatMap((one) => [
      ...(one?.rows.tenure ?? []).map((row) => row.id),
      ...(one?.rows.document ?? []).map((row) => row.id),
      ...(one?.rows.published_count ?? []).map((row) => row.id),
    ]);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('fit in small files without any e-mail address or telephone number', () => {
    for (const name of readdirSync(join(root, 'facts'), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.csv')) continue;
      const path = join(root, 'facts', name);
      expect(statSync(path).size, name).toBeLessThan(1024 * 1024);
      expect(readFileSync(path, 'utf8'), name).not.toMatch(/[\w.]+@[\w.]+\.\w|\[at\]|\+\d{2} \d/);
    }
  });

  it.each([
    ['a renamed column', 'votes', (text: string) => text.replace('ballots', 'present'), /the columns/],
    [
      'a country code that does not exist',
      'officials',
      (text: string) => text.replace(',JP,', ',JX,'),
      /JX, expected an ISO 3166 code/,
    ],
    [
      'a row without a source',
      'posts',
      (text: string) => text.replace(/,http:[^,]*structure\.html,/, ',,'),
      /line 2: found no source/,
    ],
    [
      'an unknown grade',
      'posts',
      (text: string) => text.replace(',primary,', ',certain,'),
      /certain, expected primary/,
    ],
    [
      'an end before the start',
      'posts',
      (text: string) => text.replace('2000-10-06', '2010-10-06'),
      /a start before the end/,
    ],
    [
      'half a row',
      'meetings',
      (text: string) => text.slice(0, -100),
      /meetings\.csv: found Invalid Record Length/,
    ],
    [
      'a post nobody knows',
      'posts',
      (text: string) => text.replace(',vice-chair,', ',sub-chair,'),
      /sub-chair/,
    ],
  ])('are refused with %s, by file and line', async (_what, name, change, message) => {
    await expect(gather(factsItu, `facts/itu/${name}.csv`, change)).rejects.toThrow(message);
  });
});
