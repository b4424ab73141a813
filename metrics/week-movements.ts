import { DateTime } from 'luxon';
import type { Week } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';
import { authorshipByCountry } from './authorship-by-country.ts';
import { type Params, rankFloor } from './contract.ts';
import { listDocuments } from './documents.ts';
import { defaultsOf } from './params.ts';

/** A share outside its usual range: quarter by quarter, nine of them, the newest last. */
export interface Movement {
  metric: string;
  /** country:FR */
  subject: string;
  label: string;
  rule: string;
  count: string;
  /** The quarter, 2020-Q3, and its days. */
  period: string;
  from: string;
  to: string;
  /** Shares, 0 to 1, of the newest quarter and of the eight before it. */
  share: number;
  usual: { low: number; high: number };
  series: { period: string; share: number; documents: number }[];
  /** Documents of the quarter: what the share is a share of. */
  n: number;
  unknown: number;
  /** The documents with an author in that country. */
  rows: MovedRow[];
  /** All documents of the quarter. */
  everything: MovedRow[];
}

export interface MovedRow {
  id: string;
  title: string;
  date: string;
}

/** How far beyond the range of two years a share must lie to be told, as a share of all documents. */
const margin = 0.02;

/** Fewer documents than this on either side of a move are chance, not news. */
const fewest = 5;

/**
 * Country shares of RFC authorship that left their range of the last two years, told in the first week after a quarter.
 * Nothing under the floor, nothing while corrections or a first reading moved the rows themselves, and nothing that a
 * share of unknown outside its own range explains.
 */
export async function readMovements(store: Store, week: Week): Promise<Movement[]> {
  const monday = DateTime.fromISO(week.from, { zone: 'utc' });
  const quarter = monday.plus({ days: 6 }).startOf('quarter');
  if (quarter < monday) return [];
  const first = quarter.minus({ quarters: 9 });
  const params: Params = {
    ...defaultsOf('ietf', authorshipByCountry),
    from: first.toISODate(),
    to: quarter.minus({ days: 1 }).toISODate(),
    by: 'quarter',
  };
  const [explained] = await store.query<{ corrected: number }>(sql`
    select count(*)::int as corrected from change where kind = 'corrected' and record_type like 'authorship%'
      and at >= ${week.from}::date - 92 and at < ${week.to}::date + 1`);
  if (!explained || explained.corrected > 0) return [];
  const reading = await authorshipByCountry.read(store, params);
  const periods = reading.periods.map((period) => period.period);
  const newest = reading.periods.at(-1);
  if (periods.length < 9 || !newest || reading.periods.some((period) => period.documents < rankFloor))
    return [];
  const shares = new Map<string | null, Map<string, number>>();
  for (const row of reading.rows) {
    const documents = reading.periods.find((period) => period.period === row.period)?.documents ?? 0;
    const of = shares.get(row.key) ?? new Map<string, number>();
    of.set(row.period, documents ? row.value / documents : 0);
    shares.set(row.key, of);
  }
  const missing = reading.periods.map(({ period, documents }) =>
    documents ? (shares.get(null)?.get(period) ?? 0) : 0,
  );
  const unknown = missing.at(-1) ?? 0;
  const isMoreUnknown = unknown > Math.max(...missing.slice(0, -1)) + margin;
  const isLessUnknown = unknown < Math.min(...missing.slice(0, -1)) - margin;
  const found: Movement[] = [];
  for (const [key, byPeriod] of shares) {
    if (key === null || key === 'international') continue;
    const series = reading.periods.map(({ period, documents }) => ({
      period,
      documents,
      share: byPeriod.get(period) ?? 0,
    }));
    const share = series.at(-1)?.share ?? 0;
    const before = series.slice(0, -1).map((point) => point.share);
    const usual = { low: Math.min(...before), high: Math.max(...before) };
    if (share <= usual.high + margin && share >= usual.low - margin) continue;
    // Where more authors than ever print no country, every country falls: that is the source, not the country.
    if (share < usual.low ? isMoreUnknown : isLessUnknown) continue;
    if (share < usual.low && usual.low * newest.documents < fewest) continue;
    found.push({
      metric: authorshipByCountry.id,
      subject: `country:${key}`,
      label: reading.rows.find((row) => row.key === key)?.label ?? key,
      rule: params.rule,
      count: params.count,
      period: newest.period,
      from: quarter.minus({ quarters: 1 }).toISODate() ?? '',
      to: params.to ?? '',
      share,
      usual,
      series,
      n: newest.documents,
      unknown,
      rows: [],
      everything: [],
    });
  }
  const distance = ({ share, usual }: Movement) => Math.max(share - usual.high, usual.low - share);
  const told = found
    .toSorted((a, b) => distance(b) - distance(a) || a.subject.localeCompare(b.subject))
    .slice(0, 6);
  if (told.length === 0) return [];
  const list = async (only: Params) => {
    const page = await listDocuments(store, { ...only, from: told[0]?.from ?? '', by: 'all' }, 1000, null);
    return page.documents.map(({ id, title, published }) => ({ id, title, date: published }));
  };
  const everything = await list(params);
  for (const movement of told) {
    movement.rows = await list({ ...params, country: movement.subject.slice('country:'.length) });
    movement.everything = everything;
  }
  return told.filter((movement) => movement.rows.length >= fewest || movement.share < movement.usual.low);
}
