import { join, type Sql, type Store, sql } from '#prisma/client.ts';
import { inTransaction } from '#prisma/transaction.ts';
import { bearersOf, persons } from './named.ts';
import { containing } from './sql.ts';
import { isStanding } from './standing.ts';

export interface Found {
  type: 'document' | 'organisation' | 'country' | 'group' | 'proposal' | 'person' | 'post';
  /** Of a post: the group it is in. */
  id: string;
  title: string;
  /** The kind of document, organisation or group; the region of a country; the state of a proposal; the body of a person; the post. */
  kind: string;
  /** What matched where it is not the title: a spelling, an acronym. */
  matched: string | null;
  /** It bears the name asked for; it holds the words asked for; it only comes near them. */
  match: 'name' | 'words' | 'similar';
  /** 0 to 1; an identifier met exactly is 1. */
  score: number;
}

/** How near a word must come (pg_trgm): low enough for two letters changed round. */
const nearness = 0.45;
const longest = 100;

const nearest: readonly Found['match'][] = ['name', 'words', 'similar'];

/**
 * Documents (id and title), organisations and countries (names and spellings), groups, proposals, and who held a public post or
 * wrote a document. What bears the very name first, then what holds the words, then what only comes near them, give or take a
 * typing error. An empty query finds nothing.
 */
