import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import type { Reader, ReadOptions, SourcePage } from '../contract.ts';
import { site, type Table } from './datatracker.ts';
import { jsonOf } from './redact.ts';

/** Rows a page; the server allows 1000 and would silently cut anything above. */
export const pageSize = 500;

export interface Envelope {
  meta: { limit: number; next: string | null; offset: number; total_count: number };
  objects: Record<string, unknown>[];
}
const envelope = z.object({
  meta: z.object({
    limit: z.number().int(),
    next: z.string().nullable(),
    offset: z.number().int(),
    total_count: z.number().int(),
  }),
  objects: z.array(z.unknown()),
});
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What says where a table is. */
type Addressed = Pick<Table<z.ZodRawShape>, 'resource' | 'orderBy'> & {
  filters?: readonly { param: string; value: string }[];
};

/** Tells the reader which tables are going to be read for certain, in their order, before those told of earlier. */
export const announce = (reader: Reader, tables: readonly Addressed[]): void =>
  reader.soon(tables.map((table) => addressOf(table, pageSize, 0)));

/** Where so many rows of a table are, from an offset on. */
export function addressOf(table: Addressed, limit: number, offset: number): string {
  const query = new URLSearchParams();
  for (const { param, value } of table.filters ?? []) query.set(param, value);
  const order = table.orderBy === undefined ? 'id' : table.orderBy;
  if (order) query.set('order_by', order);
  query.set('limit', String(limit));
  if (offset) query.set('offset', String(offset));
  query.set('format', 'json');
  return `${site}/api/v1/${table.resource}/?${query}`;
}

/** A page and what it holds; null where the server refuses it, as it does where a row is broken. */
export async function readPage(
  reader: Reader,
  url: string,
  /** The page after it is read next, and where there is none the next table. */
  isFollowed = true,
): Promise<{ page: SourcePage; envelope: Envelope } | null> {
  let read: Envelope | null = null;
  const options: ReadOptions = {
    content: 'always',
    missing: [400],
    expectType: /^application\/json/i,
    ...(isFollowed && { ahead: nextOf }),
    verify: (text) => {
      read = parse(text, url);
    },
  };
  const page = await reader.read(url, options);
  if (page === 'missing') return null;
  if (page === 'unchanged') throw new Unexpected(url, 'a page without content', 'the archived page');
  return { page, envelope: read ?? parse(page.text, url) };
}

/** The address of the page after this one, found at its beginning without parsing it. */
function nextOf(body: Uint8Array): string | null {
  const beginning = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 4096)).toString(
    'latin1',
  );
  const next = /^\s*\{\s*"meta":\s*\{[^{}]*"next":\s*"(\/api\/v1\/[^"\\]+)"/.exec(beginning)?.[1];
  return next ? new URL(next, site).href : null;
}

function parse(text: string, url: string): Envelope {
  let json: unknown;
  try {
    json = jsonOf(text);
  } catch (error) {
    throw new Unexpected(url, (error as Error).message, 'JSON');
  }
  const parsed = envelope.safeParse(json);
  if (parsed.success && parsed.data.objects.every(isObject)) return json as Envelope;
  const issue = parsed.error?.issues[0];
  throw new Unexpected(
    `${url} ${issue?.path.join('.') ?? 'objects'}`.trim(),
    issue?.message ?? '',
    'meta and objects',
  );
}
