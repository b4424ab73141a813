import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered } from '../contract.ts';
import { authorRows } from './authors.ts';
import { groupRow } from './groups.ts';
import type { Listed } from './paged-list.ts';

export const site = 'https://www.itu.int';

/** Where a listed document belongs. `meeting`: `start` is its first day (ISO), null where it is not known. */
export interface Place {
  body: string;
  group: string;
  meeting: { id: string; start: string | null } | null;
  studyPeriod: number | null;
  /** Who can open a file that has been uploaded. */
  access: 'public' | 'login';
  /** Of the document, with its number in place of %. */
  address: string;
}

/** The rows of one run. */
export class Collected {
  readonly #kind: 'contribution' | 'temporary-document';
  readonly #groups = new Map<string, Row<'group'>>();
  readonly #meetings = new Map<string, Row<'meeting'>>();
  readonly #documents = new Map<string, Row<'document'>>();
  readonly #authorship: Row<'authorship'>[] = [];
  readonly #parts: Row<'authorship_organisation'>[] = [];
  readonly #liaisons: Row<'liaison'>[] = [];
  readonly #totalless: string[] = [];
  #newest = new Date(0);

  constructor(kind: 'contribution' | 'temporary-document') {
    this.#kind = kind;
  }

  see(at: Date): void {
    if (at > this.#newest) this.#newest = at;
  }

  /** A list that announces no total: that it was read whole cannot be shown. */
  noTotal(list: string): void {
    this.#totalless.push(list);
  }

  add({ row, pageId }: Listed, { body, group, meeting, studyPeriod, access, address }: Place): void {
    if (this.#documents.has(row.id)) throw new Unexpected(row.id, 'in two lists', 'in one');
    for (let id: string | null = group; id && !this.#groups.has(id); ) {
      const found: Row<'group'> = groupRow(id, pageId);
      this.#groups.set(id, found);
      id = found.parent;
    }
    if (meeting && !this.#meetings.has(meeting.id))
      this.#meetings.set(meeting.id, {
        ...blank('meeting'),
        id: meeting.id,
        body,
        group_id: group,
        name: group,
        from: meeting.start,
        page_id: pageId,
      });
    this.#documents.set(row.id, {
      ...blank('document'),
      id: row.id,
      body,
      kind: this.#kind,
      number: row.number,
      title: row.title ?? 'Title not printed',
      submitted: row.date.day,
      last_submitted: row.date.day,
      published_precision: row.date.precision,
      stage: 'submitted',
      group_id: group,
      rev: row.rev === null ? null : `Rev.${row.rev}`,
      study_period: studyPeriod,
      meeting_id: meeting?.id ?? null,
      questions: row.questions.join('; ') || null,
      visibility: row.isUploaded ? access : 'not-uploaded',
      url: address.replace('%', row.id),
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
      asOf: isoDay(this.#newest),
      ...(this.#totalless.length && {
        notes: [
          `lists that print no total, read to their first page without documents: ${this.#totalless.length} (${this.#totalless[0]} …)`,
        ],
      }),
    };
  }
}

/** The body in a liaison's title: "LS/i on … [from IETF]". */
const liaisonEnd = (title: string | null, which: 'from' | 'to'): string | null =>
  new RegExp(`\\[${which}:? ([^\\]]+)\\]\\s*$`, 'i').exec(title ?? '')?.[1]?.trim() ?? null;
