import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source, SourcePage } from '../contract.ts';
import { groupRow } from './groups.ts';
import { withoutMail } from './html.ts';
import { type KnownItem, lineage, type ToldRecommendation } from './lineage.ts';
import { readListedPage } from './listed-page.ts';
import { periodOn, studyPeriods } from './periods.ts';
import { type ListedRecommendation, monthOf, parseSearch, parseWholeList } from './recommendation-list.ts';
import { parseRecommendation, type RecommendationPage } from './recommendation-page.ts';

const site = 'https://www.itu.int';
const wholeUrl =
  `${site}/mws/api/recommendations/searchRecs?series=-1&type_of_text=-1&sg=-1&main_edition_flag=0&rows=100000&page=1` +
  '&status=Z&sort_order=asc';
const searchUrl = `${site}/net4/ITU-T/search/GlobalSearch/RunSearch`;
const pageUrl = (rec: number) => `${site}/ITU-T/recommendations/rec.aspx?rec=${rec}&lang=en`;
const idOf = (name: string) => `ITU-T ${name}`;

/**
 * Recommendations, edition by edition: from the list of all of them where the site gives it, else by searching for the
 * numbers that are known; then the page of each.
 */
export const ituRecommendations: Source = {
  id: 'itu-recommendations',
  body: 'itu-t',
  title: 'ITU-T Recommendations',
  home: `${site}/ITU-T/recommendations/`,
  licence: 'Facts from a public database; no text is republished',
  cadenceHours: 24 * 7,
  hosts: ['www.itu.int'],
  floor: { document: 20 },
  filled: { document: { title: 1, published: 0.98 } },
  yields: ['group'],
  redact: (_url, body) => withoutMail(body),
  gather: (reader) => gatherRecommendations(reader, curatedIds()),
};

/** The ids of facts/itu/recommendations.csv: a list that is whole for the years it speaks of. */
function curatedIds(): Set<string> {
  const file = join(import.meta.dirname, '..', '..', 'facts', 'itu', 'recommendations.csv');
  const rows = parse(readFileSync(file), { columns: true }) as { number: string; approved: string }[];
  return new Set(
    rows.map(({ number, approved }) => idOf(`${number} (${approved.slice(5)}/${approved.slice(0, 4)})`)),
  );
}

/** `curated`: ids of Recommendations that are known to exist, whether or not a list has them. */
export async function gatherRecommendations(reader: Reader, curated: ReadonlySet<string>): Promise<Gathered> {
  const stored = new Map([
    ...(await reader.stored('recommendation')),
    ...(await reader.stored('non-normative')),
  ]);
  const isOurs = (id: string) => Boolean(stored.get(id)?.indexHash);
  // What a search found is not searched for again: every run would find a little more.
  const others = [...curated, ...stored.keys()].filter((id) => curated.has(id) || !isOurs(id));
  const inputs = [
    ...new Set([...(reader.memo.searched ?? '').split('\n').filter(Boolean), ...others.map(wordsOf)]),
  ].sort();
  const list = (await readWhole(reader, curated)) ?? (await search(reader, inputs));
  if (!list.rows.size) throw new Unexpected(searchUrl, 'no Recommendation', 'those of the ITU-T');
  const collected = new Collected(list.isWhole, curated, await workItems(reader));
  // A group may take over a Recommendation when a study period begins, so the pages of before are not for ever.
  const period = studyPeriods.at(-1)?.prefix;
  const all = [...list.rows.values()];
  for (const [at, { row, page: listed }] of all.entries()) {
    reader.progress(at, all.length, row.name);
    const hash = createHash('sha256')
      .update(JSON.stringify([period, row]))
      .digest('hex');
    const id = idOf(row.name);
    const known = stored.get(id);
    const isSettled = list.isWhole && known?.indexHash === hash;
    const page = await readListedPage(reader, pageUrl(row.rec), known, isSettled, parseRecommendation);
    // A bulletin says more of it than a name in a search does.
    const isBetterKnown = !list.isWhole && page === 'missing' && curated.has(id) && !isOurs(id);
    if (isBetterKnown) collected.leave(row);
    else collected.add(row, listed, hash, page === 'missing' ? null : page);
  }
  return {
    ...collected.gathered(list),
    // Only a reading that was a search has noted what it searched for.
    outgrows: list.isWhole && reader.memo.searched !== undefined,
    memo: list.isWhole ? {} : { searched: inputs.join('\n') },
  };
}

const few = (names: readonly string[]) => `${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`;

