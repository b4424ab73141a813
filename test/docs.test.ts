import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sources } from '#scrapers/sources.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

describe('the documentation', () => {
  it('has one heading for every source, and none for a source that is not there', () => {
    const headings = [...read('docs/sources.md').matchAll(/^## ([a-z][a-z-]*)$/gm)].map((found) => found[1]);
    expect(headings.toSorted()).toEqual(sources.map((source) => source.id).toSorted());
  });

  it('names in the README only commands that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read('README.md').matchAll(/npm run ([a-z:]+)/g)].map((found) => found[1] ?? '');
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(scripts, name).toHaveProperty(name);
  });

  it('links only to files that exist', () => {
    const files = [
      'README.md',
      'CHANGELOG.md',
      ...readdirSync(join(root, 'docs'))
        .filter((name) => name.endsWith('.md'))
        .map((name) => `docs/${name}`),
    ];
    for (const file of files) {
      for (const [, target = ''] of read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
        expect(existsSync(join(root, file, '..', target)), `${file} → ${target}`).toBe(true);
      }
    }
  });

  it('names for each of its twenty promises a test that is there, by its sentence', () => {
    const parts = read('docs/promises.md').split(/^## T/m).slice(1);
    expect(parts.map((part) => Number.parseInt(part, 10))).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
    for (const part of parts) {
      const held = [...part.matchAll(/^- `(test\/[\w./-]+)`: “(.*)”$/gm)];
      expect(held.length, part).toBe(part.split('\n- ').length - 1);
      expect(held.length, part).toBeGreaterThan(0);
      for (const [, file = '', sentence = ''] of held)
        expect(read(file), `${file}: ${sentence}`).toContain(sentence);
    }
  });
});
