import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { decode } from '#lib/charset.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { readArchived } from '#prisma/archive.ts';
import { type Scopes, saveBatch, unresolvedCount } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import { hold } from '#prisma/locks.ts';
import { noteAddresses, pagesOf } from '#prisma/pages.ts';
import { finishRun, lastGood, startRun } from '#prisma/runs.ts';
import { checkCounts } from './check.ts';
import type { Source } from './contract.ts';
import { type PrintedList, readPrintedLists } from './ietf/printed-lists.ts';
import { type IndexEntry, parseRfcIndex } from './ietf/rfc-index.ts';
import { type PrintedAuthor, parseRfcText } from './ietf/rfc-text.ts';
import { hashOf, ietfRfcs, indexUrl, type ReadText, rfcRows, textUrl } from './ietf/rfcs.ts';
import { datatrackerParts, type StarterRows } from './ietf/starter.ts';
import { readStarterFile, starterFile, writeStarter } from './starter-file.ts';
import { readStarterLists, writeStarterLists } from './starter-lists.ts';

const file = starterFile(ietfRfcs.id);

/** The first line: what the rest was read from. `asOf`: the day the index speaks of (ISO). */
interface Head {
  source: 'ietf-rfcs';
  format: 1;
  asOf: string;
  index: { url: string; hash: string };
  notIssued: number[];
}

/** One line an RFC: its index entry, and what was read in its text. `hash`: sha256 of the text, null where there is none. */
interface Line {
  entry: IndexEntry;
  hash: string | null;
  authors: PackedAuthor[];
  notes: string[];
}

/** name, role, isOrganisation, affiliation, affiliationInAddress, countryText, country, the three line numbers. */
type PackedAuthor = [
  string,
  'a' | 'e',
  0 | 1,
  string | null,
  string | null,
  string | null,
  string | null,
  number | null,
  number | null,
  number | null,
];

const pack = (author: PrintedAuthor): PackedAuthor => [
  author.name,
  author.role === 'editor' ? 'e' : 'a',
  author.isOrganisation ? 1 : 0,
  author.affiliation,
  author.affiliationInAddress,
  author.countryText,
  author.country,
  author.lines.name,
  author.lines.affiliation,
  author.lines.country,
];

const unpack = (packed: PackedAuthor, at: number): PrintedAuthor => ({
  position: at + 1,
  name: packed[0],
  role: packed[1] === 'e' ? 'editor' : 'author',
  isOrganisation: packed[2] === 1,
  affiliation: packed[3],
  affiliationInAddress: packed[4],
  countryText: packed[5],
  country: packed[6],
  lines: { name: packed[7], affiliation: packed[8], country: packed[9] },
});

/**
 * Writes the starter data of every source that was read from its own pages on this installation; the files of the
 * others stay as they are. The same pages give the same bytes.
 * @returns a sentence for each source
 */
export async function exportStarter(store: Store, dataDir: string): Promise<string[]> {
  const told: string[] = [];
  const name = (source: Source) => `facts/starter/${source.id}.jsonl.gz`;
  for (const { source, rows } of datatrackerParts) {
    if (!(await lastGood(store, source.id, 'read'))) {
      told.push(`${name(source)} stays as it is: ${source.id} was not read here`);
      continue;
    }
    const found = await rows(store);
    const bytes = await writeStarter(source.id, found);
    told.push(`${name(source)}: ${found.about}, ${bytes} bytes`);
  }
  if (await lastGood(store, ietfRfcs.id, 'read')) {
    const { rfcs, bytes, lists } = await exportRfcs(store, dataDir);
    told.push(`${name(ietfRfcs)}: ${rfcs} RFCs, ${bytes} bytes; ${lists} of them list members of a board`);
  } else told.push(`${name(ietfRfcs)} stays as it is: ${ietfRfcs.id} was not read here`);
  return told;
}

/**
 * Writes what the source extracted from the archived pages of this installation: facts and page hashes, no text.
 * The same pages give the same bytes.
 * @returns the number of RFCs and the bytes written
 */
async function exportRfcs(
  store: Store,
  dataDir: string,
  to = file,
): Promise<{ rfcs: number; bytes: number; lists: number }> {
  const pages = new Map((await pagesOf(store, ietfRfcs.id)).map((page) => [page.url, page]));
  const textOf = async (url: string) => {
    const page = pages.get(url);
    if (page?.status !== 200 || !page.warcFile || page.warcOffset === null || page.warcLength === null)
      return null;
    const at = { file: page.warcFile, offset: page.warcOffset, length: page.warcLength };
    return { page, text: decode(await readArchived(dataDir, at), page.contentType, url) };
  };
  const index = await textOf(indexUrl);
  if (!index)
    throw new Unexpected(indexUrl, 'no archived page', 'a run of ietf-rfcs with --no-starter before');
  const { entries, notIssued } = parseRfcIndex(index.text, indexUrl);
  const changed = index.page.lastModified ? new Date(index.page.lastModified) : index.page.fetchedAt;
  const head: Head = {
    source: 'ietf-rfcs',
    format: 1,
    asOf: isoDay(changed),
    index: { url: indexUrl, hash: index.page.contentHash },
    notIssued,
  };
  const lines = [JSON.stringify(head)];
  const lists = new Map<string, PrintedList[]>();
  for (const entry of entries) {
    const found = await textOf(textUrl(entry.number));
    const { authors, notes } = parseRfcText(found?.text ?? '', entry.authors);
    const line: Line = { entry, hash: found?.page.contentHash ?? null, authors: authors.map(pack), notes };
    lines.push(JSON.stringify(line));
    const printed = readPrintedLists(found?.text ?? '', `rfc${entry.number}`).lists;
    if (printed.length) lists.set(`rfc${entry.number}`, printed);
  }
  const bytes = gzipSync(`${lines.join('\n')}\n`, { level: 9 });
  await writeFile(to, bytes);
  await writeStarterLists(lists);
  return { rfcs: entries.length, bytes: bytes.length, lists: lists.size };
}

