import type { Store } from '#prisma/client.ts';
import { filePage } from '#prisma/pages.ts';
import { Archive } from '#scrapers/archive.ts';

/** A text of the RFC series that was read on 20 November 2026, in the archive of `dataDir`; the id of its page. */
export async function archivedText(
  store: Store,
  dataDir: string,
  url: string,
  text: string,
): Promise<number> {
  const at = new Date('2026-11-20T08:00:00Z');
  const body = new TextEncoder().encode(text);
  const archive = new Archive(dataDir, 'ietf-rfcs', 'test');
  const place = await archive.write({ url, at, status: 200, statusText: 'OK', headers: {}, body });
  await archive.close();
  return filePage(store, 'ietf-rfcs', {
    url,
    status: 200,
    fetchedAt: at,
    contentType: 'text/plain; charset=utf-8',
    contentHash: 'a',
    originalHash: 'a',
    etag: null,
    lastModified: null,
    warcFile: place.file,
    warcOffset: place.offset,
    warcLength: place.length,
  });
}
