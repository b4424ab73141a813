import { settings } from '#lib/env.ts';
import { openStore, type Store } from './client.ts';
import { migrate } from './migrate.ts';
import { startServer } from './server.ts';
import { ensureSums } from './sums.ts';

/**
 * The database of this installation, ready to use: DATABASE_URL, or the embedded server in DATA_DIR; migrated, and its
 * sums those of this version.
 * @throws Error in plain words when neither can be had
 */
export async function connect({ databaseUrl, dataDir } = settings()): Promise<Store> {
  const server = databaseUrl ? null : await startServer(dataDir);
  const url = databaseUrl ?? server?.url ?? '';
  try {
    await migrate(url);
  } catch (error) {
    await server?.release();
    throw error;
  }
  const store = openStore(url, server ? { onClose: server.release } : {});
  try {
    await ensureSums(store);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}
