import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openStore, type Store } from '#prisma/client.ts';
import { lockKeys } from '#prisma/locks.ts';

/** A database of this test's own, with the real migrations; `close` drops it. */
export async function freshDatabase(): Promise<Store> {
  const server = inject('databaseServer');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(server, `create database ${name} template pristine`);
  return openStore(server.replace(/\/[^/]*$/, `/${name}`), {
    onClose: () => asAdmin(server, `drop database ${name} with (force)`),
  });
}

async function asAdmin(server: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    // Two copies of one template at the same moment exclude each other.
    await admin.query('select pg_advisory_lock($1)', [lockKeys.copy]);
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
