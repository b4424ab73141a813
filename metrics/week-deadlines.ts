import type { Week } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';
import { lastCallsKnown } from './last-calls.ts';

/** Something that can still be acted on when the letter of the week arrives. */
export interface Deadline {
  /** liaison | last-call | meeting */
  kind: string;
  id: string;
  title: string;
  body: string;
  group: string | null;
  date: string;
  /** Whole days from the letter's Monday. */
  days: number;
  url: string | null;
}

/**
 * What falls due within four weeks of the Monday after the week, the soonest first, as far as it was known in the week.
 * Interim meetings are left out: what we read of them does not tell which were cancelled or still wait for approval.
 */
export const readDeadlines = (store: Store, { to }: Week): Promise<Deadline[]> =>
  store.query<Deadline>(sql`
    with due as (
      select 'liaison' as kind, d.id, d.title, d.body, d.group_id as "group", l.deadline as date, d.url
      from liaison l join document d on d.id = l.document_id
      where l.removed_at is null and d.removed_at is null and l.deadline is not null and l.posted <= ${to}::date
        and not exists (select 1 from relation r join liaison a on a.document_id = r.source_id
                        where r.target_id = d.id and r.type = 'answers' and a.posted <= ${to}::date)
      union all
      select 'last-call', document, title, body, "group", until, url from (${lastCallsKnown(sql`${to}::date`)}) c
      union all
      select 'meeting', m.id, m.name, m.body, m.group_id, m.from, m.url from meeting m
      where m.removed_at is null and m.from is not null and m.kind is distinct from 'interim'
    )
    select kind, id, title, body, "group", date::text as date, (date - ${to}::date - 1)::int as days, url from due
    where date between ${to}::date + 1 and ${to}::date + 29 order by due.date, id`);
