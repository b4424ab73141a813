import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '#lib/env.ts';
import { Unexpected } from '#lib/unexpected.ts';
import type { Store } from '#prisma/client.ts';
import { getSetting, setSetting } from '#prisma/settings.ts';
import type { Source } from '../contract.ts';
import { runSource } from '../run.ts';
import { sources } from '../sources.ts';

const root = join(import.meta.dirname, '..', '..');
const key = (source: Source) => `facts:${source.id}`;

/** Changes with every word of the files, of the lists they are resolved by, and of the code that reads them. */
function version(source: Source): string {
  const hash = createHash('sha256');
  const shared = ['countries.csv', 'country-names.csv', 'organisations.csv', 'organisation-names.csv'];
  const files = [...(source.local ?? []), ...shared.map((name) => `entities/${name}`)];
  const code = [
    'lib/charset.ts',
    'entities/itu-source.ts',
    'entities/organisation.ts',
    ...(source.code ?? []),
  ];
  for (const file of [...files, ...code]) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/**
 * Brings the curated facts in the database to those of this version; what differs from before is logged as corrected.
 * @returns the ids of the sources that were loaded
 * @throws Unexpected when a file of this version cannot be loaded
 */
export async function loadFacts(store: Store, settings: Settings): Promise<string[]> {
  const loaded: string[] = [];
  for (const source of sources) {
    if (!source.local) continue;
    const wanted = version(source);
    if ((await getSetting(store, key(source))) === wanted) continue;
    const result = await runSource(store, source, settings);
    if (result.state === 'busy') continue;
    if (result.state === 'failed')
      throw new Unexpected(source.id, result.message ?? 'a failure', 'facts that load');
    await setSetting(store, key(source), wanted);
    loaded.push(source.id);
  }
  return loaded;
}
