import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** A study period of the ITU-T, from the assembly that opens it to the next. Days as ISO dates; `to` empty: not over. */
export interface StudyPeriod {
  /** As the ITU calls it, which need not be when it was: 2017-2020 ended in 2022. */
  name: string;
  from: string;
  to: string;
  opened_by: string;
  place: string;
  evidence: string;
  /** Empty where none is known. */
  source: string;
}

let known: readonly StudyPeriod[] | undefined;

/** The study periods as curated, the oldest first. */
export function studyPeriods(): readonly StudyPeriod[] {
  known ??= parse(readFileSync(join(process.cwd(), 'facts', 'itu', 'study-periods.csv')), {
    columns: true,
  }) as StudyPeriod[];
  return known;
}
