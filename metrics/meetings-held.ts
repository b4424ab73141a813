import { dayInWords } from '#lib/week.ts';
import { empty, type Store, sql } from '#prisma/client.ts';
import type { Params } from './contract.ts';
import { bodiesOf } from './roster.ts';

/** How many of the meetings held in a span had a list of who came that was read here. */
export interface MeetingsHeld {
  /** Known to have been held: with a day in the body’s list, or with a number between two that have. */
  held: number;
  read: number;
  /** Names of those that were not read, the oldest first. */
  missing: string[];
}

interface Known {
  id: string;
  name: string;
  number: number | null;
  from: string;
  isRead: boolean;
}

/** Plenary meetings are four to five months apart: a list that ends longer ago than this does not hold the newest. */
const longestPause = 200;
const daysBetween = (one: string, other: string) => (Date.parse(other) - Date.parse(one)) / 86_400_000;

/** What is known of the meetings of a span, of the last one read, and of where the list of meetings ends. */
export interface Meetings {
  held: MeetingsHeld;
  /** The newest month of which who came is known, where later meetings were held or should have been; otherwise null. */
  newest: string | null;
  notes: string[];
}

export async function readMeetingsHeld(
  store: Store,
  params: Params,
  asOf: string | null,
): Promise<Meetings | null> {
  if (params.body !== 'ietf' || params.meeting || asOf === null) return null;
  const known = await store.query<Known>(sql`
    select m.id, m.name, case when m.number ~ '^[0-9]+$' then m.number::int end as number, m.from::text as from,
           exists (select from attendance a where a.meeting_id = m.id and a.removed_at is null) as "isRead"
    from meeting m
    where m.removed_at is null and m.body = any(${bodiesOf(params.body)}) and m.kind is distinct from 'interim'
      and m.from <= ${asOf}::date ${params.group ? sql`and lower(m.group_id) = ${params.group.toLowerCase()}` : empty}
    order by m.from, m.id`);
  return judge(known, params, asOf);
}

function judge(known: readonly Known[], { from, to }: Params, asOf: string): Meetings {
  const isIn = (day: string) => (from === null || day >= from) && (to === null || day <= to);
  const own = known.filter((one) => isIn(one.from));
  // A number between two known ones is a meeting of a day between theirs.
  const numbered = known.filter((one): one is Known & { number: number } => one.number !== null);
  const skipped = numbered.flatMap((one, at) => {
    const next = numbered[at + 1];
    if (!next || !isIn(one.from) || !isIn(next.from)) return [];
    return Array.from(
      { length: Math.max(0, next.number - one.number - 1) },
      (_, step) => `IETF ${one.number + step + 1}`,
    );
  });
  const missing = [...own.filter(({ isRead }) => !isRead).map(({ name }) => name), ...skipped];
  const read = own.filter(({ isRead }) => isRead).length;
  const held = { held: read + missing.length, read, missing };
  const lastRead = known.findLast(({ isRead }) => isRead);
  const last = known.at(-1);
  const isLate =
    lastRead !== undefined && (last !== lastRead || daysBetween(lastRead.from, asOf) > longestPause);
  const until = to !== null && to < asOf ? to : asOf;
  const isShort =
    last !== undefined &&
    daysBetween(last.from, asOf) > longestPause &&
    daysBetween(last.from, until) > longestPause;
  return {
    held,
    newest: isLate ? `${lastRead.from.slice(0, 7)}-01` : null,
    notes: [
      ...(missing.length > 0
        ? [
            `${held.read} of ${held.held} meetings held were read. Not read, and in no number here: ${missing.length > 12 ? `${missing.slice(0, 12).join(', ')} and ${missing.length - 12} more` : missing.join(', ')}.`,
          ]
        : []),
      ...(isShort
        ? [
            `The list of meetings read here ends with ${last.name} (${dayInWords(last.from).replace(/^\d+ /, '')}): how many were held after it is not known, and who came to them is not read.`,
          ]
        : []),
    ],
  };
}

/** How much of a span was read, in words: `13 of 15 meetings held were read`. */
export const heldMeetingsWords = ({ held, read }: MeetingsHeld): string =>
  held === 0
    ? 'no meeting held then is in the list read here'
    : read === held
      ? read === 1
        ? 'the one meeting known was read'
        : `all ${read} meetings known were read`
      : `${read} of ${held} meetings held were read`;
