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
  /** Leaves out what was added together with the document it belongs to: its authors, their organisations, its relations. */
  isBrief?: boolean;
  limit: number;
  after?: string | null;
}

/** The changes a filter picks, as `c`, each with the id of the document it is about. */
export function pickedChanges(filter: ChangeFilter): { chosen: Sql; where: Sql } {
  const { kind = null, recordType = null, group = null, organisation = null } = filter;
  const country = filter.country?.toUpperCase() ?? null;
  const since = filter.since ?? null;
  const until = filter.until
    ? /T/.test(filter.until)
      ? filter.until
      : `${filter.until}T23:59:59.999Z`
    : null;
  const chosen = sql`
    select c.*, case c.record_type when 'document' then c.record_key
                  when 'relation' then coalesce(c.after, c.before) ->> 'source_id'
                  else coalesce(c.after, c.before) ->> 'document_id' end as document_id
    from change c
    where (${since}::timestamptz is null or c.at >= ${since}::timestamptz)
      and (${until}::timestamptz is null or c.at <= ${until}::timestamptz)
      and (${kind}::text is null or c.kind = ${kind}) and (${recordType}::text is null or c.record_type = ${recordType})`;
  const names = (column: string, value: string | null) =>
    sql`coalesce(c.after ->> ${column}, '') = ${value} or coalesce(c.before ->> ${column}, '') = ${value}`;
  const where = sql`
    (not ${filter.isBrief ?? false}::boolean or c.record_type = 'document' or c.kind <> 'added'
      or not exists (select 1 from change d where d.record_type = 'document' and d.record_key = c.document_id
                     and d.kind = 'added' and d.run_id = c.run_id))
    and (${group}::text is null or (c.record_type = 'group' and c.record_key = ${group}) or ${names('group_id', group)}
      or exists (select 1 from document d where d.id = c.document_id and d.group_id = ${group}))
    and (${country}::text is null or ${names('country', country)}
      or exists (select 1 from authorship a where a.document_id = c.document_id and a.country = ${country}
                 and a.removed_at is null))
    and (${organisation}::text is null or ${names('organisation_id', organisation)}
      or exists (select 1 from authorship_organisation o where o.document_id = c.document_id
                 and o.organisation_id = ${organisation} and o.removed_at is null))`;
  return { chosen, where };
}

/** What changed, the newest first. Baselines (the first reading of a source) are no news and not here. */
export async function readChanges(store: Store, filter: ChangeFilter): Promise<ChangePage> {
  const { limit } = filter;
  const { chosen, where } = pickedChanges(filter);
  const after = filter.after && /^\d{1,18}$/.test(filter.after) ? filter.after : null;
  const [sums, found] = await Promise.all([
    store.query<{ total: number }>(sql`select count(*)::int as total from (${chosen}) c where ${where}`),
    store.query<Change>(sql`
      select c.id::text as id, ${isoTime(sql`c.at`)} as at, c.kind, c.source, c.record_type as "recordType",
             c.record_key as "recordKey", c.before, c.after, c.page_id as page,
             case when c.document_id is not null
               then json_build_object('id', c.document_id, 'title', d.title) end as document
      from (${chosen}) c left join document d on d.id = c.document_id
      where ${where} and (${after}::bigint is null or c.id < ${after}::bigint)
      order by c.id desc limit ${limit + 1}`),
  ]);
  const changes = found.slice(0, limit).map(folded);
  return {
    total: sums[0]?.total ?? 0,
    next: found.length > limit ? (changes.at(-1)?.id ?? null) : null,
    changes,
  };
}

/** Attendance is never told below three. */
function folded(change: Change): Change {
  if (change.recordType !== 'attendance') return change;
  const fold = (record: Change['before']) =>
    record && Number(record.count) < 3 ? { ...record, count: 'fewer than three' } : record;
  return { ...change, before: fold(change.before), after: fold(change.after) };
}
