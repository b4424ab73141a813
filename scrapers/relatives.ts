import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { resolveOrganisations } from '#entities/organisation.ts';
import { Unexpected } from '#lib/unexpected.ts';
import type { Store } from '#prisma/client.ts';
import {
  readFamilies,
  readKin,
  type StoredFamily,
  type StoredKin,
  saveCandidates,
} from '#prisma/relatives.ts';
import { type Family, type Kin, matchesOf, personKey } from './kinship.ts';

const reviewedPath = join(import.meta.dirname, '..', 'facts', 'proposals', 'reviewed.yaml');
/** How many candidates a family may have: a list nobody can read through warns of nothing. */
const most = 30;

const Reviewed = z.array(
  z.strictObject({
    proposal: z.string(),
    document: z.string(),
    decision: z.enum(['accepted', 'rejected']),
    reason: z.string().min(1),
    on: z.iso.date(),
  }),
);
export type Reviewed = z.infer<typeof Reviewed>;

/** @throws Unexpected naming the entry */
export function readReviewed(text = readFileSync(reviewedPath, 'utf8')): Reviewed {
  const parsed = Reviewed.safeParse(parse(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Unexpected(
      `facts/proposals/reviewed.yaml ${issue?.path.join('.')}`,
      'a wrong entry',
      issue?.message ?? '',
    );
  }
  return parsed.data;
}

export const kinOf = ({ id, title, abstract, group, authors, related }: StoredKin): Kin => ({
  id,
  title,
  abstract,
  group,
  people: authors.flatMap(({ person, name, organisation }) =>
    [person, personKey(name, organisation)].filter((key): key is string => key !== null),
  ),
  organisations: authors.flatMap(({ organisation }) => organisation ?? []),
  related,
});

const resolved = (text: string | undefined): string | null =>
  text ? (resolveOrganisations(text, { country: null, on: null })[0]?.organisation ?? null) : null;

/** What a family is known by: its dossier, and what the database holds of its documents. */
export function familyOf(stored: StoredFamily, kin: ReadonlyMap<string, Kin>): Family {
  const documents = new Set([
    ...stored.events.flatMap(({ document }) => document ?? []),
    ...stored.authors.map(({ document }) => document),
  ]);
  const people = new Map<string, string>();
  for (const { authors } of stored.authors)
    for (const { name, affiliation } of authors) {
      const key = personKey(name, resolved(affiliation));
      if (key) people.set(key, name);
    }
  const organisations = new Map<string, string>();
  for (const actor of stored.events.flatMap(({ actors }) => actors))
    if (actor.organisationId && /^(?:proposes|co-sponsors)$/.test(actor.role))
      organisations.set(actor.organisationId, actor.name);
  const own = [...documents].flatMap((id) => kin.get(id) ?? []);
  return {
    slug: stored.slug,
    phrases: [...new Set([...stored.names, ...stored.search.words].map((phrase) => phrase.toLowerCase()))],
    texts: [
      ...stored.events.filter(({ document }) => document).map(({ title }) => title),
      ...own.map(({ abstract }) => abstract ?? ''),
    ],
    documents,
    people,
    organisations,
    groups: new Set(stored.search.groups),
  };
}

/**
 * Looks at every document dated after a family's first step for what may continue it, and saves the likeliest as
 * candidates with their reasons. A candidate is never a fact.
 * @returns how many there are, and how many came up now
 */
export async function findRelatives(
  store: Store,
  reviewed = readReviewed(),
): Promise<{ found: number; added: number }> {
  const stored = await readKin(store);
  const families = await readFamilies(store);
  const kin = stored.map(kinOf);
  const byId = new Map(kin.map((one) => [one.id, one]));
  const dayOf = new Map(stored.map(({ id, day }) => [id, day]));
  const first = new Map(families.map(({ slug, events }) => [slug, events[0]?.date ?? '']));
  const decisions = new Map(reviewed.map((row) => [`${row.proposal} ${row.document}`, row]));
  const taken = new Map<string, number>();
  const rows = matchesOf(
    families.map((family) => familyOf(family, byId)),
    kin,
  ).flatMap(({ slug, id, score, reasons }) => {
    const day = dayOf.get(id);
    const decision = decisions.get(`${slug} ${id}`);
    const count = taken.get(slug) ?? 0;
    if (!decision && ((day && day < (first.get(slug) ?? '')) || count >= most)) return [];
    taken.set(slug, count + 1);
    return [
      {
        proposal_slug: slug,
        document_id: id,
        score,
        reasons,
        review: decision?.decision ?? ('open' as const),
        review_reason: decision?.reason ?? null,
      },
    ];
  });
  return { found: rows.length, added: await saveCandidates(store, rows) };
}
