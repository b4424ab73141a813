import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Store } from '#prisma/client.ts';
import { timed } from './measure.ts';

const run = promisify(execFile);

export interface Loaded {
  began: Date;
  milliseconds: number;
  /** Milliseconds of processor time of all its threads. */
  processor: number;
  /** The most memory the process ever held, in MiB. */
  peak: number;
}

/** Reads sources, by their ids, in a process of its own. */
export async function load(
  ids: readonly string[],
  mirrorUrl: string,
  store: Store,
  dir: string,
): Promise<Loaded> {
  const began = new Date();
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'load.ts'), ...ids],
    {
      env: { ...process.env, DATABASE_URL: store.url, DATA_DIR: dir, MIRROR_URL: mirrorUrl },
      maxBuffer: 2 ** 24,
    },
  );
  return { ...(JSON.parse(stdout) as Omit<Loaded, 'began'>), began };
}

/** The pages that those sources have read since, fetched one after another and thrown away: the median of three times. */
export async function bareDownload(
  ids: readonly string[],
  mirrorUrl: string,
  store: Store,
  since: Date,
): Promise<{ pages: number; milliseconds: number }> {
  const { rows } = await store.pool.query<{ url: string }>(
    'select url from page where source = any($1) and seen_at >= $2 order by id',
    [ids, since],
  );
  const download = async () => {
    for (const { url } of rows) await (await fetch(url.replace('https://', `${mirrorUrl}/`))).arrayBuffer();
  };
  const taken = [await timed(download), await timed(download), await timed(download)];
  return { pages: rows.length, milliseconds: taken.sort((a, b) => a - b)[1] ?? 0 };
}
