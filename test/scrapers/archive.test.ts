import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { appendFile, chmod, open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import { readArchived } from '#prisma/archive.ts';
import { Archive, type Filed } from '#scrapers/archive.ts';

let dir: string;
let folder: string;
let archive: Archive;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rapporteur-archive-'));
  folder = join(dir, 'archive', 'example');
  archive = new Archive(dir, 'example', 'Rapporteur/0.0.0');
});
afterEach(async () => {
  await archive.close();
  await rm(dir, { recursive: true, force: true });
});

const response = (n: number, body = `page ${n}\r\n\r\nwith “words”`): Filed => ({
  url: `https://www.example.org/${n}`,
  at: new Date(Date.UTC(2026, 2, 2, 10, 0, n)),
  status: 200,
  statusText: 'OK',
  headers: { 'content-type': 'text/plain; charset=utf-8', 'content-encoding': 'gzip', etag: `"${n}"` },
  body: Buffer.from(body),
});
const files = () => readdirSync(folder).sort();
const onlyFile = () => join(folder, files()[0] as string);

interface Member {
  offset: number;
  length: number;
  headers: Record<string, string>;
  version: string;
  block: Buffer;
}

/**
 * A second reader, from the standards alone (RFC 1952 and ISO 28500): walks the gzip members of a file by their own
 * headers, and of each record the version line, the named fields, exactly Content-Length bytes, and two line ends.
 */
