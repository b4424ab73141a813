import { type Store, sql } from '#prisma/client.ts';
import { sourceNotes } from '#prisma/settings.ts';
import { isoTime } from './sql.ts';

/**
 * ok: the last run was good and is not old. stale: no good run for twice its cadence, or starter data that speaks of a
 * day that long ago. broken: the newest finished run failed; the last good state stays. never: not read yet.
 */
export type SourceState = 'ok' | 'stale' | 'broken' | 'never';

export interface SourceHealth {
  id: string;
  body: string;
  title: string;
  home: string;
  licence: string;
  state: SourceState;
  /** When its last good run ended, ISO time. Starter data loaded counts as a good run. */
  lastGood: string | null;
  /** How the last good run read: starter | live | replay … */
  mode: string | null;
  /** The day the data speaks of. */
  asOf: string | null;
  rows: number;
  /** Why it is broken, or what the last good run said. */
  message: string | null;
  /** End of the first run that failed since the last good one, ISO time. */
  brokenSince: string | null;
}

interface RunSums {
  source: string;
  state: string | null;
  failure: string | null;
  lastGood: string | null;
  ageHours: number | null;
  mode: string | null;
  asOf: string | null;
  rows: number | null;
  message: string | null;
  brokenSince: string | null;
}

/** How each source stands, in the order the sources are listed. */
export async function readHealth(store: Store): Promise<SourceHealth[]> {
  const [notes, runs] = await Promise.all([
    sourceNotes(store),
    store.query<RunSums>(sql`
      with finished as (
        select *, row_number() over (partition by source order by id desc) as place,
               max(id) filter (where state = 'good') over (partition by source) as good_id
        from run where state in ('good', 'failed')
      )
      select source,
             max(state) filter (where place = 1) as state,
             max(message) filter (where place = 1 and state = 'failed') as failure,
             max(${isoTime(sql`finished_at`)}) filter (where id = good_id) as "lastGood",
             (extract(epoch from now() - max(case when mode = 'starter' then as_of else finished_at end)
                                           filter (where id = good_id)) / 3600)::float8 as "ageHours",
             max(mode) filter (where id = good_id) as mode,
             max(as_of::text) filter (where id = good_id) as "asOf",
             max(rows) filter (where id = good_id) as rows,
             max(message) filter (where id = good_id) as message,
             min(${isoTime(sql`finished_at`)}) filter (where id > coalesce(good_id, 0)) as "brokenSince"
      from finished group by source`),
  ]);
  const bySource = new Map(runs.map((run) => [run.source, run]));
  return notes.map(({ cadenceHours, ...note }) => {
    const run = bySource.get(note.id);
    const state = stateOf(run, cadenceHours);
    return {
      ...note,
      state,
      lastGood: run?.lastGood ?? null,
      mode: run?.mode ?? null,
      asOf: run?.asOf ?? null,
      rows: run?.rows ?? 0,
      message: (state === 'broken' ? run?.failure : run?.message) ?? null,
      brokenSince: state === 'broken' ? (run?.brokenSince ?? null) : null,
    };
  });
}

function stateOf(run: RunSums | undefined, cadenceHours: number): SourceState {
  if (!run) return 'never';
  if (run.state === 'failed') return 'broken';
  return run.ageHours !== null && run.ageHours > 2 * cadenceHours ? 'stale' : 'ok';
}

export interface Unresolved {
  /** Authorships whose stated affiliation, or a part of it, no list knows. */
  authorships: number;
  /** Different spellings among them. */
  spellings: number;
  /** The spellings that would settle most, first. */
  rows: { text: string; authorships: number; documents: number; example: string }[];
}

/** Affiliations that no list knows, by how many authorships each would settle. `example`: id of a document. */
export async function readUnresolved(store: Store, limit: number): Promise<Unresolved> {
  const where = sql`kind = 'unresolved' and removed_at is null`;
  const [sums, rows] = await Promise.all([
    store.query<{ authorships: number; spellings: number }>(sql`
      select count(distinct (document_id, position))::int as authorships, count(distinct text)::int as spellings
      from authorship_organisation where ${where}`),
    store.query<Unresolved['rows'][number]>(sql`
      select text, count(distinct (document_id, position))::int as authorships,
             count(distinct document_id)::int as documents, max(document_id) as example
      from authorship_organisation where ${where}
      group by 1 order by 2 desc, 1 limit ${limit}`),
  ]);
  return { authorships: sums[0]?.authorships ?? 0, spellings: sums[0]?.spellings ?? 0, rows };
}
