import { join, raw, type Store, sql } from '#prisma/client.ts';
import { type Dates, otherSpan } from './against.ts';
import { attendanceByCountry } from './attendance-by-country.ts';
import { attendanceByOrganisation } from './attendance-by-organisation.ts';
import { pseudoLabels, readLabels } from './authorship.ts';
import { type Count, counts, type Metric, type Params, type Rule, rankFloor, rulesOf } from './contract.ts';
import { asOf, type Dimension, documentsWhere, sourcesOf } from './credit.ts';
import { newestOf } from './newest.ts';
import { authorshipParams, defaultsOf } from './params.ts';
import { columnsOf } from './tally.ts';

/** What a difference is asked of: one country or one organisation, two spans, and what is counted. */
export const differenceAsked: Pick<Metric, 'id' | 'params'> = {
  id: 'difference',
  params: [...authorshipParams.filter((name) => !['by', 'bloc', 'unchecked'].includes(name)), 'against'],
};

/** What one span has of a key, under one rule and counting. Shares are of all its documents, or of its authorships. */
export interface Part {
  value: number;
  share: number;
  /** The share that is unknown. */
  unknown: number;
  /** The share where all of the unknown were the key's too; where none were, it is `share`. */
  highest: number;
}

/** A difference under one rule and counting, in percentage points. */
export interface Told {
  rule: Rule;
  count: Count;
  before: Part;
  now: Part;
  points: number;
  /** Where all of the unknown before, and none of it now, were the key's; and the other way round. */
  lowest: number;
  highest: number;
}

/** What comes to the key, or leaves it, because an owner is another than the organisation that is stated. */
export interface Owned {
  organisation: string;
  label: string;
  owner: string;
  ownerLabel: string;
  /** The days of the ownership; null: as far as is known. `to` is the first day after. */
  from: string | null;
  to: string | null;
  /** 1 where the owner brings it to the key, −1 where it takes it away. */
  sign: 1 | -1;
  before: number;
  now: number;
  points: number;
}

/** Attendances of one way of taking part; null where they stand among fewer than three each. */
export interface Attended {
  mode: 'onsite' | 'remote' | 'unknown';
  before: number | null;
  now: number | null;
  points: number | null;
}

export interface Difference {
  dimension: Dimension;
  key: string;
  label: string;
  before: Dates & { documents: number; authorships: number };
  now: Dates & { documents: number; authorships: number };
  /** Too few documents in either span: no difference is told. */
  isFew: boolean;
  told: Told[];
  /** Counted fractionally. They add up to the difference under parent less that under employer. */
  owned: Owned[];
  /** Shares are of all attendances of a span, so that the ways add up; null where none are read for both. */
  attendance: { before: number; now: number; modes: Attended[] } | null;
  asOf: string | null;
  /** As in a reading: the first day of the month of the newest document counted. */
  newest: string | null;
}

/** The rules that can tell a key apart: an organisation is the same as stated under every one but parent. */
const rulesFor = (dimension: Dimension, { body }: Params): readonly Rule[] =>
  dimension === 'country' ? rulesOf(body) : ['employer', 'parent'];

type Sums = Record<string, number | null>;

/** Whether a difference between two spans stands under every rule and counting, what owners make of it, and how they attended. */
export async function readDifference(
  store: Store,
  params: Params,
  dimension: Dimension,
): Promise<Difference | null> {
  const key = params[dimension];
  const span = otherSpan(params);
  const { from, to } = params;
  if (!key || !span || !from || !to) return null;
  const rules = rulesFor(dimension, params);
  const whole: Params = {
    ...params,
    count: 'fractional',
    country: null,
    organisation: null,
    by: 'all',
    against: null,
  };
  const [now, before, labels, organisations, countries, owned, attendance, day, newest] = await Promise.all([
    readSpan(store, whole, dimension, key, rules),
    readSpan(store, { ...whole, ...span }, dimension, key, rules),
    readLabels(store, dimension),
    readLabels(store, 'organisation'),
    readLabels(store, 'country'),
    Promise.all([whole, { ...whole, ...span }].map((one) => readOwned(store, one, dimension, key))),
    params.body === 'ietf' ? readAttended(store, params, dimension, key) : null,
    asOf(store, sourcesOf(params)),
    newestOf(store, params),
  ]);
  const sizes = { now: sizesOf(now), before: sizesOf(before) };
  const told = rules.flatMap((rule) =>
    counts.map((count): Told => {
      const [then, here] = [partOf(before, rule, count), partOf(now, rule, count)];
      const points = (one: number, other: number) => 100 * (one - other);
      return {
        ...{ rule, count, before: then, now: here },
        points: points(here.share, then.share),
        lowest: points(here.share, then.highest),
        highest: points(here.highest, then.share),
      };
    }),
  );
  return {
    ...{ dimension, key, told, attendance, asOf: day, newest },
    label: labels.get(key) ?? countries.get(key) ?? key,
    before: { ...span, ...sizes.before },
    now: { from, to, ...sizes.now },
    isFew: Math.min(sizes.now.documents, sizes.before.documents) < rankFloor,
    owned: ownedOf(owned[0] ?? [], owned[1] ?? [], sizes, organisations),
  };
}

const sizesOf = (sums: Sums) => ({ documents: sums.documents ?? 0, authorships: sums.authorships ?? 0 });

