import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';

type Engine = import('@prisma/schema-engine-wasm').SchemaEngine;
export type MigrationList = import('@prisma/schema-engine-wasm').ApplyMigrationsInput['migrationsList'];

export const schemaPath = join(import.meta.dirname, 'schema.prisma');
const migrationsDir = join(import.meta.dirname, 'migrations');
export const schemaFiles = () => [{ path: schemaPath, content: readFileSync(schemaPath, 'utf8') }];
// What only SQL reads and writes has no model.
const summed = ['attribution', 'series', 'tally_sum', 'pair_count', 'meeting_document'];
export const filters = { externalTables: summed.map((table) => `public.${table}`), externalEnums: [] };

interface ReadingAdapter {
  dispose(): Promise<void>;
  client: { query(query: unknown): Promise<{ fields: { dataTypeID: number }[] }> };
  queryRaw(query: unknown): Promise<{ columnTypes: number[] }>;
  executeScript(script: string): Promise<void>;
}

/** Types by PostgreSQL's numbers, and what the engine calls one character. */
const oneByteChar = 18;
const text = 25;

/** What the engine's connections are called in the database. */
export const engineName = 'rapporteur migrations';

/** The engine notes a migration as begun before it runs it; this ends that note together with what was done. */
const noteDone = `
  do $$ begin
    if to_regclass('_prisma_migrations') is not null then
      update _prisma_migrations set finished_at = now() where finished_at is null and rolled_back_at is null;
    end if;
  end $$`;

/**
 * PostgreSQL's catalogue is written in the one-byte type "char" (18), which the adapter has no name for and refuses:
 * it passes as text, and is named a character afterwards, as the engine expects it.
 */
class CatalogueReadingPg extends PrismaPg {
  readonly #opened = new Set<ReadingAdapter>();

  override async connect() {
    return this.#keep(readable(await super.connect()));
  }
  override async connectToShadowDb() {
    return this.#keep(readable(await super.connectToShadowDb()));
  }
  #keep<Adapter>(adapter: Adapter): Adapter {
    const opened = adapter as unknown as ReadingAdapter;
    const dispose = opened.dispose.bind(opened);
    opened.dispose = () => (this.#opened.delete(opened) ? dispose() : Promise.resolve());
    this.#opened.add(opened);
    return adapter;
  }
  async close(): Promise<void> {
    for (const adapter of this.#opened) await adapter.dispose();
  }
}

function readable<Adapter>(adapter: Adapter): Adapter {
  const reading = adapter as unknown as ReadingAdapter;
  const query = reading.client.query.bind(reading.client);
  const queryRaw = reading.queryRaw.bind(reading);
  // The adapter cuts a script at every semicolon and sends the parts on any connection. As one message it is one
  // transaction: whoever is killed leaves a migration done and noted so, or not begun.
  reading.executeScript = async (script) => {
    const isOneMessage = !/^create database|^drop database/i.test(script.trim());
    await query(isOneMessage ? `${script};${noteDone}` : script);
  };
  let characters: number[] = [];
  reading.client.query = async (given) => {
    const result = await query(given);
    characters = result.fields.flatMap((field, at) => (field.dataTypeID === oneByteChar ? [at] : []));
    for (const at of characters) (result.fields[at] as { dataTypeID: number }).dataTypeID = text;
    return result;
  };
  reading.queryRaw = async (given) => {
    const result = await queryRaw(given);
    for (const at of characters) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}

type Glue = typeof import('@prisma/schema-engine-wasm') & { __wbg_set_wasm(exports: unknown): void };
let loaded: Promise<Glue> | undefined;

/**
 * The engine's code, once a process: its JavaScript keeps views of one memory, and a second instance would read the
 * first one's. The package's default entry imports the .wasm file as a module, which Node cannot do, so it is
 * instantiated by hand.
 */
async function load(): Promise<Glue> {
  const require = createRequire(import.meta.url);
  const dir = dirname(require.resolve('@prisma/schema-engine-wasm'));
  const glue: Glue = await import('@prisma/schema-engine-wasm/schema_engine_bg' as string);
  const { instance } = await WebAssembly.instantiate(readFileSync(join(dir, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start?: () => void }).__wbindgen_start?.();
  return glue;
}

/**
 * Prisma's own migration engine, without the binary that `prisma migrate` would download.
 * `close` gives its connections back, which the engine itself never does.
 */
export async function openEngine(databaseUrl: string): Promise<{ engine: Engine; close(): Promise<void> }> {
  loaded ??= load();
  const glue = await loaded;
  const adapters = new CatalogueReadingPg({ connectionString: databaseUrl, application_name: engineName });
  const engine: Engine = await glue.SchemaEngine.new(
    { datamodels: schemaFiles().map((file) => [file.path, file.content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapters),
  );
  const close = async () => {
    engine.free();
    await adapters.close();
  };
  return { engine, close };
}

/** The migrations as they stand in prisma/migrations, in order, as the engine wants them. */
export function migrations(): MigrationList {
  const names = readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: migrationsDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(migrationsDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(migrationsDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

/** The SQL that takes the migrations to the schema, tried out in an empty database, which is left as they made it. */
export async function missingMigration(databaseUrl: string): Promise<string> {
  const { engine, close } = await openEngine(databaseUrl);
  const { stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrations() },
    to: { tag: 'schemaDatamodel', files: schemaFiles() },
    script: true,
    exitCode: null,
    filters,
  });
  await close();
  return stdout ?? '';
}
