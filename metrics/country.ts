import { type Store, sql } from '#prisma/client.ts';
import { type Counted, countedBy } from './counted.ts';
import { isStanding } from './standing.ts';

export interface Country {
  /** ISO 3166-1 alpha-2, or the four letters of ISO 3166-3 for a former country. */
  code: string;
  name: string;
}

export interface ListedCountry extends Country {
  region: string;
  /** Days between which it existed, where it is a former or a young one. */
  from: string | null;
  to: string | null;
  /** Curated organisations registered there. */
  organisations: number;
  /** Published documents with an author whose address is there (rule declared). */
  counts: Counted[];
}

export interface CountryDetail extends ListedCountry {
  /** How documents write it, the commonest first; at most a hundred. */
  spellings: { text: string; authorships: number }[];
  registered: { id: string; name: string; kind: string }[];
  blocs: {
    id: string;
    name: string;
    kind: string;
    /** null: on every day before `to`. */
    from: string | null;
    to: string | null;
    checked: boolean;
    source: string;
  }[];
  /** As the ITU's own list of member states has it; null where it is not on it, or the list has not been read. */
  memberState: { name: string; region: string | null; entered: string | null } | null;
}

/** Every country by name, former ones too. */
export const listCountries = (store: Store): Promise<ListedCountry[]> => read(store, null);

/** One country by its code, in any case; null where there is none. */
export async function readCountry(store: Store, wanted: string): Promise<CountryDetail | null> {
  const code = wanted.toUpperCase();
  const [[country], spellings, registered, blocs, [memberState]] = await Promise.all([
    read(store, code),
    store.query<CountryDetail['spellings'][number]>(sql`
      select country_text as text, count(*)::int as authorships from authorship
      where country = ${code} and country_text is not null and removed_at is null
      group by 1 order by 2 desc, 1 limit 100`),
    store.query<CountryDetail['registered'][number]>(sql`
      select o.id, o.name, o.kind from organisation o where o.country = ${code} and ${isStanding}
      order by lower(o.name), o.id`),
    store.query<CountryDetail['blocs'][number]>(sql`
      select b.id, b.name, b.kind, m.from::text as from, m.to::text as to, m.precision, m.checked, m.source
      from bloc_membership m join bloc b on b.id = m.bloc_id where m.country = ${code} order by b.name, m.from`),
    store.query<NonNullable<CountryDetail['memberState']>>(sql`
      select name, region, entered::text as entered from member_state where country = ${code} and removed_at is null`),
  ]);
  return country ? { ...country, spellings, registered, blocs, memberState: memberState ?? null } : null;
}

const read = (store: Store, code: string | null): Promise<ListedCountry[]> =>
  store.query<ListedCountry>(sql`
    select c.code, c.name, c.region, c.from, c.to,
           (select count(*)::int from organisation o where o.country = c.code and ${isStanding}) as organisations,
           coalesce(n.counts, '[]') as counts
    from country c left join (${countedBy('country')}) n on n.key = c.code
    where ${code}::text is null or c.code = ${code} order by c.name, c.code`);
