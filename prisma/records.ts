/**
 * The record types that sources save: table, columns in the order they are copied, and which of them are the key.
 * Columns in `silent` (which page told it, where in the text) are kept up to date but their change alone is no news.
 * Beside these every table has `source` (whose row it is, stamped by save), `first_seen` and `removed_at`. When it was
 * last seen: the last good run of its source, or removed_at.
 */
export interface RecordType {
  table: string;
  key: readonly string[];
  columns: Readonly<Record<string, ColumnType>>;
  silent: readonly string[];
  /** What its rows belong to: whoever leads that row leads these too. */
  of?: { table: string; column: string };
  /** Its rows say how things were before they changed, which the log of changes told when they did: they are no news. */
  isPast?: true;
}
export type ColumnType = 'text' | 'int' | 'float' | 'bool' | 'date' | 'json';

const text = 'text';
const int = 'int';
const date = 'date';
const bool = 'bool';
const json = 'json';

export const records = {
  group: {
    table: 'group',
    key: ['id'],
    columns: {
      id: text,
      body: text,
      kind: text,
      acronym: text,
      name: text,
      parent: text,
      number: int,
      state: text,
      from: date,
      to: date,
      page_id: int,
    },
    silent: ['page_id'],
  },
  document: {
    table: 'document',
    key: ['id'],
    columns: {
      id: text,
      body: text,
      kind: text,
      number: int,
      title: text,
      published: date,
      published_precision: text,
      stage: text,
      status: text,
      publication_status: text,
      stream: text,
      group_id: text,
      area: text,
      doi: text,
      pages: int,
      draft: text,
      index_hash: text,
      index_page_id: int,
      text_page_id: int,
      notes: text,
      submitted: date,
      last_submitted: date,
      rev: text,
      expires: date,
      abstract: text,
      study_period: int,
      meeting_id: text,
      questions: text,
      visibility: text,
      approval_process: text,
      provisional_name: text,
      equivalent: text,
      timing: text,
      url: text,
      evidence: text,
    },
    silent: ['index_page_id', 'text_page_id', 'notes', 'index_hash', 'abstract'],
  },
  relation: {
    table: 'relation',
    key: ['source_id', 'target_id', 'type'],
    columns: { source_id: text, target_id: text, type: text, page_id: int },
    silent: ['page_id'],
  },
  authorship: {
    table: 'authorship',
    key: ['document_id', 'position'],
    columns: {
      document_id: text,
      position: int,
      name: text,
      role: text,
      is_organisation: bool,
      affiliation: text,
      affiliation_in_address: text,
      country_text: text,
      country: text,
      name_line: int,
      affiliation_line: int,
      country_line: int,
      page_id: int,
    },
    silent: ['name_line', 'affiliation_line', 'country_line', 'page_id'],
    of: { table: 'document', column: 'document_id' },
  },
  authorship_organisation: {
    table: 'authorship_organisation',
    key: ['document_id', 'position', 'part'],
    columns: {
      document_id: text,
      position: int,
      part: int,
      text: text,
      organisation_id: text,
      kind: text,
      why: text,
    },
    silent: ['why'],
    of: { table: 'document', column: 'document_id' },
  },
  printed_post: {
    table: 'printed_post',
    key: ['document_id', 'list', 'position'],
    columns: {
      document_id: text,
      list: int,
      position: int,
      group_id: text,
      post: text,
      person_name: text,
      words: text,
      organisation_text: text,
      time_text: text,
      as_of: date,
      as_of_document_id: text,
      line: int,
      page_id: int,
    },
    silent: ['line', 'page_id'],
    of: { table: 'document', column: 'document_id' },
  },
  person: {
    table: 'person',
    key: ['id'],
    columns: { id: text, body: text, name: text, page_id: int },
    silent: ['page_id'],
  },
  authorship_person: {
    table: 'authorship_person',
    key: ['document_id', 'position'],
    columns: {
      document_id: text,
      position: int,
      person_id: text,
      name: text,
      affiliation: text,
      country_text: text,
      page_id: int,
    },
    silent: ['page_id'],
  },
  revision: {
    table: 'revision',
    key: ['document_id', 'rev'],
    columns: { document_id: text, rev: text, submitted: date, page_id: int },
    silent: ['page_id'],
  },
  revision_author: {
    table: 'revision_author',
    key: ['document_id', 'rev', 'position'],
    columns: {
      document_id: text,
      rev: text,
      position: int,
      person_id: text,
      name: text,
      affiliation: text,
      country_text: text,
      country: text,
      page_id: int,
    },
    silent: ['page_id'],
    isPast: true,
  },
  document_event: {
    table: 'document_event',
    key: ['id'],
    columns: { id: text, document_id: text, type: text, at: date, until: date, text: text, page_id: int },
    silent: ['page_id'],
  },
  tenure: {
    table: 'tenure',
    key: ['id'],
    columns: {
      id: text,
      body: text,
      group_id: text,
      post: text,
      part: text,
      person_id: text,
      person_name: text,
      organisation_text: text,
      organisation_id: text,
      country_text: text,
      country: text,
      affiliation_document_id: text,
      region: text,
      from: date,
      from_basis: text,
      to: date,
      to_basis: text,
      evidence: text,
      source_url: text,
      is_sample: bool,
      note: text,
      page_id: int,
    },
    silent: ['page_id', 'affiliation_document_id'],
  },
  meeting: {
    table: 'meeting',
    key: ['id'],
    columns: {
      id: text,
      body: text,
      kind: text,
      group_id: text,
      number: text,
      name: text,
      from: date,
      to: date,
      city: text,
      country: text,
      url: text,
      page_id: int,
    },
    silent: ['page_id'],
  },
  meeting_count: {
    table: 'meeting_count',
    key: ['meeting_id', 'what', 'source_url'],
    columns: {
      meeting_id: text,
      what: text,
      source_url: text,
      value: int,
      sentence: text,
      evidence: text,
      page_id: int,
    },
    silent: ['page_id', 'sentence'],
  },
  attendance: {
    table: 'attendance',
    key: ['meeting_id', 'organisation_text', 'country_text', 'mode'],
    columns: {
      meeting_id: text,
      organisation_text: text,
      country_text: text,
      mode: text,
      organisation_id: text,
      country: text,
      count: int,
      summed_by: text,
      folded: bool,
      page_id: int,
    },
    silent: ['page_id'],
  },
  liaison: {
    table: 'liaison',
    key: ['document_id'],
    columns: {
      document_id: text,
      from_groups: text,
      to_groups: text,
      purpose: text,
      deadline: date,
      posted: date,
      state: text,
      page_id: int,
    },
    silent: ['page_id'],
  },
  proposal: {
    table: 'proposal',
    key: ['slug'],
    columns: {
      slug: text,
      title: text,
      names: json,
      summary: text,
      state: text,
      state_as_of: date,
      state_sentence: text,
      included: json,
      search: json,
      beside: json,
      authors: json,
      context: json,
      open: json,
      page_id: int,
    },
    silent: ['page_id', 'search'],
  },
  proposal_event: {
    table: 'proposal_event',
    key: ['id'],
    columns: {
      id: text,
      proposal_slug: text,
      place: int,
      date: date,
      precision: text,
      body: text,
      group_text: text,
      document: text,
      revision: text,
      title: text,
      actors: json,
      what: text,
      outcome: text,
      source_url: text,
      evidence: text,
      note: text,
      claims: json,
      page_id: int,
    },
    silent: ['page_id', 'place'],
  },
  proposal_link: {
    table: 'proposal_link',
    key: ['proposal_slug', 'from_id', 'to_id', 'relation'],
    columns: {
      proposal_slug: text,
      from_id: text,
      to_id: text,
      relation: text,
      basis: text,
      claimed_by: text,
      evidence: text,
      source_url: text,
      page_id: int,
    },
    silent: ['page_id'],
  },
  instance: {
    table: 'instance',
    key: ['letter', 'country_text', 'town', 'from'],
    columns: {
      letter: text,
      country_text: text,
      country: text,
      town: text,
      from: date,
      to: date,
      sites: int,
      instances: int,
      page_id: int,
    },
    silent: ['page_id'],
  },
  root_operator: {
    table: 'root_operator',
    key: ['letter'],
    columns: {
      letter: text,
      operator: text,
      organisation_id: text,
      country: text,
      kind: text,
      evidence: text,
      source_url: text,
      note: text,
      page_id: int,
    },
    silent: ['page_id'],
  },
  election_vote: {
    table: 'election_vote',
    key: ['conference', 'post', 'round', 'candidate'],
    columns: {
      conference: text,
      post: text,
      round: text,
      candidate: text,
      at: date,
      country_text: text,
      country: text,
      votes: int,
      ballots: int,
      elected: bool,
      evidence: text,
      source_url: text,
      page_id: int,
    },
    silent: ['page_id'],
  },
  published_count: {
    table: 'published_count',
    key: ['id'],
    columns: {
      id: text,
      group_id: text,
      meeting_id: text,
      from: date,
      to: date,
      what: text,
      dimension: text,
      name: text,
      country: text,
      value: int,
      total: int,
      definition: text,
      evidence: text,
      source_url: text,
      page_id: int,
    },
    silent: ['page_id'],
  },
  member_state: {
    table: 'member_state',
    key: ['symbol'],
    columns: { symbol: text, name: text, country: text, region: text, entered: date, page_id: int },
    silent: ['page_id'],
  },
  group_name: {
    table: 'group_name',
    key: ['group_id', 'acronym', 'name'],
    columns: { group_id: text, acronym: text, name: text, from: date, page_id: int },
    silent: ['page_id', 'from'],
  },
  work: {
    table: 'work',
    key: ['document_id'],
    columns: { document_id: text, work_id: text },
    silent: ['work_id'],
  },
} as const satisfies Record<string, RecordType>;

export type RecordName = keyof typeof records;
export const recordNames = Object.keys(records) as RecordName[];

/** json travels as its text. */
type Value<Type> = Type extends 'int' | 'float' ? number : Type extends 'bool' ? boolean : string;
/** A row of one record type; what is not known is null, never left out. */
export type Row<Name extends RecordName> = {
  [Column in keyof (typeof records)[Name]['columns']]: Value<
    (typeof records)[Name]['columns'][Column]
  > | null;
};

const blanks = new Map<RecordName, Record<string, null>>();

/** A row with every column unknown, to be filled by a source that knows only some of them. */
export function blank<Name extends RecordName>(name: Name): Row<Name> {
  let row = blanks.get(name);
  if (!row) {
    row = Object.fromEntries(Object.keys(records[name].columns).map((column) => [column, null]));
    blanks.set(name, row);
  }
  return { ...row } as Row<Name>;
}
