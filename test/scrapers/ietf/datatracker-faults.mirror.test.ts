import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '#scrapers/contract.ts';
import { type Mirror, startMirrorOf } from '../../mirror.ts';
import { allOfPart, type Place, place, quick, stateOf } from './place.ts';
import { smallCorpus } from './small-corpus.ts';

/** Everything of a small Datatracker, read once without a fault: what every other reading must come to. */
let corpus: string;
let mirror: Mirror;
let here: Place;
let whole: Record<string, string>;
/** How many pages each source asks for, robots.txt aside. */
const pages = new Map<string, number>();

const asked = async () => (await mirror.log()).filter((one) => !String(one.path).endsWith('/robots.txt'));
const sourceOf = (id: string): Source => {
  const found = allOfPart.find((source) => source.id === id);
  if (!found) throw new Error(id);
  return found;
};

beforeAll(async () => {
  corpus = await smallCorpus();
  mirror = await startMirrorOf(corpus, '--latency', '4');
  here = await place(mirror);
  for (const source of allOfPart) {
    const before = (await asked()).length;
    const { state, message } = await here.read(source);
    expect([source.id, state, message], message ?? '').toEqual([source.id, 'good', message]);
    pages.set(source.id, (await asked()).length - before);
  }
  whole = await stateOf(here);
});
afterAll(async () => {
  await here?.close();
  mirror?.stop();
  await rm(corpus, { recursive: true, force: true });
});

describe('a killed run', () => {
  it('of any source, at twelve random moments in all, ends, run again, where an unkilled one ends', async () => {
    const killed = await place(mirror);
    const moments: string[] = [];
    try {
      for (const source of allOfPart) {
        const start = (await asked()).length;
        const total = pages.get(source.id) ?? 0;
        // Once while it reads, once when all is read and it works or saves.
        const reading = 1 + Math.floor(Math.random() * (total - 1));
        for (const [point, delay] of [
          [reading, 0],
          [total, Math.random() * 400],
        ] as const) {
          const child = spawn(
            process.execPath,
            ['--import', 'tsx', join(import.meta.dirname, 'read-process.ts'), source.id],
            {
              env: {
                ...process.env,
                DATABASE_URL: killed.store.url,
                DATA_DIR: killed.settings.dataDir,
                MIRROR_URL: mirror.url,
                CRAWL_DELAY_MS: '0',
              },
              stdio: 'ignore',
            },
          );
          const isOver = () => child.exitCode !== null || child.signalCode !== null;
          while ((await asked()).length < start + point && !isOver()) await sleep(5);
          await sleep(delay);
          child.kill('SIGKILL');
          if (!isOver()) await once(child, 'exit');
          moments.push(
            `${source.id} after ${point} of ${total} pages and ${Math.round(delay)} ms: ${child.signalCode}`,
          );
        }
        expect((await killed.read(source)).state, moments.join('\n')).toBe('good');
      }
      expect(await stateOf(killed), moments.join('\n')).toEqual(whole);
      const { rows } = await killed.store.pool.query(
        `select source, count(*)::int as runs from run where message like 'interrupted%' group by 1 order by 1`,
      );
      expect(rows.map((row) => row.source)).toEqual(allOfPart.map(({ id }) => id).sort());
      expect((await killed.store.pool.query('select kind from change')).rows).toEqual([]);
    } finally {
      await killed.close();
    }
  });
});

/** A table of each family of paths, the source that reads it, and whether all of it must be asked for again. */
const families: readonly [path: string, source: string, refetch: boolean][] = [
  ['group/grouphistory/', 'ietf-groups', false],
  ['person/person/', 'ietf-roles', false],
  ['meeting/registration/', 'ietf-meetings', false],
  ['doc/document/', 'ietf-drafts', true],
];
const each = (kinds: readonly string[]) =>
  families.flatMap(([path, source, refetch]) => kinds.map((kind) => ({ kind, path, source, refetch })));

describe('a fault of the Datatracker', () => {
  it.each(each(['429', '503', '500', 'reset', 'truncate', 'slow', 'moved', 'duplicate-rows', 'broken-fk']))(
    '$kind at $path for a while is recovered from without a changed row',
    async ({ kind, path, source, refetch }) => {
      const before = (await asked()).length;
      await mirror.faults([{ match: path, kind, times: kind === 'broken-fk' ? 1 : 2, ms: 200 }]);
      const { state, added, changed, removed, message } = await here.read(sourceOf(source), { refetch });
      await mirror.clear();
      expect({ state, added, changed, removed }, message ?? '').toEqual({
        state: 'good',
        added: 0,
        changed: 0,
        removed: 0,
      });
      const log = (await asked()).slice(before);
      expect(log.filter((one) => one.fault).length).toBeGreaterThan(0);
      // A body that drips is whole for us a moment before the mirror counts it as gone.
      if (kind !== 'slow') expect(log.filter((one) => one['in-flight'] !== 1)).toEqual([]);
    },
  );

  it.each(
    each(['403-challenge', 'html200', 'bad-charset', 'rename-column', 'empty', 'shrink', 'timeout', '503']),
  )('$kind at $path fails the run by the name of the page', async ({ kind, path, source, refetch }) => {
    await mirror.faults([{ match: path, kind }]);
    const web = kind === 'timeout' ? { ...quick.web, timeoutMs: 700, attempts: 2 } : quick.web;
    const { state, message } = await here.read(sourceOf(source), { refetch, web });
    await mirror.clear();
    expect([state, message], kind).toEqual(['failed', expect.stringContaining(path.slice(0, -1))]);
  });

  it.each(each(['extra-field', 'move-column']))(
    '$kind at $path is told or refused, and moves no row',
    async ({ kind, path, source, refetch }) => {
      await mirror.faults([{ match: path, kind }]);
      const { state, message, added, changed, removed } = await here.read(sourceOf(source), { refetch });
      await mirror.clear();
      expect(message).toContain(path.slice(0, -1));
      expect([state === 'good' || state === 'failed', added + changed + removed]).toEqual([true, 0]);
    },
  );

  it('leaves every row as it was, after all of them', async () => {
    expect(await stateOf(here)).toEqual(whole);
    for (const source of allOfPart) {
      const { state, added, changed, removed } = await here.read(source);
      expect({ source: source.id, state, moved: added + changed + removed }).toEqual({
        source: source.id,
        state: 'good',
        moved: 0,
      });
    }
    expect(await stateOf(here)).toEqual(whole);
  });

  it('is waited out: each time longer, one request at a time, by name', async () => {
    const before = (await asked()).length;
    await mirror.faults([{ match: 'liaisons/liaisonstatement/', kind: '429', times: 3 }]);
    const web = { ...quick.web, backoffMs: 100, attempts: 4 };
    expect((await here.read(sourceOf('ietf-liaisons'), { web })).state).toBe('good');
    await mirror.clear();
    const log = (await asked()).slice(before);
    const refused = log.findIndex((one) => one.status === 429);
    const same = log.slice(refused, refused + 4);
    expect(same.map((one) => one.status)).toEqual([429, 429, 429, expect.not.stringMatching('429')]);
    expect(new Set(same.map((one) => one.path)).size).toBe(1);
    const waits = same.slice(1).map((one, at) => Number(one.time) - Number(same[at]?.time));
    // At least three quarters of 100, 200, 400 ms: the wait doubles, with a jitter of a quarter.
    expect(waits.map((wait, at) => wait >= 75 * 2 ** at)).toEqual([true, true, true]);
    for (const one of log) expect(one['user-agent']).toMatch(/^Rapporteur\/[\d.]+ \(\+https?:/);
  });
});
