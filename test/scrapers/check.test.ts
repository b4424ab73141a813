import { describe, expect, it } from 'vitest';
import { blank } from '#prisma/records.ts';
import { checkCounts, checkFilled } from '#scrapers/check.ts';
import type { Source } from '#scrapers/contract.ts';
import { exampleSource } from './example-source.ts';

const source: Source = exampleSource({
  floor: { document: 100 },
  filled: { document: { title: 1, doi: 0.5 } },
});
const counted =
  (now: number, before: number | null, accept = false) =>
  () =>
    checkCounts(source, { document: now }, before === null ? null : { document: before }, accept);
const documents = (n: number, withDoi: number, withTitle = n) => ({
  document: Array.from({ length: n }, (_, at) => ({
    ...blank('document'),
    id: `d${at}`,
    title: at < withTitle ? 'A title' : '',
    doi: at < withDoi ? '10.1/x' : null,
  })),
});

describe('before anything is written, the counts', () => {
  it('must reach the floor, accepted or not', () => {
    expect(counted(99, null)).toThrow('example document: found 99 rows, expected at least 100');
    expect(counted(99, 100, true)).toThrow('at least 100');
    expect(counted(0, null)).toThrow('found 0 rows');
    expect(counted(100, null)).not.toThrow();
  });

  it('may fall by 5 % since the last good run and no more', () => {
    expect(counted(190, 200)).not.toThrow();
    expect(counted(189, 200)).toThrow(
      'found 189 rows, expected no fall of more than 5 % from 200 (or --accept)',
    );
  });

  it('may double and no more', () => {
    expect(counted(400, 200)).not.toThrow();
    expect(counted(401, 200)).toThrow('no more than twice 200');
  });

  it('may grow from starter data as it will, and fall as little as ever', () => {
    const grown = (now: number) => () =>
      checkCounts(source, { document: now }, { document: 200 }, false, true);
    expect(grown(5000)).not.toThrow();
    expect(grown(189)).toThrow('no fall of more than 5 %');
  });

  it('may do either where somebody accepts it', () => {
    expect(counted(120, 200, true)).not.toThrow();
    expect(counted(900, 200, true)).not.toThrow();
  });
});

describe('before anything is written, the columns', () => {
  it('must be filled to the share the source promises', () => {
    expect(() => checkFilled(source, documents(200, 100))).not.toThrow();
    expect(() => checkFilled(source, documents(200, 99))).toThrow(
      'example document.doi: found 49.5 % filled, expected at least 50.0 %',
    );
  });

  it('count as empty where they hold an empty text', () => {
    expect(() => checkFilled(source, documents(200, 200, 199))).toThrow('document.title');
  });

  it('are not judged by fewer than a hundred rows', () => {
    expect(() => checkFilled(source, documents(99, 0))).not.toThrow();
  });
});
