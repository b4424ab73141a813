import { countryOfText } from '#entities/country.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { blank, type Row } from '#prisma/records.ts';
import { partRows } from '../part-rows.ts';
import { keyOf, keyOrNull, type Placed } from './datatracker.ts';
import type { AuthorRecord, Pass, RevisionRecord } from './draft-pass.ts';
import { groupOf } from './group-tables.ts';
import { lastCallEnd } from './last-call.ts';
import { dayOf } from './moments.ts';
import type { Notes } from './notes.ts';

const streams: Readonly<Record<string, string>> = {
  ietf: 'IETF',
  irtf: 'IRTF',
  iab: 'IAB',
  ise: 'INDEPENDENT',
  editorial: 'Editorial',
  legacy: 'Legacy',
};
const stages: Readonly<Record<string, string>> = {
  active: 'active',
  expired: 'expired',
  rfc: 'published',
  repl: 'replaced',
  'auth-rm': 'withdrawn',
  'ietf-rm': 'withdrawn',
};

/** The states of documents, by their number in the Datatracker. */
export type States = ReadonlyMap<string, { slug: string; type: string }>;

/** What a pass says of drafts, as rows. */
export function draftRows(
  pass: Pass,
  groups: ReadonlyMap<string, string>,
  states: States,
  nameOf: NameOf,
  today: string,
  notes: Notes,
) {
  const document: Row<'document'>[] = [];
  const authors: DraftAuthors = { authorship: [], parts: [], authorshipPerson: [] };
  const revision: Row<'revision'>[] = [];
  const event: Row<'document_event'>[] = [];
  for (const [name, { row, pageId }] of pass.documents) {
    const revisions = revisionRows(name, pass.revisions.get(name) ?? [], today);
    revision.push(...revisions);
    const days = revisions.flatMap(({ submitted }) => submitted ?? []).sort();
    const stream = keyOrNull(row.stream);
    const label = stream === null ? null : streams[stream];
    if (label === undefined)
      throw new Unexpected(`${name} stream`, stream ?? '', `one of ${Object.keys(streams).join(', ')}`);
    document.push({
      ...blank('document'),
      id: name,
      body: 'ietf',
      kind: 'internet-draft',
      title: row.title.trim().replace(/\s+/g, ' '),
      stage: stageOf(name, row.states, states),
      stream: label,
      group_id: groupOf(row.group, groups),
      pages: row.pages,
      submitted: days[0] ?? null,
      last_submitted: days.at(-1) ?? null,
      rev: row.rev || null,
      expires: row.expires?.slice(0, 10) ?? null,
      abstract: row.abstract.trim() || null,
      url: `https://datatracker.ietf.org/doc/${encodeURIComponent(name)}/`,
      index_page_id: pageId,
    });
    if (/^draft-(?:ietf|irtf)-/.test(name) && days[0]) {
      event.push({
        id: `named-${name}`,
        document_id: name,
        type: 'adopted',
        at: days[0],
        until: null,
        text: 'its name is that of a group document from the first revision',
        page_id: pageId,
      });
    }
    addAuthors(authors, pass, nameOf, name, days.at(-1) ?? null);
  }
  event.push(...eventRows(pass, today, notes));
  return { document, ...authors, revision, event };
}

/** Each revision once, with the earliest day that any event tells of it. */
function revisionRows(name: string, told: readonly RevisionRecord[], today: string): Row<'revision'>[] {
  const revisions = new Map<string, Row<'revision'>>();
  for (const { row, pageId } of told) {
    const submitted = dayOf(row.time, today);
    const before = revisions.get(row.rev);
    if (before && (!submitted || (before.submitted && before.submitted <= submitted))) continue;
    revisions.set(row.rev, { document_id: name, rev: row.rev, submitted, page_id: pageId });
  }
  return [...revisions.values()];
}

interface DraftAuthors {
  authorship: Row<'authorship'>[];
  parts: Row<'authorship_organisation'>[];
  authorshipPerson: Row<'authorship_person'>[];
}

const inOrder = (a: AuthorRecord, b: AuthorRecord) => a.row.order - b.row.order || a.row.id - b.row.id;

/** Adds the authors of a draft; `on`: the day of its newest revision, which they are those of. */
function addAuthors(to: DraftAuthors, pass: Pass, nameOf: NameOf, name: string, on: string | null): void {
  const authors = (pass.authors.get(name) ?? []).toSorted(inOrder);
  for (const [at, { row: author, pageId: page }] of authors.entries()) {
    const position = at + 1;
    const person = keyOf(author.person);
    const affiliation = author.affiliation.trim() || null;
    const countryText = author.country.trim() || null;
    const country = countryText ? countryOfText(countryText) : null;
    const printed = nameOf(person);
    to.authorship.push({
      ...blank('authorship'),
      document_id: name,
      position,
      name: printed,
      role: 'author',
      is_organisation: false,
      affiliation,
      country_text: countryText,
      country,
      page_id: page,
    });
    to.authorshipPerson.push({
      document_id: name,
      position,
      person_id: person,
      name: printed,
      affiliation,
      country_text: countryText,
      page_id: page,
    });
    if (affiliation) to.parts.push(...partRows(name, position, affiliation, country, on));
  }
}

/** The steps of documents' lives that events tell, without those of no day. */
function eventRows(pass: Pass, today: string, notes: Notes): Row<'document_event'>[] {
  const rows: Row<'document_event'>[] = [];
  for (const { row, pageId, step } of pass.events.values()) {
    const at = dayOf(row.time, today);
    if (!at) continue;
    const until = step === 'last-call' ? lastCallEnd(row.desc, at) : null;
    if (until === 'unlikely') notes.add('a last call ends on a day that cannot be: it has no end here');
    rows.push({
      id: `docevent-${row.id}`,
      document_id: keyOf(row.doc),
      type: step,
      at,
      until: until === 'unlikely' ? null : until,
      text: row.desc.replace(/<[^>]*>/g, '').trim() || null,
      page_id: pageId,
    });
  }
  return rows;
}

/** How persons are called, by id. */
export type NameOf = (person: string) => string;

/** Those of the persons read who wrote something. */
export function personRows(
  people: ReadonlyMap<string, Placed<{ id: number; name: string }>>,
  authors: readonly Row<'authorship_person'>[],
): Row<'person'>[] {
  const writers = new Set(authors.map((row) => row.person_id ?? ''));
  return [...people]
    .filter(([id]) => writers.has(id))
    .map(([id, { row, pageId }]) => ({
      id,
      body: 'ietf',
      name: row.name.trim() || `person ${id}`,
      page_id: pageId,
    }));
}

function stageOf(name: string, uris: readonly string[], states: States): string {
  for (const uri of uris) {
    const state = states.get(keyOf(uri));
    if (!state) throw new Unexpected(`${name} state`, uri, 'a state of doc/state');
    if (state.type !== 'draft') continue;
    const stage = stages[state.slug];
    if (!stage) throw new Unexpected(`${name} state`, state.slug, `one of ${Object.keys(stages).join(', ')}`);
    return stage;
  }
  return 'unknown';
}
