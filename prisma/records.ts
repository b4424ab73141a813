import { documentRecords } from './document-records.ts';
import { factRecords } from './fact-records.ts';
import { bool, date, int, json, type RecordType, text } from './record-type.ts';

export type { RecordType };

/** Every record type, in the order in which they are saved. */
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
  ...documentRecords,
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
    silent: ['page_id'],
  },
  tenure_affiliation: {
    table: 'tenure_affiliation',
    key: ['tenure_id', 'document_id'],
    columns: {
      tenure_id: text,
      document_id: text,
      position: int,
      document_day: date,
      from: date,
      to: date,
      organisation_text: text,
      organisation_id: text,
      country_text: text,
      country: text,
      page_id: int,
    },
    silent: ['page_id'],
    of: { table: 'tenure', column: 'tenure_id' },
    isTold: true,
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
      from_named: json,
      to_named: json,
      attachments: json,
      purpose: text,
      deadline: date,
      posted: date,
      state: text,
      page_id: int,
    },
    // What they say of whom is told by from_groups and to_groups.
    silent: ['page_id', 'from_named', 'to_named', 'attachments'],
  },
  ...factRecords,
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
