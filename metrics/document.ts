import { isoDay } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';
import type { Country } from './country.ts';
import { readLastCalls } from './last-calls.ts';
import { type Addressed, type Attachment, addressed } from './liaisons.ts';
import { masked } from './masked.ts';
import { type PrintedPost, readPrintedIn } from './printed-posts.ts';
import { isoTime } from './sql.ts';

/** One organisation that an authorship names, with an equal part of it. */
export interface NamedOrganisation {
  /** Null where no list knows the words, or where they name no organisation (“Independent”). */
  id: string | null;
  name: string | null;
  /** organisation | individual | unresolved */
  kind: string;
  /** As printed. */
  text: string;
  why: string;
}

export interface Author {
  position: number;
  name: string;
  /** author | editor; at the ITU source | sources | officer | liaison | secretariat */
  role: string;
  isOrganisation: boolean;
  affiliation: string | null;
  /** What the address states, where it differs. */
  affiliationInAddress: string | null;
  organisations: NamedOrganisation[];
  countryText: string | null;
  country: Country | null;
  /** The body's own id of the person, where it tells one. */
  person: string | null;
  /** What the body's own records say of this authorship, beside the printed words. */
  recorded: { source: string; name: string; affiliation: string | null; countryText: string | null } | null;
  page: number | null;
  /** Lines of the page on which the words stand, from 1. */
  lines: { name: number | null; affiliation: number | null; country: number | null };
}

export interface Related {
  /** obsoletes | updates | is-also | replaces | became | answers | revises | names, said of the document on the left. */
  type: string;
  /** out: this document does it to the other; in: the other does it to this one. */
  direction: 'out' | 'in';
  id: string;
  title: string | null;
  page: number | null;
}

/** An author of a revision before the newest, as the body's record stood at that revision. */
export interface EarlierAuthor {
  position: number;
  name: string;
  /** The body's own id, where the person has a page here: as an author of something that stands. */
  person: string | null;
  /** As printed. */
  affiliation: string | null;
  countryText: string | null;
  country: Country | null;
  page: number | null;
}

export interface Revision {
  rev: string;
  /** ISO day. */
  submitted: string | null;
  page: number | null;
  /** Null where its authors were not read; those of the newest revision are the document's. */
  authors: EarlierAuthor[] | null;
}

export interface PageNote {
  id: number;
  url: string;
  /** ISO time. */
  fetchedAt: string;
}

/** A document as the body writes it, days as ISO dates. */
export interface DocumentDetail {
  id: string;
  body: string;
  kind: string;
  number: number | null;
  title: string;
  published: string | null;
  publishedPrecision: string | null;
  stage: string | null;
  status: string | null;
  publicationStatus: string | null;
  stream: string | null;
  groupId: string | null;
  groupName: string | null;
  area: string | null;
  doi: string | null;
  pageCount: number | null;
  draft: string | null;
  notes: string | null;
  submitted: string | null;
  lastSubmitted: string | null;
  rev: string | null;
  expires: string | null;
  abstract: string | null;
  workId: string | null;
  studyPeriod: number | null;
  meetingId: string | null;
  questions: string | null;
  visibility: string | null;
  approvalProcess: string | null;
  /** ITU: what the work was called before it had a number. */
  provisionalName: string | null;
  /** ITU: its number at another body, as printed. */
  equivalent: string | null;
  /** ITU: when a work item is meant to be finished, as printed. */
  timing: string | null;
  url: string | null;
  source: string;
  firstSeen: string;
  /** When the source stopped listing it; null while it does. */
  removedAt: string | null;
  authors: Author[];
  relations: Related[];
  revisions: Revision[];
  events: { type: string; at: string; until: string | null; text: string | null; page: number | null }[];
  /** Its last call, where it can still be commented on: the last day, ISO. */
  openUntil: string | null;
  liaison: {
    fromGroups: string;
    toGroups: string;
    from: Addressed[];
    to: Addressed[];
    attachments: Attachment[] | null;
    purpose: string | null;
    deadline: string | null;
    posted: string | null;
    state: string | null;
    page: number | null;
  } | null;
  /** Members of boards that its text lists, in their order. */
  printedPosts: PrintedPost[];
  /** Where the words come from: the index entry and the text. */
  pages: { index: PageNote | null; text: PageNote | null };
}

type Stored = Omit<
  DocumentDetail,
  'authors' | 'relations' | 'revisions' | 'events' | 'openUntil' | 'liaison' | 'printedPosts' | 'pages'
> & {
  indexPage: PageNote | null;
  textPage: PageNote | null;
};

/** RFCs are cited as “RFC 791” and listed as RFC0791. */
const asWritten = (id: string) => id.replace(/^rfc[ -]?0*(?=\d)/i, 'rfc');

