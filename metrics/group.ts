import { isoDay } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';
import type { Counted } from './counted.ts';
import { type Succession, successionsOf } from './group-successors.ts';
import { idOf, knownId, knownWord } from './known.ts';
import { type LastCall, readLastCalls } from './last-calls.ts';
import { type Post, readPosts } from './post.ts';
import { type PrintedSpan, readPrintedSpans } from './printed-posts.ts';
import { containing } from './sql.ts';

export interface ListedGroup {
  id: string;
  body: string;
  /** area | wg | rg | sg | wp | question | … */
  kind: string;
  acronym: string;
  name: string;
  parent: string | null;
  number: number | null;
  /** active | concluded | …; null: not told. */
  state: string | null;
  from: string | null;
  to: string | null;
  /** What it was called before, the latest first. */
  formerNames: FormerName[];
  /** Its documents, published or not, by kind. */
  counts: Omit<Counted, 'authorships'>[];
}

/** A name and acronym that a record of the group shows and that it no longer has. */
export interface FormerName {
  acronym: string;
  name: string;
  /** The day of the first record that shows it; null: not told. */
  from: string | null;
  page: number | null;
}

export interface GroupPage {
  /** How many of each body: the bodies are never added up. */
  totals: { body: string; groups: number }[];
  next: string | null;
  groups: ListedGroup[];
}

export interface GroupDetail extends ListedGroup {
  source: string;
  page: number | null;
  parentGroup: { id: string; name: string } | null;
  /** Study groups whose work it took over, and those that took over its own: other groups, with series of their own. */
  before: Succession[];
  after: Succession[];
  children: { id: string; kind: string; acronym: string; name: string; state: string | null }[];
  /** Those held now first. */
  posts: Post[];
  /** Drafts of it that can be commented on now, the soonest end first. */
  lastCalls: LastCall[];
  /** Members of a board as RFCs list them, apart from the posts: another source's word on the same people. */
  printed: PrintedSpan[];
  /** The newest first. */
  meetings: {
    id: string;
    kind: string | null;
    name: string;
    from: string | null;
    to: string | null;
    city: string | null;
  }[];
}

const columns = sql`
  g.id, g.body, g.kind, g.acronym, g.name, g.parent, g.number, g.state, g.from::text as from, g.to::text as to,
  coalesce((
    select json_agg(json_build_object('acronym', n.acronym, 'name', n.name, 'from', n.from, 'page', n.page_id)
                    order by n.from desc nulls last, n.acronym, n.name)
    from group_name n
    where n.group_id = g.id and n.removed_at is null and (n.acronym, n.name) <> (g.acronym, g.name)
  ), '[]') as "formerNames",
  coalesce((
    select json_agg(json_build_object('body', body, 'kind', kind, 'documents', n) order by body, kind)
    from (select body, kind, count(*)::int as n from document
          where group_id = g.id and removed_at is null group by 1, 2) d
  ), '[]') as counts`;

/**
 * Groups by body and acronym. `query` looks in acronym and name, former ones too.
 * @throws Unexpected for a body, kind, state, parent or `after` that nobody has
 */
export async function listGroups(
  store: Store,
  given: {
    query?: string | null;
    body?: string | null;
    kind?: string | null;
    state?: string | null;
    parent?: string | null;
    limit: number;
    after?: string | null;
  },
): Promise<GroupPage> {
  const { query = null, limit } = given;
  const [body, kind, state, parent, after] = await Promise.all([
    knownWord(store, 'group body', given.body),
    knownWord(store, 'group kind', given.kind),
    knownWord(store, 'group state', given.state),
    knownId(store, 'group', given.parent, 'parent'),
    knownId(store, 'group', given.after, 'after'),
  ]);
  const words = query?.trim() ? containing(query.trim()) : null;
  const where = sql`
    g.removed_at is null and (${words}::text is null or g.acronym ilike ${words} or g.name ilike ${words}
      or exists (select from group_name n where n.group_id = g.id and n.removed_at is null
                 and (n.acronym ilike ${words} or n.name ilike ${words})))
    and (${body}::text is null or g.body = ${body}) and (${kind}::text is null or g.kind = ${kind})
    and (${state}::text is null or g.state = ${state}) and (${parent}::text is null or g.parent = ${parent})`;
  const [sums, found] = await Promise.all([
    store.query<GroupPage['totals'][number]>(
      sql`select g.body, count(*)::int as groups from "group" g where ${where} group by 1 order by 1`,
    ),
    store.query<ListedGroup>(sql`
      select ${columns} from "group" g
      where ${where} and (${after}::text is null
        or (g.body, lower(g.acronym), g.id) > (select body, lower(acronym), id from "group" where id = ${after}))
      order by g.body, lower(g.acronym), g.id limit ${limit + 1}`),
  ]);
  const groups = found.slice(0, limit);
  return {
    totals: sums,
    next: found.length > limit ? (groups.at(-1)?.id ?? null) : null,
    groups,
  };
}

/** One group with its place, posts and meetings; null where there is none. */
export async function readGroup(store: Store, asked: string): Promise<GroupDetail | null> {
  const id = await idOf(store, 'group', asked);
  if (!id) return null;
  const [[group], children, posts, printed, lastCalls, meetings] = await Promise.all([
    store.query<
      Omit<GroupDetail, 'before' | 'after' | 'children' | 'posts' | 'printed' | 'lastCalls' | 'meetings'>
    >(sql`
      select ${columns}, g.source, g.page_id as page,
             case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as "parentGroup"
      from "group" g left join "group" p on p.id = g.parent where g.id = ${id}`),
    store.query<GroupDetail['children'][number]>(sql`
      select id, kind, acronym, name, state from "group"
      where parent = ${id} and removed_at is null order by state = 'active' desc, kind, number, acronym`),
    // A post in a working party or Question stands under the study group.
    readPosts(store, sql`(t.group_id = ${id} or t.part = ${id})`),
    readPrintedSpans(store, id),
    readLastCalls(store, { from: isoDay(), group: id }),
    store.query<GroupDetail['meetings'][number]>(sql`
      select id, kind, name, "from"::text as from, "to"::text as to, city from meeting
      where group_id = ${id} and removed_at is null order by "from" desc nulls last, id`),
  ]);
  if (!group) return null;
  const { before, after } = successionsOf(group.id);
  // A group whose work went to others ended by it, also where no page says so.
  const [end] = after;
  const ended = end && !group.to ? { state: 'concluded', to: end.on.length === 4 ? null : end.on } : {};
  return { ...group, ...ended, before, after, children, posts, printed, lastCalls, meetings };
}
