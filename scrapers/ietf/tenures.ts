import { isoDay } from '#lib/week.ts';
/** What a record of one group shows: who held which post, from `on` until the next record. */
export interface Snapshot {
  /** ISO day; null where the Datatracker holds a sentinel. */
  on: string | null;
  /** The group was over: nobody holds a post in it. */
  isOver: boolean;
  holders: readonly { person: string; post: string; pageId: number }[];
}

export interface Segment {
  person: string;
  post: string;
  from: string | null;
  fromBasis: string | null;
  to: string | null;
  toBasis: string | null;
  /** Which of this person's tenures of this post in this group, from 1. */
  nth: number;
  /** Only the present state shows it, no record of the past. */
  isPresentOnly: boolean;
  pageId: number;
}

/** A holder whom the records leave out for so few days never left: somebody put the record right. */
const gapDays = 2;

/**
 * Tenures of one group out of its records, oldest first, the present state last. Consecutive records with the same
 * holder are one tenure, and so are two with at most two days between them. A record dates a beginning no better than "by that day", so its basis is 'snapshot'; the
 * first record without the holder dates the end as well. Records of one day follow each other within it: a holder
 * whom only such a record shows began and ended on that day. A present state that has no later date than the last
 * record came after it all the same: it is taken to begin the day after, so that the record's own day shows the record.
 * @param concluded the day the group ended, null where it lives or nothing says when
 */
export function segments(snapshots: readonly Snapshot[], concluded: string | null): Segment[] {
  const open = new Map<string, Segment>();
  const done: Segment[] = [];
  const counts = new Map<string, number>();
  let latest: string | null = null as string | null;
  for (const [at, snapshot] of snapshots.entries()) {
    const isPresent = at === snapshots.length - 1;
    // A later record with an earlier date was made later all the same.
    const isLater: boolean = snapshot.on !== null && (!latest || snapshot.on > latest);
    const on: string | null = isLater ? snapshot.on : isPresent && latest ? dayAfter(latest) : latest;
    latest = on;
    const holders = new Map(snapshot.holders.map((holder) => [`${holder.person} ${holder.post}`, holder]));
    for (const [key, { person, post, pageId }] of holders) {
      const known = open.get(key);
      if (known) {
        if (!isPresent) known.isPresentOnly = false;
        continue;
      }
      const left = snapshot.isOver ? undefined : resumed(done, { person, post, on });
      if (left) {
        open.set(key, Object.assign(left, { to: null, toBasis: null }));
        continue;
      }
      const nth = (counts.get(key) ?? 0) + 1;
      // Records of a group that is over go on listing its last holders: their tenure has ended already.
      if (snapshot.isOver && nth > 1) continue;
      counts.set(key, nth);
      // In a group that is over the record says who held a post, not since when.
      const from = snapshot.isOver ? null : on;
      open.set(key, {
        person,
        post,
        from,
        fromBasis: from ? 'snapshot' : null,
        to: null,
        toBasis: null,
        nth,
        isPresentOnly: isPresent,
        pageId,
      });
    }
    for (const [key, segment] of open) {
      if (holders.has(key) && !snapshot.isOver) continue;
      open.delete(key);
      const isByEnd = snapshot.isOver && concluded !== null && (on === null || concluded <= on);
      segment.to = isByEnd ? concluded : on;
      segment.toBasis = isByEnd ? 'group-concluded' : on ? 'snapshot' : null;
      if (segment.from && segment.to && segment.from > segment.to) {
        segment.from = null;
        segment.fromBasis = null;
      }
      done.push(segment);
    }
  }
  return [...done, ...open.values()];
}

/** Takes out of the tenures that ended the one that goes on here, if one ended within the last days by a mere record. */
function resumed(done: Segment[], { person, post, on }: { person: string; post: string; on: string | null }) {
  const at = done.findLastIndex((segment) => segment.person === person && segment.post === post);
  const last = done[at];
  if (!on || !last?.to || last.toBasis !== 'snapshot') return undefined;
  const days = (Date.parse(on) - Date.parse(last.to)) / 86_400_000;
  return days <= gapDays ? done.splice(at, 1)[0] : undefined;
}

export const dayAfter = (day: string): string => isoDay(new Date(Date.parse(day) + 86_400_000));
