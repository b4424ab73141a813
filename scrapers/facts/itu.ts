import { resolveOrganisations } from '#entities/organisation.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { blank } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { authorRows } from '../itu/authors.ts';
import { groupRow, slugOf } from '../itu/groups.ts';
import { summaryAddress } from '../itu/meeting-summary.ts';
import { periodOn } from '../itu/periods.ts';
import { tenureId } from '../itu/terms.ts';
import { countryCode, day, evidenceOf, oneOf, orNull, readFacts, whole } from './csv.ts';

const folder = 'facts/itu';
const files = ['officials', 'votes', 'posts', 'documents', 'recommendations', 'meetings', 'published-counts'];
const path = (name: string) => `${folder}/${name}.csv`;
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
    'scrapers/facts/csv.ts',
    'scrapers/itu/authors.ts',
    'scrapers/itu/groups.ts',
    'scrapers/itu/meeting-summary.ts',
    'scrapers/itu/periods.ts',
    'scrapers/itu/terms.ts',
  ],
  floor: { tenure: 40, document: 2000, meeting: 40, election_vote: 20, published_count: 20 },
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

type Rows = Required<
  Pick<
    Gathered['rows'],
    | 'group'
    | 'document'
    | 'authorship'
    | 'authorship_organisation'
    | 'tenure'
    | 'meeting'
    | 'meeting_count'
    | 'election_vote'
    | 'published_count'
  >
>;

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
  };
  await officials(reader, rows);
  await votes(reader, rows);
  await posts(reader, rows);
  await documents(reader, rows);
  await recommendations(reader, rows);
  await meetings(reader, rows);
  await publishedCounts(reader, rows);
  const groups = new Map<string, number | null>();
  const meet = (id: string | null, page: number | null) => id && !groups.has(id) && groups.set(id, page);
  for (const row of [...rows.tenure, ...rows.document, ...rows.meeting, ...rows.published_count])
    meet(row.group_id, 'index_page_id' in row ? row.index_page_id : row.page_id);
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

async function officials(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('officials'), [
    'post',
    'person',
    'country_text',
    'country',
    'from',
    'to',
    'elected_at',
    'evidence',
    'source',
    'note',
  ]);
  for (const fact of facts) {
    const elected = fact.elected_at ? `Elected at ${fact.elected_at}.` : '';
    rows.tenure.push({
      ...blank('tenure'),
      id: `facts-itu/${fact.post}/${fact.from || 'before'}/${slugOf(fact.person)}`,
      body: 'itu',
      group_id: 'ITU',
      post: oneOf(fact.post, officialPosts, fact.where),
      person_name: fact.person,
      country_text: orNull(fact.country_text),
      country: countryCode(fact.country, fact.where),
      from: day(fact.from, fact.where),
      from_basis: fact.from ? 'stated' : null,
      to: day(fact.to, fact.where),
      to_basis: fact.to ? 'stated' : null,
      ...evidenceOf(fact, fact.where),
      is_sample: false,
      note: [elected, fact.note].filter(Boolean).join(' ') || null,
      page_id: pageId,
    });
  }
}

const officialPosts = [
  'secretary-general',
  'deputy-secretary-general',
  'director-tsb',
  'director-br',
  'director-bdt',
  'rrb-member',
] as const;

async function votes(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('votes'), [
    'conference',
    'date',
    'post',
    'round',
    'candidate',
    'country_text',
    'country',
    'votes',
    'ballots',
    'elected',
    'evidence',
    'source',
  ]);
  for (const fact of facts) {
    rows.election_vote.push({
      conference: fact.conference,
      post: oneOf(fact.post, officialPosts, fact.where),
      round: fact.round,
      candidate: fact.candidate,
      at: day(fact.date, fact.where),
      country_text: fact.country_text,
      country: countryCode(fact.country, fact.where),
      votes: whole(fact.votes, fact.where),
      ballots: whole(fact.ballots, fact.where),
      elected: oneOf(fact.elected, ['true', 'false'], fact.where) === 'true',
      ...evidenceOf(fact, fact.where),
      page_id: pageId,
    });
  }
}

