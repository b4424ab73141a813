import type { Week } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';

/** One step of one document in the week. */
export interface WeekDocument {
  id: string;
  body: string;
  kind: string;
  title: string;
  /** published | submitted | or the type of a document_event: adopted, approved, … */
  what: string;
  date: string;
  /** day | month: the RFC index dates by the month only. */
  precision: string;
  status: string | null;
  group: string | null;
  /** The area or study group above it. */
  parent: string | null;
  url: string | null;
  /** Countries printed in its authors' addresses, and of its stated organisations' registration where it is an ITU document. */
  countries: string[];
  /** Stated organisations and, on that day, their ultimate parents. */
  organisations: string[];
  /** Blocs its countries belonged to on that day. */
  blocs: string[];
  /** What it was before: replaced drafts, the draft an RFC came from. */
  predecessors: string[];
}

/**
 * What documents did in the week. A step with a day counts on that day. A step dated by its month counts in the week we
 * first read of it, or, where it was there before we looked, in the week in which the month ended.
 */
export const readWeekDocuments = (store: Store, { from, to }: Week): Promise<WeekDocument[]> =>
  store.query<WeekDocument>(sql`
    with fresh as (
      select distinct record_key as id from change
      where record_type = 'document' and kind = 'added' and at >= ${from}::date and at < ${to}::date + 1
    ), step as (
      select id, 'published' as what, published as date, coalesce(published_precision, 'day') as precision from document
      where published is not null and kind in ('rfc', 'recommendation') and coalesce(stage, '') not in ('not-issued', 'sample') and removed_at is null
        and ((coalesce(published_precision, 'day') = 'day' and published between ${from}::date and ${to}::date)
          or (published_precision = 'month'
              and (published + interval '1 month' - interval '1 day')::date between ${from}::date and ${to}::date)
          or (id in (select id from fresh) and published between ${from}::date - 92 and ${to}::date))
      union all
      select id, 'submitted', submitted, 'day' from document
      where kind in ('internet-draft', 'contribution') and removed_at is null
        and (submitted between ${from}::date and ${to}::date
          or (id in (select id from fresh) and submitted between ${from}::date - 28 and ${to}::date))
      union all
      select l.document_id, case when l.purpose = 'response' then 'answered' else 'sent' end, l.posted, 'day' from liaison l
      where l.removed_at is null and l.posted between ${from}::date and ${to}::date
      union all
      select document_id, type, at, 'day' from document_event
      where removed_at is null and at between ${from}::date and ${to}::date
        and type in ('adopted', 'approved', 'last-call', 'withdrawn', 'deleted')
    )
    select d.id, d.body, d.kind, d.title, s.what, s.date::text as date, s.precision, d.status, d.group_id as "group",
           g.parent, d.url,
           coalesce((select array_agg(distinct c.country) from authorship c
                     where c.document_id = d.id and c.country is not null and c.removed_at is null), '{}') as countries,
           coalesce((select array_agg(distinct o.id) from authorship_organisation a
                     left join ultimate_parent u on u.child = a.organisation_id and u.from <= s.date and (u.to is null or u.to > s.date)
                     cross join lateral (values (a.organisation_id), (u.parent)) o (id)
                     where a.document_id = d.id and o.id is not null and a.removed_at is null), '{}') as organisations,
           coalesce((select array_agg(distinct m.bloc_id) from bloc_membership m
                     join authorship c on c.country = m.country and c.document_id = d.id and c.removed_at is null
                     where m.checked and (m.from is null or m.from <= s.date) and (m.to is null or m.to > s.date)), '{}') as blocs,
           array(with recursive before (id) as (
                   select d.draft where d.draft is not null
                   union select r.target_id from relation r where r.source_id = d.id and r.type = 'replaces' and r.removed_at is null
                   union select r.source_id from relation r where r.target_id = d.id and r.type = 'became' and r.removed_at is null
                   union select case r.type when 'replaces' then r.target_id else r.source_id end
                   from before b join relation r on r.removed_at is null
                     and ((r.type = 'replaces' and r.source_id = b.id) or (r.type = 'became' and r.target_id = b.id))
                 ) select id from before) as predecessors
    from step s join document d on d.id = s.id left join "group" g on g.id = d.group_id
    where d.removed_at is null order by s.date, d.id, s.what`);