function partOf(sums: Sums, rule: Rule, count: Count): Part {
  const size = (count === 'complete' ? sums.authorships : sums.documents) ?? 0;
  const of = (what: 'own' | 'unknown' | 'either') => sums[`${rule}_${count}_${what}`] ?? 0;
  const share = (value: number) => (size === 0 ? 0 : value / size);
  return {
    value: of('own'),
    share: share(of('own')),
    unknown: share(of('unknown')),
    highest: share(of('either')),
  };
}

/** What every rule and counting gives the key, the unknown, and both together, in one span; read once. */
async function readSpan(
  store: Store,
  params: Params,
  dimension: Dimension,
  key: string,
  rules: readonly Rule[],
): Promise<Sums> {
  const columns = rules.flatMap((rule) => {
    const { key: column } = columnsOf[dimension][rule];
    const whose = {
      own: sql`${column} = ${key}`,
      unknown: sql`${column} is null`,
      either: sql`(${column} = ${key} or ${column} is null)`,
    };
    return Object.entries(whose).flatMap(([what, where]) => {
      const as = (count: Count) => raw(`"${rule}_${count}_${what}"`);
      return [
        sql`(count(distinct unit) filter (where ${where}))::int as ${as('whole')}`,
        sql`sum(share) filter (where ${where} and position is not null) as ${as('complete')}`,
        sql`sum(fraction) filter (where ${where}) as ${as('fractional')}`,
        sql`sum(share) filter (where ${where} and (position = 1 or position is null)) as ${as('straight')}`,
      ];
    });
  });
  const [sums] = await store.query<Sums>(sql`
    select coalesce(sum(adds >> 1), 0)::int as documents, coalesce(sum(adds & 1), 0)::int as authorships,
           ${join(columns)}
    from attribution where ${documentsWhere(params)}`);
  return sums ?? {};
}

interface OwnedRow {
  organisation: string;
  owner: string;
  from: string | null;
  to: string | null;
  sign: 1 | -1;
  value: number;
}

function readOwned(store: Store, params: Params, dimension: Dimension, key: string): Promise<OwnedRow[]> {
  const stated = dimension === 'country' ? sql`a.employer` : sql`a.organisation`;
  const counted = dimension === 'country' ? sql`a.parent` : sql`a.parent_organisation`;
  return store.query<OwnedRow>(sql`
    select a.organisation, a.parent_organisation as owner, u.from::text, u.to::text,
           case when ${counted} = ${key} then 1 else -1 end as sign, sum(a.fraction) as value
    from (select * from attribution where ${documentsWhere(params)}) a
    join ultimate_parent u on u.child = a.organisation and a.published >= u.from and (u.to is null or a.published < u.to)
    where ${stated} is distinct from ${counted} and ${key} in (${stated}, ${counted})
    group by 1, 2, 3, 4, 5`);
}

/** The same owners in both spans, what moves the difference most first. */
function ownedOf(
  now: readonly OwnedRow[],
  before: readonly OwnedRow[],
  sizes: Record<'now' | 'before', { documents: number }>,
  labels: Map<string, string>,
): Owned[] {
  const idOf = (row: OwnedRow) => [row.organisation, row.owner, row.from, row.to, row.sign].join(' ');
  const rows = new Map([...before, ...now].map((row) => [idOf(row), row]));
  const valueIn = (all: readonly OwnedRow[], id: string) => all.find((row) => idOf(row) === id)?.value ?? 0;
  return [...rows]
    .map(([id, { value: _, ...row }]): Owned => {
      const [then, here] = [valueIn(before, id), valueIn(now, id)];
      const share = (value: number, size: number) => (size === 0 ? 0 : value / size);
      return {
        ...row,
        label: labels.get(row.organisation) ?? row.organisation,
        ownerLabel: labels.get(row.owner) ?? row.owner,
        before: then,
        now: here,
        points: 100 * row.sign * (share(here, sizes.now.documents) - share(then, sizes.before.documents)),
      };
    })
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.organisation < b.organisation ? -1 : 1));
}

const modes = ['onsite', 'remote', 'unknown'] as const;

/** How the key's people attended in both spans, each way as a share of all attendances. */
async function readAttended(
  store: Store,
  { from, to, against, rule }: Params,
  dimension: Dimension,
  key: string,
): Promise<Difference['attendance']> {
  const span = otherSpan({ against });
  if (!span || key in pseudoLabels) return null;
  const metric = dimension === 'country' ? attendanceByCountry : attendanceByOrganisation;
  const asked: Params = { ...defaultsOf('ietf', metric), rule, by: 'all', from, to };
  const read = async (dates: Partial<Dates>) => {
    const [all, ...some] = await Promise.all([
      metric.read(store, { ...asked, ...dates }),
      ...modes.map((mode) => metric.read(store, { ...asked, ...dates, mode })),
    ]);
    return {
      total: all?.total ?? 0,
      of: some.map(({ rows }) => {
        const own = rows.find((row) => row.key === key);
        return own ? own.value : rows.some((row) => row.key === 'fewer-than-three') ? null : 0;
      }),
    };
  };
  const [now, before] = await Promise.all([read({}), read(span)]);
  if (now.total === 0 || before.total === 0) return null;
  return {
    before: before.total,
    now: now.total,
    modes: modes.map((mode, at) => {
      const [here = null, then = null] = [now.of[at], before.of[at]];
      const points = here === null || then === null ? null : 100 * (here / now.total - then / before.total);
      return { mode, before: then, now: here, points };
    }),
  };
}
