import { foldName, plainLetters } from '#lib/charset.ts';
import { join, type Sql, type Store, sql } from '#prisma/client.ts';
import type { Found } from './search.ts';
import { isStanding } from './standing.ts';

/** A name without case, accents and punctuation, as the curated lists keep theirs; its words. */
function wordsOf(name: string): string[] {
  return foldName(name).replace(/^the /, '').split(' ').filter(Boolean);
}

interface Known {
  folded: string;
  type: 'organisation' | 'country' | 'legal-ending';
  id: string;
  spelling: string;
}

/**
 * The countries and organisations that bear this very name, in any spelling the curated lists know: "Turkey",
 * "Korea (Rep. of)", "Huawei Technologies Co., Ltd.". Where several bear it, all of them.
 */
export async function bearersOf(store: Store, asked: string): Promise<Found[]> {
  const words = wordsOf(asked);
  if (words.length === 0 || words.length > 12) return [];
  const beginnings = words.map((_, at) => words.slice(0, at + 1).join(' '));
  const known = await store.query<Known>(sql`
    select folded, type, id, spelling from known_name
    where folded = any(${[...beginnings, ...words]}) or folded = ${words.join('')}`);
  const endings = new Set(known.flatMap((row) => (row.type === 'legal-ending' ? row.folded : [])));
  // The whole name, or what is left of it without its legal ending.
  const isName = (folded: string, type: Known['type']) =>
    folded === words.join(' ') ||
    folded === words.join('') ||
    (type === 'organisation' &&
      beginnings.includes(folded) &&
      words.slice(folded.split(' ').length).every((word) => endings.has(word)));
  const named = known.filter((row) => row.type !== 'legal-ending' && isName(row.folded, row.type));
  if (named.length === 0) return [];
  const of = (type: Known['type']) => named.filter((row) => row.type === type).map(({ id }) => id);
  const rows = await store.query<Omit<Found, 'matched' | 'match'>>(sql`
    select 'country' as type, code as id, name as title, region as kind, 1.0::float8 as score
    from country where code = any(${of('country')})
    union all
    select 'organisation', o.id, o.name, o.kind, 0.99::float8
    from organisation o where o.id = any(${of('organisation')}) and ${isStanding}`);
  return rows.map((row) => {
    const spelling = named.find(({ type, id }) => type === row.type && id === row.id)?.spelling ?? null;
    return { ...row, match: 'name', matched: spelling === row.title ? null : spelling };
  });
}

/**
 * Who held or holds a public post or wrote a public document, by name; by alphabet, never by how much. `post`: of whom the
 * body keeps no record with an id, one row for each group, with the newest post in it.
 */
export async function persons(store: Store, words: readonly string[], limit: number): Promise<Found[]> {
  const begins = (column: Sql) =>
    join(
      words.map(
        (word) =>
          sql`unaccent(${column}) ~* ${`\\m${plainLetters(word).replace(/[^\p{L}\p{N}]/gu, '\\$&')}`}`,
      ),
      ' and ',
    );
  const whole = words.map(plainLetters).join(' ').toLowerCase();
  return store.query<Found>(sql`
    with met as (
      select 'person' as type, p.id, p.name as title, p.body as kind from person p
      where p.removed_at is null and ${begins(sql`p.name`)} and (
        exists (select from tenure t where t.person_id = p.id and t.removed_at is null)
        or exists (select from authorship_person a where a.person_id = p.id and a.removed_at is null))
    ), held as (
      select group_id as id, person_name as title,
             (array_agg(post order by at desc nulls last, post))[1] as kind from (
        select group_id, person_name, post, "from" as at from tenure where removed_at is null and person_id is null
        union all
        select group_id, person_name, post, as_of from printed_post where removed_at is null
      ) t
      where ${begins(sql`person_name`)} and not exists (select from met where lower(met.title) = lower(person_name))
      group by group_id, person_name
    )
    select type, id, title, kind, null as matched,
           case when lower(unaccent(title)) = ${whole} then 'name' else 'words' end as match,
           case when lower(unaccent(title)) = ${whole} then 1.0 else 0.8 end::float8 as score
    from (select * from met union all select 'post', id, title, kind from held) found
    order by match, title, id limit ${limit}`);
}
