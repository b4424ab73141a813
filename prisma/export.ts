import { type Store, sql } from './client.ts';
import { schemaFiles } from './engine.ts';

/** A table of the open dataset: what a row is, and what is left out of it. */
export interface OpenTable {
  name: string;
  about: string;
  /** Columns that mean something on this machine only. */
  without?: readonly string[];
}

/** A table stands in the open dataset only if it is named here: what is added later stays at home until somebody decides. */
export const openTables: readonly OpenTable[] = [
  { name: 'country', about: 'Countries by ISO 3166, former ones by their four letters.' },
  { name: 'organisation', about: 'Organisations of the curated list.' },
  { name: 'organisation_name', about: 'Spellings met in the sources, and the organisation each means.' },
  { name: 'ownership', about: 'Which organisation belongs to which, from when to when.' },
  { name: 'ultimate_parent', about: 'Ownership followed to its end.' },
  { name: 'bloc', about: 'Groups of countries.' },
  { name: 'bloc_membership', about: 'Who was a member of a bloc from when to when.' },
  { name: 'itu_membership', about: 'Under whose membership an organisation speaks at the ITU.' },
  { name: 'group', about: 'Areas, working groups, study groups, Questions and the like.' },
  {
    name: 'document',
    about: 'RFCs, drafts, contributions, Recommendations, work items, liaison statements.',
    without: ['index_hash', 'abstract'],
  },
  { name: 'revision', about: 'Submitted versions of documents.' },
  {
    name: 'revision_author',
    about:
      'The authors of revisions before the newest, where the body’s record of that revision was read. No figure counts them.',
  },
  { name: 'relation', about: 'What a document replaces, became, updates, answers.' },
  { name: 'document_event', about: 'Dated steps in the life of a document.' },
  { name: 'person', about: 'Public authors and holders of posts, by the body’s own id.' },
  { name: 'authorship', about: 'One author, editor or source of one document.' },
  { name: 'authorship_organisation', about: 'The organisations an authorship names.' },
  { name: 'authorship_person', about: 'The Datatracker’s own word on an authorship.' },
  { name: 'tenure', about: 'A public post held by somebody.' },
  {
    name: 'printed_post',
    about:
      'Members of a board as an RFC lists them. They are in no sum of posts, and no person is told by them.',
  },
  { name: 'meeting', about: 'Meetings with place and days.' },
  { name: 'meeting_count', about: 'What a body announced of a meeting, once for each page that says it.' },
  {
    name: 'attendance',
    about:
      'Attendances at a meeting by organisation, country and mode: the registrations its list marks as there (all of them where it marks nobody, as meeting_count then has no “attended”). Counts, never persons. Rows with summed_by tell the same attendances once by country and once by organisation.',
    without: ['page_id'],
  },
  { name: 'liaison', about: 'What one body wrote to another.' },
  { name: 'proposal', about: 'Families of proposals.' },
  { name: 'proposal_event', about: 'Dated steps of a proposal.' },
  { name: 'proposal_link', about: 'Which step led to which, and whose claim that is.' },
  { name: 'instance', about: 'Root-server sites by letter, country and town.' },
  { name: 'root_operator', about: 'Who operates a root-server letter.' },
  { name: 'election_vote', about: 'Votes in elections of the ITU.' },
  { name: 'member_state', about: 'Member states of the ITU, as its own list prints them.' },
  { name: 'published_count', about: 'Counts that somebody else published.' },
  {
    name: 'page',
    about: 'The pages everything was read from.',
    without: ['warc_file', 'warc_offset', 'warc_length'],
  },
  { name: 'change', about: 'What was added, changed, removed or corrected, and when.' },
];

export type ColumnKind = 'text' | 'integer' | 'number' | 'boolean' | 'day' | 'time' | 'json';

export interface ExportedColumn {
  table: string;
  column: string;
  type: ColumnKind;
  /** What one of it is: an ISO day, an ISO code, a count; "" where the value is its own word. */
  unit: string;
  meaning: string;
  /** Where its values come from. */
  source: string;
}

export interface ExportedTable extends OpenTable {
  columns: ExportedColumn[];
  /** Values by column, in the order of `columns`: text, number, boolean or null. */
  rows: unknown[][];
}

const kindOf: Record<string, ColumnKind> = {
  text: 'text',
  integer: 'integer',
  bigint: 'integer',
  'double precision': 'number',
  boolean: 'boolean',
  date: 'day',
  'timestamp with time zone': 'time',
  jsonb: 'json',
};
const units: Record<ColumnKind, string> = {
  text: 'none',
  integer: 'count or number',
  number: 'number',
  boolean: 'true or false',
  day: 'ISO day',
  time: 'ISO time, UTC',
  json: 'JSON',
};

