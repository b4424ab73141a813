import { Unexpected } from '#lib/unexpected.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { authorRows } from './authors.ts';
import { type ListedDocument, parseDocumentList } from './document-list.ts';
import { groupRow, studyGroupNumbers } from './groups.ts';
import { type StudyPeriod, studyPeriods } from './periods.ts';

const site = 'https://www.itu.int';

type Kind = 'contribution' | 'temporary-document';

const shared = {
  body: 'itu-t',
  home: `${site}/md/`,
  licence: 'Facts from public lists of documents; no text is republished',
  cadenceHours: 24,
  hosts: ['www.itu.int'],
  filled: { document: { title: 1, submitted: 0.9, meeting_id: 0.9 }, authorship: { name: 1 } },
  yields: ['group', 'meeting'] as const,
  redact: (_url: string, body: Uint8Array) => body,
};

/** Contributions of every group and study period, from the lists of the periods. */
export const ituContributions: Source = {
  ...shared,
  id: 'itu-contributions',
  title: 'Contributions to ITU-T groups',
  floor: { document: 1000 },
  gather: (reader) => gatherContributions(reader),
};

/** Temporary documents, from the lists of the meetings that are known. */
export const ituTemporaryDocuments: Source = {
  ...shared,
  id: 'itu-temporary-documents',
  title: 'Temporary documents of ITU-T groups',
  floor: { document: 1000 },
  gather: (reader) => gatherTemporaryDocuments(reader),
};

/** A document identifier has the group's number in two digits, the address of a list has not. */
const documentPrefix = (period: StudyPeriod, group: string) =>
  `${period.prefix}-${group.replace(/^SG(\d)$/, 'SG0$1')}`;

async function gatherContributions(reader: Reader): Promise<Gathered> {
  const collected = new Collected('contribution');
  const stored = [...(await reader.stored('contribution')).values()];
  // Curated contributions say that there is a list to ask for, not that it was ever seen.
  const listed = stored.filter(({ source }) => source === ituContributions.id);
  const hasAny = (among: typeof stored, period: StudyPeriod, group: string) =>
    [documentPrefix(period, group), `${period.prefix}-${group}`].some((prefix) =>
      among.some(({ id }) => id.startsWith(`${prefix}-C-`)),
    );
  const asked = new Set((reader.memo.periods ?? '').split(' '));
  const lists = [...studyPeriods].reverse().flatMap((period) =>
    ['TSAG', ...studyGroupNumbers].flatMap((group) => {
      const wasListed = hasAny(listed, period, group);
      // A period that is over gains no group: it is asked for all of them once.
      const isWanted = hasAny(stored, period, group) || period.to === null || !asked.has(period.prefix);
      return isWanted ? [{ period, group, wasListed }] : [];
    }),
  );
  for (const [at, { period, group, wasListed }] of lists.entries()) {
    reader.progress(at, lists.length, `${period.prefix}-${group}`);
    const url = `${site}/md/${documentPrefix(period, group)}-C/en`;
    const rows = await readList(reader, (offset) => (offset ? `${url}?PageLB=${offset}` : url), collected);
    if (!rows.length && wasListed) throw new Unexpected(url, 'no documents', 'the ones listed there before');
    for (const { row, pageId } of rows) collected.add(row, period, group, row.meeting, pageId);
  }
  const periods = studyPeriods.map((period) => period.prefix).join(' ');
  return { ...collected.gathered(), memo: { periods } };
}

async function gatherTemporaryDocuments(reader: Reader): Promise<Gathered> {
  const collected = new Collected('temporary-document');
  const stored = new Set(
    [...(await reader.stored('temporary-document')).values()]
      .filter(({ source }) => source === ituTemporaryDocuments.id)
      .map(({ id }) => id.replace(/-TD-.*$/, '-TD')),
  );
  const known = await reader.meetings('itu-t');
  const meetings = known.flatMap((id) => {
    const found = /^(T\d\d)-(SG\d+|TSAG)-(\d{6})$/.exec(id);
    const period = studyPeriods.find((one) => one.prefix === found?.[1]);
    return found && period ? [{ id, period, group: found[2] as string, day: found[3] as string }] : [];
  });
  if (!meetings.length)
    throw new Unexpected(site, 'no meeting known', 'those of itu-contributions, read before');
  for (const [at, { id, period, group, day }] of meetings.entries()) {
    reader.progress(at, meetings.length, id);
    const parent = `${documentPrefix(period, group)}-${day}-TD`;
    const url = `${site}/md/meetingdoc.asp?lang=en&parent=${parent}`;
    const rows = await readList(reader, (offset) => (offset ? `${url}&PageLB=${offset}` : url), collected);
    if (!rows.length && stored.has(parent))
      throw new Unexpected(url, 'no documents', 'the ones listed there before');
    for (const { row, pageId } of rows) collected.add(row, period, group, day, pageId);
  }
  return collected.gathered();
}

interface Placed {
  row: ListedDocument;
  pageId: number;
}

