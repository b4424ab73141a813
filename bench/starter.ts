import type { Store } from '#prisma/client.ts';
import { syncLists } from '#scrapers/lists.ts';
import { loadStarter } from '#scrapers/starter.ts';
import { type Measured, timed } from './measure.ts';

/** Filling an empty database with the lists and the starter data, against ten seconds. */
export async function starter(store: Store): Promise<Measured[]> {
  const ours = await timed(async () => {
    await syncLists(store);
    await loadStarter(store);
  });
  return [{ question: 'starter data into an empty database', ours, peer: '10 s', theirs: 10_000, target: 1 }];
}
