import type { Store } from './client.ts';
import { sql } from './client.ts';
import { inTransaction } from './transaction.ts';

/** The curated lists as the database keeps them, to be joined with. */
export interface ListRows {
  country: { code: string; name: string; region: string; from: string | null; to: string | null }[];
  organisation: {
    id: string;
    name: string;
    kind: string;
    country: string | null;
    international: boolean;
    source: string;
  }[];
  organisation_name: {
    spelling: string;
    country: string;
    organisation_id: string;
    from: string | null;
    to: string | null;
    why: string;
  }[];
  ownership: {
    child: string;
    parent: string;
    from: string;
    to: string | null;
    source: string;
    note: string;
  }[];
  ultimate_parent: { child: string; parent: string; from: string; to: string | null }[];
  bloc: {
    id: string;
    name: string;
    kind: string;
    listed: string | null;
    source: string;
    note: string;
    ordinal: number;
  }[];
  bloc_membership: {
    bloc_id: string;
    country: string;
    part: number;
    from: string | null;
    to: string | null;
    precision: string;
    checked: boolean;
    source: string;
    note: string;
  }[];
  bloc_span: { country: string; from: string; to: string | null; checked: string; stated: string }[];
  itu_membership: {
    organisation_id: string;
    country: string;
    from: string | null;
    to: string | null;
    evidence: string;
    source: string;
  }[];
  known_name: {
    folded: string;
    type: 'organisation' | 'country' | 'legal-ending';
    id: string;
    spelling: string;
  }[];
}

/** An organisation that is listed no more, all of whose spellings lead to one other now: its followers follow that one. */
const moveFollows = `
  with moved as (
    select was.organisation_id as old, min(is_now.organisation_id) as new from organisation_name was
    join jsonb_to_recordset($1) is_now (spelling text, country text, organisation_id text)
      on is_now.spelling = was.spelling and is_now.country = was.country
    where not exists (select 1 from jsonb_to_recordset($2) listed (id text) where listed.id = was.organisation_id)
    group by 1 having count(distinct is_now.organisation_id) = 1
  ), rewritten as (
    insert into follow (subscriber_id, kind, subject, created_at)
    select f.subscriber_id, f.kind, moved.new, f.created_at from follow f join moved on f.subject = moved.old
    where f.kind = 'organisation' on conflict do nothing
  )
  delete from follow f using moved where f.kind = 'organisation' and f.subject = moved.old`;

/** Replaces the lists in one transaction: readers see the old or the new ones, never half. */
export const replaceLists = (store: Store, lists: ListRows): Promise<void> =>
  inTransaction(store, async (client) => {
    await client.query(moveFollows, [
      JSON.stringify(lists.organisation_name),
      JSON.stringify(lists.organisation),
    ]);
    for (const [table, rows] of Object.entries(lists)) {
      await client.query(`delete from "${table}"`);
      await client.query(
        `insert into "${table}" select * from jsonb_populate_recordset(null::"${table}", $1)`,
        [JSON.stringify(rows)],
      );
    }
  });

export interface StatedAffiliation {
  source: string;
  document_id: string;
  position: number;
  role: string;
  words: string;
  country: string | null;
  /** The day the words speak of: published, or last submitted. */
  on: string | null;
  body: string;
}

/** Every stated affiliation, and organisations that stand as authors, for resolving again when the lists change. */
export const statedAffiliations = (store: Store): Promise<StatedAffiliation[]> =>
  store.query<StatedAffiliation>(sql`
    select a.source, a.document_id, a.position, a.role, case when a.is_organisation then a.name else a.affiliation end as words, a.country,
           coalesce(d.published, d.last_submitted, d.submitted)::text as on, d.body
    from authorship a join document d on d.id = a.document_id
    where a.removed_at is null and (a.affiliation is not null or a.is_organisation)`);
