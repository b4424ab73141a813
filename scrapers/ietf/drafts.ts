import { isoDay } from '#lib/week.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { datatracker, keyOf } from './datatracker.ts';
import { isAhead, overlay, type Pass, readAll, readSince, writersOf } from './draft-pass.ts';
import { draftRows, personRows } from './draft-rows.ts';
import { isLineage, relations, relationTable, stateTable } from './draft-tables.ts';
import { earlierAuthorRows } from './earlier-authors.ts';
import { groupTable, readGroups } from './group-tables.ts';
import { Notes } from './notes.ts';
import { readPersons } from './persons.ts';
import { readTable } from './read-table.ts';
import { redact } from './redact.ts';
import { personsOf, readRfcAuthors, rfcAuthorTables, rfcPersonRows } from './rfc-authors.ts';
import { announce } from './table-page.ts';
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

async function gather(reader: Reader): Promise<Gathered> {
  const notes = new Notes();
  const today = isoDay();
  const { memo } = reader;
  const isDue =
    reader.refetch ||
    !memo.full ||
    !memo.since ||
    // What was added since then would never be asked for.
    isAhead(memo.since) ||
    !memo.earlier ||
    Date.parse(today) - Date.parse(memo.full) >= fullPassDays * dayMs;
  const passes = isDue ? [] : (memo.passes ?? '').split(' ').filter(Boolean);
  const hasEarlier = memo.earlier === 'read';
  const lineageTable = { ...relationTable, filters: [isLineage] };
  announce(reader, [groupTable, stateTable, lineageTable, ...rfcAuthorTables]);
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
  const lineage = await readTable(reader, lineageTable, notes);
  const rfcAuthors = await readRfcAuthors(reader, notes);
  // What an installation knows of authors it need not ask for, until everything is read again.
  const isAsked = isDue && !reader.replay;
  const known = isAsked ? new Map<string, string>() : await reader.personNames();
  const others = personsOf(rfcAuthors).filter((id) => !known.has(id));
  const people = await readPersons(reader, [...writersOf(pass), ...others], notes);
  const named = (person: string) => people.get(person)?.row.name.trim() || known.get(person) || null;
  const nameOf = (person: string) => named(person) ?? `person ${person}`;
  const rfcPeople = await rfcPersonRows(reader, rfcAuthors, named);
  const built = draftRows(pass, ids, states, nameOf, today, notes);
  const touched = [...pass.documents.keys()];
  const scope = isFull ? ('all' as const) : { column: 'document_id', values: touched };
  const rfcs = [...new Set(rfcPeople.map((row) => row.document_id ?? ''))];
  const newest = pass.newest || (memo.since ?? '');
  return {
    rows: {
      person: personRows(people, [...built.authorshipPerson, ...rfcPeople]),
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
        revision_author: earlierAuthorRows(pass.earlier, nameOf),
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
