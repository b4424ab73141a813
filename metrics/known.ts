import { Unexpected } from '#lib/unexpected.ts';
import { type Sql, type Store, sql } from '#prisma/client.ts';
import { postLevels } from './post-levels.ts';

/** What an id is and where it is listed, which words stand beside the ids, and how it is found in any case. */
interface Ids {
  words: string;
  others: readonly string[];
  find(asked: string): Sql;
}

const ids = {
  group: {
    words: 'the id of a group, as /api/v1/groups lists them',
    others: [],
    // A board whose roster is known need not be known as a group.
    find: (asked) => sql`
      select id from (
        select id from "group" union select group_id from tenure
      ) known where lower(id) = lower(${asked}) order by id = ${asked} desc, id limit 1`,
  },
  organisation: {
    words: 'the id of an organisation, as /api/v1/organisations lists them, independent or unknown',
    others: ['independent', 'unknown'],
    find: (asked) =>
      sql`select id from organisation where lower(id) = lower(${asked}) order by id = ${asked} desc, id limit 1`,
  },
  country: {
    words: 'an ISO country code, as /api/v1/countries lists them, international or unknown',
    others: ['international', 'unknown'],
    find: (asked) => sql`select code as id from country where code = upper(${asked})`,
  },
  meeting: {
    words: 'the id of a meeting, as /meetings lists them',
    others: [],
    find: (asked) =>
      sql`select id from meeting where lower(id) = lower(${asked}) order by id = ${asked} desc, id limit 1`,
  },
  proposal: {
    words: 'the slug of a family, as /api/v1/proposals lists them',
    others: [],
    find: (asked) => sql`select slug as id from proposal where slug = lower(${asked}) and removed_at is null`,
  },
} satisfies Record<string, Ids>;
type IdName = keyof typeof ids;

/** Words of a list that grows with what is read: those that mean something whatever was read, and those rows have now. */
interface Words {
  always: readonly string[];
  held: Sql;
}

const vocabularies = {
  'group body': {
    always: ['ietf', 'irtf', 'iab', 'itu', 'itu-t', 'itu-r', 'itu-d'],
    held: sql`select distinct body as word from "group"`,
  },
  'group kind': {
    always: ['area', 'wg', 'rg', 'sg', 'wp', 'question', 'fg', 'tsag'],
    held: sql`select distinct kind as word from "group"`,
  },
  'group state': {
    always: ['active', 'concluded'],
    held: sql`select distinct state as word from "group" where state is not null`,
  },
  'organisation kind': { always: [], held: sql`select distinct kind as word from organisation` },
  bloc: { always: [], held: sql`select id as word from bloc` },
  post: {
    always: postLevels.flatMap(({ id, posts }) => [id, ...posts]),
    held: sql`select distinct post as word from tenure`,
  },
} satisfies Record<string, Words>;

/** An id as we write it, whatever its case; null where nobody has it. */
export async function idOf(store: Store, name: IdName, asked: string): Promise<string | null> {
  const [found] = await store.query<{ id: string }>(ids[name].find(asked));
  return found?.id ?? null;
}

/**
 * The id that a parameter asks for, as we write it; null where it asks for none.
 * @throws Unexpected naming the parameter and where the ids are listed
 */
export async function knownId(
  store: Store,
  name: IdName,
  asked: string | null | undefined,
  parameter: string = name,
): Promise<string | null> {
  if (!asked) return null;
  const { others, words }: Ids = ids[name];
  const id = others.find((other) => other === asked.toLowerCase()) ?? (await idOf(store, name, asked));
  if (!id) throw new Unexpected(`parameter ${parameter}`, JSON.stringify(asked), words);
  return id;
}

/**
 * A word of one of our lists, whatever its case; null where none is asked for.
 * @throws Unexpected naming the parameter and every word there is
 */
export async function knownWord(
  store: Store,
  name: keyof typeof vocabularies,
  asked: string | null | undefined,
  parameter = name.split(' ').at(-1),
): Promise<string | null> {
  if (!asked) return null;
  const { always, held }: Words = vocabularies[name];
  const rows = await store.query<{ word: string }>(held);
  const words = [...new Set([...always, ...rows.map(({ word }) => word)])].sort();
  const found = words.find((word) => word.toLowerCase() === asked.toLowerCase());
  if (found) return found;
  throw new Unexpected(`parameter ${parameter}`, JSON.stringify(asked), `one of ${words.join(', ')}`);
}

/** What a question may be restricted to by an id or a word of ours. */
type Restricted = Partial<
  Record<'group' | 'organisation' | 'country' | 'meeting' | 'bloc' | 'post' | 'with', string | null>
> & { of?: 'organisation' | 'country' };

/**
 * The same filters with each id as we write it. One that nobody has would read as a zero, and a zero is a statement.
 * @throws Unexpected naming the parameter whose value we do not know
 */
export async function knownParams<Filters extends Restricted>(
  store: Store,
  filters: Filters,
): Promise<Filters> {
  const known: Restricted = {};
  for (const name of ['group', 'organisation', 'country', 'meeting'] as const)
    if (filters[name]) known[name] = await knownId(store, name, filters[name]);
  for (const name of ['bloc', 'post'] as const)
    if (filters[name]) known[name] = await knownWord(store, name, filters[name]);
  if (filters.of && filters.with)
    known.with =
      filters.with.toLowerCase() === 'alone'
        ? 'alone'
        : await knownId(store, filters.of, filters.with, 'with');
  return { ...filters, ...known };
}
