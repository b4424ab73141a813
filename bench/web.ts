import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '#prisma/client.ts';
import { freePort } from '#prisma/port.ts';

const root = join(import.meta.dirname, '..');

/** A web server of its own over this store, as a reader meets it; `get` reads a page whole and throws where it is none. */
export async function webServer(
  store: Store,
  dir: string,
): Promise<{ get: (path: string) => Promise<void>; close: () => Promise<void> }> {
  const port = await freePort();
  const server = spawn(process.execPath, ['--import', 'tsx', join(root, 'worker', 'start.ts'), '--web'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: store.url,
      DATA_DIR: dir,
      PORT: String(port),
      MIRROR_URL: '',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const close = async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null) await new Promise((resolve) => server.once('close', resolve));
  };
  try {
    await answering(port, server);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    close,
    get: async (path) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      await answer.arrayBuffer();
    },
  };
}

async function answering(port: number, server: ChildProcess): Promise<void> {
  for (const began = Date.now(); Date.now() - began < 300_000; await sleep(250)) {
    if (server.exitCode !== null) throw new Error('the web server ended');
    const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return;
  }
  throw new Error('the web server does not answer');
}
