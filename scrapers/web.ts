import { setTimeout as sleep } from 'node:timers/promises';
import robotsParser, { type Robot } from 'robots-parser';
import { Agent, fetch } from 'undici';
import { Unexpected } from '#lib/unexpected.ts';
import { robotsText } from './robots.ts';

export interface WebOptions {
  userAgent: string;
  hosts: readonly string[];
  /** https://host/path is asked for at <mirror>/host/path; null: the live address. */
  mirrorUrl: string | null;
  crawlDelayMs: number;
  /** First wait before asking again, doubled each time, in milliseconds. */
  backoffMs?: number;
  attempts?: number;
  timeoutMs?: number;
  maxBytes?: number;
  /** How long the robots.txt of a host is taken as this process read it last; 0: it is read once a Web. */
  robotsMs?: number;
}

export interface Response {
  url: string;
  at: Date;
  status: number;
  statusText: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface Conditions {
  etag: string | null;
  lastModified: string | null;
}

/**
 * What a POST sends: the fields of a form, as a browser posts it. Two postings to one address are two pages: `as` is the
 * one this answer is known, filed, resumed and replayed by, the address with a fragment that says which.
 */
export interface Posted {
  as: string;
  form: readonly (readonly [name: string, value: string])[];
}

const again = new Set([408, 425, 429, 500, 502, 503, 504]);
const longestWait = 10 * 60_000;

/** Whom this process asks, by place and host, until when, and when it was done: a host sees one asker, not one a source. */
const queues = new Map<string, Promise<unknown>>();
const lastAsked = new Map<string, number>();

/**
 * Reads politely: one request at a time per host and a pause between, robots.txt obeyed, back-off when asked, and only
 * from the hosts a source declares.
 */
export class Web {
  readonly #options: Required<WebOptions>;
  readonly #agent: Agent;
  readonly #ending = new AbortController();
  readonly #robots = new Map<string, Promise<Robot | null>>();

  constructor(options: WebOptions) {
    this.#options = {
      backoffMs: 1000,
      attempts: 5,
      timeoutMs: 60_000,
      maxBytes: 128 * 1024 * 1024,
      robotsMs: 0,
      ...options,
    };
    const { timeoutMs } = this.#options;
    this.#agent = new Agent({ headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connectTimeout: 20_000 });
  }

  /** Ends with whatever is still asked for: nobody waits for it any more. */
  close(): Promise<void> {
    this.#ending.abort();
    return this.#agent.destroy();
  }

  /**
   * The answer to a GET: 200, 304 (only where conditions are given), 404 or 410, or a status in `also`; one that may pass
   * (500) is taken for the answer after the last attempt.
   * @throws Unexpected for everything else: a refusal, no answer after several attempts, a forbidden address
   */
  get(url: string, conditions?: Conditions, also: readonly number[] = []): Promise<Response> {
    return this.#ask(url, conditions, undefined, also);
  }

  /**
   * The answer to a POST that only asks (a search, the next page of a list), and may so be sent again: as politely as
   * get, and no redirect is followed that would lose what was sent.
   * @throws Unexpected as get does
   */
  post(url: string, posted: Posted, also: readonly number[] = []): Promise<Response> {
    return this.#ask(url, undefined, posted, also);
  }

