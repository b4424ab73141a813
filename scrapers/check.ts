import { Unexpected } from '#lib/unexpected.ts';
import type { Batch } from '#prisma/batch.ts';
import type { RecordName } from '#prisma/records.ts';
import type { Source } from './contract.ts';

/** Which columns must be filled to what share. @throws Unexpected naming the column */
export function checkFilled(source: Source, batch: Batch): void {
  for (const [name, columns] of Object.entries(source.filled)) {
    const rows = (batch[name as RecordName] ?? []) as Record<string, unknown>[];
    if (rows.length < fewest) continue;
    for (const [column, least] of Object.entries(columns)) {
      const share = rows.filter((row) => row[column] !== null && row[column] !== '').length / rows.length;
      if (share < least)
        throw new Unexpected(
          `${source.id} ${name}.${column}`,
          `${percent(share)} filled`,
          `at least ${percent(least)}`,
        );
    }
  }
}

/**
 * Whether the rows as they would stand can be true: a floor, and no fall of more than 5 % or growth of more than twice
 * since the last good run unless somebody accepts it. What has no floor may grow, and small numbers of it may fall.
 * `mayGrow`: that run was of starter data, or of what a search found: a part that any reading outgrows. `read`: the rows
 * that were read, those that other sources lead among them. @throws Unexpected naming the record type
 */
export function checkCounts(
  source: Source,
  counts: Record<string, number>,
  before: Record<string, number> | null,
  accept: boolean,
  mayGrow = false,
  read: Batch = {},
): void {
  for (const [name, least] of Object.entries(source.floor) as [RecordName, number][]) {
    const now = counts[name] ?? 0;
    // What another source leads by now was read all the same: it is not missing.
    const found = source.yields?.includes(name) ? Math.max(now, read[name]?.length ?? 0) : now;
    if (found < least) throw new Unexpected(`${source.id} ${name}`, `${found} rows`, `at least ${least}`);
    const last = before?.[name];
    if (!last || accept) continue;
    checkMoved(`${source.id} ${name}`, now, last, 'rows', mayGrow);
  }
  for (const [name, last] of Object.entries(before ?? {}) as [RecordName, number][]) {
    if (accept || name in source.floor || toldByMany.includes(name) || last < fewest) continue;
    const now = Math.max(counts[name] ?? 0, read[name]?.length ?? 0);
    checkMoved(`${source.id} ${name}`, now, last, 'rows', true);
  }
}

/** From so many rows on a share of them says something. */
const fewest = 100;

/**
 * Several sources name these in passing, and the last one to do so leads the row: to have fewer of them is no loss. And
 * whom a post-holder worked for follows from documents, whose own sources are looked at.
 */
const toldByMany: readonly RecordName[] = ['group', 'person', 'meeting', 'tenure_affiliation'];

/** A count beside the one of the last good run, where nobody has accepted a fall or growth. @throws Unexpected */
export function checkMoved(where: string, now: number, last: number, what: string, mayGrow = false): void {
  if (now < last * 0.95)
    throw new Unexpected(where, `${now} ${what}`, `no fall of more than 5 % from ${last} (or --accept)`);
  if (now > last * 2 && !mayGrow)
    throw new Unexpected(where, `${now} ${what}`, `no more than twice ${last} (or --accept)`);
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
