import type { Batch, Merged, Scopes } from '#prisma/batch.ts';
import type { RecordName, Row } from '#prisma/records.ts';
import type { PrintedAffiliation, StoredAuthor, StoredDocument, StoredTenure } from '#prisma/stored.ts';
import type { Posted } from './web.ts';

/** A page as parse gets it: decoded text as archived (after redaction), and the row it is filed under. */
export interface SourcePage {
  id: number;
  url: string;
  text: string;
  fetchedAt: Date;
}

export interface ReadOptions {
  /** A published text that cannot change: known in the archive, it is not asked for again. */
  once?: boolean;
  /** What the content type must be. */
  expectType?: RegExp;
  /** Refuses a page that is not what it should be, by throwing Unexpected: an error page under 200, half a file. */
  verify?: (text: string, url: string) => void;
  /** The archived page instead of 'unchanged': for a source whose rows need every page. */
  content?: 'always';
  /** Where the answer says which page is read next: it is asked for while this one is worked on, still one at a time. */
  ahead?: (body: Uint8Array) => string | null;
  /** Asked for though a killed run read it just now. */
  again?: boolean;
  /** Asked for by POST, and known by `post.as` instead of the address. */
  post?: Posted;
  /** Statuses that mean "this page cannot be had" here, answered as 'missing': a list with a broken row is a 400. */
  missing?: readonly number[];
}

/** What a source asks of the runner. */
export interface Reader {
  /**
   * The page at `url`; 'unchanged' when it is what the last good run already saved; 'missing' when the server has none.
   * @throws Unexpected when it cannot be read or is not what it should be
   */
  read(url: string, options?: ReadOptions): Promise<SourcePage | 'unchanged' | 'missing'>;
  /**
   * Pages that are going to be read for certain, in their order, before those named earlier. Where an answer does not say
   * which page is read next (`ahead`), the first of them is.
   */
  soon(addresses: readonly string[]): void;
  /** Stored documents of a kind, for knowing what is new. */
  stored(kind: string): Promise<Map<string, StoredDocument>>;
  /** The tenures this source (or another one) has stored, closed ones too. */
  tenures(source?: string): Promise<StoredTenure[]>;
  /** What this source (or another one) has stored of what pages announce of meetings. */
  meetingCounts(source?: string): Promise<Row<'meeting_count'>[]>;
  /** The authors stored of every document of a kind, whoever tells of them. */
  authors(kind: string): Promise<StoredAuthor[]>;
  /** The names that documents of a kind were ever seen to print for an author, whether or not they still do. */
  namesEver(kind: string): Promise<string[]>;
  /** The names of the persons of a body that are stored, from whatever source, by the body's own id. */
  personNames(body?: string): Promise<Map<string, string>>;
  /** What persons printed as their affiliation on documents, by the Datatracker's person id. */
  affiliations(persons: readonly string[]): Promise<PrintedAffiliation[]>;
  /** What this source noted for itself at its last good run; {} before the first. */
  readonly memo: Readonly<Record<string, string>>;
  /** The meetings of a body (itu-t) that are known, by id, from whatever source. */
  meetings(body: string): Promise<string[]>;
  /** True under --replay: pages come from the archive only, and everything archived is parsed again. */
  readonly replay: boolean;
  /** True where every text is to be read again, whatever is known. */
  readonly refetch: boolean;
  /** True where somebody takes a fall or growth of what is listed for true. */
  readonly accept: boolean;
  progress(done: number, total: number, what: string): void;
}

/** Rows ready to save, and what they speak for. */
export interface Gathered {
  rows: Batch;
  scopes: Scopes;
  /** Records that go on under another key, because the source gave what belonged to one to another. */
  merged?: Merged;
  /** The day the rows speak of (ISO): when the newest of their pages was fetched. */
  asOf: string;
  /** True where the source knows that its last good reading was a part of what this one is: no growth is too much. */
  outgrows?: boolean;
  /** What a reader of the run should know: rows skipped, fields not known. They become the run's message. */
  notes?: readonly string[];
  /** Kept for the next run once this one is saved. */
  memo?: Readonly<Record<string, string>>;
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
  /** Nobody has verified its addresses: it is read when it is named, and from its first good reading on with all others. */
  unverified?: true;
  /** Files of this repository that it reads instead of the web, by their path from the root: curated facts. */
  local?: readonly string[];
  /** For a local source: the files of code whose change may read the same facts otherwise. */
  code?: readonly string[];
  /** Raised when old pages say more to this version than to those before: then what is archived is parsed again, once. */
  parser?: number;
  /** The fewest rows of each record type that can be true. */
  floor: Readonly<Partial<Record<RecordName, number>>>;
  /** The least share (0 to 1) of rows in which a column is filled; looked at from a hundred rows on. */
  filled: Readonly<Partial<Record<RecordName, Readonly<Record<string, number>>>>>;
  /** Record types of which this source leaves alone a row that another source leads (curated facts beside scraped ones). */
  yields?: readonly RecordName[];
  /** The bytes that may be archived: personal data out. The identity for published documents. */
  redact(url: string, body: Uint8Array): Uint8Array;
  /** Reads, parses and normalises; null when nothing has changed since the last good run. */
  gather(reader: Reader): Promise<Gathered | null>;
}
