import { type Store, sql } from './client.ts';

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
