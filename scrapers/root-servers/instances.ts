import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { parse } from 'csv-parse/sync';
import { country } from '#entities/countries.ts';
import { resolveOrganisations } from '#entities/organisation.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import type { Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source, SourcePage } from '../contract.ts';
import { parseLetterFile } from './letter-file.ts';
import { lengthen, type Snapshot, type Span } from './spans.ts';
import { lastDayOf, letters, readStarterSpans, starterPath } from './starter.ts';

const root = join(import.meta.dirname, '..', '..');
const archives = 'https://root-servers.org/archives/';
const operatorsPath = 'facts/root-servers/operators.csv';

const common = {
  body: 'root-servers',
  licence: 'Published by the root server operators; facts carried over, no page text shown',
  home: archives,
  filled: { instance: { country: 0.99 } },
};

/** The archives up to the starter data's last day, and who operates which letter. */
export const factsRootInstances: Source = {
  ...common,
  id: 'facts-root-instances',
  title: 'Root server instances until September 2024, and their operators',
  cadenceHours: 24 * 365,
  hosts: [],
  local: [starterPath, operatorsPath],
  code: ['scrapers/root-servers/letter-file.ts', 'scrapers/root-servers/starter.ts'],
  floor: { instance: 3000, root_operator: 13 },
  yields: ['instance'],
  redact: (_url, body) => body,
  gather: async (reader) => {
    const [starter, operators] = [await reader.read(starterPath), await reader.read(operatorsPath)];
    if (typeof starter === 'string' || typeof operators === 'string')
      throw new Unexpected(starterPath, 'no file', 'the starter data of this version');
    const spans = readStarterSpans(starter.text, starter.id);
    return {
      rows: { instance: spans, root_operator: operatorRows(operators) },
      scopes: { instance: 'all', root_operator: 'all' },
      asOf: lastDayOf(spans),
    };
  },
};

/**
 * The archives of root-servers.org. Whether they hold every day or only days with a change is not known: the state at a
 * date is the last file at or before it, and only the last day of each month since the starter data is asked for.
 */
export const rootInstances: Source = rootInstancesFrom({
  base: true,
  named: [],
  months: [3, 6, 9, 12],
  allMonths: true,
});

export interface Wanted {
  /** Whether to go on from the starter data, or to read the archives from their first day on. */
  base: boolean;
  /** Days (ISO) to read besides. */
  named: readonly string[];
  /** The months whose last day is read, unless all are. */
  months: readonly number[];
  allMonths: boolean;
  /** The day to read up to; today where left out. */
  until?: string;
}

export function rootInstancesFrom(wanted: Wanted): Source {
  return {
    ...common,
    id: 'root-instances',
    title: 'Root server instances',
    cadenceHours: 24 * 30,
    hosts: ['root-servers.org'],
    floor: { instance: 400 },
    redact,
    gather: (reader) => gather(reader, wanted),
  };
}

/** The files print the operator's address for mail. */
function redact(url: string, body: Uint8Array): Uint8Array {
  if (!/-root\.ya?ml$/.test(url)) return body;
  const text = Buffer.from(body).toString('utf8');
  return Buffer.from(text.replace(/^(Contact Email:).*$/m, "$1 ''"));
}

async function gather(reader: Reader, wanted: Wanted): Promise<Gathered | null> {
  const base = wanted.base ? starterSpans() : [];
  const since = lastDayOf(base) || '2015-03-01';
  const until = wanted.until ?? isoDay();
  const days = await listedDays(reader, dueDays(since, until, wanted));
  const snapshots: Snapshot[] = [];
  let done = 0;
  for (const day of days) {
    for (const [letter, url] of await filesOf(reader, day)) {
      reader.progress(done++, days.length * letters.length, `${letter} on ${day}`);
      const page = await pageAt(reader, url, (text) => void parseLetterFile(text, url));
      snapshots.push({ letter, day, pageId: page.id, towns: parseLetterFile(page.text, url).towns });
    }
  }
  // Archives without a newer file still speak of the day of the last one, not of today.
  if (snapshots.length === 0 && base.length === 0) return null;
  return {
    rows: { instance: lengthen(base, snapshots) },
    scopes: { instance: 'all' },
    asOf: days.at(-1) ?? since,
  };
}

let known: Span[] | undefined;
const starterSpans = (): Span[] =>
  (known ??= readStarterSpans(readFileSync(join(root, starterPath), 'utf8'), null));

