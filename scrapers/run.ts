import { createHash } from 'node:crypto';
import { decode } from '#lib/charset.ts';
import type { Settings } from '#lib/env.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { version } from '#lib/version.ts';
import { readArchived } from '#prisma/archive.ts';
import type { Store } from '#prisma/client.ts';
import * as ledger from '#prisma/ledger.ts';
import type { Saved } from '#prisma/save.ts';
import { Archive } from './archive.ts';
import { checkCounts, checkFilled } from './check.ts';
import type { Gathered, Reader, ReadOptions, Source, SourcePage } from './contract.ts';
import { Web, type WebOptions } from './web.ts';

export interface RunOptions {
  replay?: boolean;
  dryRun?: boolean;
  refetch?: boolean;
  /** Takes a fall or growth of the row counts for true. */
  accept?: boolean;
  onProgress?: (done: number, total: number, what: string) => void;
  /** For tests: quicker back-off and time limits. */
  web?: Partial<Pick<WebOptions, 'backoffMs' | 'attempts' | 'timeoutMs' | 'maxBytes'>>;
}

/** What one run did, as --json prints it. Rows are all the source stands for; unresolved are affiliations no list knows. */
export interface RunResult extends Saved {
  source: string;
  state: 'good' | 'failed' | 'dry' | 'busy';
  message: string | null;
  pages: number;
  rows: number;
  /** The rows of each record type. */
  counts: Record<string, number>;
  unresolved: number;
  seconds: number;
}

const nothing: Saved = { added: 0, changed: 0, removed: 0, unchanged: 0 };

/**
 * Reads one source and saves what it says, or leaves everything as it was: any error ends up in the run's row and in the
 * result, never in the data. This is the one place where errors of a source are caught.
 */
export async function runSource(
  store: Store,
  source: Source,
  settings: Settings,
  options: RunOptions = {},
): Promise<RunResult> {
  const started = Date.now();
  const empty = { source: source.id, pages: 0, rows: 0, counts: {}, unresolved: 0, ...nothing };
  const release = await ledger.holdSource(store.url, source.id);
  if (!release)
    return { ...empty, state: 'busy', message: 'another run of this source is under way', seconds: 0 };
  const seconds = () => Math.round((Date.now() - started) / 10) / 100;
  let id = 0;
  let session: Session | undefined;
  try {
    id = await ledger.startRun(store, source.id, options.replay ? 'replay' : 'read');
    session = await openSession(store, source, settings, options);
    const gathered = await source.gather(session.reader);
    const last = await ledger.lastGood(store, source.id);
    const end = gathered ? await saveGathered(store, source, gathered, id, last, options) : nothingNew(last);
    const rows = Object.values(end.counts).reduce((sum, n) => sum + n, 0);
    const unresolved = await ledger.unresolvedCount(store);
    const told = { message: end.message, pages: session.pages(), rows, unresolved, seconds: seconds() };
    await ledger.finishRun(store, id, { state: 'good', ...end, ...told });
    return { ...empty, state: 'good', ...told, counts: end.counts, ...end.saved };
  } catch (error) {
    const isDry = error instanceof DryRun;
    const message = isDry ? 'dry run: checked, nothing saved' : (error as Error).message;
    const state = isDry ? 'dry' : 'failed';
    const pages = session?.pages() ?? 0;
    if (id) await ledger.finishRun(store, id, { state, message, pages, seconds: seconds() }).catch(() => {});
    return { ...empty, state, message, pages, seconds: seconds() };
  } finally {
    await session?.close().catch(() => {});
    await release().catch(() => {});
  }
}

class DryRun extends Error {}

interface End {
  saved: Saved;
  counts: Record<string, number>;
  asOf: string;
  baseline: boolean;
  message: string | null;
}

/** Every page was what the last good run had saved already: the data speaks of today. */
function nothingNew(last: ledger.GoodRun | null): End {
  const counts = last?.counts ?? {};
  const unchanged = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const asOf = new Date().toISOString().slice(0, 10);
  return { saved: { ...nothing, unchanged }, counts, asOf, baseline: false, message: 'nothing new' };
}

async function saveGathered(
  store: Store,
  source: Source,
  { rows, scopes, asOf }: Gathered,
  runId: number,
  last: ledger.GoodRun | null,
  options: RunOptions,
): Promise<End> {
  checkFilled(source, rows);
  const baseline = !(await ledger.lastGood(store, source.id, 'read'));
  const difference = options.replay ? ('corrected' as const) : ('changed' as const);
  const check = (counts: Record<string, number>) => {
    checkCounts(source, counts, last?.counts ?? null, options.accept ?? false);
    if (options.dryRun) throw new DryRun();
  };
  const writer = { runId, source: source.id, baseline, difference, yields: source.yields ?? [] };
  return { ...(await ledger.saveBatch(store, rows, scopes, writer, check)), asOf, baseline, message: null };
}

