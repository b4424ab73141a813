import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { compose } from '#digest/compose.ts';
import { prepare } from '#digest/prepare.ts';
import { lastWeek } from '#lib/week.ts';
import { readWeek } from '#metrics/week.ts';
import { saveBatch } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import type { Row } from '#prisma/records.ts';
import { startRun } from '#prisma/runs.ts';
import type { Source } from '#scrapers/contract.ts';
import { ietfGroups } from '#scrapers/ietf/groups.ts';
import { ietfRoles } from '#scrapers/ietf/roles.ts';
import Changes from '../../../app/changes/page.tsx';
import Person from '../../../app/people/[id]/page.tsx';
import { serveFrom } from '../../api.ts';
import { freshDatabase } from '../../database.ts';
import { serve, type Tables } from './tables.ts';

const dayMs = 86_400_000;
const today = new Date().toISOString().slice(0, 10);
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);

interface Held {
  group: number;
  post: string;
  person: number;
}

/** An area with one working group, as the Datatracker has them when the area's record was last changed on a day. */
function datatracker(changed: string, held: readonly Held[], before: readonly Held[] = []): Tables {
  const area = {
    acronym: 'sec',
    name: 'Security Area',
    type: '/api/v1/name/grouptypename/area/',
    state: '/api/v1/name/groupstatename/active/',
    parent: null,
  };
  const group = {
    acronym: 'dns',
    name: 'DNS',
    type: '/api/v1/name/grouptypename/wg/',
    state: '/api/v1/name/groupstatename/active/',
    parent: '/api/v1/group/group/1/',
  };
  const roles = (given: readonly Held[], of: string) =>
    given.map((one, at) => ({
      id: at + 1,
      group: `/api/v1/group/${of}/${of === 'group' ? one.group : 40 + one.group}/`,
      person: `/api/v1/person/person/${one.person}/`,
      name: `/api/v1/name/rolename/${one.post}/`,
    }));
  const persons = new Set([...held, ...before].map(({ person }) => person));
  return {
    'group/group': [
      { id: 1, ...area, time: `${changed}T00:00:00Z` },
      { id: 7, ...group, time: '2020-01-01T00:00:00Z' },
    ],
    // Whoever changes a role of a group leaves a record of the whole group as it was.
    'group/grouphistory': before.length
      ? [{ id: 41, group: '/api/v1/group/group/1/', ...area, time: '2020-01-01T00:00:00Z' }]
      : [],
    'group/groupevent': [],
    'group/role': roles(held, 'group'),
    'group/rolehistory': roles(
      before.filter(({ group: of }) => of === 1),
      'grouphistory',
    ),
    'person/person': [...persons].map((id) => ({ id, name: `Person ${id}` })),
  };
}

let store: Store;
let known: Row<'tenure'>[] = [];
let last: string | null = null;
beforeAll(async () => {
  store = await freshDatabase();
  serveFrom(store);
});
afterAll(() => store.close());
afterEach(() => void vi.useRealTimers());

/** Reads groups and roles as they are on a day, and saves what they say. */
async function read(on: string, tables: Tables): Promise<void> {
  vi.useFakeTimers({ now: new Date(`${on}T12:00:00Z`), toFake: ['Date'] });
  for (const source of [ietfGroups, ietfRoles] satisfies Source[]) {
    const before = last ? { memo: { on: last }, tenures: async () => known } : {};
    const gathered = await source.gather(serve(tables, before).reader);
    const rows = Object.fromEntries(
      Object.entries(gathered?.rows ?? {}).map(([name, all]) => [
        name,
        all.map((row) => ({ ...row, page_id: null })),
      ]),
    );
    const writer = {
      runId: await startRun(store, source.id, 'read'),
      source: source.id,
      baseline: last === null,
      difference: 'changed' as const,
    };
    await saveBatch(store, rows, { writer, scopes: gathered?.scopes ?? {}, merged: gathered?.merged ?? {} });
    known = gathered?.rows.tenure ?? known;
  }
  last = on;
  vi.useRealTimers();
}

