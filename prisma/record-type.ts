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
  /**
   * Its rows follow from what the log of changes tells of other records: how things were before they changed, or which
   * document is the nearest to a day. They are no news.
   */
  isTold?: true;
}
export type ColumnType = 'text' | 'int' | 'float' | 'bool' | 'date' | 'json';

export const text = 'text';
export const int = 'int';
export const date = 'date';
export const bool = 'bool';
export const json = 'json';
