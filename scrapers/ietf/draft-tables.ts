import { z } from 'zod';
import { field, keyOf } from './datatracker.ts';

/** The Datatracker's tables of documents, as ietf-drafts reads them. */
export const documentTable = {
  resource: 'doc/document',
  fields: {
    name: field.text,
    title: field.text,
    type: field.uri,
    rev: field.text,
    expires: field.moment.nullable(),
    abstract: field.text,
    pages: z.number().int().nullable(),
    group: field.uri.nullable(),
    stream: field.uri.nullable(),
    states: z.array(field.uri),
  },
  also: [
    'id',
    'time',
    'words',
    'ad',
    'shepherd',
    'intended_std_level',
    'std_level',
    'tags',
    'rfc',
    'rfc_number',
    'submissions',
    'notify',
    'note',
    'external_url',
    'uploaded_filename',
    'keywords',
    'order',
  ],
};
export const isDraft = {
  param: 'type',
  value: 'draft',
  holds: (row: { type: string }) => keyOf(row.type) === 'draft',
};

export const authorTable = {
  resource: 'doc/documentauthor',
  fields: {
    id: field.id,
    document: field.uri,
    person: field.uri,
    affiliation: field.text,
    country: field.text,
    order: z.number().int(),
  },
  also: ['email'],
};
export const authorsOf = (type: 'draft' | 'rfc') => ({
  param: 'document__type',
  value: type,
  holds: (row: { document: string }) => keyOf(row.document).startsWith(type),
});

export const rfcAuthorTable = {
  resource: 'doc/rfcauthor',
  fields: {
    id: field.id,
    document: field.uri,
    titlepage_name: field.text,
    person: field.uri.nullable(),
    affiliation: field.text,
    country: field.text,
    order: z.number().int(),
  },
  also: ['email', 'is_editor'],
  optional: true,
};

/** Snapshots of documents, one for every change of their record, each of one revision. */
export const historyTable = {
  resource: 'doc/dochistory',
  fields: { id: field.id, doc: field.uri, rev: field.text, time: field.moment },
  also: [...documentTable.also, ...Object.keys(documentTable.fields)],
  optional: true as const,
};
/** The authors of such a snapshot. */
export const historyAuthorTable = {
  resource: 'doc/dochistoryauthor',
  fields: authorTable.fields,
  also: authorTable.also,
  optional: true as const,
};

const event = { id: field.id, doc: field.uri, type: field.text, time: field.moment };
export const revisionTable = {
  resource: 'doc/newrevisiondocevent',
  fields: { ...event, rev: field.text },
  also: ['by', 'desc', 'docevent_ptr'],
};
export const ofDrafts = {
  param: 'doc__type',
  value: 'draft',
  holds: (row: { doc: string }) => keyOf(row.doc).startsWith('draft-'),
};

/** The steps that are read of a document's life, by the Datatracker's type of event. */
const steps: Readonly<Record<string, string>> = {
  started_iesg_process: 'iesg',
  sent_last_call: 'last-call',
  iesg_approved: 'approved',
  published_rfc: 'published',
  expired_document: 'expired',
};
export const eventTable = {
  resource: 'doc/docevent',
  fields: { ...event, desc: field.text },
  also: ['by', 'rev'],
};
const stepTypes = Object.keys(steps);
export const isStep = {
  param: 'type__in',
  value: stepTypes.join(','),
  holds: (row: { type: string }) => stepTypes.includes(row.type),
};

const isChangeOfState = {
  param: 'type',
  value: 'changed_state',
  holds: (row: { type: string }) => row.type === 'changed_state',
};
const beginsWith = (words: string) => ({
  param: 'desc__startswith',
  value: words,
  holds: (row: { desc: string }) => row.desc.startsWith(words),
});
const leavesLastCall = 'from In Last Call';
/** Told only in the words of a change of state: that a group takes a draft on, and that the IESG's last call is over. */
export const changesOfState = [
  [isChangeOfState, beginsWith('IETF WG state changed to')],
  [isChangeOfState, beginsWith('IRTF state changed to')],
  [
    isChangeOfState,
    {
      param: 'desc__contains',
      value: leavesLastCall,
      holds: (row: { desc: string }) => row.desc.includes(leavesLastCall),
    },
  ],
];
// "IESG state changed to <b>In Last Call::External Party</b> from In Last Call": it goes on.
const left = /state changed to (?!(?:<b>)?In Last Call\b).+ from In Last Call\b/;
const adopted = /state changed to (?:<b>)?(?:Adopted by a WG|WG Document|Active RG Document)\b/;

/** Which step an event tells; null for a change of state that is none. */
export const stepOf = ({ type, desc }: { type: string; desc: string }): string | null =>
  steps[type] ?? (adopted.test(desc) ? 'adopted' : left.test(desc) ? 'left-last-call' : null);

export const relationTable = {
  resource: 'doc/relateddocument',
  fields: { id: field.id, source: field.uri, target: field.uri, relationship: field.uri },
};
export const relations: Readonly<Record<string, string>> = { became_rfc: 'became', replaces: 'replaces' };
export const isLineage = {
  param: 'relationship__in',
  value: Object.keys(relations).join(','),
  holds: (row: { relationship: string }) => keyOf(row.relationship) in relations,
};

export const stateTable = {
  resource: 'doc/state',
  fields: { id: field.id, slug: field.text, type: field.uri },
  also: ['name', 'used', 'desc', 'order', 'next_states'],
};
