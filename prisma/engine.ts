import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

type Engine = import('@prisma/schema-engine-wasm').SchemaEngine;
export type MigrationList = import('@prisma/schema-engine-wasm').ApplyMigrationsInput['migrationsList'];

export const schemaPath = join(import.meta.dirname, 'schema.prisma');
const migrationsDir = join(import.meta.dirname, 'migrations');
export const schemaFiles = () => [{ path: schemaPath, content: readFileSync(schemaPath, 'utf8') }];
export const filters = { externalTables: [], externalEnums: [] };

interface PooledAdapter {
  client: { query(query: unknown): Promise<{ fields: { dataTypeID: number }[] }> };
}

/**
 * PostgreSQL's catalogue is written in the one-byte type "char" (18), which the adapter has no name for and refuses.
 * To the engine it is text (25).
 */
class CatalogueReadingPg extends PrismaPg {
  override async connect() {
    return readable(await super.connect());
  }
  override async connectToShadowDb() {
    return readable(await super.connectToShadowDb());
  }
}

function readable<Adapter>(adapter: Adapter): Adapter {
  const { client } = adapter as unknown as PooledAdapter;
  const query = client.query.bind(client);
  client.query = async (text) => {
    const result = await query(text);
    for (const field of result.fields) if (field.dataTypeID === 18) field.dataTypeID = 25;
    return result;
  };
  return adapter;
}

/**
 * Prisma's own migration engine, without the binary that `prisma migrate` would download.
 * The package's default entry imports the .wasm file as a module, which Node cannot do, so it is instantiated by hand.
 */
export async function openEngine(databaseUrl: string): Promise<Engine> {
  const require = createRequire(import.meta.url);
  const dir = dirname(require.resolve('@prisma/schema-engine-wasm'));
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg' as string);
  const { instance } = await WebAssembly.instantiate(readFileSync(join(dir, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start?: () => void }).__wbindgen_start?.();
  const factory = bindMigrationAwareSqlAdapterFactory(
    new CatalogueReadingPg({ connectionString: databaseUrl }),
  );
  return glue.SchemaEngine.new(
    { datamodels: schemaFiles().map((file) => [file.path, file.content]) },
    () => {},
    factory,
  );
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
