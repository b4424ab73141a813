import { describe, expect, it } from 'vitest';
import type { MetricRow, Node, Reading } from '#metrics/contract.ts';
import { matrixOf } from '../../app/_charts/pair-matrix.ts';

const row = (key: string | null, documents: number, period = 'all'): MetricRow => ({
  period,
  key,
  label: key ?? 'unknown',
  value: documents,
  documents,
  authorships: 0,
  rank: null,
});
const node = (key: string, community: number): Node => ({
  ...{ key, label: key.toUpperCase(), documents: 9, partners: 1, betweenness: 0, community },
});
const reading = (rows: MetricRow[], nodes: Node[]): Reading => ({
  ...{ total: 20, authorships: 0, unknown: 4, asOf: null, rows, periods: [], notes: [], nodes },
});

describe('the matrix of who writes with whom', () => {
  const rows = [row('a~b', 5), row('a~c', 1), row('c~d', 7), row('alone', 3), row(null, 4)];
  const nodes = [node('a', 2), node('b', 2), node('c', 1), node('d', 1), node('e', 3)];

  it('has each pair twice, zero where two never met, and nothing where one would meet itself', () => {
    expect(matrixOf(reading(rows, nodes))).toEqual({
      nodes: [nodes[2], nodes[3], nodes[0], nodes[1]],
      of: 4,
      cells: [
        [null, 7, 1, 0],
        [7, null, 0, 0],
        [1, 0, null, 5],
        [0, 0, 5, null],
      ],
      most: 7,
    });
  });

  it('holds the sixteen who share the most documents, and says of how many', () => {
    const names = Array.from({ length: 20 }, (_, at) => `n${String(at).padStart(2, '0')}`);
    const many = names.slice(1).map((name, at) => row(`n00~${name}`, at + 1));
    const matrix = matrixOf(
      reading(
        many,
        names.map((name) => node(name, 1)),
      ),
    );
    expect(matrix?.of).toBe(20);
    expect(matrix?.nodes.map(({ key }) => key)).toEqual(['n00', ...names.slice(5).reverse()]);
  });

  it('adds up the periods of a pair', () => {
    const years = [row('a~b', 1, '2019'), row('a~b', 2, '2020'), row('a~c', 1, '2020')];
    const matrix = matrixOf(reading(years, nodes));
    expect(matrix?.nodes.map(({ key }) => key)).toEqual(['c', 'a', 'b']);
    expect(matrix?.cells).toEqual([
      [null, 1, 0],
      [1, null, 3],
      [0, 3, null],
    ]);
  });

  it('is not drawn of two, nor where one is asked for alone', () => {
    expect(matrixOf(reading([row('a~b', 5)], nodes))).toBeNull();
    expect(matrixOf(reading(rows, []))).toBeNull();
  });
});
