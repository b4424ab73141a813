import { decode } from '#lib/charset.ts';
import type { Settings } from '#lib/env.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { version } from '#lib/version.ts';
import { readArchived } from '#prisma/archive.ts';
import type { Store } from '#prisma/client.ts';
import { type PageRow, pagesOf } from '#prisma/pages.ts';
import { interruptedSince, lastGood } from '#prisma/runs.ts';
import { memoOf } from '#prisma/settings.ts';
import {
  namesEverPrinted,
  printedAffiliations,
  storedAuthors,
  storedDocuments,
  storedMeetingCounts,
  storedMeetings,
  storedPersonNames,
  storedTenures,
} from '#prisma/stored.ts';
import { Archive } from './archive.ts';
import type { Reader, ReadOptions, Source, SourcePage } from './contract.ts';
import { Filing } from './filing.ts';
import { localReader } from './local.ts';
import { type Response, Web, type WebOptions } from './web.ts';

export interface SessionOptions {
  replay?: boolean;
  refetch?: boolean;
  /** Takes a fall or growth of the row counts for true. */
  accept?: boolean;
  /** What other sources have stored is looked at once this is over: the run before, which may still be saving. */
  after?: Promise<unknown>;
  /** Aborted where another process may read the source as well: then nothing more is read. */
  lost?: AbortSignal;
  /** Told when nothing is asked of the web, for a while or any more: another source may be read. */
  onIdle?: () => void;
  onProgress?: (done: number, total: number, what: string) => void;
  /** For tests: quicker back-off and time limits. */
  web?: Partial<Pick<WebOptions, 'backoffMs' | 'attempts' | 'timeoutMs' | 'maxBytes'>>;
}

