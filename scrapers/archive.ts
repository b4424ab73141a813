import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { WARCParser, WARCRecord, WARCSerializer } from 'warcio';
import { type ArchivedAt, openEnding } from '#prisma/archive.ts';

/** A response as it is filed. `headers` without those that speak of the transport's own encoding. */
export interface Filed {
  url: string;
  at: Date;
  status: number;
  statusText: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  /** sha256 of the body in hexadecimal, where it is known already. */
  hash?: string;
}

const rotateAt = 512 * 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const transport = new Set([
  'content-encoding',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'content-length',
]);

/** Writes responses into WARC 1.1 files of one source, a gzip member each, one file a run (more above 512 MiB). */
export class Archive {
  #handle: FileHandle | null = null;
  #path = '';
  #offset = 0;
  /** Until what was given before is appended. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly dataDir: string,
    readonly source: string,
    readonly software: string,
  ) {}

  get #directory(): string {
    return join(this.dataDir, 'archive', this.source);
  }

  /** Mends what a killed run left: cuts a torn last record off, keeps every whole one. Returns the files mended. */
  async repair(): Promise<string[]> {
    if (!existsSync(this.#directory)) return [];
    const left = readdirSync(this.#directory).filter((name) => name.endsWith(openEnding));
    for (const name of left) {
      const path = join(this.#directory, name);
      await truncate(path, await wholeLength(path));
      await rename(path, path.slice(0, -openEnding.length));
    }
    return left;
  }

  /**
   * Appends one response. Several may be given at once: they are compressed side by side and appended in order.
   * @throws the file system's error (a full disk); what was written before stays readable
   */
  write(response: Filed): Promise<ArchivedAt> {
    const member = compressed(recordOf(response));
    member.catch(() => {});
    const turn = this.#turn.then(async () => {
      if (this.#handle && this.#offset > rotateAt) await this.#end();
      if (!this.#handle) await this.#begin(response.at);
      return this.#append(await member);
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #begin(at: Date): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const stamp = at.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
    let name = `${stamp}.warc.gz`;
    for (let n = 2; existsSync(join(this.#directory, name)); n++) name = `${stamp}-${n}.warc.gz`;
    this.#path = join(this.#directory, name);
    this.#handle = await open(this.#path + openEnding, 'ax');
    this.#offset = 0;
    const info = WARCRecord.createWARCInfo(
      { filename: name, warcVersion: 'WARC/1.1', date: at.toISOString() },
      { software: this.software, format: 'WARC File Format 1.1', isPartOf: this.source },
    );
    await this.#append(await compressed(info));
  }

  async #append(bytes: Uint8Array): Promise<ArchivedAt> {
    const handle = this.#handle as FileHandle;
    const offset = this.#offset;
    try {
      await handle.writeFile(bytes);
    } catch (error) {
      await handle.truncate(offset).catch(() => {});
      throw error;
    }
    this.#offset += bytes.byteLength;
    return { file: `${this.source}/${basename(this.#path)}`, offset, length: bytes.byteLength };
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#end();
  }

  async #end(): Promise<void> {
    if (!this.#handle) return;
    await this.#handle.sync();
    await this.#handle.close();
    this.#handle = null;
    await rename(this.#path + openEnding, this.#path);
  }
}

/** A response as a WARC record, with its digests. */
function recordOf(response: Filed): WARCRecord {
  const headers = Object.fromEntries(
    Object.entries(response.headers).filter(([name]) => !transport.has(name.toLowerCase())),
  );
  const record = WARCRecord.create(
    {
      url: response.url,
      date: response.at.toISOString(),
      type: 'response',
      warcVersion: 'WARC/1.1',
      statusline: `HTTP/1.1 ${response.status} ${response.statusText}`.trimEnd(),
      httpHeaders: { ...headers, 'content-length': String(response.body.byteLength) },
    },
    [response.body],
  );
  // The library would hash in WebAssembly what the runtime hashes ten times as fast.
  const hash = createHash('sha256').update(`${record.httpHeaders}\r\n`).update(response.body);
  record.warcHeaders.headers.set('WARC-Payload-Digest', `sha256:${response.hash ?? sha256(response.body)}`);
  record.warcHeaders.headers.set('WARC-Block-Digest', `sha256:${hash.digest('hex')}`);
  return record;
}

/** A record as a gzip member of its own. */
const compressed = async (record: WARCRecord): Promise<Uint8Array> =>
  gzipped(await WARCSerializer.serialize(record, { gzip: false }), { chunkSize: 64 * 1024 });
const gzipped = promisify(gzip);

/** How many bytes of a WARC file are whole records. */
async function wholeLength(path: string): Promise<number> {
  let whole = 0;
  try {
    const parser = new WARCParser(
      createReadStream(path) as unknown as ConstructorParameters<typeof WARCParser>[0],
    );
    for await (const record of parser) {
      await record.skipFully();
      const end = parser.offset + parser.recordLength;
      if (!(await isWhole(path, parser.offset, parser.recordLength))) break;
      whole = end;
    }
  } catch {
    // The record after the last whole one does not parse: that is the torn one.
  }
  return whole;
}

async function isWhole(path: string, offset: number, length: number): Promise<boolean> {
  const { gunzipSync } = await import('node:zlib');
  const handle = await open(path);
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, offset);
    return bytesRead === length && gunzipSync(bytes).length > 0;
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}
