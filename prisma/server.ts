import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { lock } from 'proper-lockfile';
import { freePort } from './port.ts';
import { type Place, preparePlace } from './server-place.ts';

const run = promisify(execFile);
const user = 'rapporteur';
const holdName = 'rapporteur hold';

/** A running embedded server and this process's hold on it. */
export interface Server {
  url: string;
  /** Gives the hold back; the last one out stops the server. */
  release(): Promise<void>;
}

/**
 * Starts PostgreSQL in `dataDir/postgres`, or joins the one another process of ours started there.
 * The server outlives the process that started it, so web, scrape and digest share it whoever came first;
 * it listens on 127.0.0.1 only, on a port the system gives, with a password kept in `dataDir`.
 * @throws Error in plain words when the directory cannot be used or the server does not start
 */
export async function startServer(dataDir: string, options: { durable?: boolean } = {}): Promise<Server> {
  await makeDirectory(dataDir);
  const unlock = await lock(dataDir, {
    lockfilePath: join(dataDir, 'postgres.lock'),
    stale: 20_000,
    retries: { retries: 120, minTimeout: 250, maxTimeout: 1000, factor: 1.2 },
  }).catch((error: Error) => {
    throw new Error(
      `${dataDir}: another process has been starting the database here for two minutes (${error.message})`,
    );
  });
  try {
    const place = await preparePlace(dataDir);
    const password = await passwordOf(dataDir);
    const running = (await portOf(place.cluster)) ?? (await start(place, password, options.durable ?? true));
    const url = `postgresql://${user}:${password}@127.0.0.1:${running}/rapporteur`;
    const hold = new pg.Client({
      connectionString: url,
      application_name: holdName,
      keepAlive: true,
    });
    hold.on('error', () => {});
    await connectOrCreate(hold, url);
    return { url, release: () => release(dataDir, place, hold) };
  } finally {
    await unlock();
  }
}

async function makeDirectory(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw new Error(
      `DATA_DIR ${dataDir}: cannot be written (${(error as Error).message}). Choose another with DATA_DIR.`,
    );
  }
}

async function passwordOf(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres.password');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  const password = randomBytes(18).toString('base64url');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** The port of the server that runs in this cluster, or null. A postmaster.pid may be left over from a killed one. */
async function portOf(cluster: string): Promise<number | null> {
  const lines = (await readFile(join(cluster, 'data', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const port = Number(lines[3]);
  if (!port) return null;
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user,
    database: 'postgres',
    password: '-',
    connectionTimeoutMillis: 2000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    // 28P01, wrong password: a server answers. 57P03: it is still starting or recovering.
    const code = (error as { code?: string }).code;
    if (code === '28P01') return port;
    if (code === '57P03') {
      await sleep(300);
      return portOf(cluster);
    }
  } finally {
    await client.end().catch(() => {});
  }
  return null;
}

async function start(place: Place, password: string, durable: boolean): Promise<number> {
  const data = join(place.cluster, 'data');
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(place, data, password);
  const port = await freePort();
  const flags = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    jit: 'off',
    shared_buffers: '256MB',
    work_mem: '64MB',
    maintenance_work_mem: '256MB',
    random_page_cost: 1.1,
    max_wal_size: '1GB',
    // Nothing follows this server.
    wal_level: 'minimal',
    max_wal_senders: 0,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const options = Object.entries(flags).map(([name, value]) => `-c ${name}=${value === '' ? "''" : value}`);
  for (let tried = 1; ; tried++) {
    await disownPid(data);
    try {
      const given = ['start', '-w', '-t', '60', '-D', data, '-l', place.log, '-o', options.join(' ')];
      await run(place.bin.pg_ctl, given, { ...place.as, cwd: '/' });
      return port;
    } catch {
      const log = await readFile(place.log, 'utf8').catch(() => '');
      const end = log.split('\n').slice(-8).join('\n');
      // Of a server that was killed just now, some processes may still be ending.
      if (tried <= 20 && /pre-existing shared memory|"postmaster\.pid" already exists/.test(end))
        await sleep(500);
      else
        throw new Error(`The embedded PostgreSQL in ${place.cluster} did not start. Its log ends:\n${end}`);
    }
  }
}

/**
 * The postmaster.pid of a killed server may name a process that is no server any more: one that nobody reaps, as in a
 * container, or another program that got its number. PostgreSQL would wait for it for ever, so the number becomes one
 * that no process has; the rest of the file stays, by which it makes sure that nothing of the old server still runs.
 */
async function disownPid(data: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const file = join(data, 'postmaster.pid');
  const [pid, ...rest] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  if (!pid) return;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (!command.includes(data)) await writeFile(file, [99_999_999, ...rest].join('\n'));
}

/** initdb into a directory beside, then one rename: a killed first start leaves nothing half made. */
async function initialise(place: Place, data: string, password: string): Promise<void> {
  const fresh = `${data}.new`;
  const secret = join(place.cluster, 'initdb.secret');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(place.cluster, { recursive: true });
  await writeFile(secret, `${password}\n`, { mode: 0o600 });
  if (place.as.uid !== undefined && place.as.gid !== undefined)
    await chown(secret, place.as.uid, place.as.gid);
  try {
    await run(
      place.bin.initdb,
      [
        `--pgdata=${fresh}`,
        `--username=${user}`,
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...place.as, cwd: '/' },
    );
  } catch (error) {
    const words = (error as { stderr?: string }).stderr || (error as Error).message;
    throw new Error(`The embedded PostgreSQL could not be set up in ${place.cluster}: ${words.trim()}`);
  } finally {
    await rm(secret, { force: true });
  }
  await rename(fresh, data);
}

async function connectOrCreate(hold: pg.Client, url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url.replace(/\/rapporteur$/, '/postgres') });
  await admin.connect();
  const { rowCount } = await admin.query(`select 1 from pg_database where datname = 'rapporteur'`);
  if (!rowCount) await admin.query('create database rapporteur');
  await admin.end();
  await hold.connect();
}

async function release(dataDir: string, place: Place, hold: pg.Client): Promise<void> {
  const unlock = await lock(dataDir, {
    lockfilePath: join(dataDir, 'postgres.lock'),
    stale: 20_000,
    retries: 20,
  });
  try {
    const isLast = await isLastOut(hold);
    await hold.end();
    if (isLast) {
      await run(place.bin.pg_ctl, ['stop', '-w', '-m', 'fast', '-D', join(place.cluster, 'data')], {
        ...place.as,
        cwd: '/',
      });
    }
  } catch {
    // The server is already gone: there is nothing left to give back.
  } finally {
    await unlock();
  }
}

/**
 * Whether nobody else uses the server. A connection that was closed just now, or whose process was ended, takes the
 * server a moment to notice; a hold is another process of ours and stays.
 */
async function isLastOut(hold: pg.Client): Promise<boolean> {
  for (let waited = 0; waited < 50; waited++) {
    const { rows } = await hold.query<{ others: number; holds: number }>(`
      select count(*)::int as others, count(*) filter (where application_name = '${holdName}')::int as holds
      from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`);
    if (rows[0]?.others === 0) return true;
    if (rows[0]?.holds !== 0) return false;
    await sleep(100);
  }
  return false;
}
