import { createHash } from 'node:crypto';
import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { partRows } from '../part-rows.ts';
import { type PrintedList, readPrintedLists } from './printed-lists.ts';
import { printedPosts } from './printed-posts.ts';
import { type IndexEntry, parseRfcIndex, type RfcIndex } from './rfc-index.ts';
import { parseRfcText, type RfcText } from './rfc-text.ts';

const site = 'https://www.rfc-editor.org';
export const indexUrl = `${site}/rfc-index.xml`;
export const textUrl = (number: number) => `${site}/rfc/rfc${number}.txt`;

/** What was read in one text: its authors, and the boards whose members it lists. */
export interface ReadText {
  pageId: number | null;
  text: RfcText;
  lists: readonly PrintedList[];
}

/** The RFC series: the index for what was published when, and each text, once, for who wrote it. */
export const ietfRfcs: Source = {
  id: 'ietf-rfcs',
  body: 'ietf',
  title: 'RFC series',
  home: `${site}/`,
  licence: 'Facts extracted from documents under the IETF Trust Legal Provisions; no text is republished',
  cadenceHours: 24,
  hosts: ['www.rfc-editor.org'],
  floor: { document: 9000, authorship: 20_000, relation: 3000 },
  filled: {
    document: { title: 1, stage: 1, published: 0.97, status: 0.97 },
    authorship: { name: 1, affiliation: 0.85, country: 0.5 },
  },
  // 1: the lists of the members of the IAB and the IESG.
  parser: 1,
  // The Datatracker knows a group's name, parent and life; the index only its acronym.
  yields: ['group'],
  redact: (_url, body) => body,
  gather,
};

async function gather(reader: Reader): Promise<Gathered | null> {
  const page = await reader.read(indexUrl, {
    expectType: /xml/i,
    verify: (text, url) => {
      if (!/<rfc-index[\s>]/.test(text.slice(0, 2000)))
        throw new Unexpected(url, 'another document', 'the root element <rfc-index>');
      if (!/<\/rfc-index>\s*$/.test(text.slice(-200)))
        throw new Unexpected(url, 'half a document', 'a closing </rfc-index>');
    },
  });
  if (page === 'unchanged') return null;
  if (page === 'missing') throw new Unexpected(indexUrl, 'nothing there', 'the RFC index');
  const index = parseRfcIndex(page.text, indexUrl);
  checkComplete(index);
  const stored = await reader.stored('rfc');
  const hashes = new Map(index.entries.map((entry) => [entry.number, hashOf(entry)]));
  const known = (entry: IndexEntry) => stored.get(`rfc${entry.number}`);
  const isRead = (entry: IndexEntry) => {
    const before = known(entry);
    return before?.textPageId != null && before.indexHash === hashes.get(entry.number);
  };
  const wanted = index.entries.filter((entry) => reader.replay || reader.refetch || !isRead(entry));
  const texts = new Map<number, ReadText>();
  const notes: string[] = [];
  let newest = page.fetchedAt;
  for (const [at, entry] of wanted.entries()) {
    reader.progress(at, wanted.length, `RFC ${entry.number}`);
    const found = await reader.read(textUrl(entry.number), {
      once: true,
      expectType: /^text\/plain/i,
      verify: verifyText(entry.number),
    });
    if (found === 'missing' || found === 'unchanged') {
      // A few RFCs exist only as PDF or PostScript: their authors are the index's, without organisation or country.
      if (known(entry)?.textPageId == null)
        texts.set(entry.number, { pageId: null, text: unread(entry), lists: [] });
      continue;
    }
    if (found.fetchedAt > newest) newest = found.fetchedAt;
    const { lists, refused } = readPrintedLists(found.text, `rfc${entry.number}`);
    notes.push(...refused.map((words) => `a list of members was left out: ${words}`));
    texts.set(entry.number, { pageId: found.id, text: parseRfcText(found.text, entry.authors), lists });
  }
  reader.progress(wanted.length, wanted.length, 'all texts');
  return {
    ...rfcRows(index, page.id, hashes, texts, stored),
    asOf: isoDay(newest),
    notes,
  };
}

/** The index accounts for every number up to its highest; a shrunken one leaves holes. */
function checkComplete(index: RfcIndex): void {
  const numbers = new Set([...index.entries.map((entry) => entry.number), ...index.notIssued]);
  if (numbers.size < index.entries.length + index.notIssued.length)
    throw new Unexpected(indexUrl, 'an RFC number twice', 'each once');
  const highest = Math.max(0, ...numbers);
  // Numbers in the RFC Editor's hands and not yet out are missing from it, a few dozen at most.
  if (highest - numbers.size > 200) {
    throw new Unexpected(
      indexUrl,
      `${numbers.size} of ${highest} numbers`,
      'an entry for nearly every number (announced by the highest)',
    );
  }
}

const verifyText = (number: number) => (text: string, url: string) => {
  const start = text.slice(0, 400);
  if (/<!doctype|<html|<head/i.test(start))
    throw new Unexpected(url, 'an HTML page', `the text of RFC ${number}`);
  // The shortest are a line that sends the reader to a PDF.
  if (
    text.trim().length < 50 ||
    (text.trim().length < 1000 && !/RFC|request for comments|network working group/i.test(text))
  )
    throw new Unexpected(url, `${text.trim().length} characters`, `the text of RFC ${number}`);
};

