import { Unexpected } from '#lib/unexpected.ts';
import { join, type Sql, type Store, sql } from '#prisma/client.ts';

/** A group as a statement names it; its id where the source tells it, or where the words are one. */
export interface Addressed {
  group: string | null;
  name: string;
}

export interface Attachment {
  /** As the body's store of documents calls it: a draft or an RFC by its id. */
  name: string;
  title: string | null;
  url: string;
}

/** Those a statement `l` is from or to, one by one. */
export const addressed = (side: 'from' | 'to'): Sql => {
  const [named, words] =
    side === 'from' ? [sql`l.from_named`, sql`l.from_groups`] : [sql`l.to_named`, sql`l.to_groups`];
  return sql`coalesce(${named}, (
    select jsonb_agg(jsonb_build_object('group', g.id, 'name', p.name) order by p.nth)
    from unnest(string_to_array(nullif(${words}, ''), '; ')) with ordinality p (name, nth)
    left join "group" g on g.id = p.name), '[]')`;
};

/** What one body wrote to another. Days are ISO; null: not known. */
export interface Liaison {
  id: string;
  /** Whose list it is read from: the IETF's holds what it receives too. */
  body: string;
  title: string;
  /** The groups as the statement names them. */
  from: Addressed[];
  to: Addressed[];
  /** What was sent along; null where the list does not tell. */
  attachments: Attachment[] | null;
  /** action, comment, information or response. */
  purpose: string | null;
  posted: string | null;
  /** Until when an answer is asked for. */
  deadline: string | null;
  state: string | null;
  url: string | null;
  /** Ids of the statements it answers, and of those that answer it. */
  answers: string[];
  answeredBy: string[];
  source: string;
  page: number | null;
}

/**
 * Whose list of statements one asks for. What the ITU lists stands with its sectors: itu takes them in, as the IETF's list
 * does its boards.
 */
export const liaisonLists = {
  ietf: ['ietf'],
  itu: ['itu', 'itu-t', 'itu-r', 'itu-d'],
  'itu-t': ['itu-t'],
  'itu-r': ['itu-r'],
  'itu-d': ['itu-d'],
} as const satisfies Record<string, readonly string[]>;
export type LiaisonList = keyof typeof liaisonLists;
export const liaisonListIds = Object.keys(liaisonLists) as LiaisonList[];

export interface LiaisonFilter {
  /** One body's list: one letter may stand in the lists of both sides, which are never to be added up. */
  list: LiaisonList;
  /** Words within the names of those it is from, or to. */
  sender?: string | null;
  recipient?: string | null;
  /** Id or words of a group, found among those it is from or to. */
  group?: string | null;
  from?: string | null;
  to?: string | null;
  limit: number;
  /** `next` of the page before. */
  after?: string | null;
}

export interface LiaisonPage {
  total: number;
  next: string | null;
  liaisons: Liaison[];
}

/**
 * Liaison statements, the newest first; those without a day last.
 * @throws Unexpected for a group that no statement names and no list of groups has
 */
export async function readLiaisons(store: Store, filter: LiaisonFilter): Promise<LiaisonPage> {
  const conditions = [sql`l.removed_at is null`, sql`d.body = any(${[...liaisonLists[filter.list]]})`];
  if (filter.group) conditions.push(names(filter.group.toLowerCase()));
  if (filter.from) conditions.push(sql`l.posted >= ${filter.from}::date`);
  if (filter.to) conditions.push(sql`l.posted <= ${filter.to}::date`);
  if (filter.sender) conditions.push(says(sql`l.from_groups`, sql`l.from_named`, filter.sender));
  if (filter.recipient) conditions.push(says(sql`l.to_groups`, sql`l.to_named`, filter.recipient));
  const where = join(conditions, ' and ');
  const tables = sql`liaison l join document d on d.id = l.document_id`;
  const [day, id] = filter.after ? [filter.after.slice(0, 10), filter.after.slice(11)] : [null, null];
  const placed = sql`(coalesce(l.posted, '0001-01-01'::date), l.document_id)`;
  const [counted, liaisons] = await Promise.all([
    store.query<{ total: number }>(sql`select count(*)::int as total from ${tables} where ${where}`),
    store.query<Liaison>(sql`
      select l.document_id as id, d.body, coalesce(d.title, l.document_id) as title, ${addressed('from')} as from, ${addressed('to')} as to,
             l.attachments, l.purpose, l.posted::text as posted, l.deadline::text as deadline, l.state, d.url,
             coalesce((select array_agg(r.target_id order by r.target_id) from relation r
                       where r.source_id = l.document_id and r.type = 'answers' and r.removed_at is null), '{}') as answers,
             coalesce((select array_agg(r.source_id order by r.source_id) from relation r
                       where r.target_id = l.document_id and r.type = 'answers' and r.removed_at is null), '{}')
               as "answeredBy",
             l.source, l.page_id as page
      from ${tables}
      where ${where} and (${day}::date is null or ${placed} < (${day}::date, ${id}::text))
      order by ${placed} desc limit ${filter.limit + 1}`),
  ]);
  if (filter.group && !counted[0]?.total) await refuseUnknown(store, filter.group);
  const page = liaisons.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    total: counted[0]?.total ?? 0,
    next: liaisons.length > filter.limit && last ? `${last.posted ?? '0001-01-01'}~${last.id}` : null,
    liaisons: page,
  };
}

/** Words within the names on one side, or the id of a group there. */
const says = (words: Sql, named: Sql, asked: string): Sql => sql`(
  strpos(lower(${words}), ${asked.toLowerCase()}) > 0
  or exists (select from jsonb_array_elements(coalesce(${named}, '[]')) e where lower(e ->> 'group') = ${asked.toLowerCase()}))`;

/** Statements from or to a group of that id or name, in small letters. */
const names = (group: string) => sql`(
  ${group} = any(regexp_split_to_array(lower(l.from_groups || '; ' || l.to_groups), '[[:space:]]*[;,][[:space:]]*'))
  or exists (select from jsonb_array_elements(coalesce(l.from_named, '[]') || coalesce(l.to_named, '[]')) e
             where ${group} in (lower(e ->> 'group'), lower(e ->> 'name'))))`;

/** No statement is an answer only of a group that there is. */
async function refuseUnknown(store: Store, asked: string): Promise<void> {
  const group = asked.toLowerCase();
  const [known] = await store.query<{ is: boolean }>(sql`
    select exists (select from liaison l where ${names(group)})
        or exists (select from "group" where ${group} in (lower(id), lower(name))) as is`);
  if (known?.is) return;
  const expected =
    'a group as a statement of /api/v1/liaisons names it, or the id of a group, as /api/v1/groups lists them';
  throw new Unexpected('parameter group', JSON.stringify(asked), expected);
}
