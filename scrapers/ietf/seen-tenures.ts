import type { Row } from '#prisma/records.ts';
import type { StoredTenure } from '#prisma/stored.ts';
import type { Segment } from './tenures.ts';

/** When roles were read: now, and by the last good run; null at the first. */
export interface Seen {
  before: string | null;
  today: string;
}

/**
 * The ends of a tenure by the Datatracker's records and by what we saw ourselves. Changing a role does not always change
 * the group's own time, so that the record may date the change years before a run that still saw the state before it.
 */
export function asSeen(
  segment: Segment,
  stored: StoredTenure | undefined,
  seen: Seen,
): Pick<Segment, 'from' | 'fromBasis' | 'to' | 'toBasis'> {
  return { ...beginning(segment, stored, seen), ...ending(segment, stored, seen) };
}

/** A present role that the last run did not see began after it. */
function beginning(
  { from, fromBasis, to, isPresentOnly }: Segment,
  stored: StoredTenure | undefined,
  { before, today }: Seen,
): Pick<Segment, 'from' | 'fromBasis'> {
  if (!isPresentOnly || to !== null) return { from, fromBasis };
  if (stored?.from_basis === 'first-seen') return { from: stored.from, fromBasis: 'first-seen' };
  const isLater = !stored && before !== null && (from === null || from < before);
  return isLater ? { from: today, fromBasis: 'first-seen' } : { from, fromBasis };
}

/** A role that the last run still saw did not end before it; the day a group ended is told by an event of its own. */
function ending(
  { to, toBasis }: Segment,
  stored: StoredTenure | undefined,
  { before, today }: Seen,
): Pick<Segment, 'to' | 'toBasis'> {
  if (to === null || !stored || before === null) return { to, toBasis };
  const isConcluded = toBasis === 'group-concluded';
  if (stored.to_basis === 'last-seen' && stored.to !== null && !(isConcluded && to < stored.to))
    return { to: stored.to, toBasis: 'last-seen' };
  const wasOpen = stored.to === null;
  return wasOpen && !isConcluded && to < before ? { to: today, toBasis: 'last-seen' } : { to, toBasis };
}

/** Tenures that no record shows any more: the open ones close today, those closed so before stay as they are. */
export function vanished(
  stored: ReadonlyMap<string, StoredTenure>,
  tenures: readonly Row<'tenure'>[],
  today: string,
): Row<'tenure'>[] {
  const built = new Set(tenures.map((row) => row.id));
  return [...stored.values()]
    .filter((row) => row.id && !built.has(row.id) && (row.to === null || row.to_basis === 'last-seen'))
    .map((row) => (row.to === null ? { ...row, to: today, to_basis: 'last-seen' } : row));
}
