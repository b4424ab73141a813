import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Store } from '#prisma/client.ts';
import { saveBatch, startRun } from '#prisma/ledger.ts';
import type { Row } from '#prisma/records.ts';
import { ietfRoles } from '#scrapers/ietf/roles.ts';
import Changes from '../../../app/changes/page.tsx';
import Person from '../../../app/people/[id]/page.tsx';
import { serveFrom } from '../../api.ts';
import { insertRows } from '../../counting.ts';
import { freshDatabase } from '../../database.ts';
import { serve } from './tables.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await insertRows(store, {
    group: [{ id: 'dns', body: 'ietf', kind: 'wg', acronym: 'dns', name: 'DNS' }],
  });
  serveFrom(store);
});
afterAll(() => store.close());
afterEach(() => void vi.useRealTimers());

let known: Row<'tenure'>[] = [];
let last: string | null = null;

/** Reads the roles as they are on a day, and saves what they say. */
async function read(on: string, chairs: number[]): Promise<void> {
  vi.useFakeTimers({ now: new Date(`${on}T12:00:00Z`), toFake: ['Date'] });
  const tables = {
    'group/group': [
      {
        id: 7,
        acronym: 'dns',
        name: 'DNS',
        type: '/api/v1/name/grouptypename/wg/',
        state: '/api/v1/name/groupstatename/active/',
        parent: null,
        time: '2020-01-01T00:00:00Z',
      },
    ],
    'group/grouphistory': [],
    'group/groupevent': [],
    'group/role': chairs.map((person) => ({
      id: person,
      group: '/api/v1/group/group/7/',
      person: `/api/v1/person/person/${person}/`,
      name: '/api/v1/name/rolename/chair/',
    })),
    'group/rolehistory': [],
    'person/person': chairs.map((id) => ({ id, name: `Person ${id}` })),
  };
  const before = last ? { memo: { on: last }, tenures: async () => known } : {};
  const gathered = await ietfRoles.gather(serve(tables, before).reader);
  const { person = [], tenure = [] } = gathered?.rows ?? {};
  const rows = { person, tenure: tenure.map((row) => ({ ...row, page_id: null })) };
  const writer = {
    runId: await startRun(store, ietfRoles.id, 'read'),
    source: ietfRoles.id,
    baseline: last === null,
    difference: 'changed' as const,
  };
  await saveBatch(store, rows, gathered?.scopes ?? {}, writer, () => {});
  known = tenure;
  last = on;
}

const words = (element: Parameters<typeof renderToStaticMarkup>[0]) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const person = async (id: string) => words(await Person({ params: Promise.resolve({ id }) } as never));
const changes = async () => words(await Changes({ searchParams: Promise.resolve({ since: '2020-01-01' }) }));

describe('a post that is gone from its source (T8)', () => {
  it('ends on the day of the reading that misses it, and every page says why', async () => {
    await read('2026-03-01', [1, 2]);
    expect(await person('1')).toContain('holds it');
    await read('2026-03-10', [2]);
    expect(await person('1')).toContain('10 March 2026 (no longer listed)');
    expect(await person('2')).toContain('holds it');
    expect(await changes()).toContain(
      'ended 10 March 2026: gone from the source: the reading after no longer listed it, and no source states when the term ended',
    );
  });

  it('is one tenure with the same post two days later', async () => {
    await read('2026-03-12', [1, 2]);
    expect(await person('1')).toContain('holds it');
    const { rows } = await store.pool.query(
      `select "from"::text, "to" from tenure where person_id = '1' and removed_at is null`,
    );
    expect(rows).toEqual([{ from: '2020-01-01', to: null }]);
  });
});
