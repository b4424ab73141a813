import { join, type Sql, sql } from '#prisma/client.ts';
import type { Params, Period } from './contract.ts';

/** Years, months or all time of which `tally`, or another view of sums, has them. */
export interface Span {
  of: 'month' | 'year' | 'all';
  /** Which of its rows lie within. */
  where: Sql;
}

/** What a reading takes from the sums, and the days at its ends that are summed from single authorships. */
export interface Reach {
  spans: Span[];
  credit: Params[];
}

/** Which years, months and days lie within the dates; a document has one date, so none is met twice. */
export function reachOf(params: Params): Reach {
  const { from, to, by } = params;
  if (by === 'all' && from === null && to === null) return { spans: [spanOf('all')], credit: [] };
  const first = from === null ? -Infinity : monthOf(from) + (from.endsWith('-01') ? 0 : 1);
  const last = to === null ? Infinity : monthOf(to) - (to === lastDay(monthOf(to)) ? 0 : 1);
  const credit: Params[] = [];
  if (first > last + 1) credit.push(params);
  else {
    if (from !== null && monthOf(from) < first) credit.push({ ...params, to: lastDay(monthOf(from)) });
    if (to !== null && monthOf(to) > last) credit.push({ ...params, from: firstDay(monthOf(to)) });
  }
  // A quarter is told from its months.
  const firstYear = by === 'quarter' ? Infinity : Math.ceil(first / 12) * 12;
  const lastYear = Math.floor((last + 1) / 12) * 12 - 1;
  const spans =
    firstYear < lastYear
      ? [
          ...between('year', firstYear, lastYear),
          ...between('month', first, firstYear - 1),
          ...between('month', lastYear + 1, last),
        ]
      : between('month', first, last);
  return { spans, credit };
}

/** The same of sums that are kept by year alone: the months at the ends are summed from single authorships too. */
export function yearsOf(params: Params): Reach {
  const { from, to, by } = params;
  if (by === 'all' && from === null && to === null) return reachOf(params);
  const first = from === null ? -Infinity : Number(from.slice(0, 4)) + (from.endsWith('-01-01') ? 0 : 1);
  const last = to === null ? Infinity : Number(to.slice(0, 4)) - (to.endsWith('-12-31') ? 0 : 1);
  if (by === 'quarter' || first > last) return { spans: [], credit: [params] };
  const credit: Params[] = [];
  if (from !== null && !from.endsWith('-01-01')) credit.push({ ...params, to: lastDay(first * 12 - 1) });
  if (to !== null && !to.endsWith('-12-31')) credit.push({ ...params, from: firstDay(last * 12 + 12) });
  return { spans: between('year', first * 12, last * 12 + 11), credit };
}

/** Months are counted from the year 0. */
const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const firstDay = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
// The calendar comes round in 400 years; a Date takes years before 100 for years of this age.
const lastDay = (month: number): string =>
  firstDay(month).slice(0, 8) +
  new Date(Date.UTC(2000 + (Math.floor(month / 12) % 400), (month % 12) + 1, 0)).getUTCDate();

function between(span: 'year' | 'month', first: number, last: number): Span[] {
  if (!(first <= last) || first === Infinity || last === -Infinity) return [];
  const conditions: Sql[] = [];
  if (first !== -Infinity) conditions.push(sql`starts >= ${firstDay(first)}::date`);
  if (last !== Infinity) conditions.push(sql`starts <= ${firstDay(last)}::date`);
  return [spanOf(span, conditions)];
}

const spanOf = (of: Span['of'], conditions: readonly Sql[] = []): Span => ({
  of,
  where: join([sql`span = ${of}`, ...conditions], ' and '),
});

/** The first day of the period in which the days of a column lie; of all time one day stands for the period. */
export const startOf = (by: Period, day: Sql): Sql =>
  by === 'all' ? sql`'0001-01-01'::date` : sql`date_trunc(${by}, ${day}::timestamp)::date`;

/** What a period is called, by its first day: 2020, 2020-Q3 or all. */
export const periodName = (by: Period, start: string): string =>
  by === 'all'
    ? 'all'
    : by === 'year'
      ? start.slice(0, 4)
      : `${start.slice(0, 4)}-Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`;

/** The first day of the period of a row of sums, whose span already starts where its year does. */
export const spanStart = (by: Period, { of }: Span): Sql =>
  of === 'year' && by === 'year' ? sql`starts` : startOf(by, sql`starts`);
