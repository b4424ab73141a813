import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settings } from '#lib/env.ts';
import { lastWeek } from '#lib/week.ts';
import { attendanceByCountry } from '#metrics/attendance-by-country.ts';
import { defaultsOf } from '#metrics/params.ts';
import { readRoster } from '#metrics/roster.ts';
import { readWeekPosts } from '#metrics/week-posts.ts';
import type { Store } from '#prisma/client.ts';
import { storedRows } from '#prisma/stored.ts';
import { ietfGroups } from '#scrapers/ietf/groups.ts';
import { ietfMeetings } from '#scrapers/ietf/meetings.ts';
import { ietfRoles } from '#scrapers/ietf/roles.ts';
import { datatrackerParts, type StarterRows } from '#scrapers/ietf/starter.ts';
import { runSource } from '#scrapers/run.ts';
import { loadStarter } from '#scrapers/starter.ts';
import { readStarterFile } from '#scrapers/starter-file.ts';
import { freshDatabase } from '../../database.ts';
import { type Mirror, startMirror } from '../../mirror.ts';

const read = [ietfGroups, ietfRoles, ietfMeetings];
let mirror: Mirror;
let dataDir: string;
/** Read without starter data, and with it. */
let plain: Store;
let filled: Store;

const run = async (store: Store, folder: string) => {
  const here = { ...settings(), dataDir: join(dataDir, folder), mirrorUrl: mirror.url, crawlDelayMs: 0 };
  const results = [];
  for (const source of read) results.push(await runSource(store, source, here));
  return results.map(({ source, state, added, changed, removed }) => ({
    source,
    state,
    moved: added + changed + removed,
  }));
};
const good = (moved: unknown) => read.map(({ id }) => ({ source: id, state: 'good', moved }));

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rapporteur-starter-'));
  mirror = await startMirror();
  [plain, filled] = [await freshDatabase(), await freshDatabase()];
  expect(await run(plain, 'plain')).toEqual(good(expect.any(Number)));
  await loadStarter(filled);
});
afterAll(async () => {
  await plain?.close();
  await filled?.close();
  mirror?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the starter data against the pages it was read from', () => {
  it('is what the program reads there today, row for row', async () => {
    // Which organisations are named depends on our lists, which grow: those rows are held by their sums.
    const settled = ({ rows, ...rest }: StarterRows) => ({
      ...rest,
      rows: Object.entries(rows).map(([name, list]) => [
        name,
        (list as Record<string, unknown>[])
          .filter((row) => row.summed_by !== 'organisation')
          .map((row) => JSON.stringify(row, Object.keys(row).sort()))
          .sort(),
      ]),
    });
    for (const { source, rows } of datatrackerParts)
      expect(settled(await rows(plain))).toEqual(settled(readStarterFile(source.id)));
    const organisations = (readStarterFile(ietfMeetings.id).rows.attendance ?? []).filter(
      (row) => row.summed_by === 'organisation',
    );
    for (const meeting of new Set(organisations.map((row) => row.meeting_id))) {
      const [{ there } = { there: 0 }] = (
        await plain.pool.query('select sum(count)::int as there from attendance where meeting_id = $1', [
          meeting,
        ])
      ).rows;
      const here = organisations.filter((row) => row.meeting_id === meeting);
      expect(here.reduce((sum, row) => sum + (row.count ?? 0), 0)).toBe(there);
    }
  });

  it('has the attendance of every country at every meeting as the registrations have it', async () => {
    const registrations: { meeting: string; country_code: string; attended: boolean }[] = [];
    for (let next: string | null = '/api/v1/meeting/registration/?limit=1000&order_by=id'; next; ) {
      const page = (await (await fetch(`${mirror.url}/datatracker.ietf.org${next}`)).json()) as {
        objects: typeof registrations;
        meta: { next: string | null };
      };
      registrations.push(...page.objects);
      next = page.meta.next;
    }
    const numbers = [...new Set(registrations.map((row) => row.meeting))];
    expect(numbers).toHaveLength(22);
    for (const meeting of numbers) {
      const all = registrations.filter((row) => row.meeting === meeting);
      const there = all.some((row) => row.attended) ? all.filter((row) => row.attended) : all;
      const expected: Record<string, number> = {};
      for (const { country_code } of there) expected[country_code] = (expected[country_code] ?? 0) + 1;
      const folded = Object.values(expected)
        .filter((count) => count < 3)
        .reduce((sum, count) => sum + count, 0);
      const id = `ietf-${74 + numbers.indexOf(meeting)}`;
      const params = { ...defaultsOf('ietf', attendanceByCountry), by: 'all' as const, meeting: id };
      const { rows } = await attendanceByCountry.read(filled, params);
      expect(Object.fromEntries(rows.map((row) => [row.key, row.value]))).toEqual({
        ...Object.fromEntries(Object.entries(expected).filter(([, count]) => count >= 3)),
        ...(folded ? { 'fewer-than-three': folded } : {}),
      });
    }
  });

  it('gives way to the first reading without a change to tell and without a row twice', async () => {
    expect(await run(filled, 'filled')).toEqual(good(expect.any(Number)));
    const thisWeek = lastWeek(new Date(Date.now() + 7 * 86_400_000));
    const { rows: told } = await filled.pool.query('select source, count(*) from change group by 1');
    expect(told).toEqual([]);
    expect(await readWeekPosts(filled, thisWeek)).toEqual([]);
    for (const name of [
      'group',
      'group_name',
      'person',
      'tenure',
      'meeting',
      'meeting_count',
      'attendance',
    ] as const)
      for (const { id } of read) {
        const bare = async (store: Store) =>
          (await storedRows(store, name, id)).map((row) => ({ ...row, page_id: null }));
        expect(await bare(filled)).toEqual(await bare(plain));
      }
    const today = new Date().toISOString().slice(0, 10);
    const { rows, notes } = await readRoster(filled, { body: 'ietf', on: today });
    expect(rows.length).toBeGreaterThan(400);
    expect(notes.join(' ')).not.toContain('January 2013');
  });

  it('leaves nothing to change to a second reading', async () => {
    expect(await run(filled, 'filled')).toEqual(good(0));
  });
});