const posted = [
  'chair',
  'co-chair',
  'acting-chair',
  'vice-chair',
  'wp-chair',
  'wp-co-chair',
  'wp-vice-chair',
  'rapporteur',
  'co-rapporteur',
  'acting-co-rapporteur',
  'associate-rapporteur',
  'liaison-rapporteur',
] as const;
const bases = ['stated', 'snapshot', 'period-boundary'] as const;

/** Press prints the names of its own country's officers, so these rows are a sample and no share can be drawn from them. */
async function posts(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('posts'), [
    'group',
    'part',
    'study_period',
    'post',
    'person',
    'country_text',
    'country',
    'organisation',
    'from',
    'from_basis',
    'to',
    'to_basis',
    'evidence',
    'source',
    'note',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    const from = day(fact.from, where);
    const to = day(fact.to, where);
    if (from && to && from > to) throw new Unexpected(where, `${from} to ${to}`, 'a start before the end');
    const country = countryCode(fact.country, where);
    const [named] = fact.organisation ? resolveOrganisations(fact.organisation, { country, on: from }) : [];
    rows.tenure.push({
      ...blank('tenure'),
      id: tenureId(fact.group, orNull(fact.part), fact.study_period.slice(0, 4), fact.post, fact.person),
      body: groupRow(fact.group, null).body,
      group_id: fact.group,
      post: oneOf(fact.post, posted, where),
      part: orNull(fact.part),
      person_name: fact.person,
      organisation_text: orNull(fact.organisation),
      organisation_id: named?.organisation ?? null,
      country_text: orNull(fact.country_text),
      country,
      from,
      from_basis: from ? oneOf(fact.from_basis, bases, where) : null,
      to,
      to_basis: to ? oneOf(fact.to_basis, bases, where) : null,
      ...evidenceOf(fact, where),
      is_sample: true,
      note: orNull(fact.note),
      page_id: pageId,
    });
  }
}

async function documents(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('documents'), [
    'id',
    'body',
    'kind',
    'group',
    'study_period',
    'number',
    'rev',
    'title',
    'sources',
    'date',
    'date_precision',
    'meeting_start',
    'questions',
    'visibility',
    'evidence',
    'source',
    'note',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    const submitted = day(fact.date, where);
    const meeting = day(fact.meeting_start, where);
    const { evidence, source_url } = evidenceOf(fact, where);
    rows.document.push({
      ...blank('document'),
      id: fact.id,
      body: oneOf(fact.body, ['itu-t', 'itu-r', 'itu'], where),
      kind: oneOf(fact.kind, ['contribution', 'temporary-document'], where),
      number: whole(fact.number, where),
      title: fact.title || 'Title not known',
      submitted,
      published: submitted,
      published_precision: submitted ? oneOf(fact.date_precision, ['day', 'month'], where) : null,
      // Single documents somebody quoted: no list of them is complete, so no share is counted from them.
      stage: 'sample',
      group_id: fact.group,
      rev: orNull(fact.rev),
      study_period: whole(fact.study_period, where),
      meeting_id:
        meeting && /^(?:SG\d|TSAG|WTSA-)/.test(fact.group) ? meetingId(fact.group, meeting, where) : null,
      questions: orNull(fact.questions),
      visibility: fact.visibility ? oneOf(fact.visibility, ['public', 'login'], where) : null,
      evidence,
      url: source_url,
      index_page_id: pageId,
      notes: orNull(fact.note),
    });
    const names = fact.sources ? fact.sources.split('; ') : [];
    const authors = authorRows(fact.id, names, submitted, pageId);
    rows.authorship.push(...authors.authorship);
    rows.authorship_organisation.push(...authors.parts);
  }
}

/** As document identifiers name a meeting: period, group, first day. Assemblies and other bodies' meetings by their own name. */
export function meetingId(group: string, start: string, where: string): string {
  if (!/^(?:SG\d+|TSAG)$/.test(group)) return group;
  const period = periodOn(start);
  if (!period) throw new Unexpected(where, start, 'a day in a known study period');
  return `${period.prefix}-${group}-${start.slice(2).replaceAll('-', '')}`;
}

