import { countryOfText } from '#entities/country.ts';
import { resolveItuSource, stateNamed } from '#entities/itu-source.ts';
import { lists, resolveOrganisations } from '#entities/organisation.ts';
import { isoDay } from '#lib/week.ts';
import type { Batch } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import type { Row } from '#prisma/records.ts';
import { sourcesOf, storedRows } from '#prisma/stored.ts';
import { staffPosts } from './itu/posts.ts';
import { organisationOf } from './itu/roster-rows.ts';
import { countryOfSite } from './root-servers/letter-file.ts';

const names = new Map(lists.organisations.map((row) => [row.id, row.name]));

/** What the words of stored rows mean to today's lists where it differs from what they meant, by the source that read them. */
export async function restated(store: Store): Promise<Map<string, Batch>> {
  const found = new Map<string, Batch>();
  const add = (source: string, batch: Batch) => {
    if (Object.values(batch).some((rows) => rows.length))
      found.set(source, { ...found.get(source), ...batch });
  };
  for (const source of await sourcesOf(store, 'authorship')) {
    const read = authorOf(source);
    if (read) add(source, { authorship: changed(await storedRows(store, 'authorship', source), read) });
  }
  for (const source of await sourcesOf(store, 'revision_author'))
    add(source, {
      revision_author: changed(await storedRows(store, 'revision_author', source), datatrackerAuthor),
    });
  for (const source of await sourcesOf(store, 'instance'))
    add(source, {
      instance: changed(await storedRows(store, 'instance', source), (row) => ({
        country: countryOfSite(row.country_text ?? '', row.town ?? ''),
      })),
    });
  for (const source of await sourcesOf(store, 'tenure'))
    if (source.startsWith('itu-'))
      add(source, { tenure: changed(await storedRows(store, 'tenure', source), rosterLine) });
  for (const source of await sourcesOf(store, 'attendance')) {
    const days = new Map((await storedRows(store, 'meeting', source)).map((row) => [row.id, row.from]));
    add(source, {
      attendance: changed(await storedRows(store, 'attendance', source), (row) => cell(row, days)),
    });
  }
  return found;
}

function changed<R extends object>(rows: readonly R[], read: (row: R) => Partial<R>): R[] {
  return rows.flatMap((row) => {
    const now = { ...row, ...read(row) };
    return (Object.keys(now) as (keyof R)[]).some((key) => now[key] !== row[key]) ? [now] : [];
  });
}

type Author = Row<'authorship'>;

/**
 * As the parser of the source reads a country. What an RFC's address states is read from several lines of its text, which
 * only a reading of the text finds again.
 */
function authorOf(source: string): ((row: Author) => Partial<Author>) | null {
  if (source === 'ietf-drafts') return datatrackerAuthor;
  if (!source.startsWith('itu-')) return null;
  return (row) => {
    if (row.role !== 'source' && row.role !== 'liaison') return {};
    const { role, countryText, country } = resolveItuSource(row.name ?? '', null);
    return role === 'source' ? { country_text: countryText, country } : {};
  };
}

const datatrackerAuthor = ({ country_text }: { country_text: string | null }) => ({
  country: country_text ? countryOfText(country_text) : null,
});

/** A line of a roster: the secretariat's staff has no country of its own. */
function rosterLine(row: Row<'tenure'>): Partial<Row<'tenure'>> {
  const { organisation_text: text, country_text, post, to } = row;
  const country = country_text && !staffPosts.has(post ?? '') ? stateNamed(country_text) : null;
  return { country, organisation_id: text ? organisationOf(text, country, to ?? isoDay()) : null };
}

/** A cell of an attendance list; what starter data sums up by organisation stands under the organisation's own name. */
function cell(
  row: Row<'attendance'>,
  days: ReadonlyMap<string | null, string | null>,
): Partial<Row<'attendance'>> {
  const { organisation_text: text, organisation_id: known, country, summed_by, folded } = row;
  if (!text || folded || summed_by === 'country' || (known && names.get(known) === text)) return {};
  const on = days.get(row.meeting_id) ?? null;
  const parts = resolveOrganisations(text, { country, on });
  return { organisation_id: parts.length === 1 ? (parts[0]?.organisation ?? null) : null };
}
