import { vi } from 'vitest';
import type { Store } from '#prisma/client.ts';

/** Starts anew with the lists as they are now, as `npm start` does. */
export async function restart(store: Store): Promise<number | null> {
  vi.resetModules();
  const { syncLists } = await import('#scrapers/lists.ts');
  return syncLists(store);
}
