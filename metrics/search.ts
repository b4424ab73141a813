import { join, type Sql, type Store, sql } from '#prisma/client.ts';
import { containing } from './sql.ts';

export interface Found {
  type: 'document' | 'organisation' | 'country' | 'group';
  id: string;
  title: string;
  /** The kind of document, organisation or group; the region of a country. */
  kind: string;
  /** What matched where it is not the title: a spelling, an acronym. */
  matched: string | null;
  /** 0 to 1; an identifier met exactly is 1. */
  score: number;
}

/** How near a word must come (pg_trgm): low enough for two letters changed round. */
const nearness = 0.45;
const longest = 100;

/**
 * Documents (id and title), organisations (names and spellings), countries and groups near the words of a query, the
 * nearest first; every word must be met, give or take a typing error. An empty query finds nothing.
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
    documentsById(store, asked, limit),
    documentsByTitle(store, words, limit),
    organisations(store, asked, words, limit),
    countries(store, asked, limit),
    groups(store, asked, words, limit),
  ]);
  const seen = new Set<string>();
  return lists
    .flat()
    .toSorted((a, b) => b.score - a.score || a.title.length - b.title.length || a.id.localeCompare(b.id))
    .filter((found) => {
      const key = `${found.type} ${found.id}`;
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
           case when lower(id) = ${id} or lower(id) = ${`rfc${id}`} then 1.0
                else 0.5 + 0.5 * ${id.length}::float8 / greatest(length(id), 1) end::float8 as score
    from document
    where removed_at is null and (id ilike ${containing(id)} or id = ${`rfc${id}`})
    order by score desc, number nulls last, id limit ${limit}`);
}

const near = (column: Sql, words: readonly string[]): Sql =>
  join(
    words.map((word) => sql`(${word} <% ${column} or ${column} ilike ${containing(word)})`),
    ' and ',
  );
const nearnessOf = (column: Sql, words: readonly string[]): Sql =>
  sql`((${join(
    words.map(
      (word) =>
        sql`greatest(word_similarity(${word}, ${column}), strict_word_similarity(${word}, ${column}))`,
    ),
    ' + ',
  )}) / ${words.length}::float8)`;

async function documentsByTitle(store: Store, words: readonly string[], limit: number): Promise<Found[]> {
  return queryNear<Found>(
    store,
    sql`select 'document' as type, id, title, kind, null as matched,
               (0.9 * ${nearnessOf(sql`title`, words)})::float8 as score
        from document where removed_at is null and stage is distinct from 'not-issued' and ${near(sql`title`, words)}
        order by score desc, published desc nulls last, id limit ${limit}`,
  );
}

function organisations(
  store: Store,
  asked: string,
  words: readonly string[],
  limit: number,
): Promise<Found[]> {
  return queryNear<Found>(
    store,
    sql`select distinct on (score, id) 'organisation' as type, id, name as title, kind,
               nullif(spelling, name) as matched, score
        from (
          select o.id, o.name, o.kind, s.spelling,
                 case when lower(s.spelling) = lower(${asked}) then 1.0
                      else 0.95 * greatest(${nearnessOf(sql`s.spelling`, words)}, similarity(${asked}, s.spelling)) end::float8 as score
          from (select id, name as spelling from organisation
                union all select organisation_id, spelling from organisation_name) s
          join organisation o on o.id = s.id
          where ${near(sql`s.spelling`, words)} or similarity(${asked}, s.spelling) > 0.3
        ) found
        order by score desc, id limit ${limit}`,
  );
}

function countries(store: Store, asked: string, limit: number): Promise<Found[]> {
  return store.query<Found>(sql`
    select 'country' as type, code as id, name as title, region as kind, null as matched,
           case when lower(code) = lower(${asked}) or lower(name) = lower(${asked}) then 1.0
                else greatest(similarity(${asked}, name), word_similarity(${asked}, name)) end::float8 as score
    from country
    where lower(code) = lower(${asked}) or name ilike ${containing(asked)} or word_similarity(${asked}, name) > ${nearness}
       or similarity(${asked}, name) > 0.35
    order by score desc, name limit ${limit}`);
}

function groups(store: Store, asked: string, words: readonly string[], limit: number): Promise<Found[]> {
  return queryNear<Found>(
    store,
    sql`select 'group' as type, id, case when name = acronym then acronym else acronym || ': ' || name end as title, kind,
               acronym as matched,
               case when lower(acronym) = lower(${asked}) or lower(id) = lower(${asked}) then 1.0
                    else 0.95 * greatest(${nearnessOf(sql`name`, words)}, similarity(${asked}, acronym)) end::float8 as score
        from "group"
        where removed_at is null and (lower(acronym) = lower(${asked}) or lower(id) = lower(${asked})
          or similarity(${asked}, acronym) > 0.4 or ${near(sql`name`, words)})
        order by score desc, id limit ${limit}`,
  );
}

/** Runs one query with the operator <% meaning `nearness`, which the index then finds. */
async function queryNear<Row>(store: Store, statement: Sql): Promise<Row[]> {
  const client = await store.pool.connect();
  try {
    await client.query('begin read only');
    await client.query(`set local pg_trgm.word_similarity_threshold = ${nearness}`);
    const { text, values } = statement;
    const { rows } = await client.query({ text, values: values as unknown[] });
    await client.query('commit');
    return rows as Row[];
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