  async #ask(
    url: string,
    conditions: Conditions | undefined,
    posted: Posted | undefined,
    also: readonly number[],
  ): Promise<Response> {
    this.#check(url);
    const robots = await this.#robotsOf(new URL(url).origin);
    if (robots && robots.isAllowed(url, this.#options.userAgent) === false) {
      throw new Unexpected(url, 'robots.txt forbids it', 'an address we may read');
    }
    const pause = Math.max(
      this.#options.crawlDelayMs,
      (robots?.getCrawlDelay(this.#options.userAgent) ?? 0) * 1000,
    );
    return this.#inTurn(url, () => this.#patiently(url, conditions, posted, pause, also));
  }

  /** After whatever else is asked of the host. */
  #inTurn(url: string, ask: () => Promise<Response>): Promise<Response> {
    const host = this.#hostOf(url);
    const turn = (queues.get(host) ?? Promise.resolve()).then(ask);
    queues.set(
      host,
      turn.catch(() => {}),
    );
    return turn;
  }

  #check(url: string): void {
    const { protocol, hostname, username } = new URL(url);
    const isDeclared = this.#options.hosts.includes(hostname);
    if (!/^https?:$/.test(protocol) || !isDeclared || username) {
      throw new Unexpected(
        url,
        'an address outside the source',
        `http or https at ${this.#options.hosts.join(', ')}`,
      );
    }
  }

  /** robots.txt of a host. None: everything is allowed. Not to be had: nothing is (RFC 9309). */
  #robotsOf(origin: string): Promise<Robot | null> {
    let known = this.#robots.get(origin);
    if (!known) {
      const url = `${origin}/robots.txt`;
      const { crawlDelayMs, robotsMs, mirrorUrl } = this.#options;
      known = robotsText(`${mirrorUrl ?? ''} ${url}`, robotsMs, () =>
        this.#inTurn(url, () => this.#patiently(url, undefined, undefined, crawlDelayMs, [])),
      ).then((text) => (text === null ? null : robotsParser(url, text)));
      this.#robots.set(origin, known);
    }
    return known;
  }

  async #patiently(
    url: string,
    conditions: Conditions | undefined,
    posted: Posted | undefined,
    pause: number,
    also: readonly number[],
  ): Promise<Response> {
    const { attempts, backoffMs } = this.#options;
    const name = posted?.as ?? url;
    let problem = '';
    for (let attempt = 1; attempt <= attempts; attempt++) {
      let wanted = 0;
      try {
        const response = await this.#politely(url, conditions, posted, pause);
        const { status } = response;
        const isMeant = also.includes(status) && (!again.has(status) || attempt === attempts);
        const isAnswer = status === 200 || status === 404 || status === 410 || isMeant;
        if (isAnswer || (status === 304 && conditions)) return response;
        problem = `${status} ${response.statusText}`.trim();
        if (!again.has(status)) break;
        wanted = retryAfter(response.headers['retry-after']);
        if (wanted > longestWait)
          throw new Unexpected(name, `${problem} and "come back in ${wanted / 1000} s"`, 'an answer');
      } catch (error) {
        if (error instanceof Unexpected) throw error;
        const { message, cause } = error as Error & { cause?: Error };
        problem = cause?.message || message;
      }
      // Retry-After may be 0 while the limit still holds, so the wait grows whatever it says; jitter keeps crowds apart.
      const backoff = backoffMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
      if (attempt < attempts)
        await sleep(Math.max(wanted, backoff), undefined, { signal: this.#ending.signal });
    }
    throw new Unexpected(name, problem || 'no answer', `a page (asked ${attempts} times at most)`);
  }

  async #politely(
    url: string,
    conditions: Conditions | undefined,
    posted: Posted | undefined,
    pause: number,
  ): Promise<Response> {
    const host = this.#hostOf(url);
    const ready = (lastAsked.get(host) ?? 0) + pause - Date.now();
    if (ready > 0) await sleep(ready, undefined, { signal: this.#ending.signal });
    try {
      return await this.#follow(url, conditions, posted);
    } finally {
      lastAsked.set(host, Date.now());
    }
  }

  async #follow(
    url: string,
    conditions: Conditions | undefined,
    posted: Posted | undefined,
  ): Promise<Response> {
    const sent = posted && new URLSearchParams(posted.form.map(([name, value]) => [name, value]));
    const name = posted?.as ?? url;
    let target = url;
    for (let hop = 0; hop <= 5; hop++) {
      const headers: Record<string, string> = { 'user-agent': this.#options.userAgent, accept: '*/*' };
      if (conditions?.etag) headers['if-none-match'] = conditions.etag;
      if (conditions?.lastModified) headers['if-modified-since'] = conditions.lastModified;
      if (sent) headers['content-type'] = 'application/x-www-form-urlencoded';
      const at = new Date();
      const answer = await fetch(this.#place(target), {
        ...(sent && { method: 'POST', body: sent.toString() }),
        headers,
        redirect: 'manual',
        dispatcher: this.#agent,
        signal: AbortSignal.any([AbortSignal.timeout(this.#options.timeoutMs * 5), this.#ending.signal]),
      });
      const location = answer.headers.get('location');
      if (answer.status >= 300 && answer.status < 400 && answer.status !== 304 && location) {
        await answer.body?.cancel();
        if (sent && answer.status !== 307 && answer.status !== 308)
          throw new Unexpected(name, `${answer.status}, to ${location}`, 'an answer to what was posted');
        target = this.#unplace(location, target);
        this.#check(target);
        continue;
      }
      const body = await this.#read(answer.body, name);
      return {
        url: name,
        at,
        status: answer.status,
        statusText: answer.statusText,
        headers: Object.fromEntries(answer.headers),
        body,
      };
    }
    throw new Unexpected(name, 'more than 5 redirects', 'a page');
  }

  async #read(stream: AsyncIterable<Uint8Array> | null, url: string): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of stream ?? []) {
      size += piece.byteLength;
      if (size > this.#options.maxBytes)
        throw new Unexpected(url, `more than ${this.#options.maxBytes} bytes`, 'a page of reasonable size');
      pieces.push(piece);
    }
    return Buffer.concat(pieces, size);
  }

  #hostOf(url: string): string {
    return `${this.#options.mirrorUrl ?? ''} ${new URL(url).host}`;
  }

  #place(url: string): string {
    const { mirrorUrl } = this.#options;
    return mirrorUrl ? url.replace(/^https?:\/\//, `${mirrorUrl}/`) : url;
  }

  /** Where a redirect leads, as the live address: a mirror answers with paths below its own. */
  #unplace(location: string, from: string): string {
    const { mirrorUrl, hosts } = this.#options;
    const below =
      mirrorUrl && location.startsWith(`${mirrorUrl}/`) ? location.slice(mirrorUrl.length) : location;
    const host = below.split('/')[1];
    return mirrorUrl && below.startsWith('/') && host && hosts.includes(host)
      ? `https:/${below}`
      : new URL(location, from).href;
  }
}

/** Milliseconds asked for by Retry-After: seconds or a date; 0 where it is absent or not understood. */
function retryAfter(value: string | undefined): number {
  if (!value) return 0;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
