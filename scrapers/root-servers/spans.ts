import type { Row } from '#prisma/records.ts';
import type { TownSites } from './letter-file.ts';

/** One letter's file on a day. Between two files nothing is known to have changed. */
export interface Snapshot {
  letter: string;
  /** ISO day. */
  day: string;
  pageId: number | null;
  towns: readonly TownSites[];
}
export type Span = Row<'instance'>;

const keyOf = (row: { letter: string; country_text: string | null; town: string | null }) =>
  `${row.letter}\n${row.country_text}\n${row.town}`;

/**
 * Lengthens the spans of a letter by its later files, oldest first: an entry that is new, gone or of another size since
 * the file before starts or ends a span on the day of the file.
 */
export function lengthen(spans: readonly Span[], snapshots: readonly Snapshot[]): Span[] {
  const closed = spans.filter((span) => span.to !== null);
  const open = new Map(spans.filter((span) => span.to === null).map((span) => [keyOf(span as never), span]));
  for (const { letter, day, pageId, towns } of snapshots.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    const seen = new Map(
      towns.map((town): [string, Span] => [
        keyOf({ letter, country_text: town.countryText, town: town.town }),
        {
          letter,
          country_text: town.countryText,
          country: town.country,
          town: town.town,
          from: day,
          to: null,
          sites: town.sites,
          instances: town.instances,
          page_id: pageId,
        },
      ]),
    );
    for (const [key, span] of open) {
      if (span.letter !== letter) continue;
      const now = seen.get(key);
      if (now && now.sites === span.sites && now.instances === span.instances) seen.delete(key);
      else {
        open.delete(key);
        closed.push({ ...span, to: day });
      }
    }
    for (const [key, span] of seen) open.set(key, span);
  }
  const order = (span: Span) => `${span.letter} ${span.country_text} ${span.town} ${span.from}`;
  return [...closed, ...open.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