function readWarc(bytes: Buffer): Member[] {
  const members: Member[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    expect([...bytes.subarray(offset, offset + 3)], `gzip member at ${offset}`).toEqual([0x1f, 0x8b, 8]);
    const flags = bytes[offset + 3] as number;
    let at = offset + 10;
    if (flags & 4) at += 2 + bytes.readUInt16LE(at);
    for (const bit of [8, 16]) if (flags & bit) at = bytes.indexOf(0, at) + 1;
    if (flags & 2) at += 2;
    const { buffer, engine } = inflateRawSync(bytes.subarray(at), { info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    const trailer = at + engine.bytesWritten;
    expect(bytes.readUInt32LE(trailer + 4), 'the length in the gzip trailer').toBe(buffer.length);
    const end = buffer.indexOf('\r\n\r\n');
    const [version = '', ...lines] = buffer.subarray(0, end).toString('utf8').split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const length = Number(headers['content-length']);
    const block = buffer.subarray(end + 4, end + 4 + length);
    expect(buffer.subarray(end + 4 + length).toString(), 'what ends a record').toBe('\r\n\r\n');
    members.push({ offset, length: trailer + 8 - offset, headers, version, block });
    offset = trailer + 8;
  }
  return members;
}

describe('the archive', () => {
  it('is WARC 1.1: a reader that knows only the standards finds every response, where its page row says', async () => {
    const places = [];
    for (const n of [1, 2, 3]) places.push(await archive.write(response(n)));
    await archive.close();
    const [info, ...records] = readWarc(readFileSync(onlyFile()));
    expect(info?.headers).toMatchObject({
      'warc-type': 'warcinfo',
      'content-type': 'application/warc-fields',
    });
    expect(info?.block.toString()).toContain('software: Rapporteur/0.0.0');
    expect(records).toHaveLength(3);
    for (const [at, record] of records.entries()) {
      const n = at + 1;
      expect(record.version).toBe('WARC/1.1');
      expect(record.headers).toMatchObject({
        'warc-type': 'response',
        'warc-target-uri': `https://www.example.org/${n}`,
        'content-type': expect.stringMatching('^application/http; ?msgtype=response$'),
      });
      expect(new Date(record.headers['warc-date'] ?? '')).toEqual(response(n).at);
      expect(record.headers['warc-record-id']).toMatch(/^<urn:uuid:[0-9a-f-]{36}>$/);
      expect({ offset: record.offset, length: record.length }).toEqual({
        offset: places[at]?.offset,
        length: places[at]?.length,
      });
      const [head, ...body] = record.block.toString().split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(body.join('\r\n\r\n')).toBe(`page ${n}\r\n\r\nwith “words”`);
      // The body is filed as read, so the transport's encoding must not be told.
      expect(head).not.toMatch(/content-encoding/i);
      expect(head).toMatch(new RegExp(`etag: "${n}"`, 'i'));
    }
  });

  it('is read the same by a WARC library, whose digests fit', async () => {
    for (const n of [1, 2]) await archive.write(response(n));
    await archive.close();
    const found: string[] = [];
    for await (const record of new WARCParser(
      Readable.toWeb(Readable.from([readFileSync(onlyFile())])) as never,
    )) {
      if (record.warcType === 'response')
        found.push(`${record.warcTargetURI} ${record.httpHeaders?.statusCode} ${await record.contentText()}`);
      else await record.skipFully();
    }
    expect(found).toEqual(
      [1, 2].map((n) => `https://www.example.org/${n} 200 page ${n}\r\n\r\nwith “words”`),
    );
  });

  it('gives back each body as it was, while it is being written and after', async () => {
    const empty = await archive.write(response(1, ''));
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, n) => (n * 7) % 256));
    const binary = await archive.write({ ...response(2), body: bytes });
    expect(Buffer.from(await readArchived(dir, binary)).equals(bytes)).toBe(true);
    await archive.close();
    expect(Buffer.from(await readArchived(dir, binary)).equals(bytes)).toBe(true);
    expect((await readArchived(dir, empty)).byteLength).toBe(0);
  });

  it('starts a new file each run and overwrites none', async () => {
    await archive.write(response(1));
    await archive.close();
    await archive.write(response(1));
    await archive.close();
    expect(files()).toEqual(['20260302T100001Z-2.warc.gz', '20260302T100001Z.warc.gz']);
  });

  it.each([1, 9, 60])(
    'after a kill loses a torn last record (%d bytes short) and nothing before it',
    async (short) => {
      const places = [];
      for (const n of [1, 2, 3]) places.push(await archive.write(response(n)));
      await archive.close();
      const left = `${onlyFile()}.open`;
      await rename(onlyFile(), left);
      await truncate(left, statSync(left).size - short);
      const next = new Archive(dir, 'example', 'Rapporteur/0.0.0');
      expect(await next.repair()).toHaveLength(1);
      expect(files()).toEqual(['20260302T100001Z.warc.gz']);
      expect(readWarc(readFileSync(onlyFile())).map((record) => record.headers['warc-target-uri'])).toEqual([
        undefined,
        'https://www.example.org/1',
        'https://www.example.org/2',
      ]);
      for (const place of places.slice(0, 2))
        expect((await readArchived(dir, place)).byteLength).toBeGreaterThan(0);
      await expect(readArchived(dir, places[2] as never)).rejects.toThrow(`at ${places[2]?.offset}: found`);
      expect(await next.repair()).toEqual([]);
    },
  );

  it('mends a file with rubbish at its end, and one that holds nothing', async () => {
    await archive.write(response(1));
    await archive.close();
    const left = `${onlyFile()}.open`;
    await rename(onlyFile(), left);
    await appendFile(left, Buffer.alloc(5000));
    await writeFile(join(folder, '20200101T000000Z.warc.gz.open'), '');
    await archive.repair();
    expect(readWarc(readFileSync(join(folder, '20260302T100001Z.warc.gz')))).toHaveLength(2);
    expect(statSync(join(folder, '20200101T000000Z.warc.gz')).size).toBe(0);
  });

  it('tells a damaged record from the page it held', async () => {
    const place = await archive.write(response(1));
    await archive.close();
    const handle = await open(onlyFile(), 'r+');
    await handle.write(Buffer.from('xxxx'), 0, 4, place.offset + 30);
    await handle.close();
    await expect(readArchived(dir, place)).rejects.toThrow(/found a damaged record/);
    await expect(readArchived(dir, { ...place, file: 'example/none.warc.gz' })).rejects.toThrow(
      'no such file',
    );
    await expect(readArchived(dir, { ...place, offset: 10_000_000 })).rejects.toThrow('found 0 bytes');
  });

  it.skipIf(process.getuid?.() === 0)('keeps what it has where it may not write', async () => {
    const place = await archive.write(response(1));
    await archive.close();
    await chmod(folder, 0o500);
    await expect(archive.write(response(2))).rejects.toThrow(/EACCES/);
    await chmod(folder, 0o700);
    expect((await readArchived(dir, place)).byteLength).toBeGreaterThan(0);
  });
});