const words = (element: Parameters<typeof renderToStaticMarkup>[0]) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const person = async (id: string) => words(await Person({ params: Promise.resolve({ id }) } as never));
const changes = async () => words(await Changes({ searchParams: Promise.resolve({ since: '2020-01-01' }) }));
/** What the letter of this week tells a reader of these follows. */
async function letter(...follows: { kind: 'group' | 'general'; subject: string }[]): Promise<string[]> {
  const prepared = prepare(await readWeek(store, lastWeek(new Date(Date.now() + 7 * dayMs))));
  const { sections } = compose(prepared, { follows, told: {}, quiet: 'every', quietWeeks: 0 });
  return sections.flatMap((section) => section.items.map(({ sentence }) => sentence));
}

const director = (who: number): Held => ({ group: 1, post: 'ad', person: who });
const chair = (who: number): Held => ({ group: 7, post: 'chair', person: who });

describe('a post that is gone from its source (T8)', () => {
  it('ends on the day of the reading that misses it, and every page says why', async () => {
    await read(daysAgo(20), datatracker('2020-01-01', [director(9), chair(1), chair(2)]));
    expect(await person('1')).toContain('holds it');
    await read(daysAgo(10), datatracker('2020-01-01', [director(9), chair(2)]));
    expect(await person('1')).toMatch(/\d{4} \(no longer listed\)/);
    expect(await person('2')).toContain('holds it');
    expect(await changes()).toMatch(
      /ended \d+ \w+ \d{4}: gone from the source: the reading after no longer listed it, and no source states when the term ended/,
    );
  });

  it('is one tenure with the same post two days later', async () => {
    await read(daysAgo(8), datatracker('2020-01-01', [director(9), chair(1), chair(2)]));
    expect(await person('1')).toContain('holds it');
    const { rows } = await store.pool.query(
      `select "from"::text, "to" from tenure where person_id = '1' and removed_at is null`,
    );
    expect(rows).toEqual([{ from: '2020-01-01', to: null }]);
  });
});

describe('a new area director (T19)', () => {
  it('is told as one who came and one who went; the area and its groups are no news', async () => {
    await store.pool.query('truncate change');
    const before = [director(9), chair(1), chair(2)];
    await read(today, datatracker(today, [director(10), chair(1), chair(2)], before));
    const { rows } = await store.pool.query('select distinct record_type as type from change order by 1');
    expect(rows.map(({ type }) => type)).toEqual(['person', 'tenure']);
    const told = await letter({ kind: 'general', subject: '' }, { kind: 'group', subject: 'sec' });
    expect(told.toSorted().map((sentence) => sentence.replace(/\(?(by|last|first).*$/, ''))).toEqual([
      expect.stringMatching(/^Person 10 is/),
      expect.stringMatching(/^Person 9 is no longer listed as area director of Security Area/),
    ]);
    expect(await letter({ kind: 'group', subject: 'dns' })).toEqual([]);
  });
});

describe('a person whose two accounts are put together', () => {
  it('goes on in the same posts under the other number, told as merged: nobody came and nobody went', async () => {
    await store.pool.query('truncate change');
    const now = datatracker(today, [director(10), chair(1), chair(22)], [director(29), chair(1), chair(22)]);
    const names: Record<number, string> = { 22: 'Person 2', 29: 'P. Nine' };
    const persons = now['person/person']?.map((row) => ({ ...row, name: names[Number(row.id)] ?? row.name }));
    const aliases = [
      { id: 1, name: 'P. Nine', person: '/api/v1/person/person/29/' },
      { id: 2, name: 'Person 9', person: '/api/v1/person/person/29/' },
    ];
    await read(today, { ...now, 'person/person': persons ?? [], 'person/alias': aliases });
    const { rows } = await store.pool.query(
      `select kind, before ->> 'person_id' as before, after ->> 'person_id' as after, after ->> 'from' as "from", after ->> 'to' as "to"
       from change where record_type = 'tenure' order by 2`,
    );
    expect(rows).toEqual([
      { kind: 'merged', before: '2', after: '22', from: '2020-01-01', to: null },
      { kind: 'merged', before: '9', after: '29', from: '2020-01-01', to: today },
    ]);
    expect(await person('22')).toContain('holds it');
    expect(await changes()).toMatch(/merged.*person in the Datatracker: 2 → 22/);
    expect(await letter({ kind: 'group', subject: 'dns' })).toEqual([]);
    await read(today, { ...now, 'person/person': persons ?? [], 'person/alias': aliases });
    expect((await store.pool.query(`select from change where record_type = 'tenure'`)).rowCount).toBe(2);
  });
});
