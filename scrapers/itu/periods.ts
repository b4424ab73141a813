import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/**
 * A study period of the ITU-T, from one world assembly (WTSA) to the next. `to`, the day the next one closed, is null for
 * the present one. The periods after 2017 are not four years apart, so none can be computed from another.
 */
export interface StudyPeriod {
  firstYear: number;
  /** As the ITU writes it, and in addresses: 2017-2020, though that one lasted into 2022. */
  name: string;
  from: string;
  to: string | null;
  /** As document identifiers begin: T17. */
  prefix: string;
  /** As the lists of officers number it: 16 for 2017-2020. */
  number: number;
  /** The work programme's number for it, where it is known. */
  workProgramme: number | null;
}

const file = join(import.meta.dirname, '..', '..', 'facts', 'itu', 'study-periods.csv');
// Seen in addresses of the work programme.
const workProgramme: Readonly<Record<number, number>> = { 2022: 8265, 2025: 9677 };

/** Oldest first. */
export const studyPeriods: readonly StudyPeriod[] = (
  parse(readFileSync(file), { columns: true }) as {
    first_year: string;
    name: string;
    from: string;
    to: string;
  }[]
).map(({ first_year, name, from, to }) => ({
  firstYear: Number(first_year),
  name,
  from,
  to: to || null,
  prefix: `T${first_year.slice(2)}`,
  number: Math.floor((Number(first_year) - 1953) / 4),
  workProgramme: workProgramme[Number(first_year)] ?? null,
}));

/** The period a day (ISO) lies in; null before the first one known. */
export const periodOn = (day: string): StudyPeriod | null =>
  studyPeriods.find((period) => period.from <= day && (!period.to || day < period.to)) ?? null;
