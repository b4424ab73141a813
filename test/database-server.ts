import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '#prisma/migrate.ts';
import { type Server, startServer } from '#prisma/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The test server's maintenance database; `pristine` there is migrated and empty. */
    databaseServer: string;
  }
}

interface Shared {
  users: number;
  ready: Promise<{ server: Server; dir: string }>;
}

// Vitest runs this once a project; they share one server.
const place = globalThis as { rapporteurTestServer?: Shared };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  place.rapporteurTestServer ??= { users: 0, ready: start() };
  const shared = place.rapporteurTestServer;
  shared.users++;
  const { server, dir } = await shared.ready;
  project.provide('databaseServer', at(server.url, 'postgres'));
  return async () => {
    shared.users--;
    if (shared.users > 0) return;
    delete place.rapporteurTestServer;
    await server.release();
    await rm(dir, { recursive: true, force: true });
  };
}

async function start(): Promise<{ server: Server; dir: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-test-'));
  // Open, so that what runs as root keeps its cluster here too, and it is removed with the folder.
  await chmod(dir, 0o755);
  const server = await startServer(dir, { durable: false });
  const admin = new pg.Client({ connectionString: at(server.url, 'postgres') });
  await admin.connect();
  await admin.query('create database pristine');
  await admin.end();
  await migrate(at(server.url, 'pristine'));
  return { server, dir };
}

const at = (url: string, database: string) => url.replace(/\/[^/]*$/, `/${database}`);
