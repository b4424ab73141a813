import { countryOfText } from '#entities/country.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { partRows } from '../part-rows.ts';
import {
  datatracker,
  dayOf,
  keyOf,
  keyOrNull,
  Notes,
  readPersons,
  readTable,
  redact,
} from './datatracker.ts';
import { grouped, overlay, type Pass, readAll, readSince } from './draft-pass.ts';
import {
  authorsOf,
  authorTable,
  isLineage,
  relations,
  relationTable,
  rfcAuthorTable,
  stateTable,
} from './draft-tables.ts';
import { earlierAuthorRows } from './earlier-authors.ts';
import { groupOf, readGroups } from './group-tables.ts';
import { lastCallEnd } from './last-call.ts';
import { personsOfRfc, type ToldAuthor } from './rfc-persons.ts';
import { worksOf } from './works.ts';

/** Internet-Drafts with their authors, revisions and fate, and who the authors of RFCs are. */
export const ietfDrafts: Source = {
  ...datatracker,
  id: 'ietf-drafts',
  title: 'Internet-Drafts',
  cadenceHours: 24,
  floor: { document: 3000, authorship: 8000, revision: 10_000, relation: 3000, authorship_person: 10_000 },
  filled: {
    document: { title: 1, stage: 1, submitted: 0.9 },
    authorship: { name: 1, affiliation: 0.5, country: 0.3 },
  },
  redact,
  gather,
};

/** After this many days everything is read again, whatever the events say: deletions and silent edits come to light. */
const fullPassDays = 28;
const dayMs = 86_400_000;

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

async function gather(reader: Reader): Promise<Gathered> {
  const notes = new Notes();
  const today = new Date().toISOString().slice(0, 10);
  const { memo } = reader;
  const isDue =
    reader.refetch ||
    !memo.full ||
    !memo.since ||
    !memo.earlier ||
    Date.parse(today) - Date.parse(memo.full) >= fullPassDays * dayMs;
  const passes = isDue ? [] : (memo.passes ?? '').split(' ').filter(Boolean);
  const hasEarlier = memo.earlier === 'read';
  let isFull = isDue;
  let pass: Pass;
  if (reader.replay) {
    // The archive holds the last full pass and what was read since, in order.
    pass = await readAll(reader, notes);
    for (const since of (memo.passes ?? '').split(' ').filter(Boolean))
      pass = overlay(pass, await readSince(reader, since, hasEarlier, notes));
    isFull = true;
  } else if (isDue) {
    pass = await readAll(reader, notes);
  } else {
    const since = memo.since ?? '';
    if (passes.at(-1) !== since) passes.push(since);
    pass = await readSince(reader, since, hasEarlier, notes);
    if (!hasEarlier) notes.add('the authors of earlier revisions were not answered when all was read');
  }

  const { ids } = await readGroups(reader, notes);
  const states = new Map(
    (await readTable(reader, stateTable, notes)).map(({ row }) => [
      String(row.id),
      { slug: row.slug, type: keyOf(row.type) },
    ]),
  );
  const lineage = await readTable(reader, { ...relationTable, filters: [isLineage] }, notes);
  const rfcPeople = await rfcPersons(reader, pass, notes);
  const built = draftRows(pass, ids, states, today, notes);
  const touched = [...pass.documents.keys()];
  const scope = isFull ? ('all' as const) : { column: 'document_id', values: touched };
  const rfcs = [...new Set(rfcPeople.map((row) => row.document_id ?? ''))];
  const newest = pass.newest || (memo.since ?? '');
  return {
    rows: {
      person: personRows(pass, [...built.authorshipPerson, ...rfcPeople]),
      document: built.document,
      relation: lineage.map(({ row, pageId }) => ({
        source_id: keyOf(row.source),
        target_id: keyOf(row.target),
        type: relations[keyOf(row.relationship)] ?? '',
        page_id: pageId,
      })),
      authorship: built.authorship,
      authorship_organisation: built.parts,
      authorship_person: [...built.authorshipPerson, ...rfcPeople],
      revision: built.revision,
      ...(pass.earlier && {
        revision_author: earlierAuthorRows(pass.earlier, (person) => nameOf(pass, person)),
      }),
      document_event: built.event,
      work: worksOf(
        lineage.map(({ row }) =>
          keyOf(row.relationship) === 'replaces'
            ? { id: row.id, later: keyOf(row.source), earlier: keyOf(row.target) }
            : { id: row.id, later: keyOf(row.target), earlier: keyOf(row.source) },
        ),
      ),
    },
    scopes: {
      document: isFull ? 'all' : null,
      relation: 'all',
      authorship: scope,
      authorship_organisation: scope,
      authorship_person: isFull ? 'all' : { column: 'document_id', values: [...touched, ...rfcs] },
      revision: scope,
      revision_author: scope,
      document_event: isFull ? 'all' : null,
      work: 'all',
    },
    asOf: today,
    notes: notes.list(),
    ...(reader.replay
      ? {}
      : {
          memo: {
            ...notes.memo(memo),
            full: isDue ? today : (memo.full ?? today),
            since: dayBefore(newest),
            passes: passes.join(' '),
            earlier: isDue ? (pass.earlier ? 'read' : 'none') : (memo.earlier ?? 'none'),
          },
        }),
  };
}