interface Session {
  reader: Reader;
  pages(): number;
  close(): Promise<void>;
}

/** One run's reading: the web, the archive, and what both already know of this source. */
async function openSession(
  store: Store,
  source: Source,
  settings: Settings,
  options: RunOptions,
): Promise<Session> {
  const userAgent = `Rapporteur/${version} (+${settings.contactUrl})`;
  const web = new Web({
    userAgent,
    hosts: source.hosts,
    mirrorUrl: settings.mirrorUrl,
    crawlDelayMs: settings.crawlDelayMs,
    ...options.web,
  });
  const archive = new Archive(settings.dataDir, source.id, userAgent);
  await archive.repair();
  const last = await ledger.lastGood(store, source.id);
  const newest = new Map((await ledger.pagesOf(store, source.id)).map((page) => [page.url, page]));
  let pages = 0;

  const archived = async (page: ledger.PageRow, { verify }: ReadOptions): Promise<SourcePage | null> => {
    if (page.status !== 200 || !page.warcFile || page.warcOffset === null || page.warcLength === null)
      return null;
    try {
      const at = { file: page.warcFile, offset: page.warcOffset, length: page.warcLength };
      const text = decode(await readArchived(settings.dataDir, at), page.contentType, page.url);
      verify?.(text, page.url);
      return { id: page.id, url: page.url, text, fetchedAt: page.fetchedAt };
    } catch (error) {
      // A lost or damaged archive is mended by asking again.
      if (error instanceof Unexpected) return null;
      throw error;
    }
  };
  const isSaved = (page: ledger.PageRow) => last !== null && page.fetchedAt <= last.finishedAt;

  const read = async (
    url: string,
    given: ReadOptions = {},
  ): Promise<SourcePage | 'unchanged' | 'missing'> => {
    const before = newest.get(url);
    if (before && (given.once || options.replay)) {
      const page = await archived(before, given);
      if (page) {
        pages++;
        return page;
      }
    }
    if (options.replay) return 'missing';
    const isFresh = before !== undefined && !options.refetch && (await isKept(before, given));
    const response = await web.get(
      url,
      isFresh ? { etag: before.etag, lastModified: before.lastModified } : undefined,
    );
    pages++;
    if (response.status === 304 && before)
      return isSaved(before) ? 'unchanged' : ((await archived(before, given)) as SourcePage);
    if (response.status !== 200) {
      await file(url, response, '');
      return 'missing';
    }
    const contentType = response.headers['content-type'] ?? '';
    const filed = await file(url, response, contentType);
    if (given.expectType && !given.expectType.test(contentType)) {
      throw new Unexpected(url, `the content type ${JSON.stringify(contentType)}`, String(given.expectType));
    }
    const text = decode(response.body, contentType, url);
    given.verify?.(text, url);
    newest.set(url, filed);
    if (before?.contentHash === filed.contentHash && isSaved(before) && !options.refetch && !given.once)
      return 'unchanged';
    return { id: filed.id, url, text, fetchedAt: response.at };
  };

  /** A condition is only worth making when the answer "not modified" leaves us with something to read. */
  const isKept = async (page: ledger.PageRow, given: ReadOptions) =>
    isSaved(page) || (await archived(page, given)) !== null;

  const file = async (
    url: string,
    response: Awaited<ReturnType<Web['get']>>,
    contentType: string,
  ): Promise<ledger.PageRow> => {
    const body = source.redact(url, response.body);
    const at = await archive.write({ ...response, body });
    const row = {
      url,
      status: response.status,
      fetchedAt: response.at,
      contentType,
      contentHash: sha256(body),
      etag: response.headers.etag ?? null,
      lastModified: response.headers['last-modified'] ?? null,
      warcFile: at.file,
      warcOffset: at.offset,
      warcLength: at.length,
    };
    const originalHash = body === response.body ? row.contentHash : sha256(response.body);
    return { ...row, id: await ledger.filePage(store, source.id, { ...row, originalHash }) };
  };

  const reader: Reader = {
    read,
    stored: async (kind) => new Map((await ledger.storedDocuments(store, kind)).map((row) => [row.id, row])),
    replay: options.replay ?? false,
    refetch: options.refetch ?? false,
    progress: options.onProgress ?? (() => {}),
  };
  return {
    reader,
    pages: () => pages,
    close: async () => {
      await archive.close();
      await web.close();
    },
  };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
