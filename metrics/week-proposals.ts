import type { Week } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';

/** A dated step of a family of proposals, or a document that may continue one. */
export interface WeekProposal {
  /** The event's id; for a candidate the family and the document. */
  id: string;
  what: 'step' | 'candidate';
  proposal: string;
  name: string;
  body: string;
  title: string;
  /** What happened, in the dossier's own words; for a candidate the strongest of its reasons. */
  said: string;
  date: string;
  document: string | null;
  organisations: string[];
  countries: string[];
  blocs: string[];
  evidence: string;
  sourceUrl: string | null;
}

/**
 * Steps whose day lies in the week, steps of the four weeks before that were first read in it, and candidates that came
 * up in it by a document of the last quarter that a reading after its source's first added or changed: what a first
 * reading finds, or a family that we added to the dossier, is no news of the body. Actors are those the dossier states.
 */
export const readWeekProposals = (store: Store, { from, to }: Week): Promise<WeekProposal[]> =>
  store.query<WeekProposal>(sql`
    with fresh as (
      select distinct record_key as id from change
      where record_type = 'proposal_event' and kind = 'added' and at >= ${from}::date and at < ${to}::date + 1
    )
    select e.id, 'step' as what, e.proposal_slug as proposal, p.title as name, e.body, e.title, e.what as said, e.date::text as date, e.document,
           coalesce((select array_agg(distinct a->>'organisationId') from jsonb_array_elements(e.actors) a
                     where a->>'organisationId' is not null), '{}') as organisations,
           coalesce((select array_agg(distinct a->>'country') from jsonb_array_elements(e.actors) a
                     where a->>'country' ~ '^[A-Z]{2}$'), '{}') as countries,
           coalesce((select array_agg(distinct m.bloc_id) from jsonb_array_elements(e.actors) a
                     join bloc_membership m on m.country = a->>'country' and m.checked
                       and (m.from is null or m.from <= e.date) and (m.to is null or m.to > e.date)), '{}') as blocs,
           e.evidence, e.source_url as "sourceUrl"
    from proposal_event e join proposal p on p.slug = e.proposal_slug
    where e.removed_at is null and p.removed_at is null and e.precision = 'day'
      and (e.date between ${from}::date and ${to}::date
        or (e.id in (select id from fresh) and e.date between ${from}::date - 28 and ${to}::date))
    union all
    select c.proposal_slug || ' ' || c.document_id, 'candidate', c.proposal_slug, p.title as name, d.body, d.title,
           coalesce((select r->>'words' from jsonb_array_elements(c.reasons) r order by (r->>'weight')::float8 desc nulls last limit 1), ''),
           c.first_seen::date::text, d.id, '{}', '{}', '{}', 'candidate', d.url
    from candidate c join proposal p on p.slug = c.proposal_slug join document d on d.id = c.document_id
    where c.review <> 'rejected' and c.first_seen >= ${from}::date and c.first_seen < ${to}::date + 1
      and greatest(d.submitted, d.last_submitted, d.published) >= ${from}::date - 92
      and exists (select from change h where h.record_type = 'document' and h.record_key = d.id and h.kind in ('added', 'changed')
                  and h.at >= ${from}::date - 92 and h.at < ${to}::date + 1)
    order by 8, 1`);
