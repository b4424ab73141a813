// npm run migration -- <name>: writes the SQL that takes the migrations to the schema, with Prisma's own engine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { settings } from '#lib/env.ts';
import { missingMigration } from './engine.ts';
import { startServer } from './server.ts';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('usage: npm run migration -- <name_in_snake_case>');
  process.exit(2);
}
const server = settings().databaseUrl ? null : await startServer(settings().dataDir);
const url = new URL(settings().databaseUrl ?? server?.url ?? '');
const admin = new pg.Client({ connectionString: url.href });
await admin.connect();
const scratch = `rapporteur_scratch_${process.pid}`;
await admin.query(`create database ${scratch}`);
url.pathname = scratch;
const sql = await missingMigration(url.href);
await admin.query(`drop database ${scratch} with (force)`);
await admin.end();
await server?.release();
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const directory = join(import.meta.dirname, 'migrations', `${stamp}_${name}`);
mkdirSync(directory, { recursive: true });
writeFileSync(join(directory, 'migration.sql'), sql);
console.log(directory);
