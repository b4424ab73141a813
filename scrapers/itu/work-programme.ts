import { createHash } from 'node:crypto';
import { type KnownMember, knownMembers, splitMembers } from '#entities/member-list.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source, SourcePage } from '../contract.ts';
import { authorRows, unpartedRow } from './authors.ts';
import { groupRow } from './groups.ts';
import { withoutMail } from './html.ts';
import { readListedPage } from './listed-page.ts';
import { asking } from './paged-list.ts';
import { type StudyPeriod, studyPeriods } from './periods.ts';
import { parseWorkItem, type WorkItemPage } from './work-item.ts';
import { type ListedItem, parseWorkList, type WorkList } from './work-list.ts';

const site = 'https://www.itu.int/ITU-T/workprog';
// Every status; the columns by their letters: work item, Question, equivalent, status, timing, process, version, liaison, title.
const listUrl = (period: number) =>
  `${site}/wp_search.aspx?isn_sp=${period}&isn_status=-1,8,1,3,7,2&details=1&view=tab&field=acdefghijo`;
const itemUrl = (isn: number) => `${site}/wp_item.aspx?isn=${isn}`;
/** A work item is known by the number of its page: its name changes when it becomes a Recommendation, and comes again. */
export const workItemId = (isn: number) => `ITU-T WP ${isn}`;

/** Work items of every study period that the work programme offers, from its search and the page of each item. */
export const ituWorkProgramme: Source = {
  id: 'itu-work-programme',
  body: 'itu-t',
  title: 'ITU-T work programme',
  home: `${site}/wp_search.aspx`,
  licence: 'Facts from a public database; no text is republished',
  cadenceHours: 24 * 7,
  hosts: ['www.itu.int'],
  floor: { document: 100 },
  filled: { document: { title: 1, status: 1, questions: 0.9, submitted: 0.9 }, authorship: { name: 1 } },
  yields: ['group'],
  redact: (_url, body) => withoutMail(body),
  gather,
};

/** What does not change any more is read again only when its row in the list does. */
const isOver = ({ status }: ListedItem) => /^(?:approved|agreed|deleted|discontinued)/i.test(status);

async function gather(reader: Reader): Promise<Gathered> {
  const stored = await reader.stored('work-item');
  // A source that calls itself otherwise today still stands in lists under the name it had.
  const isKnown = knownMembers(await reader.namesEver('contribution'));
  const collected = new Collected(isKnown);
  const newest = studyPeriods.findLast((period) => period.workProgramme !== null) as StudyPeriod;
  const first = await readPeriod(reader, newest.workProgramme as number, collected);
  const periods = studyPeriods.flatMap((period) => {
    const isn = first.offered?.get(period.firstYear) ?? period.workProgramme;
    return isn === null ? [] : [{ period, isn }];
  });
  const lists = [];
  for (const { period, isn } of periods)
    lists.push({
      period,
      rows: isn === newest.workProgramme ? first.rows : (await readPeriod(reader, isn, collected)).rows,
    });
  const all = lists.flatMap(({ period, rows }) => [...rows.values()].map((row) => ({ period, ...row })));
  if (!all.length && stored.size)
    throw new Unexpected(collected.listUrl, 'no work items', 'the ones listed there before');
  const listed = lists.flatMap(({ period, rows }) => (rows.size ? [String(period.firstYear)] : []));
  const lost = (reader.memo.periods ?? '').split(' ').filter((year) => year && !listed.includes(year));
  if (lost.length && !reader.accept)
    throw new Unexpected(
      `${site}/wp_search.aspx`,
      `no work items of the study period from ${lost.join(', ')}`,
      'the ones listed there before (or --accept)',
    );
  for (const [at, { period, item, pageId }] of all.entries()) {
    reader.progress(at, all.length, item.name);
    const hash = createHash('sha256').update(JSON.stringify(item)).digest('hex');
    const known = stored.get(workItemId(item.isn));
    const isSettled = isOver(item) && known?.indexHash === hash;
    const page = await readListedPage(reader, itemUrl(item.isn), known, isSettled, parseWorkItem);
    collected.add(item, period, pageId, hash, page === 'missing' ? null : page);
  }
  return { ...collected.gathered(), memo: { periods: listed.join(' ') } };
}

interface Placed {
  item: ListedItem;
  pageId: number;
}

interface PeriodList {
  rows: Map<number, Placed>;
  offered: WorkList['periods'];
}

/**
 * Every page of one period's list, read once more where its pages do not fit one another: it may grow while it is read.
 * @throws Unexpected where they still do not, or do not add up to what its first page announces
 */
async function readPeriod(reader: Reader, isn: number, collected: Collected): Promise<PeriodList> {
  const first = await readPass(reader, isn, collected);
  if (!(first instanceof Unexpected)) return first;
  if (reader.replay) throw first;
  const second = await readPass(asking(reader), isn, collected);
  if (second instanceof Unexpected) throw second;
  return second;
}

