import { attendanceFloor, foldedWords } from './attendance-cells.ts';
import { type Store, sql } from './client.ts';
import { meaningOf, unitOf } from './codebook.ts';

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
  { name: 'group_name', about: 'What a group of the IETF was called, at any time.' },
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
  {
    name: 'work',
    about:
      'Documents that replaced or became one another, under the id of one work; a document that is not here is its own work.',
  },
  { name: 'document_event', about: 'Dated steps in the life of a document.' },
  { name: 'person', about: 'Public authors and holders of posts, by the body’s own id.' },
  { name: 'authorship', about: 'One author, editor or source of one document.' },
  { name: 'authorship_organisation', about: 'The organisations an authorship names.' },
  { name: 'authorship_person', about: 'The Datatracker’s own word on an authorship.' },
  { name: 'tenure', about: 'A public post held by somebody.' },
  {
    name: 'tenure_affiliation',
    about:
      'Of a post whose roster prints no affiliation, the days to which a document of its holder is the nearest, with what it prints. On all other days of the post the affiliation is unknown.',
  },
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
  { name: 'published_statement', about: 'What somebody else counted, in words. In no figure.' },
  {
    name: 'administration_name',
    about: 'Names that ministries and authorities of member states announced in place of former ones.',
  },
  {
    name: 'page',
    about: 'The pages everything was read from.',
    without: ['warc_file', 'warc_offset', 'warc_length'],
  },
  {
    name: 'run',
    about:
      'Each time a source was read: when, with what result, and how many rows moved. A baseline makes no news.',
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
/** Every open table with its rows in the order of its key. Small cells of attendance are folded. */
export async function readTable(store: Store, table: OpenTable): Promise<ExportedTable> {
  const found = await store.query<{ column: string; type: string }>(sql`
    select column_name as column, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table.name} order by ordinal_position`);
  const kept = found.filter(({ column }) => !table.without?.includes(column));
  const columns = kept.map(({ column, type }): ExportedColumn => {
    const kind = kindOf[type] ?? 'text';
    return {
      table: table.name,
      column,
      type: kind,
      unit: unitOf(table.name, column, kind),
      meaning: meaningOf(table.name, column),
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
  const from = table.name === 'attendance' ? foldedAttendance : `"${table.name}"`;
  // The log of changes repeats single cells of attendance: those stay at home.
  const where = table.name === 'change' ? `where record_type <> 'attendance'` : '';
  const order = kept.map((_, at) => at + 1).join(', ');
  const { rows } = await store.pool.query({
    text: `select ${list.join(', ')} from ${from} ${where} order by ${order}`,
    rowMode: 'array',
  });
  return { ...table, columns, rows };
}

const foldedAttendance = `(
  select meeting_id, organisation_text, country_text, mode, organisation_id, country, count, summed_by, folded, source,
         first_seen, removed_at
  from attendance where (count >= ${attendanceFloor} or folded) and removed_at is null
  union all
  select meeting_id, '${foldedWords}', '', mode, null, null, sum(count)::int, summed_by, true, min(source),
         min(first_seen), null
  from attendance where count < ${attendanceFloor} and folded is not true and removed_at is null
  group by meeting_id, mode, summed_by
) attendance`;
