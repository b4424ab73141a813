import type { Node, Reading } from '#metrics/contract.ts';
import { inCode } from '#metrics/credit.ts';

/** Who writes with whom as a square: a row and a column for each of `nodes`, in one order. */
export interface PairMatrix {
  /** Those who write most with others, community by community, within one by the documents they share. */
  nodes: readonly Node[];
  /** How many write with anybody at all. */
  of: number;
  /** Documents that name both, as `cells[row][column]`; null on the diagonal, where one would meet itself. */
  cells: readonly (readonly (number | null)[])[];
  /** The largest of them. */
  most: number;
}

/** As many as have their names read beside and above the square. */
const mostNodes = 16;

/** The key of a pair as its row in the reading has it: the two in order. */
export const pairKey = (one: string, two: string): string => [one, two].sort(inCode).join('~');

/** The matrix of a reading of pairs over its whole span; null where fewer than three write together. */
export function matrixOf(reading: Reading): PairMatrix | null {
  const documents = new Map<string, number>();
  const shared = new Map<string, number>();
  for (const { key, documents: count } of reading.rows) {
    if (!key?.includes('~')) continue;
    documents.set(key, (documents.get(key) ?? 0) + count);
    for (const one of key.split('~')) shared.set(one, (shared.get(one) ?? 0) + count);
  }
  const sharedBy = ({ key }: Node) => shared.get(key) ?? 0;
  const all = (reading.nodes ?? []).filter((node) => sharedBy(node) > 0);
  if (all.length < 3) return null;
  const byShared = (a: Node, b: Node) => sharedBy(b) - sharedBy(a) || inCode(a.key, b.key);
  const nodes = all
    .toSorted(byShared)
    .slice(0, mostNodes)
    .sort((a, b) => a.community - b.community || byShared(a, b));
  const cells = nodes.map((row) =>
    nodes.map((column) =>
      row.key === column.key ? null : (documents.get(pairKey(row.key, column.key)) ?? 0),
    ),
  );
  return { nodes, of: all.length, cells, most: Math.max(0, ...cells.flat().map((cell) => cell ?? 0)) };
}