interface List {
  isWhole: boolean;
  rows: Map<number, { row: ListedRecommendation; page: SourcePage }>;
  searched: number;
}

function listOf(isWhole: boolean): List {
  return { isWhole, rows: new Map(), searched: 0 };
}

/** Every edition there is. Null: the site does not give the list. @throws Unexpected where it cannot be all of it */
async function readWhole(reader: Reader, curated: ReadonlySet<string>): Promise<List | null> {
  const page = await reader.read(wholeUrl, { expectType: /json/i, content: 'always' });
  if (page === 'missing') return null;
  if (page === 'unchanged') throw new Unexpected(wholeUrl, page, 'the list');
  const list = listOf(true);
  for (const row of parseWholeList(page.text, wholeUrl)) {
    if (list.rows.has(row.rec)) throw new Unexpected(wholeUrl, `${row.rec} twice`, 'each edition once');
    list.rows.set(row.rec, { row, page });
  }
  const names = new Set([...list.rows.values()].map(({ row }) => idOf(row.name)));
  const lacking = [...curated].filter((id) => !names.has(id));
  if (lacking.length > curated.size * 0.05)
    throw new Unexpected(
      wholeUrl,
      `a list without ${lacking.length} of ${curated.size} Recommendations the bulletins announced (${few(lacking)})`,
      'nearly every one',
    );
  return list;
}

/** As the search takes a number: "ITU-T G.989.2 Amd 1" for ITU-T G.989.2 (2014) Amd. 1 (04/2016). */
const wordsOf = (id: string): string =>
  id
    .replace(/\s*\((?:\d\d\/)?\d{4}\)/g, '')
    .replace(/\s*\(V\d+\)/, '')
    .replace(/\b(Amd|Cor|Err)\. /, '$1 ');

async function search(reader: Reader, inputs: readonly string[]): Promise<List> {
  const list = listOf(false);
  for (const [at, input] of inputs.entries()) {
    reader.progress(at, inputs.length, input);
    const as = `${searchUrl}#${encodeURIComponent(input)}`;
    const post = { as, form: [['json', JSON.stringify(question(input))]] as const };
    const page = await reader.read(searchUrl, { expectType: /json/i, content: 'always', post });
    if (typeof page === 'string') throw new Unexpected(as, page, 'an answer of the search');
    for (const row of parseSearch(page.text, as))
      if (!list.rows.has(row.rec)) list.rows.set(row.rec, { row, page });
  }
  list.searched = inputs.length;
  return list;
}

/** What the search page posts. */
const question = (input: string) => ({
  Input: input,
  Start: 0,
  Rows: 20,
  SortBy: 'RELEVANCE',
  ExactPhrase: false,
  CollectionName: 'General',
  CollectionGroup: 'Recommendations',
  Sector: 't',
  Criterias: [],
  Topics: '',
  ClientData: {},
  Language: 'en',
  IP: '',
  SearchType: 'All',
});

/** The work items that are known. */
const workItems = async (reader: Reader): Promise<KnownItem[]> =>
  [...(await reader.stored('work-item')).values()].flatMap(({ number, provisionalName, equivalent }) =>
    number === null ? [] : [{ number, provisionalName, equivalent }],
  );

/** Supplements, implementers' guides, technical papers and errata are agreed, not approved, and are no Recommendations. */
const isNonNormative = (name: string, process: string | null): boolean =>
  !/^[A-Z]\.\d/.test(name) || /\bErr\./.test(name) || process === 'Agreed';

/** The rows of one run. */
class Collected {
  readonly #isWhole: boolean;
  readonly #curated: ReadonlySet<string>;
  readonly #items: readonly KnownItem[];
  readonly #groups = new Map<string, Row<'group'>>();
  readonly #documents = new Map<string, Row<'document'>>();
  readonly #told: (ToldRecommendation & { pageId: number })[] = [];
  readonly #unread: string[] = [];
  readonly #unknown = new Map<string, number>();
  readonly #twice: string[] = [];
  #left = 0;
  #newest = new Date(0);

  constructor(isWhole: boolean, curated: ReadonlySet<string>, items: readonly KnownItem[]) {
    this.#isWhole = isWhole;
    this.#curated = curated;
    this.#items = items;
  }

  /** Listed, and without a page: what is known of it stays as it is. */
  leave({ name }: ListedRecommendation): void {
    this.#unread.push(name);
    this.#left++;
  }

