import { type Sql, type Store, sql } from '#prisma/client.ts';

/** A last call of the IETF on a draft: the last time that anybody is asked for comments before it is decided. */
export interface LastCall {
  document: string;
  title: string;
  body: string;
  group: string | null;
  groupName: string | null;
  /** ISO day it was announced. */
  sent: string;
  /** The last day for comments, ISO. */
  until: string;
  url: string | null;
  /** The page that told it. */
  page: number | null;
}

/**
 * The newest last call of every draft, as far as was known at the end of a day: one that was announced again has the end of
 * the new announcement; one on a draft that was approved, published, withdrawn, replaced or has expired since is over,
 * whatever its announcement says, and so is one that the IESG ended early. The Datatracker itself takes a draft out of the
 * state "In Last Call" on the last day, on which comments are still taken.
 */
export const lastCallsKnown = (on: Sql): Sql => sql`
  select c.document_id as document, d.title, d.body, d.group_id as "group", g.name as "groupName", c.at, c.until, d.url,
         c.page_id as page
  from (
    select distinct on (document_id) document_id, id, at, until, page_id from document_event
    where type = 'last-call' and removed_at is null and at <= ${on}
    order by document_id, at desc, length(id) desc, id desc
  ) c
  join document d on d.id = c.document_id and d.removed_at is null and d.stage = 'active'
  left join "group" g on g.id = d.group_id
  where c.until is not null and not exists (
    select 1 from document_event e where e.document_id = c.document_id and e.removed_at is null
      and (e.at, length(e.id), e.id) > (c.at, length(c.id), c.id) and e.at <= ${on}
      and (e.type in ('approved', 'published', 'expired') or (e.type = 'left-last-call' and e.at < c.until)))`;

/** Last calls that end on a day from `from` to `to` (ISO, inclusive), the soonest first, as known today. */
export const readLastCalls = (
  store: Store,
  {
    from,
    to = null,
    group = null,
    document = null,
  }: { from: string; to?: string | null; group?: string | null; document?: string | null },
): Promise<LastCall[]> =>
  store.query<LastCall>(sql`
    select document, title, body, "group", "groupName", at::text as sent, until::text as until, url, page
    from (${lastCallsKnown(sql`current_date + 1`)}) c
    where until >= ${from}::date and (${to}::date is null or until <= ${to}::date)
      and (${group}::text is null or "group" = ${group}) and (${document}::text is null or document = ${document})
    order by c.until, document`);

/** The day up to which the drafts here were read (ISO): later announcements are not known. Null: never. */
export async function draftsReadOn(store: Store): Promise<string | null> {
  const [row] = await store.query<{ day: string | null }>(sql`
    select max(as_of)::text as day from run where source = 'ietf-drafts' and state = 'good'`);
  return row?.day ?? null;
}
