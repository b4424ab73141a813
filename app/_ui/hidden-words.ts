import type { MetricRow } from '#metrics/contract.ts';
import { amount, percent } from './numbers.ts';

/** What the public sees of documents: open, listed and not open, announced and in no list, of a meeting whose list was not read. */
export interface HiddenParts {
  documents: number;
  open: number;
  closed: number;
  unlisted: number;
  unread: number;
}

/** How much is hidden, in one sentence. */
export function hiddenWords(parts: HiddenParts, when = '', things = 'documents'): string {
  const { documents } = parts;
  const part = (n: number, words: string) =>
    n > 0 ? `${amount(n)} (${percent(n / documents)}) ${words}` : null;
  const told = [
    part(parts.closed, 'stand in public lists and are not open'),
    part(parts.unlisted, 'stand in no list'),
    part(parts.unread, 'were announced for meetings whose list was not read here'),
    part(parts.open, 'are open to all'),
  ].filter(Boolean);
  const start = when ? `${when}, of` : 'Of';
  return `${start} ${amount(documents)} ${things} announced or listed for the meetings we know, ${told.join('; ')}.`;
}

/** The same out of the rows of the measure, one a meeting. */
export function partsOf(rows: readonly MetricRow[]): HiddenParts {
  const sum = (of: (row: MetricRow) => number) => rows.reduce((all, row) => all + of(row), 0);
  const listed = ({ more }: MetricRow) => more?.listed ?? null;
  const open = ({ more }: MetricRow) => more?.public ?? 0;
  return {
    documents: sum((row) => row.documents),
    open: sum(open),
    closed: sum((row) => (listed(row) ?? 0) - open(row)),
    unlisted: sum((row) => (listed(row) === null ? 0 : row.documents - (listed(row) ?? 0))),
    unread: sum((row) => (listed(row) === null ? row.documents : 0)),
  };
}
