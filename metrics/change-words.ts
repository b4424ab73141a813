import { dayInWords } from '#lib/week.ts';
import { type RecordName, type RecordType, records } from '#prisma/records.ts';
import type { Change } from './changes.ts';
import { plural } from './numbers.ts';
import { basisWords, postWords } from './post-words.ts';

/** What a reader calls a record of each type. */
const recordWords = {
  group: 'group',
  document: 'document',
  relation: 'link between documents',
  authorship: 'author',
  authorship_organisation: 'organisation of an author',
  printed_post: 'post that a document prints',
  person: 'person',
  authorship_person: 'author as the Datatracker knows them',
  revision: 'revision',
  revision_author: 'author of an earlier revision',
  document_event: 'step of a document',
  tenure: 'post',
  tenure_affiliation: 'affiliation of a post',
  meeting: 'meeting',
  meeting_count: 'number announced of a meeting',
  attendance: 'attendance',
  liaison: 'liaison statement',
  proposal: 'dossier',
  proposal_event: 'step in a dossier',
  proposal_link: 'link in a dossier',
  instance: 'root server instances',
  root_operator: 'operator of a root server',
  election_vote: 'round of an election',
  published_count: 'number a group published',
  published_statement: 'number that others published',
  administration_name: 'name of an administration',
  member_state: 'member state',
  group_name: 'former name of a group',
  work: 'work',
} satisfies Record<RecordName, string>;

/** The columns of a record type that the log of changes keeps. */
type Told<Name extends RecordName> = Exclude<
  keyof (typeof records)[Name]['columns'],
  (typeof records)[Name]['silent'][number]
>;

/** What a reader calls what the columns hold, whatever record they stand in. */
const columnWords = {
  acronym: 'short name',
  actors: 'who took part',
  affiliation: 'affiliation',
  affiliation_in_address: 'affiliation in the address',
  approval_process: 'approval process',
  area: 'area',
  as_of: 'list as of',
  as_of_document_id: 'list dated by',
  at: 'day',
  authors: 'authors as printed',
  ballots: 'ballots',
  basis: 'why it is linked',
  beside: 'steps beside it',
  body: 'body',
  candidate: 'candidate',
  city: 'place',
  claimed_by: 'whose claim it is',
  claims: 'claims',
  conference: 'conference',
  context: 'what stands beside it',
  count: 'registrations',
  country: 'country',
  country_text: 'country as printed',
  date: 'day',
  deadline: 'answer asked for by',
  definition: 'what it counts',
  dimension: 'counted by',
  document: 'document',
  document_day: 'day of the document',
  document_id: 'document',
  doi: 'DOI',
  draft: 'draft it was',
  elected: 'elected',
  entered: 'member since',
  equivalent: 'equivalent text',
  evidence: 'evidence',
  expires: 'expires on',
  folded: 'small cells put together',
  from: 'from',
  from_basis: 'how the start is known',
  from_groups: 'from',
  from_id: 'from',
  group_id: 'group',
  group_text: 'group',
  id: 'id',
  included: 'why it is here',
  instances: 'instances',
  is_organisation: 'an organisation as author',
  is_sample: 'from a sample',
  kind: 'kind',
  last_submitted: 'newest revision posted on',
  letter: 'letter',
  list: 'list in the document',
  meeting_id: 'meeting',
  mode: 'on site or remote',
  name: 'name',
  names: 'names',
  note: 'note',
  number: 'number',
  open: 'what is open',
  operator: 'operator',
  organisation_id: 'organisation',
  organisation_text: 'organisation as printed',
  outcome: 'outcome',
  pages: 'pages',
  parent: 'belongs to',
  part: 'part',
  person_id: 'person in the Datatracker',
  person_name: 'name',
  position: 'place in the list',
  post: 'post',
  posted: 'posted on',
  precision: 'day known to the',
  proposal_slug: 'dossier',
  provisional_name: 'provisional name',
  publication_status: 'status when published',
  published: 'published',
  published_precision: 'publication known to the',
  purpose: 'purpose',
  questions: 'Questions',
  region: 'region',
  relation: 'relation',
  rev: 'revision',
  revision: 'revision',
  role: 'listed as',
  round: 'round',
  sites: 'sites',
  slug: 'dossier',
  source_id: 'document',
  source_url: 'page that says so',
  stage: 'stage',
  state: 'state',
  state_as_of: 'state as of',
  state_sentence: 'state in words',
  status: 'status',
  stream: 'stream',
  study_period: 'study period from',
  submitted: 'first submitted on',
  summary: 'summary',
  summed_by: 'added up by',
  symbol: 'symbol',
  target_id: 'other document',
  tenure_id: 'post',
  text: 'as printed',
  time_text: 'time as printed',
  timing: 'planned for',
  title: 'title',
  to: 'to',
  to_basis: 'how the end is known',
  to_groups: 'to',
  to_id: 'to',
  total: 'of',
  town: 'town',
  type: 'kind',
  until: 'until',
  url: 'address',
  value: 'number',
  visibility: 'who can open it',
  votes: 'votes',
  what: 'what',
  words: 'words of the list',
  announced: 'announced on',
  bulletin: 'number of the bulletin',
  former: 'former name',
  occasion: 'occasion',
  on: 'day it speaks of',
  on_precision: 'how exactly the day is known',
  said_by: 'said by',
  says: 'what it says',
  seat: 'seat',
} satisfies Record<{ [Name in RecordName]: Told<Name> }[RecordName], string>;

