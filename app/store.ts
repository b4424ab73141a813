import { settings } from '#lib/env.ts';
import { openStore, type Store } from '#prisma/client.ts';
import { connect } from '#prisma/connect.ts';

const place = globalThis as { rapporteurStore?: Promise<Store> };

/**
 * The database of this web process, opened once. `npm start` hands over DATABASE_URL of a migrated database; a web
 * process started alone brings it up itself.
 */
export function store(): Promise<Store> {
  place.rapporteurStore ??= open().catch((error: unknown) => {
    delete place.rapporteurStore;
    throw error;
  });
  return place.rapporteurStore;
}

async function open(): Promise<Store> {
  const url = process.env.RAPPORTEUR_STORE_URL;
  return url ? openStore(url) : connect(settings());
}