/** Month ends that have passed after `since`, and the named days. */
function dueDays(since: string, until: string, { named, months, allMonths }: Wanted): string[] {
  const days = new Set(named);
  const [year, month] = since.split('-').map(Number) as [number, number];
  for (let at = year * 12 + month; ; at++) {
    const end = new Date(Date.UTC(Math.floor((at - 1) / 12), ((at - 1) % 12) + 1, 0));
    const day = isoDay(end);
    if (day >= until) break;
    if (day > since && (allMonths || months.includes(end.getUTCMonth() + 1))) days.add(day);
  }
  return [...days].sort();
}

/** For each wanted day the last one listed at or before it within its month; a month without any is passed over. */
async function listedDays(reader: Reader, wanted: readonly string[]): Promise<string[]> {
  const read = new Map<string, Promise<string[]>>();
  const listing = (path: string, pattern: RegExp) => {
    const names = read.get(path) ?? namesIn(reader, archives + path, pattern);
    read.set(path, names);
    return names;
  };
  const years = new Set(await listing('', /^(\d{4})\/$/));
  const days = new Set<string>();
  for (const day of wanted) {
    const [year, month] = day.split('-') as [string, string];
    if (!years.has(year)) continue;
    const months = await listing(`${year}/`, /^(\d\d)\/$/);
    if (!months.includes(month)) continue;
    const listed = await listing(`${year}/${month}/`, /^(\d\d)\/$/);
    const last = listed.filter((name) => `${year}-${month}-${name}` <= day).at(-1);
    if (last) days.add(`${year}-${month}-${last}`);
  }
  return [...days].sort();
}

/** The file of each of the thirteen letters on a listed day. */
async function filesOf(reader: Reader, day: string): Promise<[string, string][]> {
  const folder = `${archives}${day.replaceAll('-', '/')}/`;
  const names = await namesIn(reader, folder, /^([a-m]-root\.ya?ml)$/, (found) => {
    const missing = letters.filter((letter) => !found.some((name) => name.startsWith(letter)));
    if (missing.length || found.length !== letters.length)
      throw new Unexpected(
        folder,
        `${found.length} files, none of ${missing.join(', ')}`,
        'one file for each of 13 letters',
      );
  });
  return names.map((name) => [name.slice(0, 1), folder + name]);
}

/**
 * What a listing links to, sorted. A listing that is not whole is not taken from the archive again.
 * @throws Unexpected when nothing of the kind is there, or `check` refuses
 */
async function namesIn(
  reader: Reader,
  url: string,
  pattern: RegExp,
  check: (names: string[]) => void = () => {},
): Promise<string[]> {
  const namesOf = (text: string): string[] => {
    const $ = load(text);
    const names = $('a[href]')
      .toArray()
      .flatMap((link) => pattern.exec($(link).attr('href') ?? '')?.[1] ?? []);
    if (names.length === 0) throw new Unexpected(url, 'no link', String(pattern));
    const sorted = [...new Set(names)].sort();
    check(sorted);
    return sorted;
  };
  const page = await pageAt(reader, url, (text) => void namesOf(text));
  return namesOf(page.text);
}

/** A year's listing is asked for again: it may have been read before the year was over. */
const isPast = (url: string): boolean => {
  const [, year, month] = /archives\/(\d{4})\/(\d\d)\//.exec(url) ?? [];
  return month !== undefined && `${year}-${month}` < new Date().toISOString().slice(0, 7);
};

/** A month that has passed, its listing and its files do not change. @throws Unexpected when the page is missing */
async function pageAt(reader: Reader, url: string, verify: (text: string) => void): Promise<SourcePage> {
  const first = await reader.read(url, { verify, once: isPast(url) });
  const page = first === 'unchanged' ? await reader.read(url, { verify, once: true }) : first;
  if (typeof page === 'string') throw new Unexpected(url, 'no page', 'one in the archives');
  return page;
}

function operatorRows(page: SourcePage): Row<'root_operator'>[] {
  const rows = parse(page.text, { columns: true }) as Record<string, string>[];
  return rows.map((row) => {
    const where = `${operatorsPath}, letter ${row.letter}`;
    if (!row.operator || !country(row.country ?? ''))
      throw new Unexpected(where, JSON.stringify(row), 'a name and a country');
    const [found] = resolveOrganisations(row.organisation ?? '', { country: null, on: null });
    return {
      letter: row.letter ?? null,
      operator: row.operator,
      organisation_id: found?.organisation ?? null,
      country: row.country ?? null,
      kind: row.kind ?? null,
      evidence: row.evidence ?? null,
      source_url: row.source ?? null,
      note: row.note ?? null,
      page_id: page.id,
    };
  });
}
