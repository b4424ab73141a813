import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Store } from '#prisma/client.ts';
import { type Measured, timed } from './measure.ts';

const run = promisify(execFile);
export const loaded = ['ietf-groups', 'ietf-drafts', 'ietf-roles', 'ietf-meetings', 'ietf-liaisons'];

interface Loaded {
  milliseconds: number;
  /** The most memory the process ever held, in MiB. */
  peak: number;
}

/**
 * Everything the mirror's Datatracker holds, read, checked, archived and saved by a process of its own, beside a bare
 * download of the same pages one after another; the same again when nothing has changed; and the memory.
 */
export async function datatracker(mirrorUrl: string, store: Store, dir: string): Promise<Measured[]> {
  const load = async (): Promise<Loaded> => {
    const { stdout } = await run(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'datatracker-load.ts')],
      {
        env: { ...process.env, DATABASE_URL: store.url, DATA_DIR: dir, MIRROR_URL: mirrorUrl },
        maxBuffer: 2 ** 24,
      },
    );
    return JSON.parse(stdout) as Loaded;
  };
  const first = await load();
  const { rows } = await store.pool.query<{ url: string }>(
    'select url from page where source = any($1) order by id',
    [loaded],
  );
  const download = async () => {
    for (const { url } of rows) await (await fetch(url.replace('https://', `${mirrorUrl}/`))).arrayBuffer();
  };
  const bare =
    [await timed(download), await timed(download), await timed(download)].sort((a, b) => a - b)[1] ?? 0;
  const second = await load();
  const peer = `bare download of ${rows.length} pages`;
  return [
    {
      question: 'the whole Datatracker, read and saved',
      ours: first.milliseconds,
      peer,
      theirs: bare,
      target: 1.5,
    },
    { question: 'its memory at most', ours: first.peak, peer: '1 GiB', theirs: 1024, target: 1, unit: 'MiB' },
    { question: 'the same again, unchanged', ours: second.milliseconds, peer, theirs: bare, target: null },
  ];
}
