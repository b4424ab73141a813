import { decode } from '#lib/charset.ts';
import type { Settings } from '#lib/env.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { version } from '#lib/version.ts';
import { readArchived } from '#prisma/archive.ts';
import type { Store } from '#prisma/client.ts';
import * as ledger from '#prisma/ledger.ts';
import {
  namesEverPrinted,
  printedAffiliations,
  storedAuthors,
  storedMeetingCounts,
  storedTenures,
} from '#prisma/stored.ts';
import { Archive } from './archive.ts';
import type { Reader, ReadOptions, Source, SourcePage } from './contract.ts';
import { Filing } from './filing.ts';
import { localReader } from './local.ts';
import { Web, type WebOptions } from './web.ts';

export interface SessionOptions {
  replay?: boolean;
  refetch?: boolean;
  /** Takes a fall or growth of the row counts for true. */
  accept?: boolean;
  /** What other sources have stored is looked at once this is over: the run before, which may still be saving. */
  after?: Promise<unknown>;
  onProgress?: (done: number, total: number, what: string) => void;
  /** For tests: quicker back-off and time limits. */
  web?: Partial<Pick<WebOptions, 'backoffMs' | 'attempts' | 'timeoutMs' | 'maxBytes'>>;
}

/** What one run reads by, until it is closed. */
export interface Session {
  reader: Reader;
  pages(): number;
  /** When every page that was read is filed. @throws where one cannot be */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** One run's reading: the web, the archive, and what both already know of this source. */
export async function openSession(
  store: Store,
  source: Source,
  settings: Settings,
  runId: number,
  options: SessionOptions,
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
  // A replay saves what was saved before it, not what a run that failed in between had seen.
  const last = (await ledger.lastGood(store, source.id, 'read')) ?? (await ledger.lastGood(store, source.id));
  const known = await ledger.pagesOf(store, source.id);
  const newest = new Map(known.map((page) => [page.url, page]));
  // What a failed run saw is no ground to stand on: conditions and replays speak of what was saved.
  const saved = new Map(
    known.filter((page) => last && page.seenAt <= last.finishedAt).map((page) => [page.url, page]),
  );
  const filing = new Filing(store, source.id, archive, known, (page) => newest.set(page.url, page));
  const resumed = await ledger.interruptedSince(store, source.id, runId);
  let pages = 0;
  let isClosed = false;
  const { after } = options;

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

  /** Whether the archive's copy will do: a text that cannot change, or a page that a killed run had read just now. */
  const isEnough = (page: ledger.PageRow | undefined, { once, again }: ReadOptions): page is ledger.PageRow =>
    page !== undefined &&
    !options.refetch &&
    !again &&
    (once || (resumed !== null && page.seenAt >= resumed));

  /** Answers that were asked for ahead, by address: at most one, for a web asks for one page at a time. */
  const ahead = new Map<string, ReturnType<typeof ask>>();

  const ask = async (asked: string, given: ReadOptions) => {
    const { post } = given;
    const url = post?.as ?? asked;
    const before = given.once || options.refetch ? undefined : saved.get(url);
    const needsContent = given.content === 'always';
    const content = before && needsContent ? await archived(before, given) : null;
    // "Not modified" is no use where the archive has lost what it was.
    const isConditional = before?.status === 200 && (!needsContent || content !== null);
    const response = post
      ? await web.post(asked, post, given.missing)
      : await web.get(url, isConditional ? before : undefined, given.missing);
    const next = response.status === 200 && !given.again ? given.ahead?.(response.body) : null;
    if (next && !isEnough(newest.get(next), given)) {
      const asking = ask(next, { ...given, ahead: () => null });
      // Who reads the page meets the error.
      asking.catch(() => {});
      ahead.clear();
      ahead.set(next, asking);
    }
    return { content, response };
  };

  const read = async (
    asked: string,
    given: ReadOptions = {},
  ): Promise<SourcePage | 'unchanged' | 'missing'> => {
    const { post } = given;
    const url = post?.as ?? asked;
    await filing.of(url);
    const kept = options.replay ? (saved.get(url) ?? newest.get(url)) : newest.get(url);
    if (options.replay || isEnough(kept, given)) {
      const page = kept ? await archived(kept, given) : null;
      if (page) pages++;
      if (page || options.replay) return page ?? 'missing';
    }
    const before = given.once || options.refetch ? undefined : saved.get(url);
    const needsContent = given.content === 'always';
    const early = given.again ? undefined : ahead.get(url);
    ahead.delete(url);
    const { content, response } = await (early ?? ask(asked, given));
    pages++;
    if (response.status === 304 && before) {
      filing.see(before.id, response.at);
      return content ?? 'unchanged';
    }
    if (response.status !== 200) {
      await filing.file(url, response, '', source.redact(url, response.body));
      return 'missing';
    }
    const contentType = response.headers['content-type'] ?? '';
    const body = source.redact(url, response.body);
    // Looked at while it is filed; a page that is refused is filed all the same.
    const filed = filing.file(url, response, contentType, body);
    filed.catch(() => {});
    let text: string;
    try {
      if (given.expectType && !given.expectType.test(contentType)) {
        throw new Unexpected(
          url,
          `the content type ${JSON.stringify(contentType)}`,
          String(given.expectType),
        );
      }
      // What is parsed is what is archived, so that a replay and a resumed run see the same.
      text = decode(body, contentType, url);
      given.verify?.(text, url);
    } finally {
      await filed;
    }
    const { id, contentHash } = await filed;
    if (before?.contentHash === contentHash && !needsContent) return 'unchanged';
    return { id, url, text, fetchedAt: response.at };
  };

  const reader: Reader = {
    read,
    stored: async (kind) => {
      await after;
      return new Map((await ledger.storedDocuments(store, kind)).map((row) => [row.id, row]));
    },
    tenures: async (of = source.id) => {
      await after;
      return storedTenures(store, of);
    },
    meetingCounts: async (of = source.id) => {
      await after;
      return storedMeetingCounts(store, of);
    },
    authors: async (kind) => {
      await after;
      return storedAuthors(store, kind);
    },
    namesEver: async (kind) => {
      await after;
      return namesEverPrinted(store, kind);
    },
    affiliations: async (persons) => {
      await after;
      return printedAffiliations(store, persons);
    },
    memo: await ledger.memoOf(store, source.id),
    meetings: async (body) => {
      await after;
      return ledger.storedMeetings(store, body);
    },
    replay: options.replay ?? false,
    refetch: options.refetch ?? false,
    accept: options.accept ?? false,
    progress: options.onProgress ?? (() => {}),
  };
  return {
    reader: source.local ? localReader(store, source, reader) : reader,
    pages: () => pages,
    settled: () => filing.settled(),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await filing.settled().catch(() => {});
      await archive.close();
      await web.close();
    },
  };
}
