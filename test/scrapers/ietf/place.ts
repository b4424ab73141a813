import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Settings, settings } from '#lib/env.ts';
import type { Store } from '#prisma/client.ts';
import { type RecordName, records } from '#prisma/records.ts';
import { storedRows } from '#prisma/stored.ts';
import type { Source } from '#scrapers/contract.ts';
import { ietfDrafts } from '#scrapers/ietf/drafts.ts';
import { ietfGroups } from '#scrapers/ietf/groups.ts';
import { ietfInterims } from '#scrapers/ietf/interims.ts';
import { ietfLiaisons } from '#scrapers/ietf/liaisons.ts';
import { ietfMeetings } from '#scrapers/ietf/meetings.ts';
import { ietfRoles } from '#scrapers/ietf/roles.ts';
import { type RunOptions, runSource } from '#scrapers/run.ts';
import { freshDatabase } from '../../database.ts';
import type { Mirror } from '../../mirror.ts';

/** The sources of the Datatracker, in the order --all reads them. */
export const all = [ietfGroups, ietfDrafts, ietfRoles, ietfMeetings, ietfInterims, ietfLiaisons];
/** The same for a small part of the Datatracker, which is under the floors of the whole. */
export const allOfPart = all.map((source): Source => ({ ...source, floor: {} }));

export const quick = { web: { backoffMs: 5, attempts: 3, timeoutMs: 2000 } } satisfies RunOptions;

/** An installation of a test's own that reads from the mirror. */
export interface Place {
  store: Store;
  settings: Settings;
  read(source: Source, options?: RunOptions): ReturnType<typeof runSource>;
  close(): Promise<void>;
}

export async function place(mirror: Mirror): Promise<Place> {
  const store = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'rapporteur-ietf-'));
  const here = { ...settings(), dataDir, mirrorUrl: mirror.url, crawlDelayMs: 0 };
  return {
    store,
    settings: here,
    read: (source, options = {}) => runSource(store, source, here, { ...quick, ...options }),
    close: async () => {
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Every row of the Datatracker's sources, hashed by source and type; ids of pages are this installation's own and left out. */
export async function stateOf({ store }: Place): Promise<Record<string, string>> {
  const state: Record<string, string> = {};
  for (const { id } of all) {
    for (const name of Object.keys(records) as RecordName[]) {
      const rows = await storedRows(store, name, id);
      if (!rows.length) continue;
      const lines = rows.map((row) =>
        JSON.stringify(Object.entries(row).filter(([column]) => !column.endsWith('page_id'))),
      );
      const hash = createHash('sha256').update(lines.sort().join('\n')).digest('hex');
      state[`${id} ${name}`] = `${rows.length} rows, ${hash.slice(0, 12)}`;
    }
  }
  return state;
}
