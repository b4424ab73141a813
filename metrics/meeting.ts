import { empty, type Store, sql } from '#prisma/client.ts';

export interface ListedMeeting {
  id: string;
  body: string;
  /** interim: of one group, between the plenary meetings; null for all others. */
  kind: string | null;
  group: string | null;
  number: string | null;
  name: string;
  /** ISO days; null where not told. */
  from: string | null;
  to: string | null;
  city: string | null;
  country: string | null;
  countryName: string | null;
  /** Attendances counted; null where no list was read. */
  attendances: number | null;
  /** Whether its list marks who was there. Where it does not, everybody registered counts. */
  isMarked: boolean;
  /** What the body announced, each figure with the page that says it; several pages may disagree. */
  announced: { what: string; value: number; sentence: string | null; source: string; evidence: string }[];
}

/** A meeting in a list of them. */
export interface MeetingRow extends ListedMeeting {
  /** Contributions that its public list shows, where a list has been read. */
  listed: number | null;
}

export interface MeetingDetail extends ListedMeeting {
  url: string | null;
  page: number | null;
  /** Documents listed for it, by kind and by who can read them. */
  documents: { kind: string; visibility: string | null; documents: number }[];
}

const columns = sql`
  m.id, m.body, m.kind, m.group_id as "group", m.number, m.name, m.from::text as from, m.to::text as to, m.city, m.country,
  c.name as "countryName",
  (select sum(count)::int from attendance a where a.meeting_id = m.id and a.removed_at is null
     and a.summed_by is distinct from 'organisation') as attendances,
  exists (select from meeting_count n where n.meeting_id = m.id and n.what = 'attended' and n.removed_at is null) as "isMarked",
  coalesce((
    select json_agg(json_build_object('what', n.what, 'value', n.value, 'sentence', n.sentence, 'source', n.source_url,
                                      'evidence', n.evidence) order by n.what, n.value, n.source_url)
    from meeting_count n where n.meeting_id = m.id and n.removed_at is null
  ), '[]') as announced`;
const tables = sql`meeting m left join country c on c.code = m.country`;

/**
 * Meetings of some bodies, the newest first; interim meetings of single groups are a list of their own. `announcing`: only
 * those of which the body said how many of these there were.
 */
export const listMeetings = (
  store: Store,
  bodies: readonly string[],
  announcing?: 'contributions',
): Promise<MeetingRow[]> =>
  store.query<MeetingRow>(sql`
    select ${columns}, l.listed from ${tables}
    left join meeting_document l on l.meeting_id = m.id and l.kind = 'contribution'
    where m.removed_at is null and m.body = any(${[...bodies]}) and m.kind is distinct from 'interim'
      ${announcing ? sql`and m.id in (select meeting_id from meeting_count where what = ${announcing} and removed_at is null)` : empty}
    order by m.from desc nulls last, m.id desc`);

/** An interim meeting in a list of them. */
export interface InterimRow {
  id: string;
  name: string;
  group: string | null;
  groupName: string | null;
  from: string;
  city: string | null;
  countryName: string | null;
}

export interface InterimList {
  years: { year: number; meetings: number }[];
  /** The year listed; null where no interim meeting is known. */
  year: number | null;
  meetings: InterimRow[];
}

/** The interim meetings of one year (the newest where none is given), the newest first, and how many each year had. */
export async function listInterims(store: Store, asked: number | null): Promise<InterimList> {
  const years = await store.query<{ year: number; meetings: number }>(sql`
    select extract(year from m.from)::int as year, count(*)::int as meetings from meeting m
    where m.removed_at is null and m.kind = 'interim' and m.from is not null group by 1 order by 1 desc`);
  const year = years.find((one) => one.year === asked)?.year ?? years[0]?.year ?? null;
  const meetings = await store.query<InterimRow>(sql`
    select m.id, m.name, m.group_id as "group", g.name as "groupName", m.from::text as from, m.city,
           c.name as "countryName"
    from ${tables} left join "group" g on g.id = m.group_id
    where m.removed_at is null and m.kind = 'interim' and extract(year from m.from) = ${year}
    order by m.from desc, m.id`);
  return { years, year, meetings };
}

/** One meeting by its id; null where there is none. */
export async function readMeeting(store: Store, id: string): Promise<MeetingDetail | null> {
  const [[meeting], documents] = await Promise.all([
    store.query<Omit<MeetingDetail, 'documents'>>(sql`
      select ${columns}, m.url, m.page_id as page from ${tables} where m.removed_at is null and m.id = ${id}`),
    store.query<MeetingDetail['documents'][number]>(sql`
      select kind, visibility, count(*)::int as documents from document
      where meeting_id = ${id} and removed_at is null group by 1, 2 order by 1, 2`),
  ]);
  return meeting ? { ...meeting, documents } : null;
}
