import type { RecordName, Row } from '#prisma/records.ts';

export { Unexpected as SourceError } from '#lib/unexpected.ts';

/** A page as parse gets it: decoded text, and the row id it is filed under. */
export interface SourcePage {
  id: number;
  url: string;
  text: string;
  fetchedAt: Date;
}

/** What a source asks of the runner while it discovers. */
export interface Reader {
  /**
   * The page at `url`. `once`: a published text that cannot change; known in the archive, it is not asked for again.
   * null: the server says it has not changed since the last good run, so what is stored stands.
   * @throws SourceError when it cannot be read
   */
  read(url: string, options?: { once?: boolean; expectType?: RegExp }): Promise<SourcePage | null>;
  /** Stored rows of the last good state, for knowing what is new. */
  readonly stored: Stored;
  /** True under --replay: pages come from the archive only, and everything archived is parsed again. */
  readonly replay: boolean;
  /** True where the run must read every text again, whatever is known. */
  readonly refetch: boolean;
  progress(done: number, total: number, what: string): void;
}

export interface Stored {
  /** Document id -> a fingerprint of the index entry it was saved from, and whether its text was read. */
  documents: ReadonlyMap<string, { fingerprint: string; hasText: boolean }>;
}

/** Rows ready to save, by record type. Documents named in `documentsRead` had their authors read in this run. */
export type Batch = { [Name in RecordName]?: Row<Name>[] };

export interface Gathered {
  rows: Batch;
  /** Ids whose authorships this run speaks for. */
  documentsRead: string[];
  /** True when `rows.document` is the whole of the source: what is missing there is gone. */
  complete: boolean;
  /** Rows the source itself announces, where it does. */
  announced?: number;
}

/** One source of one body. `id` is the CLI name, the archive folder and the heading in docs/sources.md. */
export interface Source {
  id: string;
  body: string;
  title: string;
  home: string;
  licence: string;
  /** How often it is worth reading, in hours. */
  cadenceHours: number;
  hosts: readonly string[];
  /** The fewest rows of each record type that can be true. */
  floor: Readonly<Partial<Record<RecordName, number>>>;
  /** The least share (0 to 1) of rows in which a column is filled. */
  filled: Readonly<Partial<Record<RecordName, Readonly<Record<string, number>>>>>;
  /** The bytes that may be archived: personal data out. The identity for published documents. */
  redact(url: string, body: Uint8Array): Uint8Array;
  /** Reads, parses and normalises: pure but for `reader`. */
  gather(reader: Reader): Promise<Gathered>;
}
