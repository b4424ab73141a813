import { settings } from '#lib/env.ts';
import { openStore, type Store } from '#prisma/client.ts';

const place = globalThis as { rapporteurStore?: Store };

/**
 * The database of this web process, opened once: RAPPORTEUR_STORE_URL, which `npm start` hands over when the database is
 * up and migrated, or DATABASE_URL where the web process runs apart.
 * @throws Error in plain words where neither is set
 */
export async function store(): Promise<Store> {
  place.rapporteurStore ??= open();
  return place.rapporteurStore;
}

function open(): Store {
  const url = process.env.RAPPORTEUR_STORE_URL || settings().databaseUrl;
  if (!url) throw new Error('No database: start with npm start or npm run web, or set DATABASE_URL.');
  return openStore(url);
}
