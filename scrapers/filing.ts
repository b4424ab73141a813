import { createHash } from 'node:crypto';
import { Unexpected } from '#lib/unexpected.ts';
import type { Store } from '#prisma/client.ts';
import { type FiledPage, filePages, type PageRow, reservePages, seePages } from '#prisma/pages.ts';
import type { Archive } from './archive.ts';
import type { Response } from './web.ts';

/** At most so many pages are on their way into the archive; who reads faster waits. */
const mostAtOnce = 4;
/** Rows of pages are written so many at once, or after so many milliseconds: what a kill loses is only asked for again. */
const rowsAtOnce = 16;
const longestMs = 250;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const keyOf = (url: string, contentHash: string) => `${url}\n${contentHash}`;

/**
 * Files the pages of one run while it goes on: into the archive, compressed beside the program's own thread, and then
 * into the table of pages. A page has its id at once; `settled` says when all are filed.
 */
export class Filing {
  readonly #ids: Map<string, number>;
  readonly #pending = new Map<string, Promise<unknown>>();
  #free: number[] = [];
  #rows: FiledPage[] = [];
  #seen = new Map<number, Date>();
  #flushing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #failure: Error | undefined;

  /** `known`: the pages of the source; one that comes again at its address with its content keeps its id. */
  constructor(
    readonly store: Store,
    readonly source: string,
    readonly archive: Archive,
    known: readonly PageRow[],
    /** Told of each page once it can be read from the archive. */
    readonly onFiled: (page: PageRow) => void,
  ) {
    this.#ids = new Map(known.map((page) => [keyOf(page.url, page.contentHash), page.id]));
  }

  /** Begins to file a page as `body`. @throws what failed of an earlier page: a full disk */
  async file(
    url: string,
    response: Response,
    contentType: string,
    body: Uint8Array,
  ): Promise<{ id: number; contentHash: string }> {
    const contentHash = sha256(body);
    const originalHash = body === response.body ? contentHash : sha256(response.body);
    const id = await this.#idOf(url, contentHash);
    const page = {
      id,
      url,
      status: response.status,
      fetchedAt: response.at,
      seenAt: response.at,
      contentType,
      contentHash,
      originalHash,
      etag: response.headers.etag ?? null,
      lastModified: response.headers['last-modified'] ?? null,
    };
    const archiving = this.#archive({ ...response, url, body, hash: contentHash }, page).catch(
      (error: Error) => {
        this.#failure ??= error;
      },
    );
    this.#pending.set(url, archiving);
    void archiving.then(() => {
      if (this.#pending.get(url) === archiving) this.#pending.delete(url);
    });
    while (this.#pending.size >= mostAtOnce) await Promise.race(this.#pending.values());
    if (this.#failure) throw this.#failure;
    return { id, contentHash };
  }

  /** When the page read last at this address can be read from the archive. */
  async of(url: string): Promise<void> {
    await this.#pending.get(url);
  }

  /** Notes that a page still stands as it was. */
  see(id: number, at: Date): void {
    this.#seen.set(id, at);
    this.#flushSoon();
  }

  /** @throws what failed */
  async settled(): Promise<void> {
    await Promise.all(this.#pending.values());
    await this.#flush();
    if (this.#failure) throw this.#failure;
  }

  async #archive(
    filed: Parameters<Archive['write']>[0],
    page: Omit<FiledPage, 'warcFile' | 'warcOffset' | 'warcLength'>,
  ): Promise<void> {
    const at = await this.archive.write(filed);
    const row = { ...page, warcFile: at.file, warcOffset: at.offset, warcLength: at.length };
    this.#rows.push(row);
    this.onFiled(row);
    this.#flushSoon();
  }

  async #idOf(url: string, contentHash: string): Promise<number> {
    const key = keyOf(url, contentHash);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.#free.length === 0) this.#free = await reservePages(this.store, 100);
    const id = this.#free.shift() as number;
    this.#ids.set(key, id);
    return id;
  }

  #flushSoon(): void {
    if (this.#rows.length + this.#seen.size >= rowsAtOnce) void this.#flush();
    else this.#timer ??= setTimeout(() => void this.#flush(), longestMs).unref();
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [rows, seen] = [this.#rows, this.#seen];
    this.#rows = [];
    this.#seen = new Map();
    this.#flushing = this.#flushing
      .then(async () => {
        const filed = rows.length ? await filePages(this.store, this.source, rows) : new Set();
        const stranger = rows.find(({ id }) => !filed.has(id));
        if (stranger)
          throw new Unexpected(stranger.url, 'a page filed by another process', 'a source of our own');
        if (seen.size) await seePages(this.store, seen);
      })
      .catch((error: Error) => {
        this.#failure ??= error;
      });
    return this.#flushing;
  }
}