/** Everything known of one document; null where there is none. An id is met in any case. */
export async function readDocument(store: Store, asked: string): Promise<DocumentDetail | null> {
  const wanted = asWritten(asked);
  const [document] = await store.query<Stored>(sql`
    select d.id, d.body, d.kind, d.number, d.title, d.published::text as published,
           d.published_precision as "publishedPrecision", d.stage, d.status, d.publication_status as "publicationStatus",
           d.stream, d.group_id as "groupId", g.name as "groupName", d.area, d.doi, d.pages as "pageCount", d.draft, d.notes,
           d.submitted::text as submitted, d.last_submitted::text as "lastSubmitted", d.rev, d.expires::text as expires,
           d.abstract, w.work_id as "workId", d.study_period as "studyPeriod", d.meeting_id as "meetingId", d.questions,
           d.visibility, d.approval_process as "approvalProcess",
           d.provisional_name as "provisionalName", d.equivalent, d.timing, d.url, d.source,
           ${isoTime(sql`d.first_seen`)} as "firstSeen", ${isoTime(sql`d.removed_at`)} as "removedAt",
           case when i.id is not null then json_build_object('id', i.id, 'url', i.url, 'fetchedAt', ${isoTime(sql`i.fetched_at`)}) end as "indexPage",
           case when t.id is not null then json_build_object('id', t.id, 'url', t.url, 'fetchedAt', ${isoTime(sql`t.fetched_at`)}) end as "textPage"
    from document d
    left join "group" g on g.id = d.group_id
    left join work w on w.document_id = d.id and w.removed_at is null
    left join page i on i.id = d.index_page_id
    left join page t on t.id = d.text_page_id
    where d.id in (${wanted}, ${wanted.toLowerCase()}, ${wanted.toUpperCase()})
    order by d.id = ${wanted} desc limit 1`);
  if (!document) return null;
  const { id } = document;
  const [authors, relations, revisions, events, liaison, printedPosts, calls] = await Promise.all([
    readAuthors(store, id),
    store.query<Related>(sql`
      select r.type, r.direction, r.id, d.title, r.page from (
        select type, 'out' as direction, target_id as id, page_id as page from relation
        where source_id = ${id} and removed_at is null
        union all
        select type, 'in', source_id, page_id from relation where target_id = ${id} and removed_at is null
      ) r left join document d on d.id = r.id
      order by r.direction desc, r.type, d.published nulls last, r.id`),
    readRevisions(store, id),
    store.query<DocumentDetail['events'][number]>(sql`
      select type, at::text as at, until::text as until, text, page_id as page from document_event
      where document_id = ${id} and removed_at is null order by at, id`),
    store.query<NonNullable<DocumentDetail['liaison']>>(sql`
      select l.from_groups as "fromGroups", l.to_groups as "toGroups", ${addressed('from')} as from,
             ${addressed('to')} as to, l.attachments, l.purpose, l.deadline::text as deadline,
             l.posted::text as posted, l.state, l.page_id as page
      from liaison l where document_id = ${id} and removed_at is null`),
    readPrintedIn(store, id),
    readLastCalls(store, { from: isoDay(), document: id }),
  ]);
  const { indexPage, textPage, ...fields } = document;
  return {
    ...fields,
    abstract: fields.abstract === null ? null : masked(fields.abstract),
    authors,
    relations,
    revisions,
    events: events.map((event) => ({ ...event, text: event.text === null ? null : masked(event.text) })),
    openUntil: calls[0]?.until ?? null,
    liaison: liaison[0] ?? null,
    printedPosts,
    pages: { index: indexPage, text: textPage },
  };
}

/** What was submitted, with its authors where they were read; a revision known by its authors alone is one too. */
const readRevisions = (store: Store, id: string): Promise<Revision[]> =>
  store.query<Revision>(sql`
    with submitted as (
      select rev, submitted, page_id from revision where document_id = ${id} and removed_at is null
    ), authors as (
      select a.rev, json_agg(json_build_object(
               'position', a.position, 'name', a.name, 'person', p.id, 'affiliation', a.affiliation,
               'countryText', a.country_text,
               'country', case when a.country is not null
                 then json_build_object('code', a.country, 'name', coalesce(c.name, a.country)) end,
               'page', a.page_id) order by a.position) as authors
      from revision_author a left join country c on c.code = a.country
      left join person p on p.id = a.person_id and p.removed_at is null
      where a.document_id = ${id} and a.removed_at is null group by a.rev
    )
    select rev, s.submitted::text as submitted, s.page_id as page, a.authors
    from submitted s full join authors a using (rev) order by s.submitted nulls first, rev`);

const readAuthors = (store: Store, id: string): Promise<Author[]> =>
  store.query<Author>(sql`
    select a.position, a.name, a.role, a.is_organisation as "isOrganisation", a.affiliation,
           a.affiliation_in_address as "affiliationInAddress",
           coalesce((
             select json_agg(json_build_object('id', o.organisation_id, 'name', n.name, 'kind', o.kind, 'text', o.text,
                                               'why', o.why) order by o.part)
             from authorship_organisation o left join organisation n on n.id = o.organisation_id
             where o.document_id = a.document_id and o.position = a.position and o.removed_at is null
           ), '[]') as organisations,
           a.country_text as "countryText",
           case when a.country is not null
             then json_build_object('code', a.country, 'name', coalesce(c.name, a.country)) end as country,
           p.person_id as person,
           case when p.document_id is not null
             then json_build_object('source', p.source, 'name', p.name, 'affiliation', p.affiliation,
                                    'countryText', p.country_text) end as recorded,
           a.page_id as page,
           json_build_object('name', a.name_line, 'affiliation', a.affiliation_line, 'country', a.country_line) as lines
    from authorship a
    left join country c on c.code = a.country
    left join authorship_person p
      on p.document_id = a.document_id and p.position = a.position and p.removed_at is null
    where a.document_id = ${id} and a.removed_at is null order by a.position`);
