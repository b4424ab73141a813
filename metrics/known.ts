import { Unexpected } from '#lib/unexpected.ts';
import { type Store, sql } from '#prisma/client.ts';

type Name = 'group' | 'organisation' | 'country';

const words: Record<Name, string> = {
  group: 'the id of a group, as /api/v1/groups lists them',
  organisation: 'the id of an organisation, as /api/v1/organisations lists them, independent or unknown',
  country: 'an ISO country code, as /api/v1/countries lists them, international or unknown',
};
const others: Record<Name, readonly string[]> = {
  group: [],
  organisation: ['independent', 'unknown'],
  country: ['international', 'unknown'],
};
const idsOf = {
  group: (id: string) =>
    sql`select id from "group" where lower(id) = lower(${id}) order by id = ${id} desc, id limit 1`,
  organisation: (id: string) =>
    sql`select id from organisation where lower(id) = lower(${id}) order by id = ${id} desc, id limit 1`,
  country: (id: string) => sql`select code as id from country where code = upper(${id})`,
};

/** An id as we write it, whatever its case; null where nobody has it. */
export async function idOf(store: Store, name: Name, asked: string): Promise<string | null> {
  const [found] = await store.query<{ id: string }>(idsOf[name](asked));
  return found?.id ?? null;
}

/**
 * The same filters with each id as we write it. An id that nobody has would read as a zero, and a zero is a statement.
 * @throws Unexpected naming the parameter whose id we do not know
 */
export async function knownParams<Filters extends Partial<Record<Name, string | null>>>(
  store: Store,
  filters: Filters,
): Promise<Filters> {
  const known: Partial<Record<Name, string | null>> = {};
  for (const name of Object.keys(words) as Name[]) {
    const asked = filters[name];
    if (!asked) continue;
    const id =
      others[name].find((other) => other === asked.toLowerCase()) ?? (await idOf(store, name, asked));
    if (!id) throw new Unexpected(`parameter ${name}`, JSON.stringify(asked), words[name]);
    known[name] = id;
  }
  return { ...filters, ...known };
}