/** Codes of ours that a reader would take for something else. */
const codeWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  role: {
    source: 'a source named by itself',
    sources: 'several names in one line, not told apart',
    secretariat: 'the secretariat',
    officer: 'an officer of the group',
    liaison: 'another body',
  },
  visibility: { public: 'everybody', login: 'members with a login' },
  kind: { unresolved: 'a name on none of our lists', individual: 'nobody, as stated' },
};

const isKnown = (recordType: string): recordType is RecordName => recordType in records;

/** `authorship_organisation` → `organisation of an author` */
export const recordName = (recordType: string): string =>
  isKnown(recordType) ? recordWords[recordType] : recordType.replaceAll('_', ' ');

/** `country_text` → `country as printed`. A column of a former version that is kept no more stands as it was called. */
const columnName = (column: string): string =>
  Object.hasOwn(columnWords, column)
    ? columnWords[column as keyof typeof columnWords]
    : column.replaceAll('_', ' ');

type Kept = Readonly<Record<string, unknown>>;

/** What a column holds, in words; null where that is no text for a sentence: whole passages of a dossier. */
function valueWords(recordType: string, record: Kept, column: string, nothing: string): string | null {
  const value = record[column];
  if (value === null || value === undefined || value === '') return nothing;
  if (typeof value === 'object')
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(', ') : null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value);
  if (column === 'post') return postWords(text);
  if (column === 'from_basis' || column === 'to_basis') return basisWords[text]?.[0] ?? text;
  const type: RecordType | null = isKnown(recordType) ? records[recordType] : null;
  if (type?.columns[column] !== 'date') return codeWords[column]?.[text] ?? text;
  const day = dayInWords(text);
  const precision = column === 'published' ? record.published_precision : null;
  return precision === 'year' ? text.slice(0, 4) : precision === 'month' ? day.replace(/^\d+ /, '') : day;
}

export interface Difference {
  column: string;
  /** The column in words. */
  name: string;
  /** What stood there before and stands there now; null where that is too long to be told. */
  before: string | null;
  after: string | null;
}

/** The columns that differ, in words. `nothing`: how to say that nothing stood there. */
export const differencesOf = (
  recordType: string,
  before: Kept,
  after: Kept,
  nothing = 'nothing',
): Difference[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((column) => JSON.stringify(before[column] ?? null) !== JSON.stringify(after[column] ?? null))
    .map((column) => ({
      column,
      name: columnName(column),
      before: valueWords(recordType, before, column, nothing),
      after: valueWords(recordType, after, column, nothing),
    }));

/** Whether one entry stands for the same change of more records than its own: not for a document with its authors. */
export const tellsMany = ({ recordType, records, documents, posts }: Change): boolean =>
  recordType === 'attendance' ? records > 1 : documents + posts > 1;

/** What an entry that stands for many is about: `Example Telecom Co., Ltd. (author) on 1,070 documents`. */
export function manyWords({
  recordType,
  after,
  before,
  records,
  documents,
  posts,
  recordKey,
}: Change): string {
  const record = before ?? after ?? {};
  if (recordType === 'attendance') return `attendance of ${record.meeting_id}, ${plural(records, 'count')}`;
  const name = recordType === 'tenure' ? record.organisation_text : (record.name ?? record.text);
  const where = [
    documents > 0 && `on ${plural(documents, 'document')}`,
    posts > 0 && `beside ${plural(posts, 'post')}`,
  ].filter(Boolean);
  const what = recordType === 'tenure' ? '' : ` (${recordName(recordType)})`;
  return `${name ?? recordKey}${what} ${where.join(' and ')}`;
}

/** Where each record that it tells of stands. */
export const manyPath = ({ id }: Change): string => `/changes?since=2020-01-01&toldBy=${id}`;