/** What an entry says, in short: its text is read again when this changes. */
export const hashOf = (entry: IndexEntry) =>
  createHash('sha256').update(JSON.stringify(entry)).digest('hex').slice(0, 16);

const unread = (entry: IndexEntry): RfcText => ({
  ...parseRfcText('', entry.authors),
  notes: ['no text published in plain form'],
});

/** The rows of the series. Authors are given for the texts read; the others stand as they are stored. */
export function rfcRows(
  index: RfcIndex,
  indexPageId: number | null,
  hashes: ReadonlyMap<number, string>,
  texts: ReadonlyMap<number, ReadText>,
  stored: ReadonlyMap<
    string,
    { textPageId: number | null; indexPageId: number | null; notes: string | null }
  >,
): Pick<Gathered, 'rows' | 'scopes'> {
  const document: Row<'document'>[] = [];
  const relation: Row<'relation'>[] = [];
  const authorship: Row<'authorship'>[] = [];
  const parts: Row<'authorship_organisation'>[] = [];
  const printed: Row<'printed_post'>[] = [];
  const days = new Map(index.entries.map((entry) => [`rfc${entry.number}`, publishedOf(entry)]));
  const groups = new Map<string, Row<'group'>>();
  for (const entry of index.entries) {
    const id = `rfc${entry.number}`;
    const published = publishedOf(entry);
    const read = texts.get(entry.number);
    const before = stored.get(id);
    const group = entry.group?.toLowerCase() ?? null;
    if (group && !groups.has(group)) {
      const isResearch = entry.stream === 'IRTF';
      groups.set(group, {
        ...blank('group'),
        id: group,
        body: 'ietf',
        kind: isResearch ? 'rg' : 'wg',
        acronym: group,
        name: group,
        parent: entry.area,
        page_id: indexPageId,
      });
    }
    document.push({
      ...blank('document'),
      id,
      body: 'ietf',
      kind: 'rfc',
      number: entry.number,
      title: entry.title,
      published,
      published_precision: entry.day ? 'day' : 'month',
      stage: 'published',
      status: entry.status,
      publication_status: entry.publicationStatus,
      stream: entry.stream,
      group_id: group,
      area: entry.area,
      doi: entry.doi,
      pages: entry.pages,
      draft: entry.draft,
      index_hash: hashes.get(entry.number) ?? null,
      index_page_id: indexPageId,
      text_page_id: read ? read.pageId : (before?.textPageId ?? null),
      notes: read ? read.text.notes.join('; ') || null : (before?.notes ?? null),
    });
    const relate = (type: string, targets: string[]) => {
      for (const target of new Set(targets))
        relation.push({ source_id: id, target_id: target, type, page_id: indexPageId });
    };
    relate('obsoletes', entry.obsoletes);
    relate('updates', entry.updates);
    relate('is-also', entry.isAlso);
    if (read) printed.push(...printedPosts(id, read.lists, (of) => days.get(of) ?? null, read.pageId));
    for (const author of read?.text.authors ?? []) {
      authorship.push({
        document_id: id,
        position: author.position,
        name: author.name,
        role: author.role,
        is_organisation: author.isOrganisation,
        affiliation: author.affiliation,
        affiliation_in_address: author.affiliationInAddress,
        country_text: author.countryText,
        country: author.country,
        name_line: author.lines.name,
        affiliation_line: author.lines.affiliation,
        country_line: author.lines.country,
        page_id: read?.pageId ?? null,
      });
      const words = author.isOrganisation ? author.name : author.affiliation;
      if (words) parts.push(...partRows(id, author.position, words, author.country, published));
    }
  }
  for (const number of index.notIssued) document.push(notIssued(number, indexPageId));
  const readIds = index.entries.flatMap((entry) => (texts.has(entry.number) ? [`rfc${entry.number}`] : []));
  const all = index.entries.map((entry) => `rfc${entry.number}`);
  return {
    rows: {
      group: [...groups.values()],
      document,
      relation,
      authorship,
      authorship_organisation: parts,
      printed_post: printed,
    },
    scopes: {
      document: { column: 'kind', values: ['rfc'] },
      relation: { column: 'source_id', values: all },
      authorship: { column: 'document_id', values: readIds },
      authorship_organisation: { column: 'document_id', values: readIds },
      printed_post: { column: 'document_id', values: readIds },
    },
  };
}

const two = (number: number) => String(number).padStart(2, '0');
const publishedOf = (entry: IndexEntry) => `${entry.year}-${two(entry.month)}-${two(entry.day ?? 1)}`;

function notIssued(number: number, indexPageId: number | null): Row<'document'> {
  return {
    ...blank('document'),
    id: `rfc${number}`,
    body: 'ietf',
    kind: 'rfc',
    number,
    title: 'Number not issued',
    stage: 'not-issued',
    index_page_id: indexPageId,
  };
}
