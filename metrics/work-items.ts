import { type Store, sql } from '#prisma/client.ts';

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
  editors: string[];
}

export interface WorkItems {
  total: number;
  items: WorkItem[];
}

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
             select array_agg(a.name order by a.position) from authorship a
             where a.document_id = d.id and a.role = 'editor' and a.removed_at is null
           ), '{}') as editors
    from document d
    where d.kind = 'work-item' and d.removed_at is null and (d.group_id = ${group} or d.questions = ${group})
    order by d.status ~* '^(approved|agreed|deleted|discontinued)', d.last_submitted desc nulls last, d.id
    limit ${limit}`);
  return { total: rows[0]?.total ?? 0, items: rows.map(({ total: _, ...item }) => item) };
}
