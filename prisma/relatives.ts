import { type Store, sql } from './client.ts';

export interface StoredKin {
  id: string;
  title: string;
  abstract: string | null;
  group: string | null;
  day: string | null;
  authors: { person: string | null; name: string; organisation: string | null }[];
  related: string[];
}

/** Every document with its authors and what it is linked to, for the search for relatives. */
export const readKin = (store: Store): Promise<StoredKin[]> =>
  store.query<StoredKin>(sql`
    with link as (
      select source_id as id, target_id as other from relation where removed_at is null
      union select target_id, source_id from relation where removed_at is null
    ), links as (select id, json_agg(other) as related from link group by id),
    part as (
      select document_id, position, (array_agg(organisation_id order by part))[1] as organisation
      from authorship_organisation where removed_at is null and organisation_id is not null group by 1, 2
    ), people as (
      select a.document_id as id, json_agg(json_build_object('person', p.person_id, 'name', a.name,
               'organisation', part.organisation) order by a.position) as authors
      from authorship a
      left join authorship_person p on p.document_id = a.document_id and p.position = a.position and p.removed_at is null
      left join part on part.document_id = a.document_id and part.position = a.position
      where a.removed_at is null group by 1
    )
    select d.id, d.title, d.abstract, d.group_id as "group", coalesce(d.submitted, d.published, d.last_submitted)::text as day,
      coalesce(p.authors, '[]') as authors, coalesce(l.related, '[]') as related
    from document d left join people p on p.id = d.id left join links l on l.id = d.id
    where d.removed_at is null and d.stage is distinct from 'not-issued'`);

export interface StoredFamily {
  slug: string;
  title: string;
  names: string[];
  search: { words: string[]; groups: string[] };
  authors: { document: string; authors: { name: string; affiliation?: string }[] }[];
  events: {
    date: string;
    document: string | null;
    title: string;
    actors: { name: string; role: string; organisationId: string | null }[];
  }[];
}

/** Families that are searched for: those with words of their own. */
export const readFamilies = (store: Store): Promise<StoredFamily[]> =>
  store.query<StoredFamily>(sql`
    select p.slug, p.title, p.names, p.search, p.authors,
      (select json_agg(json_build_object('date', e.date::text, 'document', e.document, 'title', e.title, 'actors', e.actors)
         order by e.place) from proposal_event e where e.proposal_slug = p.slug and e.removed_at is null) as events
    from proposal p where p.removed_at is null and jsonb_array_length(p.search -> 'words') > 0 order by p.slug`);

export interface CandidateRow {
  proposal_slug: string;
  document_id: string;
  score: number;
  reasons: unknown;
  review: 'open' | 'accepted' | 'rejected';
  review_reason: string | null;
}

/**
 * Replaces the candidates by these. One that stays keeps the day it first came up.
 * @returns how many came up now
 */
export async function saveCandidates(store: Store, rows: readonly CandidateRow[]): Promise<number> {
  const given = JSON.stringify(rows);
  const [counted] = await store.query<{ added: number }>(sql`
    with given as (
      select * from jsonb_to_recordset(${given}::jsonb)
        as g(proposal_slug text, document_id text, score float8, reasons jsonb, review text, review_reason text)
    ), gone as (
      delete from candidate c where not exists (
        select from given g where g.proposal_slug = c.proposal_slug and g.document_id = c.document_id)
    ), kept as (
      insert into candidate (proposal_slug, document_id, score, reasons, review, review_reason, run_id)
      select g.*, coalesce((select max(id) from run), 0) from given g
      on conflict (proposal_slug, document_id) do update
        set score = excluded.score, reasons = excluded.reasons, review = excluded.review, review_reason = excluded.review_reason
      returning (xmax = 0) as is_new
    ) select count(*) filter (where is_new)::int as added from kept`);
  return counted?.added ?? 0;
}
