import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#prisma/port.ts';

/** The whole product as `npm start` runs it, without the schedule, on a port and a folder of its own. */
export interface Product {
  site: string;
  home: string;
  stop(): Promise<void>;
}

/** @throws Error with all it said where it does not come up */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const home = await mkdtemp(join(tmpdir(), 'rapporteur-product-'));
  const port = await freePort();
  const site = `http://127.0.0.1:${port}`;
  let said = '';
  const child = spawn(process.execPath, ['--import', 'tsx', 'worker/start.ts'], {
    env: {
      ...process.env,
      DATA_DIR: home,
      PORT: String(port),
      WORKER: 'off',
      DATABASE_URL: '',
      NODE_ENV: 'production',
      ...env,
      PUBLIC_URL: site,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
  const stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await new Promise((resolve) => child.once('close', resolve));
    await rm(home, { recursive: true, force: true });
  };
  for (let tried = 0; ; tried++) {
    const isUp = await fetch(`${site}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return { site, home, stop };
    if (tried > 500 || child.exitCode !== null) {
      await stop();
      throw new Error(`the product did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