/**
 * Fills what an installation has not read yet with the starter data, by the same rows and checks as runs of the sources.
 * The Datatracker's groups come first: it knows more of a group than the RFC index does.
 * @returns the day the data speaks of, for each source that was filled
 */
export async function loadStarter(store: Store): Promise<Record<string, string>> {
  const loaded: Record<string, string> = {};
  for (const { source } of datatrackerParts) {
    const day = await fill(store, source, async () => ({ ...readStarterFile(source.id), pages: 0 }));
    if (day) loaded[source.id] = day;
  }
  const day = await fill(store, ietfRfcs, () => starterRfcs(store));
  if (day) loaded[ietfRfcs.id] = day;
  return loaded;
}

type Filling = StarterRows & { scopes?: Scopes; pages: number };

async function fill(store: Store, source: Source, read: () => Promise<Filling>): Promise<string | null> {
  if ((await lastGood(store, source.id)) || !existsSync(starterFile(source.id))) return null;
  const held = await hold(store.url, 'source', source.id);
  if (!held) return null;
  try {
    if (await lastGood(store, source.id)) return null;
    const started = Date.now();
    const run = await startRun(store, source.id, 'starter');
    const { rows, scopes, asOf, about, pages } = await read();
    const writer = {
      runId: run,
      source: source.id,
      baseline: true,
      difference: 'changed' as const,
      yields: source.yields ?? [],
    };
    await saveBatch(store, rows, {
      writer,
      scopes: scopes ?? {},
      check: (now) => checkCounts(source, now, null, false),
      end: async (within, { saved, counts }) =>
        finishRun(within, run, {
          state: 'good',
          asOf,
          baseline: true,
          message: `starter data: ${about}`,
          pages,
          rows: Object.values(counts).reduce((sum, n) => sum + n, 0),
          saved,
          counts,
          unresolved: await unresolvedCount(within),
          seconds: (Date.now() - started) / 1000,
        }),
    });
    return asOf;
  } finally {
    await held.release();
  }
}

async function starterRfcs(store: Store): Promise<Filling> {
  const { head, lines } = readStarter();
  const fetchedAt = new Date(`${head.asOf}T12:00:00Z`);
  const pages = await noteAddresses(store, ietfRfcs.id, [
    { ...head.index, fetchedAt, contentType: 'text/xml' },
    ...lines.flatMap(({ entry, hash }) =>
      hash ? [{ url: textUrl(entry.number), hash, fetchedAt, contentType: 'text/plain' }] : [],
    ),
  ]);
  const texts = new Map<number, ReadText>();
  const lists = readStarterLists();
  const hashes = new Map<number, string>();
  for (const { entry, authors, notes } of lines) {
    hashes.set(entry.number, hashOf(entry));
    texts.set(entry.number, {
      pageId: pages.get(textUrl(entry.number)) ?? null,
      text: { authors: authors.map(unpack), notes },
      lists: lists.get(`rfc${entry.number}`) ?? [],
    });
  }
  const index = { entries: lines.map((line) => line.entry), notIssued: head.notIssued };
  const built = rfcRows(index, pages.get(indexUrl) ?? null, hashes, texts, new Map());
  return { ...built, asOf: head.asOf, about: `the RFC series as of ${head.asOf}`, pages: pages.size };
}

/** @throws Unexpected when the file is not whole */
export function readStarter(from = file): { head: Head; lines: Line[]; hash: string } {
  let bytes: Buffer;
  try {
    bytes = gunzipSync(readFileSync(from));
  } catch (error) {
    throw new Unexpected(
      from,
      `a damaged file (${(error as Error).message})`,
      'the starter data of this version',
    );
  }
  const [first = '', ...rest] = bytes.toString('utf8').trimEnd().split('\n');
  const head = JSON.parse(first) as Head;
  if (head.source !== 'ietf-rfcs' || head.format !== 1) {
    throw new Unexpected(from, first.slice(0, 80), 'starter data of ietf-rfcs, format 1');
  }
  return {
    head,
    lines: rest.map((line) => JSON.parse(line) as Line),
    hash: createHash('sha256').update(bytes).digest('hex'),
  };
}
