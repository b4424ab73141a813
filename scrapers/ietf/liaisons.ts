import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { datatracker, field, keyOf, keyOrNull, type Placed } from './datatracker.ts';
import { documentTable } from './draft-tables.ts';
import { groupTable, readGroups } from './group-tables.ts';
import { dayOf } from './moments.ts';
import { Notes } from './notes.ts';
import { readTable } from './read-table.ts';
import { redact } from './redact.ts';
import { announce } from './table-page.ts';
import { partsOf } from './table-parts.ts';

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
    other_identifiers: field.text,
    attachments: z.array(field.uri),
  },
  also: [
    'body',
    'from_contact',
    'to_contacts',
    'response_contacts',
    'technical_contacts',
    'action_holder_contacts',
    'cc_contacts',
    'tags',
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

const attachmentTable = {
  resource: 'doc/document',
  fields: { name: field.text, title: field.text, uploaded_filename: field.text, external_url: field.text },
  also: [
    ...Object.keys(documentTable.fields).filter((name) => !['name', 'title'].includes(name)),
    ...documentTable.also.filter((name) => !['uploaded_filename', 'external_url'].includes(name)),
  ],
};
type Attached = Placed<z.infer<z.ZodObject<typeof attachmentTable.fields>>>;

const purposes: Readonly<Record<string, string>> = {
  action: 'action',
  comment: 'comment',
  info: 'information',
  response: 'response',
};

async function gather(reader: Reader): Promise<Gathered> {
  const notes = new Notes();
  const today = isoDay();
  announce(reader, [groupTable, statementTable, eventTable, relatedTable]);
  const { groups, ids } = await readGroups(reader, notes);
  const names = new Map(
    groups.map(({ row }) => [String(row.id), keyOf(row.type) === 'wg' ? row.acronym : row.name.trim()]),
  );
  const statements = await readTable(reader, statementTable, notes);
  const events = await readTable(reader, eventTable, notes);
  const related = await readTable(reader, relatedTable, notes);
  const attached = await readAttachments(
    reader,
    statements.flatMap(({ row }) => row.attachments.map(keyOf)),
    notes,
  );
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
  const named = (uris: readonly string[]) =>
    uris.map(keyOf).map((key) => ({ group: ids.get(key) ?? null, name: names.get(key) ?? `group ${key}` }));
  const words = (given: ReturnType<typeof named>) => given.map(({ name }) => name).join('; ');
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
    const [from, to] = [named(row.from_groups), named(row.to_groups)];
    liaison.push({
      document_id: id,
      from_groups: words(from),
      to_groups: words(to),
      from_named: JSON.stringify(from),
      to_named: JSON.stringify(to),
      attachments: JSON.stringify(
        row.attachments.map((uri) => sentAlong(keyOf(uri), attached.get(keyOf(uri)))),
      ),
      purpose,
      deadline: row.deadline && row.deadline > '1990-01-01' ? row.deadline : null,
      posted,
      state,
      page_id: pageId,
    });
    const told = [row.title, row.other_identifiers];
    for (const name of documentsNamed(told.join('\n'))) relate(id, name, 'names', pageId);
    for (const uri of row.attachments) {
      const name = keyOf(uri);
      const found = attached.get(name);
      for (const told of documentsNamed(found ? `${name}\n${found.row.title}` : name))
        relate(id, told, 'names', found?.pageId ?? pageId);
    }
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

/**
 * The documents attached to statements, by their name. A draft or an RFC that is sent along needs no look: its name is its
 * id. What else is attached names documents in its title; the files themselves are not read.
 */
async function readAttachments(
  reader: Reader,
  names: readonly string[],
  notes: Notes,
): Promise<Map<string, Attached>> {
  const wanted = [...new Set(names)].filter((name) => !/^(?:draft-|rfc\d)/.test(name)).sort();
  const found = new Map<string, Attached>();
  const parts = partsOf(attachmentTable, {
    param: 'name',
    keys: wanted,
    keyOf: (row) => row.name,
    atOnce: 100,
  });
  announce(reader, parts);
  for (const part of parts)
    for (const placed of await readTable(reader, part, notes)) found.set(placed.row.name, placed);
  return found;
}

/** Where the Datatracker serves the files that were sent along: its setting LIAISON_ATTACH_URL. */
const attachments = 'https://www.ietf.org/lib/dt/documents/LIAISON/';

/** What was sent along, and where it can be read: the file, else the page of the document. */
function sentAlong(
  name: string,
  told: Attached | undefined,
): { name: string; title: string | null; url: string } {
  const given = told?.row.external_url.trim() ?? '';
  // Older rows hold the bare name of the file where later ones hold an address.
  const file = told?.row.uploaded_filename.trim() || (/^[\w.-]+\.\w+$/.test(given) ? given : '');
  const url = /^https?:\/\//.test(given)
    ? given
    : file
      ? attachments + encodeURIComponent(file)
      : `https://datatracker.ietf.org/doc/${encodeURIComponent(name)}/`;
  return { name, title: told?.row.title.trim() || null, url };
}

/** The RFCs and drafts a text names, by our ids; a draft without its revision. */
export function documentsNamed(text: string): string[] {
  const rfcs = [...text.matchAll(/\bRFC[\s-]?0*([1-9]\d{0,4})\b/gi)].map(([, number]) => `rfc${number}`);
  const drafts = [...text.matchAll(/\bdraft-[a-z0-9]+(?:-[a-z0-9]+)+/gi)].map(([name]) =>
    name.toLowerCase().replace(/-\d\d$/, ''),
  );
  return [...new Set([...rfcs, ...drafts])];
}