/** Sources of one host that are read one after another go by one reading of its robots.txt. */
const robotsMs = 10 * 60_000;

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
    robotsMs,
    ...options.web,
  });
  const archive = new Archive(settings.dataDir, source.id, userAgent);
  await archive.repair();
  // A replay saves what was saved before it, not what a run that failed in between had seen.
  const last = (await lastGood(store, source.id, 'read')) ?? (await lastGood(store, source.id));
  const filed = await pagesOf(store, source.id);
  const newest = new Map(filed.map((page) => [page.url, page]));
  // What a failed run saw is no ground to stand on: conditions and replays speak of what was saved.
  const saved = new Map(
    filed.filter((page) => last && page.seenAt <= last.finishedAt).map((page) => [page.url, page]),
  );
  const filing = new Filing(store, source.id, archive, filed, (page) => newest.set(page.url, page));
  const resumed = await interruptedSince(store, source.id, runId);
  let pages = 0;
  let isClosed = false;
  let isAfter = options.after === undefined;
  const after = async () => {
    if (!isAfter) options.onIdle?.();
    await options.after;
  };
  const noteAfter = () => {
    isAfter = true;
  };
  options.after?.then(noteAfter, noteAfter);

  const archivedBytes = async (page: PageRow): Promise<Uint8Array | null> => {
    if (page.status !== 200 || !page.warcFile || page.warcOffset === null || page.warcLength === null)
      return null;
    try {
      const at = { file: page.warcFile, offset: page.warcOffset, length: page.warcLength };
      return await readArchived(settings.dataDir, at);
    } catch (error) {
      // A lost or damaged archive is mended by asking again.
      if (error instanceof Unexpected) return null;
      throw error;
    }
  };

  const understood = (page: PageRow, bytes: Uint8Array, { verify }: ReadOptions): SourcePage | null => {
    try {
      const text = decode(bytes, page.contentType, page.url);
      verify?.(text, page.url);
      return { id: page.id, url: page.url, text, fetchedAt: page.fetchedAt };
    } catch (error) {
      if (error instanceof Unexpected) return null;
      throw error;
    }
  };

  const archived = async (page: PageRow, given: ReadOptions): Promise<SourcePage | null> => {
    const bytes = await archivedBytes(page);
    return bytes && understood(page, bytes, given);
  };

  /** Whether the archive's copy will do: a text that cannot change, or a page that a killed run had read just now. */
  const isEnough = (page: PageRow | undefined, { once, again }: ReadOptions): page is PageRow =>
    page !== undefined &&
    !options.refetch &&
    !again &&
    (once || (resumed !== null && page.seenAt >= resumed));

  /** What the last good run saved of an address, where that is asked about: "not modified" is an answer then. */
  const known = (url: string, { once }: ReadOptions) => {
    const page = once || options.refetch ? undefined : saved.get(url);
    return page?.status === 200 ? page : undefined;
  };

  /** Answers that were asked for ahead, by address: at most one, for a web asks for one page at a time. */
  const ahead = new Map<string, Promise<Response>>();
  /** Addresses that the source is going to read, the next one first. */
  let soon: readonly string[] = [];

  const ask = (asked: string, given: ReadOptions): Promise<Response> =>
    given.post
      ? web.post(asked, given.post, given.missing)
      : web.get(asked, known(asked, given), given.missing);

  /** The host answers the next question while this answer is worked on. */
  const askAhead = (body: Uint8Array, { post: _, ...given }: ReadOptions): void => {
    if (given.again || !given.ahead) return;
    const next = given.ahead(body) ?? soon[0];
    if (!next || ahead.has(next) || isEnough(newest.get(next), given)) return;
    const asking = ask(next, given);
    // Who reads the page meets the error.
    asking.catch(() => {});
    ahead.clear();
    ahead.set(next, asking);
  };

  const read = async (
    asked: string,
    given: ReadOptions = {},
  ): Promise<SourcePage | 'unchanged' | 'missing'> => {
    options.lost?.throwIfAborted();
    const { post } = given;
    const url = post?.as ?? asked;
    soon = soon.filter((address) => address !== url);
    await filing.of(url);
    const kept = options.replay ? (saved.get(url) ?? newest.get(url)) : newest.get(url);
    if (options.replay || isEnough(kept, given)) {
      const page = kept ? await archived(kept, given) : null;
      if (page) pages++;
      if (page || options.replay) return page ?? 'missing';
    }
    const before = known(url, given);
    const early = given.again ? undefined : ahead.get(url);
    ahead.delete(url);
    let response = await (early ?? ask(asked, given));
    pages++;
    if (response.status === 304 && before) {
      const bytes = given.content === 'always' ? await archivedBytes(before) : null;
      if (bytes) askAhead(bytes, given);
      const content = bytes && understood(before, bytes, given);
      if (content || given.content !== 'always') {
        filing.see(before.id, response.at);
        return content ?? 'unchanged';
      }
      // The archive has lost what was not modified.
      response = await web.get(asked, undefined, given.missing);
    } else if (response.status === 200) askAhead(response.body, given);
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
    if (before?.contentHash === contentHash && given.content !== 'always') return 'unchanged';
    return { id, url, text, fetchedAt: response.at };
  };

  const reader: Reader = {
    read,
    soon: (addresses) => {
      soon = [...addresses, ...soon];
    },
    stored: async (kind) => {
      await after();
      return new Map((await storedDocuments(store, kind)).map((row) => [row.id, row]));
    },
    tenures: async (of = source.id) => {
      await after();
      return storedTenures(store, of);
    },
    meetingCounts: async (of = source.id) => {
      await after();
      return storedMeetingCounts(store, of);
    },
    authors: async (kind) => {
      await after();
      return storedAuthors(store, kind);
    },
    namesEver: async (kind) => {
      await after();
      return namesEverPrinted(store, kind);
    },
    personNames: async (body = source.body) => {
      await after();
      return storedPersonNames(store, body);
    },
    affiliations: async (persons) => {
      await after();
      return printedAffiliations(store, persons);
    },
    memo: await memoOf(store, source.id),
    meetings: async (body) => {
      await after();
      return storedMeetings(store, body);
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
