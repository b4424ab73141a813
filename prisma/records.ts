/**
 * The record types that sources save: table, columns in the order they are copied, and which of them are the key.
 * Columns in `silent` (which page told it, where in the text) are kept up to date but their change alone is no news.
 */
export interface RecordType {
  table: string;
  key: readonly string[];
  columns: Readonly<Record<string, ColumnType>>;
  silent: readonly string[];
}
export type ColumnType = 'text' | 'int' | 'bool' | 'date';

const text = 'text';
const int = 'int';

export const records = {
  group: {
    table: 'group',
    key: ['id'],
    columns: { id: text, body: text, kind: text, acronym: text, name: text, parent: text, page_id: int },
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
      published: 'date',
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
    },
    silent: ['index_page_id', 'text_page_id', 'notes', 'index_hash'],
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
      is_organisation: 'bool',
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
  },
} as const satisfies Record<string, RecordType>;

export type RecordName = keyof typeof records;

type Value<Type> = Type extends 'int' ? number : Type extends 'bool' ? boolean : string;
/** A row of one record type; what is not known is null, never left out. */
export type Row<Name extends RecordName> = {
  [Column in keyof (typeof records)[Name]['columns']]: Value<
    (typeof records)[Name]['columns'][Column]
  > | null;
};
