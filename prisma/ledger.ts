import type pg from 'pg';
import type { Store } from './client.ts';
import { sql } from './client.ts';
import { type RecordName, type Row, records } from './records.ts';
import { type Saved, type Scope, save, type Writer } from './save.ts';
import { feedsSums, refreshSums } from './sums.ts';
import { tellOnce } from './told-once.ts';
import { inTransaction } from './transaction.ts';

/** Rows of every record type, in the order they are saved. */
export type Batch = { [Name in RecordName]?: Row<Name>[] };
export type Scopes = { [Name in RecordName]?: Scope };

export interface GoodRun {
  id: number;
  finishedAt: Date;
  counts: Record<string, number>;
}

export interface PageRow {
  id: number;
  url: string;
  status: number;
  fetchedAt: Date;
  /** When this content last stood at this address, as far as we asked. */
  seenAt: Date;
  contentType: string;
  contentHash: string;
  etag: string | null;
  lastModified: string | null;
  warcFile: string | null;
  warcOffset: number | null;
  warcLength: number | null;
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

export async function finishRun(store: Store, id: number, end: RunEnd): Promise<void> {
  const { added = 0, changed = 0, removed = 0, unchanged = 0 } = end.saved ?? {};
  await store.query(sql`
    update run set state = ${end.state}, finished_at = now(), as_of = ${end.asOf ?? null}::date,
      baseline = ${end.baseline ?? false}, message = ${end.message ?? null}, pages = ${end.pages ?? 0}, rows = ${end.rows ?? 0},
      added = ${added}, changed = ${changed}, removed = ${removed}, unchanged = ${unchanged},
      unresolved = ${end.unresolved ?? 0}, seconds = ${end.seconds ?? 0}, counts = ${JSON.stringify(end.counts ?? {})}::jsonb
    where id = ${id}`);
}

/** The newest good run of a source, in one mode or in any. */
export async function lastGood(store: Store, source: string, mode?: string): Promise<GoodRun | null> {
  const [row] = await store.query<GoodRun>(sql`
    select id, finished_at as "finishedAt", counts from run
    where source = ${source} and state = 'good' and (${mode ?? null}::text is null or mode = ${mode ?? null})
    order by id desc limit 1`);
  return row ?? null;
}

/** Every page of a source, what was seen last at each address last. */
export async function pagesOf(store: Store, source: string): Promise<PageRow[]> {
  const rows = await store.query<PageRow>(sql`
    select id, url, status, fetched_at as "fetchedAt", seen_at as "seenAt", content_type as "contentType", content_hash as "contentHash", etag,
           last_modified as "lastModified", warc_file as "warcFile", warc_offset::float8 as "warcOffset", warc_length as "warcLength"
    from page where source = ${source} order by seen_at, id`);
  return rows;
}

export type FiledPage = PageRow & { originalHash: string };

/** Ids for pages that are going to be filed. */
export async function reservePages(store: Store, count: number): Promise<number[]> {
  const rows = await store.query<{ id: number }>(sql`
    select nextval(pg_get_serial_sequence('page', 'id'))::int as id from generate_series(1, ${count}::int)`);
  return rows.map((row) => row.id);
}

/**
 * Files pages under the ids given; one that is known to the source by address and content keeps its id and gains what it
 * lacked. Returns the ids they have. The disk is not waited for: a page lost with the server's last moment is only asked
 * for again.
 */
export async function filePages(
  store: Store,
  source: string,
  given: readonly FiledPage[],
): Promise<Set<number>> {
  // A statement writes a row once: of a page that was read twice the later reading counts.
  const pages = [...new Map(given.map((page) => [page.id, page])).values()];
  const of = <Value>(value: (page: FiledPage) => Value) => pages.map(value);
  const rows = await store.query<{ id: number }>(sql`
    insert into page (source, id, url, fetched_at, status, content_type, content_hash, original_hash, etag, last_modified,
                      warc_file, warc_offset, warc_length, seen_at)
    select ${source}, given.* , given.fetched_at
    from (select set_config('synchronous_commit', 'off', true)) as quick,
      unnest(${of(({ id }) => id)}::int[], ${of(({ url }) => url)}::text[], ${of(({ fetchedAt }) => fetchedAt)}::timestamptz[],
             ${of(({ status }) => status)}::int[], ${of(({ contentType }) => contentType)}::text[],
             ${of(({ contentHash }) => contentHash)}::text[], ${of(({ originalHash }) => originalHash)}::text[],
             ${of(({ etag }) => etag)}::text[], ${of(({ lastModified }) => lastModified)}::text[],
             ${of(({ warcFile }) => warcFile)}::text[], ${of(({ warcOffset }) => warcOffset)}::bigint[],
             ${of(({ warcLength }) => warcLength)}::int[])
        as given (id, url, fetched_at, status, content_type, content_hash, original_hash, etag, last_modified, warc_file,
                  warc_offset, warc_length)
    on conflict (source, url, content_hash) do update set etag = excluded.etag, last_modified = excluded.last_modified,
      seen_at = greatest(page.seen_at, excluded.seen_at),
      fetched_at = case when page.warc_file is null then excluded.fetched_at else page.fetched_at end,
      warc_file = coalesce(page.warc_file, excluded.warc_file), warc_offset = coalesce(page.warc_offset, excluded.warc_offset),
      warc_length = coalesce(page.warc_length, excluded.warc_length)
    returning id`);
  return new Set(rows.map((row) => row.id));
}

/** The same of one page, whatever its id turns out to be. */
export async function filePage(
  store: Store,
  source: string,
  page: Omit<FiledPage, 'id' | 'seenAt'>,
): Promise<number> {
  const [id = 0] = await reservePages(store, 1);
  const [filed = 0] = await filePages(store, source, [{ ...page, id, seenAt: page.fetchedAt }]);
  return filed;
}

/** Notes when pages still stood as they were. */
export const seePages = (store: Store, seen: ReadonlyMap<number, Date>): Promise<unknown> =>
  store.query(sql`
    update page set seen_at = greatest(seen_at, given.at)
    from unnest(${[...seen.keys()]}::int[], ${[...seen.values()]}::timestamptz[]) as given (id, at) where page.id = given.id`);

/** Notes an address that starter data was read from, without its archived content. */
export async function noteAddresses(
  store: Store,
  source: string,
  pages: { url: string; fetchedAt: Date; hash: string; contentType: string }[],
): Promise<Map<string, number>> {
  const rows = await store.query<{ id: number; url: string }>(sql`
    insert into page (source, url, fetched_at, seen_at, status, content_type, content_hash, original_hash)
    select ${source}, url, fetched_at, fetched_at, 200, content_type, hash, hash
    from unnest(${pages.map((page) => page.url)}::text[], ${pages.map((page) => page.fetchedAt)}::timestamptz[],
                ${pages.map((page) => page.contentType)}::text[], ${pages.map((page) => page.hash)}::text[])
      as given (url, fetched_at, content_type, hash)
    on conflict (source, url, content_hash) do update set status = page.status returning id, url`);
  return new Map(rows.map((row) => [row.url, row.id]));
}

export interface StoredDocument {
  id: string;
  /** The source that leads it. */
  source: string;
  indexHash: string | null;
  textPageId: number | null;
  indexPageId: number | null;
  notes: string | null;
  /** The body's own number for it, where it has one. */
  number: number | null;
  provisionalName: string | null;
  equivalent: string | null;
}

export const storedDocuments = (store: Store, kind: string): Promise<StoredDocument[]> =>
  store.query<StoredDocument>(sql`
    select id, source, index_hash as "indexHash", text_page_id as "textPageId", index_page_id as "indexPageId", notes,
           number, provisional_name as "provisionalName", equivalent
    from document where kind = ${kind} and removed_at is null`);

/** The meetings of a body by id: those with a row, and those a document was put before. */
export async function storedMeetings(store: Store, body: string): Promise<string[]> {
  const rows = await store.query<{ id: string }>(sql`
    select id from meeting where body = ${body} and removed_at is null
    union select meeting_id from document where body = ${body} and meeting_id is not null and removed_at is null
    order by id`);
  return rows.map((row) => row.id);
}

/** How many rows of each record type are this source's own now; types of which it has none are left out. */
async function countsOf(client: pg.PoolClient, source: string): Promise<Record<string, number>> {
  const each = Object.entries(records).map(
    ([name, { table }]) =>
      `select '${name}' as name, count(*)::int as n from "${table}" where removed_at is null and source = $1`,
  );
  const { rows } = await client.query<{ name: string; n: number }>(each.join(' union all '), [source]);
  return Object.fromEntries(rows.filter(({ n }) => n > 0).map(({ name, n }) => [name, n]));
}

export interface SavedBatch {
  saved: Saved;
  counts: Record<string, number>;
}

/**
 * Saves a whole batch or nothing of it, then brings the sums up to date where they are made from what was written.
 * `check` sees the row counts as they would stand and may refuse by throwing; then nothing is written.
 */
export function saveBatch(
  store: Store,
  batch: Batch,
  scopes: Scopes,
  writer: Writer,
  check: (counts: Record<string, number>) => void,
  /** `later`: the caller brings the sums up to date. */
  sums: 'now' | 'later' = 'now',
): Promise<SavedBatch> {
  return inTransaction(store, async (client) => {
    const total: Saved = { added: 0, changed: 0, removed: 0, unchanged: 0 };
    const written: Parameters<typeof feedsSums>[0][number][] = [];
    for (const name of Object.keys(records) as RecordName[]) {
      const rows = batch[name];
      if (!rows) continue;
      const saved = await save(client, name, rows as never, scopes[name] ?? null, writer);
      for (const key of Object.keys(total) as (keyof Saved)[]) total[key] += saved[key];
      written.push({ name, rows, saved });
    }
    const counts = await countsOf(client, writer.source);
    check(counts);
    if (!writer.baseline) await tellOnce(client, writer.runId);
    if (sums === 'now' && feedsSums(written)) await refreshSums(client, 'written');
    return { saved: total, counts };
  });
}

/** Authorship parts that no list knows. */
export async function unresolvedCount(store: Store): Promise<number> {
  const [row] = await store.query<{ parts: number }>(sql`
    select count(*)::int as parts from authorship_organisation where kind = 'unresolved' and removed_at is null`);
  return row?.parts ?? 0;
}

export async function getSetting(store: Store, key: string): Promise<string | null> {
  const [row] = await store.query<{ value: string }>(sql`select value from setting where key = ${key}`);
  return row?.value ?? null;
}

export async function setSetting(store: Store, key: string, value: string): Promise<void> {
  await store.query(
    sql`insert into setting (key, value) values (${key}, ${value}) on conflict (key) do update set value = excluded.value`,
  );
}

/** What is known of a source besides its runs. */
export interface SourceNote {
  id: string;
  body: string;
  title: string;
  home: string;
  licence: string;
  cadenceHours: number;
}

export const setSourceNotes = (store: Store, notes: readonly SourceNote[]): Promise<void> =>
  setSetting(store, 'sources', JSON.stringify(notes));

export const sourceNotes = async (store: Store): Promise<SourceNote[]> =>
  JSON.parse((await getSetting(store, 'sources')) ?? '[]') as SourceNote[];

const memoKey = (source: string) => `memo ${source}`;

/** What a source noted for its next run; {} before its first good one. */
export const memoOf = async (store: Store, source: string): Promise<Record<string, string>> =>
  JSON.parse((await getSetting(store, memoKey(source))) ?? '{}') as Record<string, string>;

export const setMemo = (
  store: Store,
  source: string,
  memo: Readonly<Record<string, string>>,
): Promise<void> => setSetting(store, memoKey(source), JSON.stringify(memo));

/** For each source that has been read the day its newest good reading speaks of. */
export async function readDays(store: Store): Promise<Record<string, string>> {
  const rows = await store.query<{ source: string; day: string }>(sql`
    select source, max(as_of)::text as day from run where state = 'good' and as_of is not null group by 1 order by 1`);
  return Object.fromEntries(rows.map((row) => [row.source, row.day]));
}
