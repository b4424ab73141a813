import type { Gathered, Reader, Source } from '../contract.ts';
import { groupRow } from '../itu/groups.ts';
import { readFacts } from './csv.ts';
import { documents, recommendations } from './itu-documents.ts';
import { meetings, publishedCounts } from './itu-meetings.ts';
import { officials, posts, votes } from './itu-people.ts';
import { path, type Rows } from './itu-rows.ts';
import { administrationNames, statements } from './itu-statements.ts';

const files = [
  'officials',
  'votes',
  'posts',
  'documents',
  'recommendations',
  'meetings',
  'published-counts',
  'statements',
  'administration-names',
  'group-successors',
];
/** The day the files were last compiled. */
const compiled = '2026-11-24';

/**
 * What is known of the ITU without asking it: officials and votes, a sample of posts and documents, the Recommendations
 * its bulletins announced, and what it said itself of meetings. What a scraper reads leads.
 */
export const factsItu: Source = {
  id: 'facts-itu',
  body: 'itu',
  title: 'Curated facts about the ITU',
  home: 'https://www.itu.int/',
  licence: 'Facts in our own words, each row with its source and how well it is known',
  cadenceHours: 24 * 365,
  hosts: [],
  local: [...files.map(path), path('study-periods'), path('document-lists')],
  code: [
    'scrapers/facts/itu.ts',
    'scrapers/facts/itu-documents.ts',
    'scrapers/facts/itu-meetings.ts',
    'scrapers/facts/itu-people.ts',
    'scrapers/facts/itu-statements.ts',
    'scrapers/facts/csv.ts',
    'scrapers/itu/authors.ts',
    'scrapers/itu/groups.ts',
    'scrapers/itu/meeting-summary.ts',
    'scrapers/itu/periods.ts',
    'scrapers/itu/terms.ts',
  ],
  floor: {
    tenure: 40,
    document: 2000,
    meeting: 40,
    election_vote: 20,
    published_count: 20,
    published_statement: 15,
  },
  filled: { document: { title: 1, body: 1 }, tenure: { person_name: 1, evidence: 1 } },
  yields: [
    'group',
    'document',
    'authorship',
    'authorship_organisation',
    'tenure',
    'meeting',
    'meeting_count',
  ],
  redact: (_url, body) => body,
  gather,
};

async function gather(reader: Reader): Promise<Gathered> {
  const rows: Rows = {
    group: [],
    document: [],
    authorship: [],
    authorship_organisation: [],
    tenure: [],
    meeting: [],
    meeting_count: [],
    election_vote: [],
    published_count: [],
    published_statement: [],
    administration_name: [],
  };
  await officials(reader, rows);
  await votes(reader, rows);
  await posts(reader, rows);
  await documents(reader, rows);
  await recommendations(reader, rows);
  await meetings(reader, rows);
  await publishedCounts(reader, rows);
  await statements(reader, rows);
  await administrationNames(reader, rows);
  const groups = new Map<string, number | null>();
  const meet = (id: string | null, page: number | null) => id && !groups.has(id) && groups.set(id, page);
  for (const row of [...rows.tenure, ...rows.document, ...rows.meeting, ...rows.published_count])
    meet(row.group_id, 'index_page_id' in row ? row.index_page_id : row.page_id);
  const { pageId, rows: successions } = await readFacts(reader, path('group-successors'), [
    'group',
    'successor',
    'on',
    'what',
    'evidence',
    'source',
    'note',
  ]);
  for (const { group, successor } of successions)
    for (const id of [group, successor]) meet(id ?? null, pageId);
  for (const [id, page] of groups) {
    const group = groupRow(id, page);
    rows.group.push(group);
    if (group.parent && !groups.has(group.parent)) groups.set(group.parent, page);
  }
  return {
    rows,
    scopes: Object.fromEntries(Object.keys(rows).map((name) => [name, 'all' as const])),
    asOf: compiled,
  };
}