export async function search(store: Store, query: string, limit: number): Promise<Found[]> {
  // Control characters and lone surrogates are no words, and PostgreSQL's text cannot hold them.
  const asked = query
    .replace(/[\p{C}\uFFFD]+/gu, ' ')
    .trim()
    .slice(0, longest);
  const words = (asked.match(/[\p{L}\p{N}][\p{L}\p{N}.&'+/-]*/gu) ?? []).slice(0, 6);
  if (words.length === 0) return [];
  const lists = await Promise.all([
    bearersOf(store, asked),
    persons(store, words, limit),
    documentsById(store, asked, limit),
    contributionsByShortForm(store, asked, limit),
    documentsByFormerName(store, asked, limit),
    documentsByTitle(store, words, limit),
    organisations(store, asked, words, limit),
    countries(store, asked, words, limit),
    groups(store, asked, words, limit),
    proposals(store, asked, words, limit),
  ]);
  const seen = new Set<string>();
  return lists
    .flat()
    .toSorted(
      (a, b) =>
        nearest.indexOf(a.match) - nearest.indexOf(b.match) ||
        b.score - a.score ||
        a.title.length - b.title.length ||
        a.id.localeCompare(b.id),
    )
    .filter((found) => {
      const key = `${found.type} ${found.id} ${found.type === 'post' ? found.title : ''}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, limit);
}

/** `rfc 9000`, `RFC9000`, `9000`, the beginning or middle of a draft's name, the id of a contribution. */
function documentsById(store: Store, asked: string, limit: number): Promise<Found[]> {
  const id = asked.replace(/\s+/g, '').toLowerCase();
  if (id.length < 2) return Promise.resolve([]);
  return store.query<Found>(sql`
    select 'document' as type, id, title, kind, id as matched,
           case when lower(id) = ${id} or lower(id) = ${`rfc${id}`} then 'name' else 'words' end as match,
           case when lower(id) = ${id} or lower(id) = ${`rfc${id}`} then 1.0
                else 0.5 + 0.5 * ${id.length}::float8 / greatest(length(id), 1) end::float8 as score
    from document
    where removed_at is null and (id ilike ${containing(id)} or id = ${`rfc${id}`})
    order by score desc, number nulls last, id limit ${limit}`);
}

/** How the documents of Council, conferences and the ITU-R's working parties are printed: C18/35, PP22/64, WTSA16/19, 5D/1078. */
const printed: readonly [form: RegExp, group: (found: string) => string][] = [
  [/^C(\d\d)\/0*(\d{1,4})$/i, (year) => `council 20${year}`],
  [/^(?:WTSA-?)(\d\d)\/0*(\d{1,4})$/i, (year) => `wtsa-${year}`],
  [/^(?:PP-?)(\d\d)\/0*(\d{1,4})$/i, (year) => `pp-${year}`],
  [/^(\d[A-Z])\/0*(\d{1,4})$/i, (party) => `wp${party}`],
];

function shortForm(asked: string): { group: string | null; number: string } | null {
  const [, group, number] = /^(?:(SG\s?\d+|TSAG)[\s-]*)?C[\s-]?0*(\d{1,4})$/i.exec(asked) ?? [];
  if (number) return { group: group?.replace(/\s/g, '') ?? null, number };
  for (const [form, groupOf] of printed) {
    const [, found, digits] = form.exec(asked) ?? [];
    if (found && digits) return { group: groupOf(found), number: digits };
  }
  return null;
}

/** Delegates write TSAG-C83, SG13 C871, C871 or C18/35; the ITU's own id is T17-TSAG-C-0083, with its study period. */
function contributionsByShortForm(store: Store, asked: string, limit: number): Promise<Found[]> {
  const short = shortForm(asked);
  if (!short) return Promise.resolve([]);
  const { number } = short;
  const group =
    short.group && (short.group.startsWith('council') ? short.group : short.group.replace(/\s/g, ''));
  return store.query<Found>(sql`
    select 'document' as type, id, title, kind, ${asked} as matched, 'name' as match,
           case when ${group}::text is null then 0.95 else 1.0 end::float8 as score
    from document
    where removed_at is null and kind = 'contribution' and number = ${Number(number)}
      and (${group}::text is null or lower(group_id) = ${group?.toLowerCase() ?? ''})
    order by published desc nulls last, id limit ${limit}`);
}

/** What a work item and the Recommendation it became were called before there was a number: Y.ccdef. */
function documentsByFormerName(store: Store, asked: string, limit: number): Promise<Found[]> {
  if (asked.length < 3) return Promise.resolve([]);
  return store.query<Found>(sql`
    select 'document' as type, id, title, kind, provisional_name as matched,
           case when lower(provisional_name) = lower(${asked}) then 'name' else 'words' end as match,
           (0.5 + 0.5 * ${asked.length}::float8 / greatest(length(provisional_name), 1))::float8 as score
    from document where removed_at is null and provisional_name ilike ${containing(asked)}
    order by score desc, last_submitted desc nulls last, id limit ${limit}`);
}

/** A word of one or two letters has hardly a trigram, and Q1/17 is near Q6/17 by letters alone: these must stand there as words. */
const isShort = (word: string) => [...word].length < 3 || /\d/.test(word);
const atStart = (word: string) => `\\m${word.replace(/[^\p{L}\p{N}]/gu, '\\$&')}`;
const asWord = (word: string) => `${atStart(word)}(?!\\w)`;

/** Whether every word begins one of the words that stand there. */
const holds = (column: Sql, words: readonly string[]): Sql =>
  join(
    words.map((word) => sql`${column} ~* ${isShort(word) ? asWord(word) : atStart(word)}`),
    ' and ',
  );
const orderOf = (match: Sql): Sql => sql`array_position(array['name', 'words', 'similar'], ${match})`;
const matchOf = (column: Sql, asked: string, words: readonly string[]): Sql =>
  sql`case when lower(${column}) = lower(${asked}) then 'name' when ${holds(column, words)} then 'words' else 'similar' end`;

const near = (column: Sql, words: readonly string[]): Sql =>
  join(
    words.map((word) => (isShort(word) ? sql`${column} ~* ${asWord(word)}` : sql`${word} <% ${column}`)),
    ' and ',
  );
const nearnessOf = (column: Sql, words: readonly string[]): Sql =>
  sql`((${join(
    words.map((word) => (isShort(word) ? sql`1.0` : sql`word_similarity(${word}, ${column})`)),
    ' + ',
  )}) / ${words.length}::float8)`;

/** Two letters wrong in a name of five or more, one in four. As a share of the name, so that 1 is the name itself. */
const mistakes = (asked: string) => (/\d/.test(asked) ? 0 : Math.min(2, Math.max(0, [...asked].length - 3)));
const spelt = (column: Sql, asked: string): Sql =>
  sql`levenshtein_less_equal(left(lower(${column}), 100), lower(${asked}), ${mistakes(asked)})`;
const isSpelt = (column: Sql, asked: string): Sql => sql`${spelt(column, asked)} <= ${mistakes(asked)}`;
const spelling = (column: Sql, asked: string): Sql =>
  sql`case when ${isSpelt(column, asked)} then 1 - ${spelt(column, asked)}::float8 / ${Math.max(1, [...asked].length)} else 0 end`;

/** Titles that hold the words as they are; where these are few, titles that come near them as well. */
async function documentsByTitle(store: Store, words: readonly string[], limit: number): Promise<Found[]> {
  const read = (match: Found['match'], score: Sql, where: Sql) =>
    queryNear<Found>(
      store,
      sql`select 'document' as type, id, title, kind, null as matched, ${match} as match, (${score})::float8 as score
          from document where removed_at is null and stage is distinct from 'not-issued' and ${where}
          order by score desc, length(title), published desc nulls last, id limit ${limit}`,
    );
  const exact = await read('words', sql`0.9`, holds(sql`title`, words));
  if (exact.length >= limit) return exact;
  return [
    ...exact,
    ...(await read('similar', sql`0.9 * ${nearnessOf(sql`title`, words)}`, near(sql`title`, words))),
  ];
}

function organisations(
  store: Store,
  asked: string,
  words: readonly string[],
  limit: number,
): Promise<Found[]> {
  return queryNear<Found>(
    store,
    sql`select 'organisation' as type, id, name as title, kind, nullif(spelling, name) as matched, match, score
        from (
          select distinct on (id) *
          from (
            select o.id, o.name, o.kind, s.spelling, ${matchOf(sql`s.spelling`, asked, words)} as match,
                   greatest(${spelling(sql`s.spelling`, asked)}, 0.95 * ${nearnessOf(sql`s.spelling`, words)},
                            0.95 * similarity(${asked}, s.spelling))::float8 as score
            from (select id, name as spelling from organisation
                  union all select organisation_id, spelling from organisation_name) s
            join organisation o on o.id = s.id and ${isStanding}
            where ${near(sql`s.spelling`, words)} or ${isSpelt(sql`s.spelling`, asked)}
          ) near order by id, ${orderOf(sql`match`)}, score desc, length(spelling)
        ) found
        order by ${orderOf(sql`match`)}, score desc, id limit ${limit}`,
  );
}

function countries(store: Store, asked: string, words: readonly string[], limit: number): Promise<Found[]> {
  return queryNear<Found>(
    store,
    sql`select 'country' as type, code as id, name as title, region as kind, null as matched,
               case when lower(code) = lower(${asked}) then 'name' else ${matchOf(sql`name`, asked, words)} end as match,
               case when lower(code) = lower(${asked}) then 1.0
                    else greatest(${spelling(sql`name`, asked)}, 0.95 * ${nearnessOf(sql`name`, words)}) end::float8 as score
        from country
        where lower(code) = lower(${asked}) or ${near(sql`name`, words)} or ${isSpelt(sql`name`, asked)}
        order by score desc, name limit ${limit}`,
  );
}

/** Groups by id, acronym and name, also by those they no longer have. */
function groups(store: Store, asked: string, words: readonly string[], limit: number): Promise<Found[]> {
  const title = sql`case when g.name = g.acronym then g.acronym else g.acronym || ': ' || g.name end`;
  return queryNear<Found>(
    store,
    sql`select 'group' as type, id, title, kind, matched, match, score
        from (
          select distinct on (g.id) g.id, ${title} as title, g.kind,
                 case when (n.acronym, n.name) = (g.acronym, g.name) then g.acronym
                      when n.acronym = g.acronym then n.name else n.acronym end as matched,
                 case when lower(g.id) = lower(${asked}) or lower(n.acronym) = lower(${asked}) then 'name'
                      when ${holds(sql`n.name`, words)} then 'words' else 'similar' end as match,
                 case when lower(g.id) = lower(${asked}) then 1.0
                      else greatest(${spelling(sql`n.acronym`, asked)}, 0.95 * ${nearnessOf(sql`n.name`, words)}) end::float8 as score
          from "group" g
          join (select id, acronym, name, 0 as is_former from "group"
                union all select group_id, acronym, name, 1 from group_name where removed_at is null) n on n.id = g.id
          where g.removed_at is null
            and (lower(g.id) = lower(${asked}) or ${isSpelt(sql`n.acronym`, asked)} or ${near(sql`n.name`, words)})
          order by g.id, score desc, n.is_former
        ) found
        order by score desc, id limit ${limit}`,
  );
}

/** Followed families of proposals, under every name they came by. */
function proposals(store: Store, asked: string, words: readonly string[], limit: number): Promise<Found[]> {
  return queryNear<Found>(
    store,
    sql`select 'proposal' as type, slug as id, title, state as kind, nullif(name, title) as matched, match, score
        from (
          select distinct on (slug) * from (
            select p.slug, p.title, p.state, n.name, ${matchOf(sql`n.name`, asked, words)} as match,
                 case when lower(n.name) = lower(${asked}) then 1.0
                      else greatest(${spelling(sql`n.name`, asked)}, 0.95 * ${nearnessOf(sql`n.name`, words)}) end::float8 as score
          from proposal p cross join lateral jsonb_array_elements_text(p.names) n(name)
          where p.removed_at is null and (${isSpelt(sql`n.name`, asked)} or ${near(sql`n.name`, words)})
          ) near order by slug, ${orderOf(sql`match`)}, score desc
        ) found
        order by score desc, id limit ${limit}`,
  );
}

/** Runs one query with the operator <% meaning `nearness`, which the index then finds. */
function queryNear<Row>(store: Store, { text, values }: Sql): Promise<Row[]> {
  return inTransaction(
    store,
    async (client) => {
      await client.query(`set local pg_trgm.word_similarity_threshold = ${nearness}`);
      return (await client.query({ text, values: values as unknown[] })).rows as Row[];
    },
    'begin read only',
  );
}
