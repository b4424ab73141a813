import { type Sql, type Store, sql } from '#prisma/client.ts';

/** A work item of a study group or a Question: who supports it and who edits it, as its page prints them. */
export interface WorkItem {
  id: string;
  /** What the ITU calls it until it has a number: Y.ccdef. */
  name: string;
  title: string;
  question: string | null;
  status: string | null;
  /** 2026-03, 2026-Q4 */
  timing: string | null;
  /** ISO day of the last update. */
  updated: string | null;
  /** In the order printed; `id` where the lists know one organisation. */
  members: { name: string; id: string | null }[];
  editors: Editor[];
}

/** An editor, by name as the page prints it, and the organisation that a roster prints beside the name. */
export interface Editor {
  name: string;
  /** Null where no roster of the group has the name at the time, or has it beside two organisations. `id`: where the lists know it. */
  organisation: { name: string; id: string | null } | null;
}

export interface WorkItems {
  total: number;
  items: WorkItem[];
}

const isOf = (group: string): Sql =>
  sql`d.kind = 'work-item' and d.removed_at is null and (d.group_id = ${group} or d.questions = ${group})`;

/**
 * The organisation that a roster of the group prints beside the name of editor `a` of work item `d`: at the day of the
 * item's last update, else within twelve months of it; none where there are two.
 */
const printedBeside = sql`
  select min(key) as key, min(id) as id, min(name) as name from (
    select coalesce(t.organisation_id, t.organisation_text) as key, t.organisation_id as id,
           coalesce(o.name, t.organisation_text) as name,
           rank() over (order by d.last_submitted not between coalesce(t.from, d.last_submitted)
                                                          and coalesce(t.to, d.last_submitted)) as place
    from tenure t left join organisation o on o.id = t.organisation_id
    where t.removed_at is null and t.body = d.body and t.group_id = d.group_id and t.organisation_text is not null
      and lower(t.person_name) = lower(a.name) and d.last_submitted is not null
      and (t.from is null or t.from <= d.last_submitted + interval '12 months')
      and (t.to is null or t.to >= d.last_submitted - interval '12 months')
  ) beside where place = 1 having count(distinct key) = 1`;

/** Work items of a group or, by its printed name (Q7/13), of a Question; those under study first, the newest first. */
export async function readWorkItems(store: Store, group: string, limit: number): Promise<WorkItems> {
  const rows = await store.query<WorkItem & { total: number }>(sql`
    select d.id, coalesce(d.provisional_name, d.id) as name, d.title, d.questions as question, d.status, d.timing,
           d.last_submitted::text as updated, count(*) over ()::int as total,
           coalesce((
             select json_agg(json_build_object('name', a.name, 'id', o.organisation_id) order by a.position)
             from authorship a
             left join lateral (
               select min(p.organisation_id) as organisation_id from authorship_organisation p
               where p.document_id = a.document_id and p.position = a.position and p.removed_at is null
               having count(*) = 1
             ) o on true
             where a.document_id = d.id and a.role <> 'editor' and a.removed_at is null
           ), '[]') as members,
           coalesce((
             select json_agg(json_build_object('name', a.name, 'organisation', case when r.key is not null
                      then json_build_object('name', r.name, 'id', r.id) end) order by a.position)
             from authorship a left join lateral (${printedBeside}) r on true
             where a.document_id = d.id and a.role = 'editor' and a.removed_at is null
           ), '[]') as editors
    from document d
    where ${isOf(group)}
    order by d.status ~* '^(approved|agreed|deleted|discontinued)', d.last_submitted desc nulls last, d.id
    limit ${limit}`);
  return { total: rows[0]?.total ?? 0, items: rows.map(({ total: _, ...item }) => item) };
}

/** An organisation behind the work items of a group: how many it edits, and how many name it as a supporting member. */
export interface Maker {
  /** Of an organisation that the lists know; else null. */
  id: string | null;
  name: string;
  edits: number;
  supports: number;
}

export interface Makers {
  /** Work items, and those that name an editor. */
  items: number;
  edited: number;
  /** Editors named, one who edits two items twice, and those of whom a roster prints the organisation. */
  editors: number;
  placed: number;
  /** Work items whose supporting members are in part words that no list could part. */
  unparted: number;
  /** Those that edit most first. An item counts once for each organisation. */
  organisations: Maker[];
}

/** Which organisations edit and support the work items of a group or, by its printed name (Q7/13), of a Question. */
export async function readMakers(store: Store, group: string): Promise<Makers> {
  const [row] = await store.query<Makers>(sql`
    with item as (select d.* from document d where ${isOf(group)}),
    editor as (
      select d.id as item, r.key, r.id, r.name
      from item d join authorship a on a.document_id = d.id and a.role = 'editor' and a.removed_at is null
      left join lateral (${printedBeside}) r on true
    ), supporter as (
      select p.document_id as item, coalesce(p.organisation_id, p.text) as key, p.organisation_id as id,
             coalesce(o.name, p.text) as name
      from item d
      join authorship a on a.document_id = d.id and a.role not in ('editor', 'sources') and a.removed_at is null
      join authorship_organisation p on p.document_id = a.document_id and p.position = a.position and p.removed_at is null
      left join organisation o on o.id = p.organisation_id
    ), maker as (
      select key, min(id) as id, min(name) as name, count(distinct item) filter (where what = 'edits')::int as edits,
             count(distinct item) filter (where what = 'supports')::int as supports
      from (select 'edits' as what, * from editor where key is not null union all select 'supports', * from supporter) m
      group by key
    )
    select (select count(*) from item)::int as items, (select count(distinct item) from editor)::int as edited,
           (select count(*) from editor)::int as editors, (select count(key) from editor)::int as placed,
           (select count(distinct d.id) from item d join authorship a on a.document_id = d.id
            where a.role = 'sources' and a.removed_at is null)::int as unparted,
           coalesce((select json_agg(json_build_object('id', id, 'name', name, 'edits', edits, 'supports', supports)
                       order by edits desc, supports desc, name) from maker), '[]') as organisations`);
  return row ?? { items: 0, edited: 0, editors: 0, placed: 0, unparted: 0, organisations: [] };
}