/** Unexpected is returned where the pages do not fit one another, and thrown where one is no list as we know it. */
async function readPass(reader: Reader, isn: number, collected: Collected): Promise<PeriodList | Unexpected> {
  const url = listUrl(isn);
  const rows = new Map<number, Placed>();
  let first: WorkList | null = null;
  let next: WorkList['next'] = null;
  for (let n = 1; ; n++) {
    const where = next?.posted.as ?? url;
    const post = next ? { post: next.posted } : {};
    const page = await reader.read(next?.url ?? url, { expectType: /html/i, content: 'always', ...post });
    if (typeof page === 'string') throw new Unexpected(where, page, 'a page of the list');
    collected.see(page, url);
    const list = parseWorkList(page.text, url, n);
    first ??= list;
    const { announced } = first;
    if (list.announced !== announced)
      return new Unexpected(
        where,
        `a list of ${list.announced ?? 'untold'} work items`,
        `the ${announced ?? 'untold'} that its first page announces`,
      );
    const before = rows.size;
    for (const item of list.rows) {
      const known = rows.get(item.isn)?.item;
      if (known && JSON.stringify(known) !== JSON.stringify(item))
        return new Unexpected(where, `${item.name} twice, in two wordings`, 'each work item once');
      rows.set(item.isn, { item, pageId: page.id });
    }
    if (n > 1 && rows.size === before)
      return new Unexpected(where, 'the same work items again', `page ${n} of the list`);
    next = list.next;
    if (next) continue;
    if (announced !== null && announced !== rows.size)
      return new Unexpected(where, `${rows.size} work items`, `the ${announced} that the list announces`);
    return { rows, offered: first.periods };
  }
}

/** The rows of one run. */
class Collected {
  readonly #isKnown: KnownMember;
  readonly #groups = new Map<string, Row<'group'>>();
  readonly #documents = new Map<string, Row<'document'>>();
  readonly #authorship: Row<'authorship'>[] = [];
  readonly #parts: Row<'authorship_organisation'>[] = [];
  readonly #relations: Row<'relation'>[] = [];
  #newest = new Date(0);
  #without: string[] = [];
  #runs = 0;
  #others = 0;
  listUrl = site;

  constructor(isKnown: KnownMember) {
    this.#isKnown = isKnown;
  }

  see(page: SourcePage, url = this.listUrl): void {
    this.listUrl = url;
    if (page.fetchedAt > this.#newest) this.#newest = page.fetchedAt;
  }

  add(item: ListedItem, period: StudyPeriod, listPage: number, hash: string, page: SourcePage | null): void {
    const id = workItemId(item.isn);
    if (this.#documents.has(id)) throw new Unexpected(id, 'in two study periods', 'in one');
    const told = page && parseWorkItem(page.text, page.url);
    if (page) this.see(page);
    if (!told) this.#without.push(item.name);
    const { group } = item;
    // A Question that no roster names has a page all the same.
    const question = /^Q\d+\//.test(item.question ?? '') ? item.question : null;
    for (const part of [group, question])
      if (part && !this.#groups.has(part)) this.#groups.set(part, groupRow(part, listPage));
    this.#documents.set(id, {
      ...blank('document'),
      id,
      body: 'itu-t',
      kind: 'work-item',
      number: item.isn,
      title: told?.title || item.title || item.name,
      provisional_name: item.name,
      submitted: told?.registered ?? null,
      last_submitted: told?.updated ?? null,
      stage: 'submitted',
      status: item.status,
      group_id: group,
      rev: item.version,
      study_period: period.firstYear,
      questions: item.question,
      timing: told?.timing ?? item.timing,
      equivalent: told?.equivalent ?? null,
      approval_process: item.process,
      visibility: 'public',
      url: itemUrl(item.isn),
      index_hash: hash,
      index_page_id: listPage,
      text_page_id: told && page ? page.id : null,
    });
    if (told && page) this.#people(id, told, page.id);
  }

  #people(id: string, told: WorkItemPage, pageId: number): void {
    const members = splitMembers(told.supporters, this.#isKnown);
    const names = members.map((member) => member.text);
    const { authorship, parts } = authorRows(id, names, told.updated, pageId);
    const isKnown = (position: number | null) => members[(position as number) - 1]?.isKnown === true;
    this.#parts.push(...parts.filter((part) => isKnown(part.position)));
    for (const row of authorship) {
      if (isKnown(row.position)) {
        this.#authorship.push(row);
        continue;
      }
      this.#runs++;
      const organisation = {
        is_organisation: true,
        affiliation: row.name,
        country: null,
        country_text: null,
      };
      this.#authorship.push({ ...row, ...organisation, role: 'sources' });
      this.#parts.push(unpartedRow(id, row.position as number, row.name as string));
    }
    for (const [at, name] of told.editors.entries())
      this.#authorship.push({
        ...blank('authorship'),
        document_id: id,
        position: names.length + at + 1,
        name,
        role: 'editor',
        is_organisation: false,
        page_id: pageId,
      });
    this.#others += told.otherContacts;
    for (const target_id of told.documents)
      this.#relations.push({ source_id: id, target_id, type: 'names', page_id: pageId });
  }

  gathered(): Gathered {
    const ids = [...this.#documents.keys()];
    if (this.#without.length > ids.length * 0.05)
      throw new Unexpected(
        `${site}/wp_item.aspx`,
        `no page for ${this.#without.length} of ${ids.length} listed work items (${this.#without[0]} …)`,
        'a page for nearly every one',
      );
    const whole = { column: 'document_id', values: ids, whole: true };
    const notes = [
      this.#without.length && `listed work items without a page: ${this.#without.join(', ')}`,
      this.#runs && `supporting members on no list, kept as printed: ${this.#runs}`,
      this.#others && `contacts not named as editors, not taken: ${this.#others}`,
    ].filter((note): note is string => Boolean(note));
    return {
      rows: {
        group: [...this.#groups.values()],
        document: [...this.#documents.values()],
        authorship: this.#authorship,
        authorship_organisation: this.#parts,
        relation: this.#relations,
      },
      scopes: { document: 'all', authorship: whole, authorship_organisation: whole, relation: 'all' },
      asOf: isoDay(this.#newest),
      notes,
    };
  }
}
