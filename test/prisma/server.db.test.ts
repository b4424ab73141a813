import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Server, startServer } from '#prisma/server.ts';

const root = join(import.meta.dirname, '..', '..');
const isRoot = process.getuid?.() === 0;
let dir: string;
let servers: Server[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rapporteur-server-'));
  await chmod(dir, 0o755);
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await server.release();
  await rm(dir, { recursive: true, force: true });
});

const start = async (dataDir = dir) => {
  const server = await startServer(dataDir, { durable: false });
  servers.push(server);
  return server;
};
const ask = async (url: string, statement: string) => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end().catch(() => {});
  }
};
const pidFile = () => join(dir, 'postgres', 'data', 'postmaster.pid');
const pid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

/** Another process that starts or joins the server, says where it is, and stays until it is told to end. */
function another(
  dataDir: string,
  as: { uid?: number; gid?: number } = {},
): { child: ChildProcess; url: Promise<string> } {
  const program = `
    import { startServer } from '${join(root, 'prisma', 'server.ts')}';
    startServer(process.argv[1], { durable: false }).then((server) => {
      console.log(server.url);
      process.stdin.once('data', () => server.release().then(() => process.exit(0)));
    }, (error) => { console.error(error.message); process.exit(1); });`;
  const tsx = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, '--input-type=module', '-e', program, dataDir], {
    cwd: root,
    ...as,
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
  });
  const url = new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (piece) => resolve(String(piece).trim()));
    child.stderr.on('data', (piece) => (said += piece));
    child.once('close', () => reject(new Error(said)));
  });
  url.catch(() => {});
  return { child, url };
}
const ended = (child: ChildProcess) => new Promise((resolve) => child.once('close', resolve));

describe('the embedded database', () => {
  it('is one for all processes: whoever comes first starts it, the last one out stops it', async () => {
    const own = await start();
    const other = another(dir);
    expect(await other.url).toBe(own.url);
    await own.release();
    servers = [];
    expect(await ask(await other.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    other.child.stdin?.write('end\n');
    await ended(other.child);
    expect(existsSync(pidFile())).toBe(false);
  });

  it('started twice at the same moment is started once', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one?.url).toBe(two?.url);
  });

  it('outlives the kill of the process that started it, which holds nothing any more', async () => {
    const first = another(dir);
    const url = await first.url;
    await ask(url, 'create table kept as select 7 as number');
    first.child.kill('SIGKILL');
    await ended(first.child);
    const own = await start();
    expect(own.url).toBe(url);
    expect(await ask(own.url, 'select number from kept')).toEqual([{ number: 7 }]);
    await own.release();
    servers = [];
    expect(existsSync(pidFile())).toBe(false);
  });

  it('killed itself (-9) comes back with what was committed', async () => {
    const own = await startServer(dir);
    await ask(own.url, 'create table kept as select 7 as number');
    process.kill(pid(), 'SIGKILL');
    servers = [];
    const next = await start();
    expect(await ask(next.url, 'select number from kept')).toEqual([{ number: 7 }]);
  });

  it('keeps its password in a file that only its owner reads, and listens on this machine only', async () => {
    const { url } = await start();
    const password = join(dir, 'postgres.password');
    expect((await import('node:fs')).statSync(password).mode & 0o077).toBe(0);
    await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect(await ask(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });

  it('says in plain words that its directory cannot be used', async () => {
    await writeFile(join(dir, 'file'), '');
    await expect(startServer(join(dir, 'file'))).rejects.toThrow(
      /^DATA_DIR .*file: cannot be written .*Choose another with DATA_DIR/,
    );
    await mkdir(join(dir, 'postgres', 'data'), { recursive: true });
    await writeFile(join(dir, 'postgres', 'data', 'PG_VERSION'), '11\n');
    await expect(startServer(dir)).rejects.toThrow(
      /The embedded PostgreSQL in .* did not start. Its log ends:/,
    );
  });

  it.runIf(isRoot)('runs for an ordinary user too, and tells him where he may not write', async () => {
    const { stdout } = await promisify(execFile)('id', ['-u', 'nobody']);
    const uid = Number(stdout);
    const own = join(dir, 'own');
    await mkdir(own);
    await chown(own, uid, uid);
    const user = another(own, { uid, gid: uid });
    expect(await ask(await user.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    user.child.stdin?.write('end\n');
    await ended(user.child);
    const refused = another(join(dir, 'closed'), { uid, gid: uid });
    await expect(refused.url).rejects.toThrow(/DATA_DIR .*closed: cannot be written .*EACCES/);
  });
});
