import type { Settings } from '#lib/env.ts';
import { isoDay } from '#lib/week.ts';
import { type SavedBatch, saveBatch, unresolvedCount } from '#prisma/batch.ts';
import type { Asked, Store } from '#prisma/client.ts';
import { hold } from '#prisma/locks.ts';
import { finishRun, type GoodRun, interruptedBy, lastGood, startRun } from '#prisma/runs.ts';
import type { Saved } from '#prisma/save.ts';
import { getSetting, setMemo, setSetting } from '#prisma/settings.ts';
import { checkCounts, checkFilled } from './check.ts';
import type { Gathered, Source } from './contract.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';

export interface RunOptions extends SessionOptions {
  dryRun?: boolean;
}

/** What one run did, as --json prints it. Rows are all the source stands for; unresolved are affiliations no list knows. */
export interface RunResult extends Saved {
  source: string;
  state: 'good' | 'failed' | 'dry' | 'busy';
  message: string | null;
  pages: number;
  rows: number;
  /** The rows of each record type. */
  counts: Record<string, number>;
  unresolved: number;
  seconds: number;
}

const nothing: Saved = { added: 0, changed: 0, removed: 0, unchanged: 0 };

const parserKey = (source: Source) => `parser ${source.id}`;

/** Reads one source as runOnce does; what a former version had read here is parsed from the archive before, once. */
export async function runSource(
  store: Store,
  source: Source,
  settings: Settings,
  options: RunOptions = {},
): Promise<RunResult> {
  const parser = String(source.parser ?? '');
  const isSame = !parser || options.dryRun || (await getSetting(store, parserKey(source))) === parser;
  if (!isSame && !options.replay && !options.refetch && (await lastGood(store, source.id, 'read'))) {
    const { onIdle: _, ...quiet } = options;
    const anew = await runOnce(store, source, settings, { ...quiet, replay: true });
    if (anew.state === 'busy') return anew;
    // An archive that is lost or cannot be parsed will not be better the next time.
    await setSetting(store, parserKey(source), parser);
  }
  const result = await runOnce(store, source, settings, options);
  if (!isSame && result.state === 'good') await setSetting(store, parserKey(source), parser);
  return result;
}

/**
 * Reads one source and saves what it says, or leaves everything as it was: any error ends up in the run's row and in the
 * result, never in the data. This is the one place where errors of a source are caught.
 */
async function runOnce(
  store: Store,
  source: Source,
  settings: Settings,
  options: RunOptions,
): Promise<RunResult> {
  const started = Date.now();
  const empty = { source: source.id, pages: 0, rows: 0, counts: {}, unresolved: 0, ...nothing };
  const held = await hold(store.url, 'source', source.id);
  if (!held)
    return { ...empty, state: 'busy', message: 'another run of this source is under way', seconds: 0 };
  const seconds = () => Math.round((Date.now() - started) / 10) / 100;
  let id = 0;
  let session: Session | undefined;
  try {
    id = await startRun(store, source.id, options.replay ? 'replay' : 'read');
    session = await openSession(store, source, settings, id, { ...options, lost: held.lost });
    const gathered = await source.gather(session.reader);
    await session.settled();
    await session.close();
    options.onIdle?.();
    await options.after;
    held.lost.throwIfAborted();
    const last = await lastGood(store, source.id);
    const pages = session.pages();
    const finish = async (within: Asked, end: End): Promise<RunResult> => {
      const unresolved = await unresolvedCount(within);
      const { message, counts } = end;
      const told = { message, counts, pages, rows: sumOf(counts), unresolved, seconds: seconds() };
      await finishRun(within, id, { state: 'good', ...end, ...told });
      if (gathered?.memo) await setMemo(within, source.id, gathered.memo);
      return { ...empty, state: 'good', ...told, ...end.saved };
    };
    if (!gathered) return await finish(store, nothingNew(last));
    return await saveGathered(store, source, gathered, id, last, options, finish);
  } catch (error) {
    const counts = error instanceof DryRun ? error.counts : {};
    const { message } = held.lost.aborted ? interruptedBy(held.lost.reason) : (error as Error);
    const state = error instanceof DryRun ? 'dry' : 'failed';
    const pages = session?.pages() ?? 0;
    if (id) await finishRun(store, id, { state, message, pages, seconds: seconds() }).catch(() => {});
    return { ...empty, state, message, pages, counts, rows: sumOf(counts), seconds: seconds() };
  } finally {
    await session?.close().catch(() => {});
    await held.release().catch(() => {});
  }
}

/**
 * Runs of several sources in their order, by their place: one is saved after the other, and one is read while the one
 * before it is saved, or waits for that. What a source looks up of others it finds saved.
 */
export function runInTurn(
  store: Store,
  sources: readonly Source[],
  settings: Settings,
  options: (source: Source) => RunOptions,
): (place: number) => Promise<RunResult> {
  const runs: Promise<RunResult>[] = [];
  const run = (place: number): Promise<RunResult> => {
    const source = sources[place] as Source;
    runs[place] ??= runSource(store, source, settings, {
      ...options(source),
      after: place > 0 ? run(place - 1) : Promise.resolve(),
      onIdle: () => {
        if (place + 1 < sources.length) run(place + 1).catch(() => {});
      },
    });
    return runs[place];
  };
  return run;
}

/** All is checked and nothing shall be saved: what would have been, by type of record. */
class DryRun extends Error {
  constructor(readonly counts: Record<string, number>) {
    super('dry run: checked, nothing saved');
  }
}

const sumOf = (counts: Record<string, number>) => Object.values(counts).reduce((sum, n) => sum + n, 0);

interface End {
  saved: Saved;
  counts: Record<string, number>;
  asOf: string;
  baseline: boolean;
  message: string | null;
}

/** Every page was what the last good run had saved already: the data speaks of today. */
function nothingNew(last: GoodRun | null): End {
  const counts = last?.counts ?? {};
  const unchanged = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const asOf = isoDay();
  return { saved: { ...nothing, unchanged }, counts, asOf, baseline: false, message: 'nothing new' };
}

async function saveGathered(
  store: Store,
  source: Source,
  { rows, scopes, merged = {}, asOf, notes, outgrows = false }: Gathered,
  runId: number,
  last: GoodRun | null,
  options: RunOptions,
  finish: (within: Asked, end: End) => Promise<RunResult>,
): Promise<RunResult> {
  checkFilled(source, rows);
  const baseline = !(await lastGood(store, source.id, 'read'));
  const difference = options.replay || source.local ? ('corrected' as const) : ('changed' as const);
  const check = (counts: Record<string, number>) => {
    const accept = options.accept || source.local !== undefined;
    checkCounts(source, counts, last?.counts ?? null, accept, baseline || outgrows, rows);
    if (options.dryRun) throw new DryRun(counts);
  };
  const writer = { runId, source: source.id, baseline, difference, yields: source.yields ?? [] };
  const message = notes?.join('; ') || null;
  const end = (within: Asked, batch: SavedBatch) => finish(within, { ...batch, asOf, baseline, message });
  return (await saveBatch(store, rows, { writer, scopes, merged, check, end })).ended;
}
