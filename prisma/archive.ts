import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Unexpected } from '#lib/unexpected.ts';

/** Where one archived response stands: a WARC 1.1 file under DATA_DIR/archive, and the gzip member within it. */
export interface ArchivedAt {
  file: string;
  offset: number;
  length: number;
}

/** A file being written ends in .open until it is closed; its records can be read all the same. */
export const openEnding = '.open';

/**
 * The body of an archived response, as stored: one gzip member holding WARC headers, HTTP headers and the body.
 * @throws Unexpected when the file or the record is not there or is damaged
 */
export async function readArchived(dataDir: string, at: ArchivedAt): Promise<Uint8Array> {
  const path = join(dataDir, 'archive', at.file);
  const where = `${at.file} at ${at.offset}`;
  const handle = await open(existsSync(path) ? path : path + openEnding).catch(() => {
    throw new Unexpected(where, 'no such file', 'the archive file the page was written to');
  });
  try {
    const bytes = Buffer.alloc(at.length);
    const { bytesRead } = await handle.read(bytes, 0, at.length, at.offset);
    if (bytesRead !== at.length) throw new Unexpected(where, `${bytesRead} bytes`, `${at.length}`);
    let record: Buffer;
    try {
      record = gunzipSync(bytes);
    } catch (error) {
      throw new Unexpected(where, `a damaged record (${(error as Error).message})`, 'a whole gzip member');
    }
    const http = record.indexOf('\r\n\r\n') + 4;
    const body = record.indexOf('\r\n\r\n', http) + 4;
    if (!record.subarray(0, 8).equals(Buffer.from('WARC/1.1')) || http < 4 || body < 4) {
      throw new Unexpected(
        where,
        JSON.stringify(record.subarray(0, 20).toString('latin1')),
        'a WARC/1.1 response record',
      );
    }
    // Every record ends in two empty lines.
    return record.subarray(body, record.length - 4);
  } finally {
    await handle.close();
  }
}
