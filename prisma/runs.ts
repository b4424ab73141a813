import { type Asked, type Store, sql } from './client.ts';
import type { Saved } from './save.ts';

export interface GoodRun {
  id: number;
  finishedAt: Date;
  counts: Record<string, number>;
}

export interface RunEnd {
  state: 'good' | 'failed' | 'dry';
  asOf?: string | null;
  baseline?: boolean;
  message?: string | null;
  pages?: number;
  rows?: number;
  saved?: Saved;
  unresolved?: number;
  seconds?: number;
  counts?: Record<string, number>;
}

const interrupted = 'interrupted; the next run goes on from its archive';

/** How a run ends that could not go on through no fault of its source. */
export const isInterrupted = (message: string | null): boolean =>
  message?.startsWith('interrupted;') ?? false;

export const interruptedBy = ({ message }: Error): Error => new Error(`interrupted; ${message}`);

/**
 * When the run began that was interrupted before this one could be (the first of several in a row), within six hours: what
 * was read since then need not be asked for again. Null: the run before ended by itself.
 */
export async function interruptedSince(store: Store, source: string, run: number): Promise<Date | null> {
  const [row] = await store.query<{ since: Date | null }>(sql`
    select min(started_at) as since from run
    where source = ${source} and id < ${run} and message like 'interrupted;%' and started_at > now() - interval '6 hours'
      and id > coalesce((select max(id) from run
                         where source = ${source} and id < ${run} and message not like 'interrupted;%' is not false), 0)`);
  return row?.since ?? null;
}

/** Opens a run. Runs left open by a killed process are closed as failed: the caller holds the source. */
export async function startRun(store: Store, source: string, mode: string): Promise<number> {
  await store.query(sql`
    update run set state = 'failed', finished_at = now(), message = ${interrupted}
    where source = ${source} and state = 'running'`);
  const [row] = await store.query<{ id: number }>(
    sql`insert into run (source, mode, state) values (${source}, ${mode}, 'running') returning id`,
  );
  return row?.id ?? 0;
}

/**
 * Writes how a run ended: once, and a good one within the transaction that saved what it read.
 * @throws Error where a good one had been taken for interrupted by another process, which reads the source now
 */
export async function finishRun(store: Asked, id: number, end: RunEnd): Promise<void> {
  const { added = 0, changed = 0, removed = 0, unchanged = 0 } = end.saved ?? {};
  const ended = await store.query(sql`
    update run set state = ${end.state}, finished_at = clock_timestamp(), as_of = ${end.asOf ?? null}::date,
      baseline = ${end.baseline ?? false}, message = ${end.message ?? null}, pages = ${end.pages ?? 0}, rows = ${end.rows ?? 0},
      added = ${added}, changed = ${changed}, removed = ${removed}, unchanged = ${unchanged},
      unresolved = ${end.unresolved ?? 0}, seconds = ${end.seconds ?? 0}, counts = ${JSON.stringify(end.counts ?? {})}::jsonb
    where id = ${id} and state = 'running' returning id`);
  if (end.state === 'good' && ended.length === 0)
    throw new Error('this run was taken for interrupted, and its source is read by another process');
}

/** The newest good run of a source, in one mode or in any. */
export async function lastGood(store: Store, source: string, mode?: string): Promise<GoodRun | null> {
  const [row] = await store.query<GoodRun>(sql`
    select id, finished_at as "finishedAt", counts from run
    where source = ${source} and state = 'good' and (${mode ?? null}::text is null or mode = ${mode ?? null})
    order by id desc limit 1`);
  return row ?? null;
}

/** For each source that has been read the day its newest good reading speaks of. */
export async function readDays(store: Store): Promise<Record<string, string>> {
  const rows = await store.query<{ source: string; day: string }>(sql`
    select source, max(as_of)::text as day from run where state = 'good' and as_of is not null group by 1 order by 1`);
  return Object.fromEntries(rows.map((row) => [row.source, row.day]));
}
