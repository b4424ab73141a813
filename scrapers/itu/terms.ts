import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { StoredTenure } from '#prisma/stored.ts';
import { slugOf } from './groups.ts';
import type { StudyPeriod } from './periods.ts';

/** One post as a roster prints it today. */
export interface Held {
  group: string;
  period: StudyPeriod;
  post: string;
  part: string | null;
  person: string;
  organisation: { text: string | null; id: string | null };
  country: { text: string | null; code: string | null };
  note: string | null;
  url: string;
  pageId: number;
}

export interface Clock {
  /** ISO day. */
  today: string;
  /** The day of the last good reading; null before the first. */
  lastSeen: string | null;
}

/** Whose post it is, in one word: the same for a curated row and a roster's. */
export const tenureId = (
  group: string,
  part: string | null,
  firstYear: number | string,
  post: string,
  person: string,
): string => ['itu', group, part, firstYear, post, slugOf(person)].filter(Boolean).join('/');

/** The study period (first year) in a tenure's id; null for a tenure of another making. */
export const firstYearOf = (id: string | null): number | null =>
  Number(/^itu\/.+\/(\d{4})\/[a-z-]+\/[^/]+(?:\/\d+)?$/.exec(id ?? '')?.[1]) || null;

/** Between two readings a name may be gone for a moment; after so many days its return is another term. */
const gapDays = 31;
const dayMs = 86_400_000;
const after = (day: string, days: number) => isoDay(new Date(Date.parse(day) + days * dayMs));
const earlier = (one: string, other: string) => (one.localeCompare(other) < 0 ? one : other);

/**
 * Tenures out of what the rosters show today and what is stored. Rosters print no dates: who stood there at the first
 * reading of a roster is taken to hold the post since the study period began, who came later since the day we first saw
 * it, who is gone until the day we last saw it. A day that a curated row states, or has from a dated record, is kept. Nobody holds a post beyond the
 * period's end.
 * @param isRead whether the roster of a group and period was read now; stored rows of others are left as they are
 * @returns every tenure these rosters stand for, closed ones too
 */
export function terms(
  held: readonly Held[],
  own: readonly StoredTenure[],
  curated: readonly StoredTenure[],
  isRead: (group: string, firstYear: number) => boolean,
  periods: readonly StudyPeriod[],
  clock: Clock,
): Row<'tenure'>[] {
  const known = new Set(own.map((row) => `${row.group_id} ${firstYearOf(row.id)}`));
  const matches = match(held, own, curated);
  const gone = earlier(clock.lastSeen ? after(clock.lastSeen, 1) : clock.today, clock.today);
  const rows: Row<'tenure'>[] = [];
  for (const post of held) {
    const { period } = post;
    const before = matches.get(post);
    const isPresent = period.to === null;
    const isLater = isPresent && known.has(`${post.group} ${period.firstYear}`);
    const start = isLater
      ? { from: clock.today, from_basis: 'first-seen' }
      : { from: period.from, from_basis: 'period-boundary' };
    const end = period.to ? { to: period.to, to_basis: 'period-boundary' } : { to: null, to_basis: null };
    const present = rowOf(
      post,
      before?.id ?? tenureId(post.group, post.part, period.firstYear, post.post, post.person),
    );
    if (!before) {
      rows.push({ ...present, ...start, ...end });
      continue;
    }
    const isOver = before.to_basis === 'last-seen' && before.to !== null;
    const isAnother =
      isPresent && ((isOver && after(before.to ?? '', gapDays) < clock.today) || hasMoved(before, post));
    if (isAnother) {
      const closed = isOver ? before : { ...before, to: gone, to_basis: 'last-seen' };
      rows.push(closed, { ...present, id: nextId(before.id ?? ''), ...start, ...end });
      continue;
    }
    const isKept = before.from !== null && (!before.is_sample || !isLater || isRecorded(before.from_basis));
    const isEndKept = !isPresent && before.to !== null && isRecorded(before.to_basis);
    rows.push({
      ...present,
      ...(isKept ? { from: before.from, from_basis: before.from_basis } : start),
      ...(isEndKept ? { to: before.to, to_basis: before.to_basis } : end),
      note:
        isRecorded(before.from_basis) || isEndKept
          ? recordedNote(before, isRecorded(before.from_basis), isEndKept)
          : post.note,
    });
  }
  const told = new Set(rows.map((row) => row.id));
  for (const row of own) {
    if (told.has(row.id)) continue;
    const period = periods.find(({ firstYear }) => firstYear === firstYearOf(row.id));
    const isNow = period !== undefined && isRead(row.group_id ?? '', period.firstYear);
    if (row.to_basis === 'last-seen') rows.push(row);
    else if (!isNow)
      rows.push(period?.to && !row.to ? { ...row, to: period.to, to_basis: 'period-boundary' } : row);
    // Closed by the end of its period and no longer listed there: the list was put right, so the row goes.
    else if (row.to === null)
      rows.push({ ...row, to: earlier(period.to ?? gone, gone), to_basis: 'last-seen' });
  }
  return rows;
}

