import pg from 'pg';
import { engineName, filters, migrations, openEngine } from './engine.ts';
import { lockKeys } from './locks.ts';
import { tellOnce } from './told-once.ts';

/**
 * Brings the database to the schema of this version, once, however many processes start together.
 * @returns the names of the migrations that were applied now
 * @throws Error when the server is older than PostgreSQL 15 or a migration fails (it names the migration)
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect().catch((error: Error) => {
    throw new Error(`DATABASE_URL: the database cannot be reached (${error.message || 'no answer'})`);
  });
  try {
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    );
    const version = Number(rows[0]?.version);
    if (version < 150_000)
      throw new Error(`DATABASE_URL: found PostgreSQL ${Math.floor(version / 10_000)}, expected 15 or newer`);
    await client.query('select pg_advisory_lock($1)', [lockKeys.migration]);
    const applied = (await isCurrent(client)) ? [] : await apply(client, databaseUrl);
    await tellFormerChanges(client);
    return applied;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, databaseUrl: string): Promise<string[]> {
  await forgetUnfinished(client);
  const { engine, close } = await openEngine(databaseUrl);
  try {
    return (await engine.applyMigrations({ migrationsList: migrations(), filters })).appliedMigrationNames;
  } finally {
    await close();
  }
}

/**
 * A migration that was begun by a process that was killed did nothing; the engine refuses to go on while it is noted. The
 * server may still be at it, as it learns of its client's end only afterwards. Whoever holds the lock ends that first.
 */
async function forgetUnfinished(client: pg.Client): Promise<void> {
  await client.query(
    `select pg_terminate_backend(pid, 30000) from pg_stat_activity
     where application_name = $1 and datname = current_database()`,
    [engineName],
  );
  const { rows } = await client.query(`select to_regclass('_prisma_migrations') is not null as known`);
  if (rows[0].known)
    await client.query(
      'update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null',
    );
}

const toldKey = 'changes told';

/**
 * Says once of the changes that are older than the rules by which changes are told which one tells them. Migrations cannot
 * hold these rules, as they grow with the program.
 */
async function tellFormerChanges(client: pg.Client): Promise<void> {
  if ((await client.query('select from setting where key = $1', [toldKey])).rowCount) return;
  await client.query('begin');
  await tellOnce(client, 'every');
  await client.query(`insert into setting (key, value) values ($1, 'once')`, [toldKey]);
  await client.query('commit');
}

/** Loading the engine takes a third of a second; a database that has every migration does not need it. */
async function isCurrent(client: pg.Client): Promise<boolean> {
  const { rows: table } = await client.query(`select to_regclass('_prisma_migrations') is not null as known`);
  if (!table[0].known) return false;
  const { rows } = await client.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrations().migrationDirectories.every((directory) => applied.has(directory.path));
}
