import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
let dir: string;
let port: number;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rapporteur-start-'));
  await chmod(dir, 0o755);
  const probe = await listen(0);
  const address = probe.address();
  port = typeof address === 'object' && address ? address.port : 0;
  await new Promise((resolve) => probe.close(resolve));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const listen = (at: number) =>
  new Promise<Server>((resolve) => {
    const server = createServer();
    server.listen(at, () => resolve(server));
  });

/** `npm start` as a shell runs it, in a process group of its own, so that nothing of it can be left over. */
function start(): { child: ChildProcess; said: () => string; ended: Promise<number | null> } {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...env, NODE_ENV: 'production', DATA_DIR: dir, PORT: String(port) },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said: () => said, ended };
}
async function answering(said: () => string): Promise<number> {
  for (const began = Date.now(); Date.now() - began < 200_000; await sleep(250)) {
    const status = await fetch(`http://127.0.0.1:${port}/`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status) return status;
  }
  throw new Error(`no answer; it said:\n${said()}`);
}
/** The process of this start that works the schedule off. */
async function workerOf({ pid }: ChildProcess): Promise<number> {
  for (let tried = 0; tried < 100; tried++, await sleep(200)) {
    const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,args=']);
    const rows = stdout.split('\n').flatMap((line) => {
      const [, own, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)/.exec(line) ?? [];
      return own && parent ? [{ own: Number(own), parent: Number(parent), args: args ?? '' }] : [];
    });
    const family = new Set([pid]);
    for (const { own, parent } of rows.toSorted((a, b) => a.own - b.own))
      if (family.has(parent)) family.add(own);
    const worker = rows.find(({ own, args }) => family.has(own) && args.includes('worker/main.ts'));
    if (worker) return worker.own;
  }
  throw new Error('no worker runs');
}
const pidFile = () =>
  [join(dir, 'postgres', 'data', 'postmaster.pid')].find((path) => existsSync(path)) ?? null;

describe('npm start', () => {
  it('on an empty machine answers; stopped, it ends the web server and gives the database back', async () => {
    const { child, said, ended } = start();
    expect(await answering(said)).toBe(200);
    expect(said()).toContain('Starter data loaded: ietf-rfcs as of');
    expect(pidFile()).not.toBeNull();
    const worker = await workerOf(child);
    process.kill(worker, 'SIGKILL');
    await expect.poll(said, { timeout: 10_000 }).toContain('The worker ended (SIGKILL). No source is read');
    expect(await workerOf(child)).not.toBe(worker);
    child.kill('SIGTERM');
    await ended;
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    for (let waited = 0; pidFile() && waited < 100; waited++) await sleep(100);
    expect(pidFile()).toBeNull();
  }, 300_000);

  it('after a kill -9 of the database starts again with its data', async () => {
    const one = start();
    await answering(one.said);
    const server = Number(readFileSync(pidFile() ?? '', 'utf8').split('\n')[0]);
    process.kill(server, 'SIGKILL');
    one.child.kill('SIGTERM');
    await one.ended;
    const two = start();
    expect(await answering(two.said)).toBe(200);
    expect(two.said()).not.toContain('Starter data loaded');
    two.child.kill('SIGTERM');
    await two.ended;
  }, 300_000);

  it('says in plain words that its port is taken', async () => {
    const taken = await listen(port);
    const { said, ended } = start();
    expect(await ended).toBe(1);
    expect(said()).toContain(`PORT ${port} is taken`);
    expect(said()).toContain('Choose another: PORT=3001 npm start');
    await new Promise((resolve) => taken.close(resolve));
  });
});
