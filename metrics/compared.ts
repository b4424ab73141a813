import { folded } from '#prisma/attendance-cells.ts';
import { otherSpan, spanWords } from './against.ts';
import {
  type Column,
  type Metric,
  type MetricRow,
  type Params,
  type Reading,
  rankFloor,
} from './contract.ts';
import { inCode } from './credit.ts';
import { wholeOf } from './size.ts';
import { isUnread } from './unfinished.ts';

/** What is known of both spans of a comparison besides their rows. */
export interface Sizes {
  /** What shares are shares of. */
  size: number;
  /** Of how many documents (attendances, where these are counted) it says anything. */
  base: number;
}

/**
 * A reading of one span beside that of another, as one: each row of either, with value, documents, rank and share of the
 * other, and the difference of the shares in percentage points. A key that only one span has is 0 in the other, unless it
 * may stand in a row of many there: then it is not known. Below the floor of ranks in either span no difference is told.
 */
export function compared(
  params: Params,
  now: Reading,
  then: Reading,
  sizes: { now: Sizes; before: Sizes },
): Reading {
  const span = otherSpan(params);
  if (!span) return now;
  const other = spanWords(span);
  const unread = [
    ...(isUnread(params, now) ? [spanWords(params)] : []),
    ...(isUnread(span, then) ? [other] : []),
  ];
  const few = [
    ...(sizes.now.base < rankFloor ? [`${spanWords(params)} (${sizes.now.base})`] : []),
    ...(sizes.before.base < rankFloor ? [`${other} (${sizes.before.base})`] : []),
  ];
  const isOverlapping = (!params.from || params.from <= span.to) && (!params.to || span.from <= params.to);
  const before = new Map(then.rows.map((row) => [row.key, row]));
  const missing = (reading: Reading, dates: Pick<Params, 'from' | 'to'>) =>
    isUnread(dates, reading) || reading.isCut || reading.rows.some((row) => row.key === folded) ? null : 0;
  const [noneNow, noneThen] = [missing(now, params), missing(then, span)];
  const shareOf = (value: number | null, size: number) =>
    value === null || size === 0 ? null : value / size;
  const told = (row: MetricRow, value: number | null): MetricRow => {
    const past = before.get(row.key);
    const [share, shareBefore] = [
      shareOf(value, sizes.now.size),
      shareOf(past ? past.value : noneThen, sizes.before.size),
    ];
    const isTold = few.length === 0 && share !== null && shareBefore !== null;
    return {
      ...row,
      more: {
        ...row.more,
        before: past ? past.value : noneThen,
        documentsBefore: past ? past.documents : noneThen,
        rankBefore: past?.rank ?? null,
        share,
        shareBefore,
        points: isTold ? 100 * (share - shareBefore) : null,
      },
    };
  };
  const known = new Set(now.rows.map((row) => row.key));
  // What is not read has no rows, not rows of nothing.
  const gone = then.rows
    .filter((row) => !known.has(row.key) && !isUnread(params, now))
    .sort((a, b) => b.value - a.value || inCode(a.key ?? '', b.key ?? ''));
  const rows = [
    ...now.rows.map((row) => told(row, row.value)),
    ...gone.map((row) => told({ ...row, value: 0, documents: 0, authorships: 0, rank: null }, noneNow)),
  ];
  const place = ({ key }: MetricRow) => (key === null ? 2 : key === 'alone' || key === folded ? 1 : 0);
  return {
    ...now,
    rows: rows.sort((a, b) => place(a) - place(b)),
    columns: columnsFor(other),
    against: {
      ...span,
      total: then.total,
      authorships: then.authorships,
      unknown: then.unknown,
      size: sizes.before.size,
      ...(then.meetings ? { meetings: then.meetings } : {}),
    },
    notes: [
      ...(unread.length > 0
        ? [`Not to be compared: nothing of ${unread.join(' and of ')} is read. It is not known, and no zero.`]
        : []),
      ...(few.length > 0 && unread.length === 0
        ? [
            `Too few to compare: fewer than ${rankFloor} in ${few.join(' and in ')}. The rows stand, differences are withheld.`,
          ]
        : []),
      ...(isOverlapping ? ['The two spans overlap: what lies in both is counted in both.'] : []),
      ...now.notes,
      ...then.notes.filter((note) => !now.notes.includes(note)).map((note) => `${other}: ${note}`),
    ],
  };
}

const columnsFor = (other: string): Column[] => [
  { key: 'before', label: `Value, ${other}`, unit: 'as value' },
  { key: 'documentsBefore', label: `Documents, ${other}`, unit: 'as documents' },
  { key: 'rankBefore', label: `Rank, ${other}`, unit: 'rank' },
  { key: 'share', label: 'Share', unit: 'share (0 to 1)' },
  { key: 'shareBefore', label: `Share, ${other}`, unit: 'share (0 to 1)' },
  { key: 'points', label: `Difference of the shares to ${other}`, unit: 'percentage points' },
];

/**
 * A measure that can be asked of two spans. Shares are of all documents (attendances), also where a filter picks the key
 * of one row.
 */
export function comparing(
  { id, counted }: Pick<Metric, 'id' | 'counted'>,
  read: Metric['read'],
): Metric['read'] {
  const own = /-by-(country|organisation)$/.exec(id)?.[1] as 'country' | 'organisation' | undefined;
  return async (store, params, rows) => {
    const span = otherSpan(params);
    if (!span) return read(store, params, rows);
    const asked: Params = { ...params, by: 'all', against: null };
    const both = [asked, { ...asked, ...span }];
    const isPicked = own !== undefined && asked[own] !== null;
    const [now, then, ...wholes] = (await Promise.all([
      ...both.map((one) => read(store, one)),
      ...(isPicked ? both.map((one) => read(store, { ...one, [own]: null })) : []),
    ])) as [Reading, Reading, ...Reading[]];
    const sizes = (whole: Reading, one: Params): Sizes => ({
      size: wholeOf(isPicked ? { ...one, [own]: null } : one, whole, counted ? { counted } : {}),
      base: whole.total,
    });
    return compared(params, now, then, {
      now: sizes(wholes[0] ?? now, asked),
      before: sizes(wholes[1] ?? then, asked),
    });
  };
}