const rowOf = (post: Held, id: string): Row<'tenure'> => ({
  ...blank('tenure'),
  id,
  body: 'itu-t',
  group_id: post.group,
  post: post.post,
  part: post.part,
  person_name: post.person,
  organisation_text: post.organisation.text,
  organisation_id: post.organisation.id,
  country_text: post.country.text,
  country: post.country.code,
  evidence: 'primary',
  source_url: post.url,
  is_sample: false,
  note: post.note,
  page_id: post.pageId,
});

/** A day that no roster prints: somebody states it, or a dated record holds the post's holder then. */
const isRecorded = (basis: string | null): boolean => basis === 'stated' || basis === 'snapshot';

/** Whose word the days are: the roster stands for the post, and a curated source for its days. */
const recordedNote = (before: StoredTenure, isStart: boolean, isEnd: boolean): string | null => {
  if (!before.is_sample) return before.note;
  const which = [isStart && 'Since when', isEnd && 'until when'].filter(Boolean).join(' and ');
  const grade = before.evidence && before.evidence !== 'primary' ? ` (${before.evidence} evidence)` : '';
  const said = `${which}: ${before.source_url ?? 'a curated row'}${grade}.`;
  return [said.charAt(0).toUpperCase() + said.slice(1), before.note].filter(Boolean).join(' ');
};

/** Another organisation on our lists; another spelling of the same is none. */
const hasMoved = (before: StoredTenure, { organisation }: Held): boolean =>
  !before.is_sample &&
  before.organisation_id !== null &&
  organisation.id !== null &&
  before.organisation_id !== organisation.id;

const nextId = (id: string): string => {
  const found = /^(itu\/.+\/\d{4}\/[a-z-]+\/[^/]+)\/(\d+)$/.exec(id);
  return found ? `${found[1]}/${Number(found[2]) + 1}` : `${id}/2`;
};

/** The newest stored term of each post's holder: by the whole name first, then by initials where only one fits. */
function match(
  held: readonly Held[],
  own: readonly StoredTenure[],
  curated: readonly StoredTenure[],
): Map<Held, StoredTenure> {
  const keyOf = (group: string | null, part: string | null, year: number | null, post: string | null) =>
    [group, part ?? '', year, post].join(' ');
  const stored = new Map<string, StoredTenure[]>();
  // Of two terms of one person the later is wanted; what we read ourselves goes before what is curated.
  const newest = (rows: readonly StoredTenure[]) =>
    rows.toSorted((a, b) => (b.id ?? '').localeCompare(a.id ?? '', 'en', { numeric: true }));
  for (const row of [...newest(own), ...newest(curated)]) {
    const key = keyOf(row.group_id, row.part, firstYearOf(row.id), row.post);
    stored.set(key, [...(stored.get(key) ?? []), row]);
  }
  const found = new Map<Held, StoredTenure>();
  const used = new Set<string | null>();
  for (const isSame of [isSameName, isSameByInitials]) {
    for (const post of held) {
      if (found.has(post)) continue;
      const rows = stored.get(keyOf(post.group, post.part, post.period.firstYear, post.post)) ?? [];
      const fitting = rows.filter((row) => !used.has(row.id) && isSame(post.person, row.person_name ?? ''));
      const isOne = new Set(fitting.map((row) => row.person_name)).size === 1;
      const [row] = fitting;
      if (!row || !isOne) continue;
      found.set(post, row);
      for (const one of fitting) used.add(one.id);
    }
  }
  return found;
}

const wordsOf = (name: string) => slugOf(name).split('-');

/** The same words in any order: family names stand first in some languages, and in capitals on these pages. */
export const isSameName = (one: string, other: string): boolean =>
  wordsOf(one).sort().join(' ') === wordsOf(other).sort().join(' ');

/** The same family name, and given names of which one says the other's initials: H. Bertine, Herbert BERTINE. */
export function isSameByInitials(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.length < 2 || b.length < 2 || a.pop() !== b.pop()) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.every((word, at) => {
    const whole = long[at] ?? '';
    return word === whole || ((word.length === 1 || whole.length === 1) && word[0] === whole[0]);
  });
}