/** Every page of one list. @throws Unexpected where they do not add up to what the list announces */
async function readList(
  reader: Reader,
  url: (offset: number) => string,
  collected: Collected,
): Promise<Placed[]> {
  const found = new Map<string, Placed>();
  let offset = 0;
  for (let asked = 0; ; asked++) {
    if (asked > 2000) throw new Unexpected(url(offset), 'no end of the list', 'an end');
    const page = await reader.read(url(offset), { expectType: /html/i, content: 'always' });
    if (page === 'unchanged') throw new Unexpected(url(offset), page, 'the page');
    if (page === 'missing') {
      if (!offset) return [];
      throw new Unexpected(url(offset), 'nothing there', 'the next page of the list');
    }
    collected.see(page.fetchedAt);
    const { rows, announced } = parseDocumentList(page.text, page.url);
    const before = found.size;
    for (const row of rows) {
      const known = found.get(row.id)?.row;
      if (known && JSON.stringify(known) !== JSON.stringify(row))
        throw new Unexpected(page.url, `${row.id} twice, in two wordings`, 'each document once');
      found.set(row.id, { row, pageId: page.id });
    }
    if (rows.length && found.size === before)
      throw new Unexpected(page.url, 'the same documents again', 'the next page of the list');
    offset += rows.length;
    if (rows.length && !(announced !== null && offset >= announced)) continue;
    if (announced !== null && found.size !== announced)
      throw new Unexpected(page.url, `${found.size} documents`, `the ${announced} that the list announces`);
    return [...found.values()];
  }
}

/** The rows of one run. */
class Collected {
  readonly #kind: Kind;
  readonly #groups = new Map<string, Row<'group'>>();
  readonly #meetings = new Map<string, Row<'meeting'>>();
  readonly #documents = new Map<string, Row<'document'>>();
  readonly #authorship: Row<'authorship'>[] = [];
  readonly #parts: Row<'authorship_organisation'>[] = [];
  readonly #liaisons: Row<'liaison'>[] = [];
  #newest = new Date(0);

  constructor(kind: Kind) {
    this.#kind = kind;
  }

  see(at: Date): void {
    if (at > this.#newest) this.#newest = at;
  }

  add(row: ListedDocument, period: StudyPeriod, group: string, day: string | null, pageId: number): void {
    if (this.#documents.has(row.id)) throw new Unexpected(row.id, 'in two lists', 'in one');
    const first = day && `20${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4)}`;
    // A list without a meeting links to a day outside the period.
    const start = first && first >= period.from && (!period.to || first < period.to) ? first : null;
    const meeting = start ? `${period.prefix}-${group}-${day}` : null;
    if (!this.#groups.has(group)) this.#groups.set(group, groupRow(group, pageId));
    if (meeting && !this.#meetings.has(meeting))
      this.#meetings.set(meeting, meetingRow(meeting, group, start, pageId));
    this.#documents.set(row.id, {
      ...blank('document'),
      id: row.id,
      body: 'itu-t',
      kind: this.#kind,
      number: row.number,
      title: row.title ?? 'Title not printed',
      submitted: row.date.day,
      last_submitted: row.date.day,
      published_precision: row.date.precision,
      stage: 'submitted',
      group_id: group,
      rev: row.rev === null ? null : `Rev.${row.rev}`,
      study_period: period.firstYear,
      meeting_id: meeting,
      questions: row.questions.join('; ') || null,
      visibility: row.isUploaded ? 'login' : 'not-uploaded',
      url: `${site}/md/${row.id}/en`,
      index_page_id: pageId,
    });
    const from = liaisonEnd(row.title, 'from');
    const to = liaisonEnd(row.title, 'to');
    const authors = authorRows(row.id, row.sources, row.date.day, pageId, from);
    this.#authorship.push(...authors.authorship);
    this.#parts.push(...authors.parts);
    if (from !== null || to !== null)
      this.#liaisons.push({
        ...blank('liaison'),
        document_id: row.id,
        from_groups: from ?? group,
        to_groups: to ?? group,
        posted: row.date.day,
        page_id: pageId,
      });
  }

  gathered(): Gathered {
    const ids = [...this.#documents.keys()];
    const meetings = [...this.#meetings.keys()];
    const whole = { column: 'document_id', values: ids, whole: true };
    return {
      rows: {
        group: [...this.#groups.values()],
        document: [...this.#documents.values()],
        authorship: this.#authorship,
        authorship_organisation: this.#parts,
        meeting: [...this.#meetings.values()],
        liaison: this.#liaisons,
      },
      scopes: {
        document: { column: 'meeting_id', values: meetings },
        authorship: whole,
        authorship_organisation: whole,
        liaison: { column: 'document_id', values: ids },
      },
      asOf: this.#newest.toISOString().slice(0, 10),
    };
  }
}

const meetingRow = (id: string, group: string, start: string | null, pageId: number): Row<'meeting'> => ({
  ...blank('meeting'),
  id,
  body: 'itu-t',
  group_id: group,
  name: group,
  from: start,
  page_id: pageId,
});

/** The body in a liaison's title: "LS/i on … [from IETF]". */
const liaisonEnd = (title: string | null, which: 'from' | 'to'): string | null =>
  new RegExp(`\\[${which}:? ([^\\]]+)\\]\\s*$`, 'i').exec(title ?? '')?.[1]?.trim() ?? null;