/** Of columns that mean the same everywhere; what a table says of its own column in the schema goes before. */
const meanings: Readonly<Record<string, string>> = {
  id: 'The id, as the body writes it where it writes one.',
  body: 'The body: ietf, irtf, iab, itu-t, itu-r, itu-d, itu.',
  kind: 'What kind of thing it is.',
  name: 'Its name, as printed.',
  title: 'Its title, as printed.',
  number: 'The body’s bare number.',
  source: 'The source whose row it is; docs/sources.md describes each.',
  source_url: 'A page that says so.',
  first_seen: 'When we first read it.',
  removed_at: 'When it was gone from its source; empty while it stands there.',
  page_id: 'The page it was read from (table page).',
  from: 'First day; empty where it is not known or open.',
  to: 'The day it ended (no longer part of it); empty while it lasts.',
  country: 'Country, ISO 3166; empty where none is stated or known.',
  country_text: 'The country in the source’s own words.',
  organisation_id: 'The organisation (table organisation) the words mean; empty where no list knows them.',
  organisation_text: 'The organisation in the source’s own words.',
  group_id: 'The group (table group).',
  document_id: 'The document (table document).',
  meeting_id: 'The meeting (table meeting).',
  person_id: 'The person (table person).',
  evidence: 'How well it is known: primary, secondary, second-hand, unchecked.',
  note: 'A remark for the reader of the row.',
  why: 'Why the words mean that.',
  url: 'Its address.',
  position: 'Place among the authors, from 1.',
  part: 'Which of several, from 1.',
  status: 'Its standing, as the body words it.',
  stream: 'The stream an RFC or draft belongs to.',
  area: 'The IETF area it was filed under.',
  doi: 'Its digital object identifier.',
  pages: 'How many pages it has.',
  role: 'In which capacity: author, editor, source, officer, liaison, secretariat.',
  affiliation: 'What the author printed as affiliation.',
  text: 'The words themselves.',
  parent: 'What it belongs to.',
  child: 'What belongs to the parent.',
  region: 'The region it is filed under.',
  city: 'The place of the meeting.',
  count: 'Attendances; registrations of a meeting that marks nobody as there.',
  value: 'The number published.',
  sentence: 'The sentence that says it.',
  votes: 'Votes cast for the candidate.',
  letter: 'The letter of the root server, a to m.',
  sites: 'Sites with at least one instance.',
  instances: 'Servers that answer under the letter.',
  before: 'The row before the change.',
  after: 'The row after the change.',
  at: 'When.',
  type: 'What kind of link or step it is.',
  code: 'ISO 3166 code.',
  spelling: 'A spelling met in a source.',
  person_name: 'The person’s name, as printed.',
  original_hash: 'sha256 of the bytes received, before anything was masked.',
};

/** Every open table with its rows in the order of its key. Cells of attendance under `floor` people are folded. */
export async function readTable(store: Store, table: OpenTable, floor: number): Promise<ExportedTable> {
  const found = await store.query<{ column: string; type: string }>(sql`
    select column_name as column, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table.name} order by ordinal_position`);
  const kept = found.filter(({ column }) => !table.without?.includes(column));
  const told = schemaWords();
  const columns = kept.map(({ column, type }): ExportedColumn => {
    const kind = kindOf[type] ?? 'text';
    return {
      table: table.name,
      column,
      type: kind,
      unit: units[kind],
      meaning: told.get(`${table.name}.${column}`) ?? meanings[column] ?? column.replaceAll('_', ' '),
      source: found.some((one) => one.column === 'source')
        ? 'the source named in the column source'
        : 'curated lists',
    };
  });
  const list = columns.map(({ column, type }) => {
    if (type === 'time')
      return `to_char("${column}" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "${column}"`;
    if (type === 'day' || type === 'json') return `"${column}"::text as "${column}"`;
    if (type === 'integer') return `"${column}"::float8 as "${column}"`;
    return `"${column}"`;
  });
  const from = table.name === 'attendance' ? foldedAttendance(floor) : `"${table.name}"`;
  // The log of changes repeats single cells of attendance: those stay at home.
  const where = table.name === 'change' ? `where record_type <> 'attendance'` : '';
  const order = kept.map((_, at) => at + 1).join(', ');
  const { rows } = await store.pool.query({
    text: `select ${list.join(', ')} from ${from} ${where} order by ${order}`,
    rowMode: 'array',
  });
  return { ...table, columns, rows };
}

const foldedAttendance = (floor: number) => `(
  select meeting_id, organisation_text, country_text, mode, organisation_id, country, count, summed_by, folded, source,
         first_seen, removed_at
  from attendance where (count >= ${Math.trunc(floor)} or folded) and removed_at is null
  union all
  select meeting_id, 'fewer than three each', '', mode, null, null, sum(count)::int, summed_by, true, min(source),
         min(first_seen), null
  from attendance where count < ${Math.trunc(floor)} and folded is not true and removed_at is null
  group by meeting_id, mode, summed_by
) attendance`;

/** What the schema says of its columns: table.column → words. */
function schemaWords(): Map<string, string> {
  const words = new Map<string, string>();
  let table = '';
  let said: string[] = [];
  let waiting: [string, string][] = [];
  for (const line of schemaFiles().flatMap((file) => file.content.split('\n'))) {
    const text = line.trim();
    if (text.startsWith('///')) said.push(text.slice(3).trim());
    else {
      const column = /^(\w+)\s+\w+[?]?/.exec(text)?.[1];
      const mapped = /@@map\("(\w+)"\)/.exec(text)?.[1];
      if (mapped) table = mapped;
      else if (text.startsWith('model ')) waiting = [];
      else if (text === '}') {
        for (const [name, meaning] of waiting) words.set(`${table}.${name}`, meaning);
      } else if (column && said.length) {
        waiting.push([/@map\("(\w+)"\)/.exec(text)?.[1] ?? column, said.join(' ')]);
      }
      said = [];
    }
  }
  return words;
}
