import type { Store } from './client.ts';
import { sql } from './client.ts';
import { type RecordName, type RecordType, type Row, records } from './records.ts';

/** A stored tenure as its source saved it; dates as ISO days. */
export type StoredTenure = Row<'tenure'>;

export interface StoredAuthor {
  documentId: string;
  position: number;
  name: string;
}

/** What one person printed of affiliation and country on one document, and the day it speaks of. */
export interface PrintedAffiliation {
  personId: string;
  documentId: string;
  position: number;
  on: string;
  affiliation: string;
  organisationId: string | null;
  countryText: string | null;
  country: string | null;
  /** The page of the document. */
  pageId: number | null;
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

/** The rows of one record type that a source stands for now, as it saved them; dates as ISO days. */
export async function storedRows<Name extends RecordName>(
  store: Store,
  name: Name,
  source: string,
): Promise<Row<Name>[]> {
  const type: RecordType = records[name];
  const columns = Object.entries(type.columns).map(([column, kind]) =>
    kind === 'date' ? `"${column}"::text` : `"${column}"`,
  );
  const keys = type.key.map((column) => `"${column}"`).join(', ');
  const { rows } = await store.pool.query(
    `select ${columns.join(', ')} from "${type.table}" where source = $1 and removed_at is null order by ${keys}`,
    [source],
  );
  return rows;
}

/** The sources that rows of one record type are from. */
export async function sourcesOf(store: Store, name: RecordName): Promise<string[]> {
  const { rows } = await store.pool.query(
    `select distinct source from "${records[name].table}" where removed_at is null order by source`,
  );
  return rows.map(({ source }: { source: string }) => source);
}

export const storedTenures = (store: Store, source: string): Promise<StoredTenure[]> =>
  storedRows(store, 'tenure', source);

export const storedMeetingCounts = (store: Store, source: string): Promise<Row<'meeting_count'>[]> =>
  storedRows(store, 'meeting_count', source);

export const storedAuthors = (store: Store, kind: string): Promise<StoredAuthor[]> =>
  store.query<StoredAuthor>(sql`
    select document_id as "documentId", position, authorship.name
    from authorship join document on document.id = document_id
    where kind = ${kind} and authorship.removed_at is null and document.removed_at is null
    order by document_id, position`);

export async function storedPersonNames(store: Store, body: string): Promise<Map<string, string>> {
  const rows = await store.query<{ id: string; name: string }>(
    sql`select id, name from person where body = ${body} and removed_at is null`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Every name that documents of a kind were ever seen to print for an author, those too that they print no more. */
export async function namesEverPrinted(store: Store, kind: string): Promise<string[]> {
  const rows = await store.query<{ name: string }>(sql`
    select a.name from authorship a join document d on d.id = a.document_id where d.kind = ${kind} and a.name is not null
    union
    select c.before ->> 'name' from change c join document d on d.id = c.before ->> 'document_id'
    where c.record_type = 'authorship' and d.kind = ${kind} and c.before ->> 'name' is not null
    order by 1`);
  return rows.map(({ name }) => name);
}

/**
 * Every affiliation that persons print on documents, ordered by person, day and document. A draft speaks of the day of
 * its last revision (its authors are the latest), an RFC of the day it was published. An authorship that names several
 * organisations names none of them alone.
 */
export const printedAffiliations = (
  store: Store,
  persons: readonly string[],
): Promise<PrintedAffiliation[]> =>
  store.query<PrintedAffiliation>(sql`
    select p.person_id as "personId", a.document_id as "documentId", a.position,
           coalesce(d.published, d.last_submitted)::text as on,
           a.affiliation, o.organisation_id as "organisationId", a.country_text as "countryText", a.country,
           a.page_id as "pageId"
    from authorship_person p
    join authorship a using (document_id, position)
    join document d on d.id = a.document_id
    left join lateral (
      select case when count(*) = 1 then min(part.organisation_id) end as organisation_id
      from authorship_organisation part
      where part.document_id = a.document_id and part.position = a.position and part.removed_at is null
    ) o on true
    where p.person_id = any(${persons}::text[]) and p.removed_at is null and a.removed_at is null
      and d.removed_at is null and a.affiliation <> '' and coalesce(d.published, d.last_submitted) is not null
    order by p.person_id, "on", a.document_id, a.position`);

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
