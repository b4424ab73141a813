import { decode } from '#lib/charset.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { readArchived } from '#prisma/archive.ts';
import { type Store, sql } from '#prisma/client.ts';
import { cover, masked } from './masked.ts';
import { isoTime } from './sql.ts';

/** One response of a source as it was archived. */
export interface Evidence {
  page: {
    id: number;
    source: string;
    url: string;
    /** ISO time. */
    fetchedAt: string;
    status: number;
    contentType: string;
    /** sha256 of the archived bytes, and of those received before redaction. */
    contentHash: string;
    originalHash: string;
    isArchived: boolean;
  };
  /** Lines of the decoded page, numbered from 1 as the parsers count them; null where there is nothing to show. */
  lines: { number: number; text: string }[] | null;
  /** All lines of the page; null where there is nothing to show. */
  lineCount: number | null;
  /** Why there is nothing to show, in a sentence. */
  reason: string | null;
}

interface Archived {
  id: number;
  warcFile: string | null;
  warcOffset: number | null;
  warcLength: number | null;
}

/** So many lines are shown at once, and so many of them stand before the first that is marked. */
export const mostLines = 10_000;
const linesBefore = 200;

/**
 * A page as evidence, with e-mail addresses, telephone numbers and street lines covered, and the names of persons who hold
 * no post and wrote nothing; null where there is no such page.
 * @param dataDir where the archive is
 * @param window the first line to show, from 1, or one that is to be among them, and how many
 */
export async function readEvidence(
  store: Store,
  id: number,
  dataDir: string,
  window: { from?: number | null; around?: number | null; count?: number } = {},
): Promise<Evidence | null> {
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) return null;
  const [row] = await store.query<Evidence['page'] & Archived>(sql`
    select id, source, url, ${isoTime(sql`fetched_at`)} as "fetchedAt", status, content_type as "contentType",
           content_hash as "contentHash", original_hash as "originalHash", warc_file is not null as "isArchived",
           warc_file as "warcFile", warc_offset::float8 as "warcOffset", warc_length as "warcLength"
    from page where id = ${id}`);
  if (!row) return null;
  const { warcFile, warcOffset, warcLength, ...page } = row;
  const nothing = (reason: string): Evidence => ({ page, lines: null, lineCount: null, reason });
  if (warcFile === null || warcOffset === null || warcLength === null) {
    return nothing(
      'This page is known from the starter data, which holds facts and the hash of the page but not its words. ' +
        'They are archived when the source is next read.',
    );
  }
  if (!/^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml)\b)/i.test(page.contentType)) {
    return nothing(`The page is archived as ${page.contentType}, which is not text.`);
  }
  let text: string;
  try {
    const bytes = await readArchived(dataDir, { file: warcFile, offset: warcOffset, length: warcLength });
    text = decode(bytes, page.contentType, page.url);
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    return nothing('The archived page cannot be read on this machine; its address and hash stand.');
  }
  if (isPersons.test(page.url)) text = await withoutStrangers(store, text);
  const all = text.split('\n');
  const { around = null, count = mostLines } = window;
  const isFar = around !== null && around > count - Math.min(linesBefore, count - 1);
  const from = window.from ?? (isFar ? around - Math.min(linesBefore, count - 1) : 1);
  const start = Math.min(Math.max(1, from), all.length);
  // Masked line by line: a number broken over two lines stays two lines.
  const lines = all.slice(start - 1, start - 1 + count).map((line, at) => ({
    number: start + at,
    text: masked(line.replace(/[\r\f]/g, '')),
  }));
  return { page, lines, lineCount: all.length, reason: null };
}

/** The Datatracker's table of persons, whole or in part: former versions archived it with everybody who ever registered. */
const isPersons = /^https:\/\/datatracker\.ietf\.org\/api\/v1\/person\/person\//;
const nameFields = ['name', 'name_from_draft', 'ascii', 'ascii_short', 'plain'];

/** The page with the names covered of those whom we know as no author and no holder of a post. */
async function withoutStrangers(store: Store, text: string): Promise<string> {
  let page: unknown;
  try {
    page = JSON.parse(text);
  } catch {
    return text;
  }
  const persons = objectsOf(page);
  const ids = persons.map(({ id }) => String(id));
  const known = await store.query<{ id: string }>(sql`
    select id from person where body = 'ietf' and id = any(${ids}::text[])
    union select person_id from tenure where body = 'ietf' and person_id = any(${ids}::text[])
    union select person_id from authorship_person where person_id = any(${ids}::text[])
    union select person_id from revision_author where person_id = any(${ids}::text[])`);
  const shown = new Set(known.map(({ id }) => id));
  let isCovered = false;
  for (const person of persons) {
    if (shown.has(String(person.id))) continue;
    for (const field of nameFields) {
      const name = person[field];
      if (typeof name !== 'string' || name === '') continue;
      person[field] = cover(name);
      isCovered = true;
    }
  }
  return isCovered ? JSON.stringify(page) : text;
}

/** The rows of an answer of the Datatracker: a page of a table, or one row by itself. */
function objectsOf(page: unknown): Record<string, unknown>[] {
  const isRow = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isRow(page)) return [];
  return Array.isArray(page.objects) ? page.objects.filter(isRow) : [page];
}
