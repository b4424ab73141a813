import { type Store, sql } from '#prisma/client.ts';
import { wasEverOf } from './affiliation.ts';
import { type Counted, countedBy } from './counted.ts';
import type { Country } from './country.ts';
import { idOf, knownId, knownWord } from './known.ts';
import { type Post, readPosts } from './post.ts';
import { containing } from './sql.ts';
import { isStanding } from './standing.ts';

export interface ListedOrganisation {
  id: string;
  name: string;
  kind: string;
  /** Country of registration. */
  country: Country | null;
  /** True for bodies that have no country by nature. */
  international: boolean;
  /** Published documents on which it is stated, as stated (rule declared). */
  counts: Counted[];
}

export interface OrganisationPage {
  total: number;
  /** Pass as `after` for the following page; null on the last. */
  next: string | null;
  organisations: ListedOrganisation[];
}

export interface Ownership {
  id: string;
  name: string;
  from: string;
  /** Null: to this day. */
  to: string | null;
  source: string;
  note: string;
}

export interface OrganisationDetail extends ListedOrganisation {
  source: string;
  spellings: {
    spelling: string;
    country: string | null;
    from: string | null;
    to: string | null;
    why: string;
  }[];
  owners: Ownership[];
  owned: Ownership[];
  posts: Post[];
  /** Of an administration: the names that ministries and authorities of its state announced. */
  renamed: Renaming[];
}

/** A name announced in the ITU's Operational Bulletin in place of a former one. */
export interface Renaming {
  former: string;
  name: string;
  /** The town, as printed. */
  seat: string;
  announced: string;
  /** The number of the bulletin. */
  bulletin: string;
  evidence: string;
  source: string | null;
}

const columns = sql`
  o.id, o.name, o.kind, o.international, coalesce(n.counts, '[]') as counts,
  case when o.country is not null
    then json_build_object('code', o.country, 'name', coalesce(c.name, o.country)) end as country`;
const tables = sql`
  organisation o left join country c on c.code = o.country left join (${countedBy('organisation')}) n on n.key = o.id`;

/**
 * Curated organisations by name. `query` looks in names and spellings; `country` is that of registration, international
 * for those that have none by nature, or unknown. Administrations that nothing names are left out.
 * @throws Unexpected for a kind, a country or an `after` that nobody has
 */
export async function listOrganisations(
  store: Store,
  given: {
    query?: string | null;
    kind?: string | null;
    country?: string | null;
    limit: number;
    after?: string | null;
  },
): Promise<OrganisationPage> {
  const { query = null, limit } = given;
  const [kind, country, after] = await Promise.all([
    knownWord(store, 'organisation kind', given.kind),
    knownId(store, 'country', given.country),
    knownId(store, 'organisation', given.after, 'after'),
  ]);
  const words = query?.trim() ? containing(query.trim()) : null;
  const where = sql`
    (${words}::text is null or o.name ilike ${words} or o.id ilike ${words}
      or o.id in (select organisation_id from organisation_name where spelling ilike ${words}))
    and ${isStanding} and (${kind}::text is null or o.kind = ${kind}) and (${country}::text is null
      or ${country} = coalesce(o.country, case when o.international then 'international' else 'unknown' end))`;
  const [sums, found] = await Promise.all([
    store.query<{ total: number }>(sql`select count(*)::int as total from organisation o where ${where}`),
    store.query<ListedOrganisation>(sql`
      select ${columns} from ${tables}
      where ${where} and (${after}::text is null
        or (lower(o.name), o.id) > (select lower(name), id from organisation where id = ${after}))
      order by lower(o.name), o.id limit ${limit + 1}`),
  ]);
  const organisations = found.slice(0, limit);
  return {
    total: sums[0]?.total ?? 0,
    next: found.length > limit ? (organisations.at(-1)?.id ?? null) : null,
    organisations,
  };
}

/** One organisation with all its curated facts; null where there is none. */
export async function readOrganisation(store: Store, asked: string): Promise<OrganisationDetail | null> {
  const id = await idOf(store, 'organisation', asked);
  if (!id) return null;
  const [[organisation], spellings, owners, owned, posts, renamed] = await Promise.all([
    store.query<ListedOrganisation & { source: string }>(
      sql`select ${columns}, o.source from ${tables} where o.id = ${id}`,
    ),
    store.query<OrganisationDetail['spellings'][number]>(sql`
      select spelling, nullif(country, '') as country, "from", "to", why from organisation_name
      where organisation_id = ${id} order by lower(spelling), country`),
    store.query<Ownership>(sql`
      select w.parent as id, coalesce(o.name, w.parent) as name, w.from, w.to, w.source, w.note
      from ownership w left join organisation o on o.id = w.parent where w.child = ${id} order by w.from`),
    store.query<Ownership>(sql`
      select w.child as id, coalesce(o.name, w.child) as name, w.from, w.to, w.source, w.note
      from ownership w left join organisation o on o.id = w.child where w.parent = ${id} order by w.from, name`),
    readPosts(store, wasEverOf(sql`${id}`)),
    store.query<Renaming>(sql`
      select n.former, n.name, n.seat, n.announced::text as announced, n.bulletin, n.evidence, n.source_url as source
      from administration_name n join organisation o on o.country = n.country and o.kind = 'administration'
      where o.id = ${id} and n.removed_at is null order by n.announced, n.former`),
  ]);
  return organisation ? { ...organisation, spellings, owners, owned, posts, renamed } : null;
}
