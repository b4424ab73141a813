import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles, violations } from './architecture.ts';

const root = join(import.meta.dirname, '..');
const planted = (path: string, text: string) => violations([{ path, text }]);

describe('the tree', () => {
  it('keeps its rooms: who imports whom, where SQL and cheerio stand, how large lib is', () => {
    const files = sourceFiles(root);
    expect(files.length).toBeGreaterThan(40);
    expect(violations(files)).toEqual([]);
  });

  it.each([
    ['lib/x.ts', `import { sql } from '#prisma/client.ts';`],
    ['entities/x.ts', `export { connect } from '#prisma/connect.ts';`],
    ['prisma/x.ts', `const { country } = await import('#entities/country.ts');`],
    ['metrics/x.ts', `import '#scrapers/run.ts';`],
    ['metrics/x.ts', `const rows = require('#entities/country.ts');`],
    ['digest/x.ts', `import { web } from '#scrapers/web.ts';`],
    ['app/a/page.tsx', `import { resolve } from '#entities/organisation.ts';`],
    ['app/a/page.tsx', `let row: import('#scrapers/run.ts').RunResult;`],
    ['worker/x.ts', `import { metrics } from '#metrics/index.ts';`],
    ['scrapers/itu/x.ts', `import { metrics } from '#metrics/index.ts';`],
  ])('has no %s that says %s, for the room may not', (path, text) => {
    expect(planted(path, text)).toEqual([expect.stringMatching(`^${path}: imports #.* may not import `)]);
  });

  it('opens of the letter only its following to the pages', () => {
    expect(planted('app/a/page.tsx', `import { compose } from '#digest/compose.ts';`)).toEqual([
      'app/a/page.tsx: imports #digest/compose.ts: of digest, app may import follow only',
    ]);
    expect(planted('app/a/page.tsx', `import { follow } from '#digest/follow.ts';`)).toEqual([]);
  });

  it('crosses a room by its #name only, and never by a name that is computed', () => {
    expect(planted('scrapers/ietf/x.ts', `import { save } from '../../prisma/save.ts';`)).toEqual([
      'scrapers/ietf/x.ts: leaves its room by ../../prisma/save.ts',
    ]);
    expect(planted('scrapers/x.ts', 'await import(name);')).toEqual([
      'scrapers/x.ts: imports a computed name',
    ]);
    expect(planted('scrapers/ietf/x.ts', `import { Web } from '../web.ts';`)).toEqual([]);
  });

  it('gives packages a home: cheerio in scrapers, the driver in prisma, React in app and digest', () => {
    expect(planted('app/x.ts', `import { load } from 'cheerio';`)).toEqual([
      'app/x.ts: imports cheerio: only scrapers may',
    ]);
    expect(planted('scrapers/x.ts', `import pg from 'pg';`)).toEqual([
      'scrapers/x.ts: imports pg: only prisma may',
    ]);
    expect(planted('metrics/x.ts', `import { useState } from 'react';`)).toEqual([
      'metrics/x.ts: imports react: only app, digest may',
    ]);
    expect(planted('entities/x.ts', `import { get } from 'node:https';`)).toHaveLength(1);
    expect(planted('scrapers/x.ts', `import { load } from 'cheerio';`)).toEqual([]);
  });

  it.each([
    ['app/page.tsx', 'store.query(sql`select 1`);'],
    ['digest/x.ts', `client.query('select * from document');`],
    ['scrapers/x.ts', `client.query(\`update document set title = \${title}\`);`],
    ['worker/x.ts', 'await prisma.$queryRaw`select 1`;'],
    ['worker/x.ts', `await prisma.$executeRawUnsafe(words);`],
    ['app/x.ts', `import { type Store, sql } from '#prisma/client.ts';`],
  ])('has no raw SQL in %s, as in: %s', (path, text) => {
    expect(planted(path, text)).toHaveLength(1);
  });

  it('has raw SQL in metrics and prisma, and .query of other things anywhere', () => {
    expect(
      planted('metrics/x.ts', 'import { sql } from "#prisma/client.ts"; store.query(sql`select 1`);'),
    ).toEqual([]);
    expect(planted('prisma/x.ts', `client.query('select 1');`)).toEqual([]);
    expect(planted('app/x.ts', `new Search().query('rfc9000');`)).toEqual([]);
  });

  it('gives a client component nothing but types from other rooms', () => {
    const client = (line: string) => planted('app/_charts/x.tsx', `// Draws.\n'use client';\n${line}`);
    expect(client(`import { metrics } from '#metrics/index.ts';`)).toEqual([
      `app/_charts/x.tsx: imports #metrics/index.ts: a 'use client' file takes only types from other rooms`,
    ]);
    expect(client(`import { type Metric, metrics } from '#metrics/contract.ts';`)).toHaveLength(1);
    expect(client(`import type { Metric } from '#metrics/contract.ts';`)).toEqual([]);
    expect(client(`import { type Metric } from '#metrics/contract.ts';`)).toEqual([]);
    expect(client(`import { shape } from './shape.ts';`)).toEqual([]);
  });

  it('has no folder for odds and ends, no code outside its rooms, and six files in lib at most', () => {
    expect(planted('app/utils/x.ts', '')).toEqual(['app/utils/x.ts: stands in a folder utils']);
    expect(planted('src/x.ts', '')).toHaveLength(2);
    expect(planted('facts/x.ts', '')).toEqual(['facts/x.ts: is code in facts, which is no room']);
    const seven = Array.from({ length: 7 }, (_, n) => ({ path: `lib/${n}.ts`, text: '' }));
    expect(violations(seven)).toEqual(['lib: 7 files, at most six']);
    expect(violations(seven.slice(1))).toEqual([]);
  });
});
