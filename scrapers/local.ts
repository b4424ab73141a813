import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unexpected } from '#lib/unexpected.ts';
import type { Store } from '#prisma/client.ts';
import { filePage } from '#prisma/pages.ts';
import type { Reader, Source, SourcePage } from './contract.ts';

const root = join(import.meta.dirname, '..');

/** A reader of files of this repository, filed as pages under their path; none is ever missing. */
export function localReader(store: Store, source: Source, base: Reader): Reader {
  const read = async (path: string): Promise<SourcePage> => {
    const bytes = bytesOf(source, path);
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    const fetchedAt = new Date();
    const id = await filePage(store, source.id, {
      url: path,
      status: 200,
      fetchedAt,
      contentType: 'text/csv; charset=utf-8',
      contentHash,
      originalHash: contentHash,
      etag: null,
      lastModified: null,
      warcFile: null,
      warcOffset: null,
      warcLength: null,
    });
    return { id, url: path, text: bytes.toString('utf8'), fetchedAt };
  };
  return { ...base, read };
}

function bytesOf(source: Source, path: string): Buffer {
  if (!source.local?.includes(path))
    throw new Unexpected(path, 'a file outside the source', source.local?.join(', ') ?? 'none');
  try {
    return readFileSync(join(root, path));
  } catch (error) {
    throw new Unexpected(path, (error as Error).message, 'a file of this version');
  }
}
