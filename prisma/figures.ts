import { createHash } from 'node:crypto';
import type { Store } from './client.ts';
import { sql } from './client.ts';

/** A frozen figure as it is stored. `content`: the bytes that are given out for ever. */
export interface StoredFigure {
  hash: string;
  metric: string;
  params: Record<string, string | null>;
  content: string;
  /** ISO time. */
  frozenAt: string;
}

/**
 * Keeps a figure under the hash of its content and returns the hash: 32 hexadecimal digits of a sha256. The same content
 * has the same hash and is kept once.
 */
export async function freezeFigure(
  store: Store,
  figure: { metric: string; params: Readonly<Record<string, string | null>> },
): Promise<string> {
  const content = `${JSON.stringify(inOrder(figure), null, 1)}\n`;
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 32);
  await store.query(sql`
    insert into figure (hash, metric, params, content)
    values (${hash}, ${figure.metric}, ${JSON.stringify(figure.params)}::jsonb, ${content})
    on conflict (hash) do nothing`);
  return hash;
}

/** The stored figure; null where there is none. */
export async function storedFigure(store: Store, hash: string): Promise<StoredFigure | null> {
  if (!/^[0-9a-f]{32}$/.test(hash)) return null;
  const row = await store.prisma.figure.findUnique({ where: { hash } });
  return (
    row && {
      hash,
      metric: row.metric,
      params: row.params as StoredFigure['params'],
      content: row.content,
      frozenAt: row.createdAt.toISOString(),
    }
  );
}

/** Keys in one order, and numbers to twelve digits: how a sum was reached moves only the last bits of a double. */
function inOrder(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, inOrder(one)]),
  );
}
