import { isoDay } from '#lib/week.ts';
import { type Sql, type Store, sql } from '#prisma/client.ts';
import {
  type Affiliation,
  affiliationOn,
  affiliationsIn,
  type Nearest,
  nearestDocuments,
  stated,
} from './affiliation.ts';
import type { Country } from './country.ts';

/** A post held by somebody, with how each date is known. Days as ISO dates; null: not known, or still held. */
export interface Post {
  id: string;
  body: string;
  group: { id: string; name: string | null };
  post: string;
  part: string | null;
  person: { id: string | null; name: string };
  /** Organisation and country on the last day of the post; of one that is held, today. */
  organisationText: string | null;
  organisation: { id: string; name: string } | null;
  countryText: string | null;
  country: Country | null;
  /** The document whose printed affiliation is taken on that day, where the body prints none, and the day it speaks of. */
  affiliationDocument: string | null;
  affiliationDay: string | null;
  /** All its days by what documents print, where the body prints none: in the order of time, the unknown among them. */
  affiliations: Affiliation[];
  /** The region that put the holder forward, where it is printed. */
  region: string | null;
  /** Of a post at the ITU: the region (A to E) of the country as a member state, by the Union's own list. No nomination. */
  memberRegion: string | null;
  from: string | null;
  fromBasis: string | null;
  to: string | null;
  toBasis: string | null;
  evidence: string;
  sourceUrl: string | null;
  isSample: boolean;
  note: string | null;
  source: string;
  page: number | null;
}

/** The column memberRegion over `tenure t`; null before the list of member states has been read. */
export const memberRegion = sql`
  (select min(m.region) from member_state m
   where t.body like 'itu%' and m.country = t.country and m.removed_at is null) as "memberRegion"`;

/** Posts that `where` (over `tenure t`) picks, in order of group, post and time. */
export async function readPosts(store: Store, where: Sql): Promise<Post[]> {
  const today = isoDay();
  const rows = await store.query<Omit<Post, 'affiliations'> & { nearest: Nearest[] | null }>(sql`
    select t.id, t.body, json_build_object('id', t.group_id, 'name', g.name) as group, t.post, t.part,
           json_build_object('id', t.person_id, 'name', t.person_name) as person,
           ${stated.organisationText} as "organisationText",
           case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as organisation,
           ${stated.countryText} as "countryText",
           case when ${stated.country} is not null
             then json_build_object('code', ${stated.country}, 'name', coalesce(c.name, ${stated.country})) end as country,
           a.document_id as "affiliationDocument", a.document_day::text as "affiliationDay",
           ${nearestDocuments} as nearest, t.region, ${memberRegion}, t.from::text as from,
           t.from_basis as "fromBasis", t.to::text as to, t.to_basis as "toBasis", t.evidence,
           t.source_url as "sourceUrl", t.is_sample as "isSample", t.note, t.source, t.page_id as page
    from tenure t
    left join "group" g on g.id = t.group_id
    ${affiliationOn(sql`least(t.to - 1, current_date)`)}
    left join organisation o on o.id = ${stated.organisation}
    left join country c on c.code = ${stated.country}
    where t.removed_at is null and ${where}
    order by t.to is not null, t.from desc nulls last, t.group_id, t.post, t.person_name, t.id`);
  return rows.map(({ nearest, ...post }) => ({
    ...post,
    affiliations: affiliationsIn(post, nearest, today),
  }));
}
