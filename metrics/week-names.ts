import { type Store, sql } from '#prisma/client.ts';
import type { WeekDocument } from './week-documents.ts';
import type { WeekPost } from './week-posts.ts';
import type { WeekProposal } from './week-proposals.ts';

const distinct = (ids: readonly (string | null)[]) => [
  ...new Set(ids.filter((id): id is string => id !== null)),
];

/** The names of everything the week's documents, posts and proposals point to, by kind and id; and of what is followed by these keys. */
export async function readNames(
  store: Store,
  documents: readonly WeekDocument[],
  posts: readonly WeekPost[],
  proposals: readonly WeekProposal[],
  followed: readonly string[],
): Promise<Record<string, string>> {
  const countries = distinct([
    ...documents.flatMap((d) => d.countries),
    ...posts.map((p) => p.country),
    ...proposals.flatMap((p) => p.countries),
  ]);
  const organisations = distinct([
    ...documents.flatMap((d) => d.organisations),
    ...posts.map((p) => p.organisation),
    ...proposals.flatMap((p) => p.organisations),
    ...followed.flatMap((key) => key.match(/^organisation:(.*)/)?.[1] ?? []),
  ]);
  const groups = distinct([...documents, ...posts].flatMap(({ group, parent }) => [group, parent]));
  const rows = await store.query<{ key: string; name: string }>(sql`
    select 'country:' || code as key, name from country where code = any(${countries}::text[])
    union all select 'organisation:' || id, name from organisation where id = any(${organisations}::text[])
    union all select 'group:' || id, name from "group" where id = any(${groups}::text[])
    union all select 'bloc:' || id, name from bloc`);
  return Object.fromEntries([
    ...rows.map((row): [string, string] => [row.key, row.name]),
    ...proposals.map(({ proposal, name }): [string, string] => [`proposal:${proposal}`, name]),
  ]);
}
