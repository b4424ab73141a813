import { plainLetters } from '#lib/charset.ts';
import type { Row } from '#prisma/records.ts';
import type { StoredTenure } from '#prisma/stored.ts';
import type { Reader } from '../contract.ts';
import { field, keyOf } from './datatracker.ts';
import type { Notes } from './notes.ts';
import { readIfAnswered } from './read-table.ts';
import { partsOf } from './table-parts.ts';

const aliasTable = {
  resource: 'person/alias',
  fields: { id: field.id, name: field.text, person: field.uri },
  optional: true as const,
};

/** A tenure as the tables of roles tell it now. */
export type Told = Pick<Row<'tenure'>, 'group_id' | 'post' | 'person_name'> & { id: string; person: string };

/** The id of a tenure: one of a person in a post of a group, by the Datatracker's numbers. */
export const tenureId = (group: number, post: string, person: string, nth: number): string =>
  `ietf-${group}-${post}-${person}-${nth}`;
const withPerson = (id: string, person: string): string => id.replace(/-\d+(-\d+)$/, `-${person}$1`);

const bare = (name: string) =>
  plainLetters(name)
    .toLowerCase()
    .replace(/[\s.,'-]+/g, ' ')
    .trim();

/**
 * The stored tenures that go on under another person's number, by the id they have now. The Datatracker merges the two
 * accounts of one person and gives every role of the one, also those of the past, to the other: a number that no table
 * of roles has any more, and in the same post of the same group a new one of the same name, or that has the name among
 * its aliases.
 */
export async function mergedTenures(
  reader: Reader,
  stored: ReadonlyMap<string, StoredTenure>,
  told: readonly Told[],
  notes: Notes,
): Promise<Map<string, StoredTenure>> {
  const present = new Set(told.map(({ person }) => person));
  const fresh = new Map<string, Told[]>();
  for (const one of told) {
    if (stored.has(one.id)) continue;
    const place = `${one.group_id} ${one.post}`;
    fresh.set(place, [...(fresh.get(place) ?? []), one]);
  }
  const pairs: { before: StoredTenure; now: Told }[] = [];
  for (const before of stored.values()) {
    if (!before.id || !before.person_id || present.has(before.person_id)) continue;
    for (const now of fresh.get(`${before.group_id} ${before.post}`) ?? [])
      if (now.id === withPerson(before.id, now.person)) pairs.push({ before, now });
  }
  const isSame = ({ before, now }: (typeof pairs)[number]) =>
    bare(before.person_name ?? '') === bare(now.person_name ?? '');
  const aliases = await readAliases(
    reader,
    pairs.filter((pair) => !isSame(pair)).map(({ now }) => now.person),
    notes,
  );
  const found = new Map<string, StoredTenure>();
  for (const pair of pairs) {
    const { before, now } = pair;
    const isOne = isSame(pair) || aliases.get(now.person)?.has(bare(before.person_name ?? ''));
    if (isOne && !found.has(now.id) && ![...found.values()].includes(before)) found.set(now.id, before);
  }
  return found;
}

/** The names each person is known by, without signs and capitals. */
async function readAliases(
  reader: Reader,
  persons: readonly string[],
  notes: Notes,
): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  const keys = [...new Set(persons)].sort((a, b) => Number(a) - Number(b));
  const of = { param: 'person', keys, keyOf: (row: { person: string }) => keyOf(row.person), atOnce: 100 };
  for (const part of partsOf(aliasTable, of))
    for (const { row } of (await readIfAnswered(reader, { ...part, optional: true }, notes)) ?? []) {
      const names = found.get(keyOf(row.person)) ?? new Set();
      found.set(keyOf(row.person), names.add(bare(row.name)));
    }
  return found;
}
