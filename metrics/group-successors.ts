import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { AxisNote } from './axis-notes.ts';

/** Work that went from one study group to another, which is another group: their series are not one. */
export interface Succession {
  /** Id of the group whose work it was, which ended by it. */
  group: string;
  /** Id of the one that has it since. */
  successor: string;
  /** ISO day, or the year alone where the source says no more. */
  on: string;
  /** Which part of the work. */
  what: string;
  evidence: string;
  source: string;
  note: string | null;
}

let known: Succession[] | undefined;

const successions = (): Succession[] => {
  known ??= (
    parse(readFileSync(join(process.cwd(), 'facts', 'itu', 'group-successors.csv')), {
      columns: true,
    }) as (Omit<Succession, 'note'> & { note: string })[]
  ).map((row) => ({ ...row, note: row.note || null }));
  return known;
};

/** Whose work a group took over, and where its own went. */
export const successionsOf = (group: string): { before: Succession[]; after: Succession[] } => ({
  before: successions().filter(({ successor }) => successor === group),
  after: successions().filter((one) => one.group === group),
});

/** Breaks in the series of one group: a line where work came to it or went from it. */
export function successionNotes(group: string): AxisNote[] {
  const id = group.toUpperCase();
  const { before, after } = successionsOf(id);
  const days = new Map<string, Succession[]>();
  for (const one of [...before, ...after]) days.set(one.on, [...(days.get(one.on) ?? []), one]);
  return [...days].map(([on, rows]) => ({
    day: on.length === 4 ? `${on}-01-01` : on,
    text: [
      ...(rows.some((one) => one.group === id) ? [`${id} ends`] : []),
      ...rows.map((one) =>
        one.group === id
          ? `${one.successor} takes over ${one.what}`
          : `${id} takes over from ${one.group}: ${one.what}`,
      ),
    ]
      .join('; ')
      .concat(on.length === 4 ? ` (some day in ${on})` : ''),
    source: rows[0]?.source ?? null,
    evidence: rows[0]?.evidence ?? 'unchecked',
  }));
}
