import type { Week } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';
import { affiliationOn, stated } from './affiliation.ts';
import { staffPosts } from './post-levels.ts';

/** A post taken up or laid down in the week. */
export interface WeekPost {
  id: string;
  body: string;
  group: string;
  groupName: string;
  parent: string | null;
  post: string;
  person: string;
  /** On its first day, or its last. */
  organisation: string | null;
  organisationText: string | null;
  country: string | null;
  what: 'started' | 'ended';
  date: string;
  /** How the day is known: stated, by a dated record (snapshot), or only that we first (or last) saw it then. */
  basis: string;
  evidence: string;
  sourceUrl: string | null;
  blocs: string[];
}

/**
 * Posts that began or ended in the week, as stated, or that were first seen or found gone in it; of records of a later
 * date than the change, those of the last quarter that were first read in the week. Boundaries of study periods and days
 * of printed rosters are no news by themselves: nobody took up a post that day.
 */
export const readWeekPosts = (store: Store, { from, to }: Week): Promise<WeekPost[]> =>
  store.query<WeekPost>(sql`
    with fresh as (
      select record_key as id, kind, before->>'to' as had_ended from change
      where record_type = 'tenure' and kind in ('added', 'changed') and at >= ${from}::date and at < ${to}::date + 1
    ), step as (
      select id, 'started' as what, "from" as date, from_basis as basis from tenure
      where ("from" between ${from}::date and ${to}::date and from_basis = 'stated')
        or ("from" between ${from}::date - 92 and ${to}::date and from_basis in ('first-seen', 'snapshot')
            and id in (select id from fresh where kind = 'added'))
      union all
      select id, 'ended', "to", to_basis from tenure
      where ("to" between ${from}::date and ${to}::date and to_basis in ('stated', 'group-concluded'))
        or ("to" between ${from}::date - 92 and ${to}::date and to_basis in ('last-seen', 'snapshot')
            and id in (select id from fresh where kind = 'changed' and had_ended is null))
    )
    select t.id, t.body, t.group_id as "group", coalesce(g.name, t.group_id) as "groupName", g.parent, t.post, t.person_name as person,
           ${stated.organisation} as organisation, ${stated.organisationText} as "organisationText", ${stated.country} as country, s.what, s.date::text as date,
           s.basis, t.evidence, t.source_url as "sourceUrl",
           coalesce((select array_agg(m.bloc_id) from bloc_membership m where m.checked and m.country = ${stated.country}
                     and (m.from is null or m.from <= s.date) and (m.to is null or m.to > s.date)), '{}') as blocs
    from step s join tenure t on t.id = s.id left join "group" g on g.id = t.group_id
    ${affiliationOn(sql`(case s.what when 'started' then s.date else s.date - 1 end)`)}
    where t.removed_at is null and t.post <> all(${staffPosts}) order by s.date, t.id, s.what`);
