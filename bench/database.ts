import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '#prisma/client.ts';
import { migrate } from '#prisma/migrate.ts';
import { startServer } from '#prisma/server.ts';

/** A server of this bench's own, with a migrated, empty database; `close` ends and removes it. */
export async function scratchDatabase(): Promise<{ store: Store; dir: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-bench-'));
  // Open, so that what runs as root keeps its cluster here too, and it is removed with the folder.
  await chmod(dir, 0o755);
  const server = await startServer(dir);
  await migrate(server.url);
  const store = openStore(server.url, {
    onClose: async () => {
      await server.release();
      await rm(dir, { recursive: true, force: true });
    },
  });
  return { store, dir };
}
