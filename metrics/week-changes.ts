import type { Week } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';

/** A date that was announced and is now another. */
export interface MovedDate {
  id: string;
  kind: 'meeting' | 'liaison';
  title: string;
  body: string;
  group: string | null;
  before: string;
  after: string;
  url: string | null;
}

/** A row that was put right: we had read or resolved it wrongly. */
export interface Correction {
  recordType: string;
  /** The document or post it is about. */
  about: string;
  title: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** Dates that moved in the week, the last move of each; interim meetings aside, as in readDeadlines. */
export const readMoved = (store: Store, { from, to }: Week): Promise<MovedDate[]> =>
  store.query<MovedDate>(sql`
    with moved as (
      select distinct on (record_type, record_key) record_type as kind, record_key as id,
             case record_type when 'meeting' then before->>'from' else before->>'deadline' end as before,
             case record_type when 'meeting' then after->>'from' else after->>'deadline' end as after
      from change where record_type in ('meeting', 'liaison') and kind = 'changed' and at >= ${from}::date and at < ${to}::date + 1
        and ((before->>'from') is distinct from (after->>'from') or (before->>'deadline') is distinct from (after->>'deadline'))
      order by record_type, record_key, id desc
    )
    select m.id, m.kind, coalesce(t.name, d.title, m.id) as title, coalesce(t.body, d.body, '') as body,
           coalesce(t.group_id, d.group_id) as "group", m.before, m.after, coalesce(t.url, d.url) as url
    from moved m left join meeting t on m.kind = 'meeting' and t.id = m.id left join document d on m.kind = 'liaison' and d.id = m.id
    where m.before is not null and m.after is not null and t.kind is distinct from 'interim' order by m.after, m.id`);

/** Corrections of the week to documents, authorships and posts, one a record. */
export function readCorrections(store: Store, { from, to }: Week): Promise<Correction[]> {
  return store.query<Correction>(sql`
    with put as (
      select distinct on (record_type, record_key) record_type, record_key, before, after from change
      where kind = 'corrected' and at >= ${from}::date and at < ${to}::date + 1
        and record_type in ('document', 'authorship', 'authorship_organisation', 'tenure')
      order by record_type, record_key, id desc
    ), about as (
      select put.*, case when record_type in ('document', 'tenure') then record_key else after->>'document_id' end as about from put
    )
    select a.record_type as "recordType", a.about, coalesce(d.title, t.person_name, a.about) as title, a.before, a.after
    from about a left join document d on d.id = a.about left join tenure t on a.record_type = 'tenure' and t.id = a.about
    order by a.about, a.record_type, a.record_key`);
}
