import type { Reader } from '#scrapers/contract.ts';
import { readerOf } from '../reader.ts';

export type Tables = Readonly<Record<string, readonly Record<string, unknown>[]>>;

/** The Datatracker's API over a few rows; a table that is not given is not answered. */
export function serve(tables: Tables, more: Partial<Reader> = {}): { reader: Reader; asked: string[] } {
  const asked: string[] = [];
  const read: Reader['read'] = async (url, options) => {
    const { pathname, searchParams } = new URL(url);
    const resource = pathname.replace('/api/v1/', '').replace(/\/$/, '');
    asked.push(`${resource}?${searchParams.get('meeting') ?? ''}`);
    const known = tables[resource];
    if (!known) return 'missing';
    const ids = searchParams.get('id__in')?.split(',');
    const meeting = searchParams.get('meeting');
    const objects = known
      .filter((row) => !ids || ids.includes(String(row.id)))
      .filter((row) => !meeting || row.meeting === `/api/v1/meeting/meeting/${meeting}/`)
      .map((row) => ({ resource_uri: `/api/v1/${resource}/${row.id}/`, ...row }));
    const meta = { limit: 500, next: null, offset: 0, previous: null, total_count: objects.length };
    const text = JSON.stringify({ meta, objects });
    options?.verify?.(text, url);
    return { id: 1, url, text, fetchedAt: new Date() };
  };
  return { reader: readerOf({ read, ...more }), asked };
}