/** Every Recommendation the Operational Bulletin announced, amendments and corrigenda among them; complete for 2017 to 2023. */
async function recommendations(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('recommendations'), [
    'number',
    'approved',
    'title',
    'announced',
    'bulletin',
    'bulletin_year',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    const found = /^(\d{4})-(\d\d)$/.exec(fact.approved);
    const series = /^[A-Z](?=\.\d)/.exec(fact.number)?.[0];
    if (!found || !series)
      throw new Unexpected(where, `${fact.number}, ${fact.approved}`, 'like G.1000, 2017-03');
    const approved = day(`${fact.approved}-01`, where);
    const isAap = /^AAP-\d+$/.test(fact.announced);
    if (!isAap && !/^Circular \d+$/.test(fact.announced))
      throw new Unexpected(where, fact.announced, 'AAP-… or Circular …');
    const bulletin = `T-SP-OB.${whole(fact.bulletin, where)}-${whole(fact.bulletin_year, where)}-OAS-PDF-E.pdf`;
    rows.document.push({
      ...blank('document'),
      id: `ITU-T ${fact.number} (${found[2]}/${found[1]})`,
      body: 'itu-t',
      kind: 'recommendation',
      title: fact.title || `ITU-T ${fact.number}`,
      published: approved,
      published_precision: 'month',
      stage: 'published',
      area: series,
      study_period: approved ? (periodOn(approved)?.firstYear ?? null) : null,
      approval_process: isAap ? 'AAP' : null,
      visibility: 'public',
      evidence: 'secondary',
      url: `https://www.itu.int/dms_pub/itu-t/opb/sp/${bulletin}`,
      index_page_id: pageId,
      notes: `Announced in Operational Bulletin ${fact.bulletin} (${isAap ? fact.announced : `TSB ${fact.announced}`}); read in a copy of its text.`,
    });
  }
}

async function meetings(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('meetings'), [
    'group',
    'part',
    'kind',
    'start',
    'end',
    'place',
    'contributions',
    'tds',
    'delegates',
    'countries',
    'evidence',
    'source',
    'note',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    const from = day(fact.start, where);
    const to = day(fact.end, where);
    const kind = oneOf(fact.kind, ['plenary', 'working-parties', 'assembly', 'preparatory'], where);
    const id = from ? meetingId(fact.group, from, where) : fact.group;
    rows.meeting.push({
      ...blank('meeting'),
      id,
      body: groupRow(fact.group, null).body,
      group_id: fact.group,
      name: kind === 'working-parties' ? `${fact.group} (${fact.part})` : fact.group,
      from,
      to,
      city: fact.place === 'virtual' ? null : orNull(fact.place),
      url: evidenceOf(fact, where).source_url,
      page_id: pageId,
    });
    for (const what of ['contributions', 'tds', 'delegates', 'countries'] as const) {
      const value = whole(fact[what], where);
      if (value === null) continue;
      const { evidence, source_url } = evidenceOf(fact, where);
      rows.meeting_count.push({
        meeting_id: id,
        what,
        // One page is one address, so that a reading of it leads over what is curated of it.
        source_url: summaryAddress(source_url ?? '')?.url ?? source_url ?? '',
        value,
        sentence: orNull(fact.note),
        evidence,
        page_id: pageId,
      });
    }
  }
}

async function publishedCounts(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('published-counts'), [
    'group',
    'start',
    'end',
    'dimension',
    'name',
    'printed',
    'country',
    'value',
    'total',
    'definition',
    'evidence',
    'source',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    const from = day(fact.start, where);
    rows.published_count.push({
      id: [fact.group, fact.start || fact.end || 'undated', fact.dimension, slugOf(fact.printed)].join('/'),
      group_id: fact.group,
      meeting_id: from ? meetingId(fact.group, from, where) : null,
      from,
      to: day(fact.end, where),
      what: 'contributions',
      dimension: oneOf(fact.dimension, ['region', 'country', 'source'], where),
      name: fact.name,
      country: countryCode(fact.country, where),
      value: whole(fact.value, where),
      total: whole(fact.total, where),
      definition: fact.definition,
      ...evidenceOf(fact, where),
      page_id: pageId,
    });
  }
}