  add(row: ListedRecommendation, listed: SourcePage, hash: string, page: SourcePage | null): void {
    const id = idOf(row.name);
    for (const one of [listed, page]) if (one && one.fetchedAt > this.#newest) this.#newest = one.fetchedAt;
    if (this.#documents.has(id)) {
      this.#twice.push(row.name);
      return;
    }
    const told = page && this.#pageOf(id, page);
    if (!told) this.#unread.push(row.name);
    const process = told?.process ?? null;
    const isApproved = !isNonNormative(row.name, process);
    const group = told?.group ?? null;
    if (group && page && !this.#groups.has(group)) this.#groups.set(group, groupRow(group, page.id));
    const approved = told?.approved ?? row.approved;
    const published = approved ?? monthOf(row.name);
    this.#documents.set(id, {
      ...blank('document'),
      id,
      body: 'itu-t',
      kind: isApproved ? 'recommendation' : 'non-normative',
      title: told?.title ?? row.title ?? id,
      published,
      published_precision: approved ? 'day' : published && 'month',
      // What a search finds is no list: it counts only where a list that is whole has it too.
      stage: this.#isWhole || this.#curated.has(id) ? 'published' : 'sample',
      status: told?.status ?? row.status,
      area: /^[A-Z]/.exec(row.name)?.[0] ?? null,
      group_id: group,
      rev: told?.edition ?? null,
      study_period: published ? (periodOn(published)?.firstYear ?? null) : null,
      approval_process: process,
      provisional_name: told?.provisionalName ?? null,
      equivalent: told?.equivalent ?? null,
      visibility: 'public',
      url: pageUrl(row.rec),
      index_hash: hash,
      index_page_id: listed.id,
      text_page_id: told && page ? page.id : null,
    });
    if (told && page && isApproved) this.#told.push({ ...told, id, pageId: page.id });
  }

  /** Null where the page is that of another: it tells nothing of this one. */
  #pageOf(id: string, page: SourcePage): RecommendationPage | null {
    const told = parseRecommendation(page.text, page.url);
    if (told.name !== id) return null;
    for (const heading of told.unknown) this.#unknown.set(heading, (this.#unknown.get(heading) ?? 0) + 1);
    return told;
  }

  gathered({ searched }: List): Gathered {
    const listed = this.#documents.size + this.#left;
    const read = listed - this.#unread.length;
    if (!read)
      throw new Unexpected(`${site}/ITU-T/recommendations/rec.aspx`, 'no page of any', 'their pages');
    if (this.#isWhole && this.#unread.length > listed * 0.05)
      throw new Unexpected(
        `${site}/ITU-T/recommendations/rec.aspx`,
        `no page for ${this.#unread.length} of ${listed} (${few(this.#unread)})`,
        'a page for nearly every one',
      );
    const { links, unproven } = lineage(this.#told, this.#items);
    const pages = new Map(this.#told.map(({ id, pageId }) => [id, pageId]));
    const lacking = this.#isWhole ? [...this.#curated].filter((id) => !this.#documents.has(id)) : [];
    const notes = [
      !this.#isWhole &&
        `partial: the site gave no list of all Recommendations, so ${searched} known numbers were searched for; what was found and no bulletin announced is not counted`,
      this.#unread.length > 0 &&
        `partial: ${listed} listed, ${read} pages read, ${this.#unread.length} not to be had (${few(this.#unread)}): their group and process are unknown`,
      `work items: ${links.length} of ${this.#told.length} Recommendations are proven to come from one, ${unproven} are not`,
      lacking.length > 0 &&
        `announced by a bulletin and not in the list: ${lacking.length} (${few(lacking)})`,
      this.#twice.length > 0 && `names that come twice, the first taken: ${few(this.#twice)}`,
      this.#unknown.size > 0 &&
        `headings not known: ${[...this.#unknown].map(([heading, n]) => `${heading} (${n})`).join(', ')}`,
    ].filter((note): note is string => Boolean(note));
    return {
      rows: {
        group: [...this.#groups.values()],
        document: [...this.#documents.values()],
        relation: links.map(({ item, recommendation }) => ({
          source_id: item,
          target_id: recommendation,
          type: 'became',
          page_id: pages.get(recommendation) ?? null,
        })),
      },
      // A whole list also says of what the bulletins announced whether it is there.
      scopes: {
        document: this.#isWhole
          ? { column: 'kind', values: ['recommendation', 'non-normative'], whole: true }
          : 'all',
        relation: 'all',
      },
      asOf: isoDay(this.#newest),
      notes,
    };
  }
}
