import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#prisma/port.ts';

/** The offline stand-in of the sources beside the project (`../shared/mirror`), on a port of its own. */
export interface Mirror {
  url: string;
  faults(list: readonly Record<string, unknown>[]): Promise<void>;
  clear(): Promise<void>;
  advance(to: 'v1' | 'v2'): Promise<void>;
  log(): Promise<Record<string, unknown>[]>;
  counts(): Promise<Record<string, unknown>>;
  stop(): void;
}

export const startMirror = (...flags: string[]): Promise<Mirror> => startMirrorOf(null, ...flags);

/** The same for other rows than the mirror's own. */
export async function startMirrorOf(corpus: string | null, ...flags: string[]): Promise<Mirror> {
  const port = await freePort();
  // Reached through a link, the program would take itself for a library and serve nothing.
  const program = realpathSync(join(import.meta.dirname, '..', '..', 'shared', 'mirror', 'serve.mjs'));
  const child: ChildProcess = spawn(
    process.execPath,
    [program, '--port', String(port), '--quiet', ...flags],
    {
      stdio: 'ignore',
      env: { ...process.env, ...(corpus ? { MIRROR_CORPUS: corpus } : {}) },
    },
  );
  const url = `http://127.0.0.1:${port}`;
  for (let tried = 0; ; tried++) {
    if (
      await fetch(`${url}/_mirror/health`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    if (tried > 600) throw new Error('the mirror did not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const send = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${url}/_mirror/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    url,
    faults: async (list) => void (await send('POST', 'faults', list)),
    clear: async () => void (await send('DELETE', 'faults')),
    advance: async (to) => void (await send('POST', 'advance', { to })),
    log: async () => {
      const answer = (await send('GET', 'log')) as
        | { requests?: Record<string, unknown>[] }
        | Record<string, unknown>[];
      return Array.isArray(answer) ? answer : (answer.requests ?? []);
    },
    counts: async () => (await send('GET', 'counts')) as Record<string, unknown>,
    stop: () => void child.kill(),
  };
}
