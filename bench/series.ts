import { decode } from '#lib/charset.ts';
import { readSettings } from '#lib/env.ts';
import { readArchived } from '#prisma/archive.ts';
import { pagesOf } from '#prisma/pages.ts';
import { renewSums } from '#prisma/sums.ts';
import { parseRfcIndex } from '#scrapers/ietf/rfc-index.ts';
import { parseRfcText } from '#scrapers/ietf/rfc-text.ts';
import { ietfRfcs, indexUrl, textUrl } from '#scrapers/ietf/rfcs.ts';
import { syncLists } from '#scrapers/lists.ts';
import { runSource } from '#scrapers/run.ts';
import { scratchDatabase } from './database.ts';
import { type Measured, median, timed } from './measure.ts';

/**
 * The whole series read from the mirror: a second, unchanged run beside the first; the summed views beside the run that
 * caused them; parsing all texts beside only reading and decoding them.
 */
export async function series(mirrorUrl: string): Promise<Measured[]> {
  const { store, dir } = await scratchDatabase();
  try {
    const settings = readSettings({ DATA_DIR: dir, MIRROR_URL: mirrorUrl });
    await syncLists(store);
    const read = async () => {
      const result = await runSource(store, ietfRfcs, settings);
      if (result.state !== 'good') throw new Error(`ietf-rfcs: ${result.message}`);
    };
    const first = await timed(read);
    const second = await timed(read);
    const views = await timed(() => renewSums(store));
    const pages = new Map((await pagesOf(store, ietfRfcs.id)).map((page) => [page.url, page]));
    const bodyOf = async (url: string) => {
      const page = pages.get(url);
      if (!page?.warcFile || page.warcOffset === null || page.warcLength === null) return '';
      const at = { file: page.warcFile, offset: page.warcOffset, length: page.warcLength };
      return decode(await readArchived(dir, at), page.contentType, url);
    };
    const { entries } = parseRfcIndex(await bodyOf(indexUrl), indexUrl);
    const bodies = async (take: (text: string, at: number) => unknown) => {
      for (const [at, entry] of entries.entries()) take(await bodyOf(textUrl(entry.number)), at);
    };
    const reading = await median(3, () => bodies(() => {}));
    const parsing = await median(3, () =>
      bodies((text, at) => parseRfcText(text, entries[at]?.authors ?? [])),
    );
    return [
      {
        question: 'a second run, unchanged',
        ours: second,
        peer: 'the first run',
        theirs: first,
        target: 0.1,
      },
      {
        question: 'the summed views',
        ours: views,
        peer: 'the run that caused them',
        theirs: first,
        target: 0.1,
      },
      {
        question: 'parsing all texts',
        ours: parsing,
        peer: 'reading and decoding them',
        theirs: reading,
        target: 4,
      },
    ];
  } finally {
    await store.close();
  }
}
