import { attendanceFloor } from '#prisma/attendance-cells.ts';
import { type Sql, type Store, sql } from '#prisma/client.ts';
import { isoTime } from './sql.ts';

export const changeKinds = ['added', 'changed', 'removed', 'merged', 'corrected'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One change of one record; its id never changes and is never given again. */
export interface Change {
  id: string;
  /** ISO time. */
  at: string;
  kind: ChangeKind;
  source: string;
  recordType: string;
  recordKey: string;
  /** The record's columns before and after; null where it was not there. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** Id of the page that told it. */
  page: number | null;
  /** The document it is about, where it is about one. */
  document: { id: string; title: string | null } | null;
  /** Id of the change that tells what happened: its own, that of another, or null where a name is only spelt otherwise. */
  toldBy: string | null;
  /** How many records it tells of, of those that were asked for, and of how many documents and posts. */
  records: number;
  documents: number;
  posts: number;
}

export interface ChangePage {
  total: number;
  /** Pass as `after` for the following page; null on the last. */
  next: string | null;
  changes: Change[];
}

export interface ChangeFilter {
  /** ISO days or times, both inclusive. */
  since?: string | null;
  until?: string | null;
  kind?: ChangeKind | null;
  recordType?: string | null;
  /** Id of a group: its own record, its posts, its documents and what belongs to them. */
  group?: string | null;
  /** ISO code: records that name it, and documents with an author there. */
  country?: string | null;
  /** Id of an organisation: records that name it, and documents that state it. */
  organisation?: string | null;
  /** Everything that happened once, by the change that tells it, or every record by itself. */
  each?: 'happening' | 'record';
  /** Id of a change that tells others: the records it tells of, each by itself. */
  toldBy?: string | null;
  limit: number;
  after?: string | null;
}

/** Id of the document that a change `c` is about. */
const documentOf = sql`case c.record_type when 'document' then c.record_key
                         when 'relation' then coalesce(c.after, c.before) ->> 'source_id'
                         else coalesce(c.after, c.before) ->> 'document_id' end`;

/** A cell of attendance under three could be one person: that it came, went or moved is not told. */
const isTold = sql`not (c.record_type = 'attendance' and least((c.before ->> 'count')::int, (c.after ->> 'count')::int) < ${attendanceFloor})`;

/** The changes a filter picks, as `c`, each with the id of the document it is about. */
export function pickedChanges(filter: ChangeFilter): { chosen: Sql; where: Sql } {
  const { kind = null, recordType = null, group = null, organisation = null } = filter;
  const country = filter.country?.toUpperCase() ?? null;
  const since = filter.since ?? null;
  const toldBy = filter.toldBy ?? null;
  const until = filter.until
    ? /T/.test(filter.until)
      ? filter.until
      : `${filter.until}T23:59:59.999Z`
    : null;
  const chosen = sql`
    select c.*, ${documentOf} as document_id
    from change c
    where (${since}::timestamptz is null or c.at >= ${since}::timestamptz)
      and (${until}::timestamptz is null or c.at <= ${until}::timestamptz)
      and (${toldBy}::bigint is null or c.told_by = ${toldBy}::bigint
           or (c.id = ${toldBy}::bigint and c.told_by is null))
      and ${isTold}
      and (${kind}::text is null or c.kind = ${kind}) and (${recordType}::text is null or c.record_type = ${recordType})`;
  // A post that a change tells of, by what its holder stated on its first day, its last, or when it changed.
  const held = (column: Sql, value: string | null) => sql`(c.record_type = 'tenure' and exists (
    select from tenure_affiliation s cross join (values (c.after), (c.before)) r (kept)
    where s.tenure_id = c.record_key and s.removed_at is null and ${column} = ${value}
      and (daterange(s.from, s.to) @> (r.kept ->> 'from')::date or daterange(s.from, s.to) @> (r.kept ->> 'to')::date - 1
        or daterange(s.from, s.to) @> c.at::date)))`;
  const names = (column: string, value: string | null) =>
    sql`coalesce(c.after ->> ${column}, '') = ${value} or coalesce(c.before ->> ${column}, '') = ${value}`;
  const where = sql`
    (${group}::text is null or (c.record_type = 'group' and c.record_key = ${group}) or ${names('group_id', group)}
      or exists (select 1 from document d where d.id = c.document_id and d.group_id = ${group}))
    and (${country}::text is null or ${names('country', country)} or ${held(sql`s.country`, country)}
      or exists (select 1 from authorship a where a.document_id = c.document_id and a.country = ${country}
                 and a.removed_at is null))
    and (${organisation}::text is null or ${names('organisation_id', organisation)}
      or ${held(sql`s.organisation_id`, organisation)}
      or exists (select 1 from authorship_organisation o where o.document_id = c.document_id
                 and o.organisation_id = ${organisation} and o.removed_at is null))`;
  return { chosen, where };
}

/** What a filter picks, and by which change each of it is told. */
function happenings(filter: ChangeFilter): { head: Sql; from: Sql } {
  const isEach = filter.each === 'record' || Boolean(filter.toldBy);
  const { chosen, where } = pickedChanges(filter);
  const told = isEach ? sql`true` : sql`c.told_by is distinct from 0`;
  return {
    head: isEach ? sql`c.id` : sql`coalesce(c.told_by, c.id)`,
    from: sql`(${chosen}) c where ${where} and ${told}`,
  };
}

/** A page of what changed, and of how many. */
export async function readChanges(store: Store, filter: ChangeFilter): Promise<ChangePage> {
  const { head, from } = happenings(filter);
  const [sums, page] = await Promise.all([
    store.query<{ total: number }>(sql`select count(distinct ${head})::int as total from ${from}`),
    newestChanges(store, filter),
  ]);
  return { total: sums[0]?.total ?? 0, ...page };
}

/**
 * What changed, the newest first: each thing that happened once, however many records tell of it. A document that is new
 * comes with its authors; a source that calls itself otherwise on many documents is one change of its name. Baselines (the
 * first reading of a source) are no news and not here.
 */
export async function newestChanges(store: Store, filter: ChangeFilter): Promise<Omit<ChangePage, 'total'>> {
  const { limit } = filter;
  const { head, from } = happenings(filter);
  const after = filter.after && /^\d{1,18}$/.test(filter.after) ? filter.after : null;
  const found = await store.query<Change>(sql`
    with head as (
      select ${head} as id, count(*)::int as records, count(distinct c.document_id)::int as documents,
             (count(*) filter (where c.record_type = 'tenure'))::int as posts
      from ${from} and (${after}::bigint is null or ${head} < ${after}::bigint)
      group by 1 order by 1 desc limit ${limit + 1}
    ), told as (
      select c.*, ${documentOf} as document_id from change c where c.id in (select id from head)
    )
    select c.id::text as id, ${isoTime(sql`c.at`)} as at, c.kind, c.source, c.record_type as "recordType",
           c.record_key as "recordKey", c.before, c.after, c.page_id as page,
           case when c.document_id is not null
             then json_build_object('id', c.document_id, 'title', d.title) end as document,
           nullif(coalesce(c.told_by, c.id), 0)::text as "toldBy", h.records, h.documents, h.posts
    from head h join told c on c.id = h.id left join document d on d.id = c.document_id
    order by c.id desc`);
  const changes = found.slice(0, limit);
  return { next: found.length > limit ? (changes.at(-1)?.id ?? null) : null, changes };
}

/** When each source was first read well, the first first (ISO times): only what came after that is noted as a change. */
export const watchedSince = (store: Store): Promise<{ source: string; since: string }[]> =>
  store.query<{ source: string; since: string }>(sql`
    select source, min(${isoTime(sql`finished_at`)}) as since from run
    where state = 'good' and mode = 'read' group by 1 order by 2, 1`);
