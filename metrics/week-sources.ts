import type { Week } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';
import { sourceNotes } from '#prisma/settings.ts';

/** How one source stood at the end of the week. */
export interface SourceHealth {
  id: string;
  title: string;
  /**
   * read: its last try succeeded. broken: it failed. late: it succeeded, longer before the week's end than twice the time
   * between two readings. unread: nobody has read it on this installation; what is known of it came with the program.
   */
  state: 'read' | 'broken' | 'late' | 'unread';
  /** The day it last broke; kept after it healed. ISO, null where it never did. */
  brokenSince: string | null;
  /** The day it was last read well, ISO. */
  lastGood: string | null;
}

/**
 * The state of every source that a body publishes as of the week's last day; of today where no run is that old. Curated
 * facts come with the program and are no reading of anybody.
 */
export async function readSourceHealth(store: Store, { to }: Week): Promise<SourceHealth[]> {
  const rows = await store.query<{
    source: string;
    state: string;
    since: string | null;
    good: string | null;
    age: number | null;
  }>(sql`
    with seen as (
      select r.source, r.state, r.started_at, coalesce(r.as_of, r.started_at::date) as day, r.id from run r
      where r.state in ('good', 'failed') and r.mode <> 'starter'
        and (r.started_at < ${to}::date + 1 or not exists (select 1 from run o where o.mode <> 'starter' and o.started_at < ${to}::date + 1))
    ), last as (select distinct on (source) source, state from seen order by source, id desc
    ), good as (select source, max(id) as id, max(started_at)::date as day from seen where state = 'good' group by 1
    ), turned as (
      select source, started_at, state, lag(state) over (partition by source order by id) as before from seen
    )
    select last.source, last.state, good.day::text as good, least(${to}::date, current_date) - good.day as age,
           (select max(t.started_at)::date::text from turned t
            where t.source = last.source and t.state = 'failed' and t.before is distinct from 'failed') as since
    from last left join good on good.source = last.source`);
  const bySource = new Map(rows.map((row) => [row.source, row]));
  const published = (await sourceNotes(store)).filter(({ id }) => !id.startsWith('facts-'));
  return published.map(({ id, title, cadenceHours }): SourceHealth => {
    const row = bySource.get(id);
    const isLate = ((row?.age ?? 0) - 1) * 24 > 2 * cadenceHours;
    const state = !row ? 'unread' : row.state === 'failed' ? 'broken' : isLate ? 'late' : 'read';
    return { id, title, state, brokenSince: row?.since ?? null, lastGood: row?.good ?? null };
  });
}
