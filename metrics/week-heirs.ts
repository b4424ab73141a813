import type { Week } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';

/**
 * Organisations that belong to another one at the week's end and under whose name nobody has signed a document for two
 * years: what they did is done under their ultimate parent's name now. Follow keys, child → parent.
 */
export async function readHeirs(store: Store, { to }: Week): Promise<Record<string, string>> {
  const rows = await store.query<{ child: string; parent: string }>(sql`
    select u.child, u.parent from ultimate_parent u
    where u.from <= ${to}::date and (u.to is null or u.to > ${to}::date) and u.parent <> u.child
      and not exists (
        select 1 from authorship_organisation a join document d on d.id = a.document_id
        where a.organisation_id = u.child and a.removed_at is null and d.removed_at is null
          and coalesce(d.published, d.submitted) between ${to}::date - 730 and ${to}::date)`);
  return Object.fromEntries(
    rows.map(({ child, parent }) => [`organisation:${child}`, `organisation:${parent}`]),
  );
}