/** A day earlier, so that events filed late are met: the same drafts twice are no change. */
const dayBefore = (time: string): string =>
  time ? `${new Date(Date.parse(time) - dayMs).toISOString().slice(0, 19)}Z` : '';

/** Persons of the RFCs' authors. For an RFC that has rfcauthor rows these replace documentauthor. */
async function rfcPersons(reader: Reader, pass: Pass, notes: Notes): Promise<Row<'authorship_person'>[]> {
  const older = await readTable(reader, { ...authorTable, filters: [authorsOf('rfc')] }, notes);
  const newer = await readTable(reader, rfcAuthorTable, notes);
  const missing = [...older, ...newer]
    .map(({ row }) => keyOrNull(row.person))
    .filter((id): id is string => id !== null && !pass.people.has(id));
  for (const [id, person] of await readPersons(reader, missing, notes)) pass.people.set(id, person);
  const told = new Map<string, ToldAuthor[]>();
  const tell = (document: string, author: ToldAuthor) =>
    told.set(document, [...(told.get(document) ?? []), author]);
  for (const { row, pageId } of newer) {
    tell(keyOf(row.document), {
      ...row,
      name: row.titlepage_name.trim(),
      person: keyOrNull(row.person),
      pageId,
    });
  }
  const replaced = new Set(told.keys());
  for (const { row, pageId } of older) {
    const document = keyOf(row.document);
    if (replaced.has(document)) continue;
    const person = keyOf(row.person);
    tell(document, { ...row, name: pass.people.get(person)?.row.name.trim() ?? '', person, pageId });
  }
  const printed = grouped(await reader.authors('rfc'), ({ documentId }) => documentId);
  return [...told].flatMap(([document, authors]) =>
    personsOfRfc(document, printed.get(document) ?? [], authors),
  );
}

function draftRows(
  pass: Pass,
  groups: ReadonlyMap<string, string>,
  states: ReadonlyMap<string, { slug: string; type: string }>,
  today: string,
  notes: Notes,
) {
  const document: Row<'document'>[] = [];
  const authorship: Row<'authorship'>[] = [];
  const parts: Row<'authorship_organisation'>[] = [];
  const authorshipPerson: Row<'authorship_person'>[] = [];
  const revision: Row<'revision'>[] = [];
  const event: Row<'document_event'>[] = [];
  for (const [name, { row, pageId }] of pass.documents) {
    const revisions = new Map<string, Row<'revision'>>();
    for (const { row: told, pageId: page } of pass.revisions.get(name) ?? []) {
      const submitted = dayOf(told.time, today);
      const before = revisions.get(told.rev);
      if (before && (!submitted || (before.submitted && before.submitted <= submitted))) continue;
      revisions.set(told.rev, { document_id: name, rev: told.rev, submitted, page_id: page });
    }
    revision.push(...revisions.values());
    const days = [...revisions.values()].flatMap(({ submitted }) => submitted ?? []).sort();
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
    const authors = (pass.authors.get(name) ?? []).toSorted(
      (a, b) => a.row.order - b.row.order || a.row.id - b.row.id,
    );
    for (const [at, { row: author, pageId: page }] of authors.entries()) {
      const position = at + 1;
      const person = keyOf(author.person);
      const affiliation = author.affiliation.trim() || null;
      const countryText = author.country.trim() || null;
      const country = countryText ? countryOfText(countryText) : null;
      const printed = nameOf(pass, person);
      authorship.push({
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
      authorshipPerson.push({
        document_id: name,
        position,
        person_id: person,
        name: printed,
        affiliation,
        country_text: countryText,
        page_id: page,
      });
      if (affiliation) parts.push(...partRows(name, position, affiliation, country, days.at(-1) ?? null));
    }
  }
  for (const { row, pageId, step } of pass.events.values()) {
    const at = dayOf(row.time, today);
    if (!at) continue;
    const until = step === 'last-call' ? lastCallEnd(row.desc, at) : null;
    if (until === 'unlikely') notes.add('a last call ends on a day that cannot be: it has no end here');
    event.push({
      id: `docevent-${row.id}`,
      document_id: keyOf(row.doc),
      type: step,
      at,
      until: until === 'unlikely' ? null : until,
      text: row.desc.replace(/<[^>]*>/g, '').trim() || null,
      page_id: pageId,
    });
  }
  return { document, authorship, parts, authorshipPerson, revision, event };
}

const nameOf = (pass: Pass, person: string): string =>
  pass.people.get(person)?.row.name.trim() || `person ${person}`;

/** Those persons only who wrote something: the Datatracker's table holds every account. */
function personRows(pass: Pass, authors: readonly Row<'authorship_person'>[]): Row<'person'>[] {
  const writers = new Set(authors.map((row) => row.person_id ?? ''));
  return [...pass.people]
    .filter(([id]) => writers.has(id))
    .map(([id, { row, pageId }]) => ({
      id,
      body: 'ietf',
      name: row.name.trim() || `person ${id}`,
      page_id: pageId,
    }));
}

function stageOf(
  name: string,
  uris: readonly string[],
  states: ReadonlyMap<string, { slug: string; type: string }>,
): string {
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
