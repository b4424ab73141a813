import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { datatracker, dayOf, field, keyOf, keyOrNull, Notes, readTable, redact } from './datatracker.ts';
import { readGroups } from './group-tables.ts';

/** What the IETF and other bodies write to each other, without the letters' bodies and contacts. */
export const ietfLiaisons: Source = {
  ...datatracker,
  id: 'ietf-liaisons',
  title: 'IETF liaison statements',
  cadenceHours: 24,
  floor: { liaison: 20, document: 20 },
  filled: { document: { title: 1, published: 0.9 }, liaison: { from_groups: 0.9, to_groups: 0.9 } },
  redact,
  gather,
};

const statementTable = {
  resource: 'liaisons/liaisonstatement',
  fields: {
    id: field.id,
    title: field.text,
    deadline: field.day.nullable(),
    purpose: field.uri.nullable(),
    state: field.uri,
    from_groups: z.array(field.uri),
    to_groups: z.array(field.uri),
  },
  also: [
    'body',
    'from_contact',
    'to_contacts',
    'response_contacts',
    'technical_contacts',
    'action_holder_contacts',
    'cc_contacts',
    'other_identifiers',
    'tags',
    'attachments',
  ],
};
const eventTable = {
  resource: 'liaisons/liaisonstatementevent',
  fields: { id: field.id, statement: field.uri, type: field.uri, time: field.moment },
  also: ['by', 'desc'],
};
const relatedTable = {
  resource: 'liaisons/relatedliaisonstatement',
  fields: { id: field.id, source: field.uri, target: field.uri, relationship: field.uri },
};

const purposes: Readonly<Record<string, string>> = {
  action: 'action',
  comment: 'comment',
  info: 'information',
  response: 'response',
};

async function gather(reader: Reader): Promise<Gathered> {
  const notes = new Notes();
  const today = isoDay();
  const { groups } = await readGroups(reader, notes);
  const names = new Map(
    groups.map(({ row }) => [String(row.id), keyOf(row.type) === 'wg' ? row.acronym : row.name.trim()]),
  );
  const statements = await readTable(reader, statementTable, notes);
  const events = await readTable(reader, eventTable, notes);
  const related = await readTable(reader, relatedTable, notes);
  const dates = new Map<string, string>();
  for (const { row } of events) {
    const on = dayOf(row.time, today);
    const key = `${keyOf(row.statement)} ${keyOf(row.type)}`;
    const before = dates.get(key);
    if (on && (!before || on < before)) dates.set(key, on);
  }
  const document: Row<'document'>[] = [];
  const liaison: Row<'liaison'>[] = [];
  const relation = new Map<string, Row<'relation'>>();
  const relate = (source: string, target: string, type: string, page: number) =>
    relation.set(JSON.stringify([source, target, type]), {
      source_id: source,
      target_id: target,
      type,
      page_id: page,
    });
  const group = (uris: readonly string[]) =>
    uris.map((uri) => names.get(keyOf(uri)) ?? `group ${keyOf(uri)}`).join('; ');
  const known = new Set<string>();
  for (const { row, pageId } of statements) {
    const state = keyOf(row.state);
    if (state !== 'posted') {
      notes.add(`liaison statements in state ${state} are not public and were left out`);
      continue;
    }
    const id = `liaison-${row.id}`;
    known.add(id);
    const slug = keyOrNull(row.purpose);
    const purpose = slug === null ? null : purposes[slug];
    if (purpose === undefined)
      throw new Unexpected(`${id} purpose`, slug ?? '', `one of ${Object.keys(purposes).join(', ')}`);
    const posted = dates.get(`${row.id} posted`) ?? dates.get(`${row.id} submitted`) ?? null;
    document.push({
      ...blank('document'),
      id,
      body: 'ietf',
      kind: 'liaison',
      number: row.id,
      title: row.title.trim(),
      published: posted,
      published_precision: posted ? 'day' : null,
      stage: state,
      submitted: dates.get(`${row.id} submitted`) ?? posted,
      url: `https://datatracker.ietf.org/liaison/${row.id}/`,
      index_page_id: pageId,
    });
    liaison.push({
      document_id: id,
      from_groups: group(row.from_groups),
      to_groups: group(row.to_groups),
      purpose,
      deadline: row.deadline && row.deadline > '1990-01-01' ? row.deadline : null,
      posted,
      state,
      page_id: pageId,
    });
    for (const name of documentsNamed(row.title)) relate(id, name, 'names', pageId);
  }
  for (const { row, pageId } of related) {
    const [source, target] = [`liaison-${keyOf(row.source)}`, `liaison-${keyOf(row.target)}`];
    if (known.has(source) && known.has(target)) relate(source, target, 'answers', pageId);
  }
  return {
    rows: { document, relation: [...relation.values()], liaison },
    scopes: { document: 'all', relation: 'all', liaison: 'all' },
    asOf: today,
    notes: notes.list(),
    memo: notes.memo(reader.memo),
  };
}

/** The RFCs and drafts a text names, by our ids; a draft without its revision. */
export function documentsNamed(text: string): string[] {
  const rfcs = [...text.matchAll(/\bRFC[\s-]?0*([1-9]\d{0,4})\b/gi)].map(([, number]) => `rfc${number}`);
  const drafts = [...text.matchAll(/\bdraft-[a-z0-9]+(?:-[a-z0-9]+)+/gi)].map(([name]) =>
    name.toLowerCase().replace(/-\d\d$/, ''),
  );
  return [...new Set([...rfcs, ...drafts])];
}
