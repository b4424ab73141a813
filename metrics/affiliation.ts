import { type Sql, sql } from '#prisma/client.ts';
import type { Country } from './country.ts';

/**
 * What a document printed that is the nearest to these days of a post: for whom its holder worked then. `from` to the day
 * before `to`; both null where it is the beginning or the end of what is known of the post.
 */
export interface Affiliation {
  /** The first day; null where it is not known since when the post is held. */
  from: string | null;
  /** The day it ended; null while it lasts. */
  to: string | null;
  /** As printed on the first of the documents; null: unknown, for no document is within twelve months. */
  organisationText: string | null;
  organisation: { id: string; name: string } | null;
  countryText: string | null;
  country: Country | null;
  /** The documents in the order of their days, each with the days to which it is the nearest. */
  documents: AffiliationDocument[];
}

export interface AffiliationDocument {
  id: string;
  /** The day it speaks of: an RFC of when it was published, a draft of its newest revision. */
  day: string;
  from: string;
  to: string | null;
}

/** The affiliation `a` of tenure `t` on a day: at most one row. Rosters that print one themselves have none here. */
export const affiliationOn = (day: Sql): Sql => sql`
  left join tenure_affiliation a on a.tenure_id = t.id and a.removed_at is null and a.from <= ${day} and ${day} < a.to`;

/** What is stated of tenure `t` on the day of affiliation `a`: by its roster, or else by the document. */
export const stated = {
  organisation: sql`coalesce(t.organisation_id, a.organisation_id)`,
  organisationText: sql`coalesce(t.organisation_text, a.organisation_text)`,
  country: sql`coalesce(t.country, a.country)`,
  countryText: sql`coalesce(t.country_text, a.country_text)`,
};

/** The first day on which tenure `t` is known to be held. */
const knownSince = sql`coalesce(t.from, t.to - 1, t.first_seen::date)`;

/** Whether tenure `t` was with an organisation on any of its days up to today, by its roster or a document. */
export const wasEverOf = (organisation: Sql): Sql => sql`(t.organisation_id = ${organisation} or exists (
  select from tenure_affiliation s where s.tenure_id = t.id and s.organisation_id = ${organisation}
    and s.removed_at is null and s.from <= current_date and s.to > ${knownSince}))`;

/** A document that is the nearest to days of a post, as `nearestDocuments` tells it. */
export interface Nearest extends Omit<Affiliation, 'documents' | 'from'> {
  document: string;
  day: string;
  from: string;
}

/** The documents of tenure `t` as json, in the order of their days; null where there are none. Nothing of days to come. */
export const nearestDocuments = sql`(
  select json_agg(json_build_object(
           'from', s.from, 'to', case when s.to <= current_date then s.to end, 'document', s.document_id, 'day', s.document_day,
           'organisationText', s.organisation_text, 'countryText', s.country_text,
           'organisation', case when n.id is not null then json_build_object('id', n.id, 'name', n.name) end,
           'country', case when s.country is not null
             then json_build_object('code', s.country, 'name', coalesce(w.name, s.country)) end) order by s.from)
  from tenure_affiliation s left join organisation n on n.id = s.organisation_id left join country w on w.code = s.country
  where s.tenure_id = t.id and s.removed_at is null and s.from <= current_date and s.to > ${knownSince})`;

/**
 * The days of a post by the organisation and country that its holder stated: joined where both stay the same, whatever the
 * spelling, with the unknown between them. Nothing where the roster prints the organisation itself.
 * @param today ISO day
 */
export function affiliationsIn(
  post: { from: string | null; to: string | null },
  nearest: readonly Nearest[] | null,
  today: string,
): Affiliation[] {
  if (!nearest) return [];
  const found: Affiliation[] = [];
  let until = post.from;
  for (const { document, day, ...one } of nearest) {
    if (until !== null && until < one.from) found.push(unknownFrom(until, one.from));
    const last = found.at(-1);
    const at = { id: document, day, from: one.from, to: one.to };
    if (last && last.to === one.from && isSame(last, one)) {
      last.to = one.to;
      last.documents.push(at);
    } else found.push({ ...one, from: until === null ? null : one.from, documents: [at] });
    until = one.to;
  }
  const isOver = post.to !== null && post.to <= today;
  if (until !== null && until < (isOver ? (post.to ?? today) : today))
    found.push(unknownFrom(until, isOver ? post.to : null));
  return found;
}

const unknownFrom = (from: string | null, to: string | null): Affiliation => ({
  ...{ from, to, organisationText: null, organisation: null, countryText: null, country: null },
  documents: [],
});

const isSame = (one: Omit<Affiliation, 'documents'>, other: Omit<Affiliation, 'documents'>): boolean =>
  (one.organisation?.id ?? one.organisationText) === (other.organisation?.id ?? other.organisationText) &&
  (one.country?.code ?? one.countryText) === (other.country?.code ?? other.countryText);
