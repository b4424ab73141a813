import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

export const blocKinds = [
  'integration',
  'telecommunications',
  'political',
  'economic',
  'un-regional-group',
  'agreement',
] as const;

/**
 * A group of countries that exists by its own act. A list made by one side of an argument (who objected, who endorsed) is
 * a position and never stands here. `listed`: the day of a list that gives its members no dates, `undated` where it has
 * none itself, "" where members are dated.
 */
export interface Bloc {
  id: string;
  name: string;
  kind: (typeof blocKinds)[number];
  listed: string;
  source: string;
  note: string;
}

/**
 * On the days of [from, to) a country is a member; "" is open. `precision`: how exactly `from` is known; `list`: not at all,
 * only that the country stands in the list. `checked`: somebody saw the source say so.
 */
export interface Membership {
  bloc: string;
  country: string;
  from: string;
  to: string;
  precision: 'day' | 'month' | 'year' | 'list';
  checked: boolean;
  source: string;
  note: string;
}

const read = <Row>(file: string) =>
  parse(readFileSync(join(import.meta.dirname, file)), { columns: true }) as Row[];

export const blocs: readonly Bloc[] = read<Bloc>('blocs.csv');

export const memberships: readonly Membership[] = read<Omit<Membership, 'checked'> & { checked: string }>(
  'bloc-membership.csv',
).map((row) => ({ ...row, checked: row.checked === 'yes' }));

/**
 * The state under whose membership an organisation speaks at the ITU, on the days of [from, to): what documents of the ITU
 * print beside it. `evidence`: primary where the ITU's own page was read, secondary where a copy was.
 */
export const ituMemberships: readonly {
  organisation: string;
  country: string;
  from: string;
  to: string;
  evidence: string;
  source: string;
}[] = read('itu-membership.csv');

/** The countries of a bloc on one ISO day, in alphabetical order; only checked memberships unless `stated`. */
export function membersOn(
  bloc: string,
  day: string,
  stated = false,
  all: readonly Membership[] = memberships,
): string[] {
  const found = all.filter(
    (row) =>
      row.bloc === bloc && (row.checked || stated) && row.from <= day && (row.to === '' || day < row.to),
  );
  return [...new Set(found.map((row) => row.country))].sort();
}

export interface BlocSpan {
  country: string;
  from: string;
  to: string | null;
  /** Bits by the place of the bloc in the list; text, because JSON's numbers end at 2^53. */
  checked: string;
  stated: string;
}

/** No document of the field is older; a membership without a first day begins here. */
const earliest = '1900-01-01';

/** For every country the spans of days on which its set of blocs stays the same, in order and without gaps. */
export function blocSpans(
  list: readonly Bloc[] = blocs,
  all: readonly Membership[] = memberships,
): BlocSpan[] {
  const bit = new Map(list.map((bloc, at) => [bloc.id, 1n << BigInt(at)]));
  const spans: BlocSpan[] = [];
  for (const country of [...new Set(all.map((row) => row.country))].sort()) {
    const own = all.filter((row) => row.country === country);
    const days = [...new Set([earliest, ...own.flatMap((row) => [row.from, row.to]).filter(Boolean)])].sort();
    for (const day of days) {
      const held = own.filter((row) => row.from <= day && (row.to === '' || day < row.to));
      const mask = (rows: readonly Membership[]) =>
        rows.reduce((sum, row) => sum | (bit.get(row.bloc) ?? 0n), 0n).toString();
      const span = { checked: mask(held.filter((row) => row.checked)), stated: mask(held) };
      const before = spans.at(-1);
      if (before?.country === country) {
        if (before.checked === span.checked && before.stated === span.stated) continue;
        before.to = day;
      }
      spans.push({ country, from: day, to: null, ...span });
    }
  }
  return spans;
}
