import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { Unexpected } from '#lib/unexpected.ts';
import { countryOfSite, parseLetterFile } from './letter-file.ts';
import { lengthen, type Snapshot, type Span } from './spans.ts';

export const starterPath = 'facts/starter/root-instances.csv';
const columns = ['letter', 'country_text', 'town', 'sites', 'instances', 'from', 'to'];
export const letters = [...'abcdefghijklm'];

/** The spans of the starter data; `pageId` files them. @throws Unexpected naming the line */
export function readStarterSpans(text: string, pageId: number | null): Span[] {
  const [head, ...rows] = parse(text) as string[][];
  if (head?.join(',') !== columns.join(','))
    throw new Unexpected(starterPath, String(head), columns.join(','));
  return rows.map((cells, at) => {
    const [letter, countryText, town, sites, instances, from, to] = cells as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    if (
      !/^[a-m]$/.test(letter) ||
      !/^\d+ \d+$/.test(`${sites} ${instances}`) ||
      !/^\d{4}-\d\d-\d\d$/.test(from)
    )
      throw new Unexpected(`${starterPath}, line ${at + 2}`, cells.join(','), columns.join(','));
    return {
      letter,
      country_text: countryText,
      country: countryOfSite(countryText, town),
      town,
      from,
      to: to || null,
      sites: Number(sites),
      instances: Number(instances),
      page_id: pageId,
    };
  });
}

/** The newest day that spans speak of. */
export const lastDayOf = (spans: readonly Span[]): string =>
  spans.reduce((last, { from, to }) => [last, from ?? '', to ?? ''].sort().at(-1) ?? last, '');

/** Every change in a folder of `YYYY-MM-DD/<letter>.yml`, as spans. */
export function spansOfFolder(folder: string): Span[] {
  const days = readdirSync(folder)
    .filter((name) => /^\d{4}-\d\d-\d\d$/.test(name))
    .sort();
  const snapshots = days.flatMap((day): Snapshot[] =>
    letters.flatMap((letter) => {
      const path = join(folder, day, `${letter}.yml`);
      if (!existsSync(path)) return [];
      return [{ letter, day, pageId: null, towns: parseLetterFile(readFileSync(path, 'utf8'), path).towns }];
    }),
  );
  return lengthen([], snapshots);
}

/** `npx tsx scrapers/root-servers/starter.ts <folder>` writes the starter data anew; the same files give the same bytes. */
if (process.argv[1]?.endsWith('root-servers/starter.ts') && process.argv[2]) {
  const spans = spansOfFolder(process.argv[2]);
  const rows = spans.map((span) => columns.map((column) => span[column as keyof Span] ?? ''));
  writeFileSync(join(import.meta.dirname, '..', '..', starterPath), stringify([columns, ...rows]));
  process.stdout.write(`${starterPath}: ${spans.length} spans to ${lastDayOf(spans)}\n`);
}
