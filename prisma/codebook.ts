import { schemaFiles } from './engine.ts';
import type { ColumnKind } from './export.ts';

const units: Record<ColumnKind, string> = {
  text: 'none',
  integer: 'number',
  number: 'number',
  boolean: 'true or false',
  day: 'ISO day',
  time: 'ISO time, UTC',
  json: 'JSON',
};

/** Of whole numbers, what one is. */
const unitsOf: Readonly<Record<string, string>> = {
  id: 'id',
  page_id: 'id in table page',
  index_page_id: 'id in table page',
  text_page_id: 'id in table page',
  run_id: 'id in table run',
  told_by: 'id in table change',
  position: 'place, from 1',
  part: 'place, from 1',
  list: 'place, from 1',
  place: 'place, from 1',
  ordinal: 'bit, from 0',
  line: 'line, from 1',
  name_line: 'line, from 1',
  affiliation_line: 'line, from 1',
  country_line: 'line, from 1',
  number: 'number in a name',
  study_period: 'year',
  status: 'HTTP status',
  count: 'attendances',
  value: 'as said in column what',
  total: 'as value',
  votes: 'votes',
  ballots: 'ballots',
  sites: 'sites',
  instances: 'servers',
  'document.pages': 'pages',
  'run.pages': 'web pages',
  rows: 'rows',
  added: 'rows',
  changed: 'rows',
  removed: 'rows',
  unchanged: 'rows',
  unresolved: 'rows',
  seconds: 'seconds',
};

/** Of columns that mean the same everywhere; what the schema says of a table's own column goes before. */
const meanings: Readonly<Record<string, string>> = {
  body: 'The body: ietf, irtf, iab, itu-t, itu-r, itu-d, itu, apt.',
  title: 'Its title, as printed.',
  source: 'The source whose row it is; docs/sources.md describes each.',
  source_url: 'A page that says so.',
  first_seen: 'When we first read it.',
  removed_at: 'When it was gone from its source; empty while it stands there.',
  page_id: 'The page it was read from.',
  country: 'Country, ISO 3166; empty where none is stated or known.',
  country_text: 'The country in the source’s own words.',
  organisation_id: 'The organisation (table organisation) the words mean; empty where no list knows them.',
  organisation_text: 'The organisation in the source’s own words.',
  group_id: 'The group (table group); empty where it belongs to none or is not told.',
  document_id: 'The document (table document).',
  meeting_id: 'The meeting (table meeting).',
  person_id: 'The person (table person).',
  evidence: 'How well it is known: primary | secondary | second-hand | unchecked.',
  note: 'A remark for the reader of the row.',
  why: 'Why the words mean that.',
  position: 'Place among the authors.',
  person_name: 'The person’s name, as printed.',
  affiliation: 'What the author printed as affiliation.',
  proposal_slug: 'The proposal (table proposal).',
  rev: 'The revision, as the body writes it: 03.',
  letter: 'The letter of the root server, a to m.',

  'country.code': 'ISO 3166-1 code of two letters; of a former country, ISO 3166-3 code of four.',
  'country.name': 'Its short name.',
  'country.region': 'The continent it is counted to.',
  'country.from': 'The day the country began, where that is of use; most have none.',
  'country.to': 'The day it was no longer; empty while it stands.',
  'organisation.id': 'Our own id, never given to another.',
  'organisation.name': 'Its name today, or its last.',
  'organisation.kind':
    'company | operator | administration | government | regulator | university | research | non-profit | standards-body | regional-body',
  'organisation.country': 'Where it is registered, ISO 3166; empty for international bodies.',
  'organisation.source': 'A page that says so.',
  'organisation_name.organisation_id': 'The organisation it means (table organisation).',
  'organisation_name.spelling': 'A spelling met in a source, in lower case and without legal forms.',
  'organisation_name.from': 'The first day on which it means that; empty: always.',
  'organisation_name.to': 'The first day on which it no longer does; empty: still.',
  'ownership.child': 'The organisation that is owned.',
  'ownership.parent': 'The organisation that owns it.',
  'ownership.from': 'The first day of it; empty where it is not known.',
  'ownership.to': 'The first day on which it no longer held; empty while it does.',
  'ownership.source': 'A page that says so.',
  'ultimate_parent.child': 'The organisation that is owned.',
  'ultimate_parent.parent': 'Who owned it in the end, over all steps.',
  'ultimate_parent.from': 'The first day of it; empty where it is not known.',
  'ultimate_parent.to': 'The first day on which it no longer held; empty while it does.',
  'bloc.id': 'Our own id of the bloc.',
  'bloc.name': 'Its name.',
  'bloc.source': 'A page that says so.',
  'bloc_membership.bloc_id': 'The bloc (table bloc).',
  'bloc_membership.from': 'The first day of membership; empty where a list gives no dates.',
  'bloc_membership.to': 'The first day on which it was no longer a member; empty while it is.',
  'bloc_membership.checked': 'Whether the membership was found on a page of the bloc or its depositary.',
  'bloc_membership.source': 'A page that says so.',
  'itu_membership.country': 'The state whose membership it speaks under.',
  'itu_membership.from': 'The first day of which that is known; empty: not told.',
  'itu_membership.to': 'The first day on which it no longer held; empty: not told.',
  'itu_membership.source': 'A page that says so.',
  'group_name.acronym': 'Its acronym then.',
  'group_name.name': 'Its name then.',
  'group.id': 'Our id: the acronym as the body writes it.',
  'group.acronym': 'Its acronym, as printed.',
  'group.name': 'Its name, as printed; of a former group its last.',
  'group.parent': 'The group it belongs to: an area, a study group, a working party.',
  'group.from': 'The day it began; empty where it is not known.',
  'group.to': 'The day it ended; empty while it lasts or where it is not known.',
  'document.kind':
    'rfc | internet-draft | contribution | temporary-document | recommendation | work-item | liaison | non-normative',
  'document.number': 'The bare number in its id.',
  'document.published_precision': 'day | month | year: how exactly published is known.',
  'document.status': 'Its standing today, as the body words it.',
  'document.publication_status': 'Its standing when it was published, as the body words it.',
  'document.stream':
    'The stream an RFC or draft belongs to: IETF | IRTF | IAB | INDEPENDENT | Legacy | Editorial.',
  'document.area': 'The IETF area it was filed under.',
  'document.doi': 'Its digital object identifier.',
  'document.pages': 'How many pages it has, as the index says.',
  'document.index_page_id': 'The page of the index that lists it.',
  'document.text_page_id': 'The page that holds its text.',
  'document.expires': 'The day a draft expires or expired, unless it is replaced.',
  'document.last_submitted': 'When its newest revision was submitted.',
  'document.url': 'Its address at the body.',
  'revision.submitted': 'The day it was submitted.',
  'revision_author.rev': 'The revision whose author it is.',
  'relation.source_id': 'The document that replaces, became, updates … the other.',
  'relation.target_id': 'The other document; it may be one that is not in table document.',
  'document_event.id': 'Our id, with the body’s own number of the event where it has one.',
  'document_event.type':
    'What happened: adopted | iesg | last-call | left-last-call | approved | published | expired',
  'document_event.at': 'The day it happened.',
  'document_event.text': 'The words of the body; empty where they say no more than the type.',
  'person.id': 'The body’s own id of the person.',
  'person.name': 'The name, as the body writes it today.',
  'authorship.name': 'The name as printed; of an ITU contribution the name of the source.',
  'authorship.is_organisation': 'Whether the author is an organisation, as the IAB is of some RFCs.',
  'authorship.affiliation_in_address':
    'The organisation as the author’s address at the end of the text prints it.',
  'authorship.name_line': 'Line of the page on which the name stands.',
  'authorship.affiliation_line': 'Line of the page on which the affiliation stands.',
  'authorship.country_line': 'Line of the page on which the country stands.',
  'authorship_organisation.part': 'Which of several organisations in one string; they split it equally.',
  'authorship_organisation.text': 'The part of the affiliation that was resolved.',
  'authorship_person.name': 'The name, as the Datatracker writes it.',
  'tenure.id': 'Our id, made of the group, post and person.',
  'tenure.organisation_text':
    'The organisation as the roster prints it; empty where it prints none: table tenure_affiliation has those of the IETF by their days.',
  'tenure_affiliation.tenure_id': 'The post (table tenure).',
  'tenure_affiliation.organisation_text': 'What the document prints as affiliation of the holder.',
  'work.document_id': 'A document of the work.',
  'work.work_id': 'The work, by the id of its newest document.',
  'tenure.from': 'The first day of which it is known; empty where nothing tells.',
  'tenure.to':
    'The first day on which it was no longer held; empty while it is, or where nothing tells. The same as from in a curated row that is known of one day.',
  'meeting.number': 'Its number in the body’s own count.',
  'meeting.name': 'Its name.',
  'meeting.from': 'The first day; empty where it is not told.',
  'meeting.to': 'The last day, still part of it; empty where it is not told.',
  'meeting.city': 'The place.',
  'meeting.country': 'The country of the place, ISO 3166.',
  'meeting.url': 'Its page at the body.',
  'meeting_count.what':
    'What was counted: attended | attendees | registrations | delegates | on-site-delegates | remote-delegates | countries | contributions | tds',
  'meeting_count.value': 'The number the page prints.',
  'meeting_count.sentence': 'The sentence that says it.',
  'attendance.count': 'Attendances; registrations of a meeting that marks nobody as there.',
  'liaison.from_groups': 'Who sends it, as printed, several joined by "; ".',
  'liaison.to_groups': 'To whom, as printed, several joined by "; ".',
  'liaison.deadline': 'The day by which an answer is asked for.',
  'liaison.posted': 'The day it was posted.',
  'liaison.state': 'Its standing at the body: posted; empty where the body tells none.',
  'proposal.slug': 'Our id of the family, as in its address.',
  'proposal.names': '[name]: names it goes by.',
  'proposal.summary': 'What it is, in our words.',
  'proposal.state_as_of': 'The day of which state speaks.',
  'proposal.state_sentence': 'What became of it, in our words.',
  'proposal.context': '[{title, what, document, source, evidence}]: what else a reader should know of.',
  'proposal.open': '[sentence]: what is not known.',
  'proposal_event.id': 'Our id of the step.',
  'proposal_event.group_text': 'The group in which it happened, as the source writes it.',
  'proposal_event.revision': 'The revision of the document, as the body writes it.',
  'proposal_event.what': 'What happened, in our words.',
  'proposal_event.outcome': 'What came of it, in our words; empty where nothing is known.',
  'proposal_link.from_id': 'The earlier step (table proposal_event).',
  'proposal_link.to_id': 'The later step (table proposal_event).',
  'proposal_link.relation':
    'How they hang together: renamed | revision | continues | answered-by | same-people | …',
  'proposal_link.basis': 'What the link rests on.',
  'proposal_link.claimed_by': 'Who says so.',
  'instance.town': 'The town, as the operator’s list prints it.',
  'instance.from': 'The day of the first list that shows it.',
  'instance.to': 'The day of the first list that no longer shows it; empty while it stands.',
  'instance.sites': 'Sites with at least one instance.',
  'instance.instances': 'Servers that answer under the letter.',
  'root_operator.operator': 'The operator’s name, as its own file prints it.',
  'root_operator.kind': 'company | non-profit | government | university | research',
  'election_vote.conference': 'The Plenipotentiary Conference: PP-22.',
  'election_vote.candidate': 'The candidate’s name, as printed.',
  'election_vote.at': 'The day of the vote.',
  'election_vote.votes': 'Votes cast for the candidate.',
  'election_vote.elected': 'Whether that round elected the candidate.',
  'member_state.name': 'Its name, as the ITU prints it.',
  'member_state.entered': 'The day it became a member.',
  'published_count.id': 'Our id, made of group, meeting, dimension and name.',
  'published_count.from': 'The first day of what is counted; empty where it is not told.',
  'published_count.to': 'The last day of what is counted; empty where it is not told.',
  'published_count.name': 'The region, country or source, as printed.',
  'published_count.value': 'The number printed.',
  'published_count.total': 'The number it is a part of; empty where the source gives none.',
  'published_count.definition': 'What the source says it counted.',
  'published_statement.id': 'Our id of the statement.',
  'published_statement.on': 'The first day of what on_precision names; empty where it is not told.',
  'published_statement.said_by': 'Who says so.',
  'published_statement.says': 'What is said, in our words.',
  'administration_name.announced': 'The day of the bulletin.',
  'administration_name.former': 'The name until then, as printed.',
  'administration_name.name': 'The name from then on, as printed.',
  'administration_name.bulletin': 'The number of the ITU’s Operational Bulletin that announced it.',
  'page.id': 'Our number of the page; it means nothing elsewhere.',
  'page.url': 'The address it was fetched from.',
  'page.fetched_at': 'When it was fetched.',
  'page.status': 'The answer’s HTTP status.',
  'page.content_type': 'The answer’s media type.',
  'page.etag': 'The answer’s ETag; empty where it had none.',
  'page.last_modified': 'The answer’s Last-Modified; empty where it had none.',
  'run.id': 'Our number of the run.',
  'run.mode': 'How it was read: read | replay | starter | lists',
  'run.started_at': 'When it began.',
  'run.finished_at': 'When it ended; empty while it runs.',
  'run.baseline': 'Whether it was the source’s first good reading, which makes no news.',
  'run.message': 'What it said of itself: why it failed, or what it could not read.',
  'run.pages': 'Pages asked for.',
  'run.rows': 'Rows read.',
  'run.added': 'Rows that were new.',
  'run.changed': 'Rows that had changed.',
  'run.removed': 'Rows that were gone.',
  'run.unchanged': 'Rows that stood as before.',
  'run.unresolved': 'Words that no list resolved.',
  'run.seconds': 'How long it took.',
  'change.id': 'Its number, never changed and never given again on this installation.',
  'change.at': 'When the run that saw it was saved.',
  'change.run_id': 'The run that saw it.',
  'change.record_type': 'The table of the row.',
  'change.record_key': 'The key of the row, its columns joined by #.',
  'change.before': 'The row before; empty where it is new.',
  'change.after': 'The row after; empty where it is gone.',
};

/** What one value of a column is. */
export const unitOf = (table: string, column: string, kind: ColumnKind): string =>
  kind === 'integer' || kind === 'number'
    ? (unitsOf[`${table}.${column}`] ?? unitsOf[column] ?? units[kind])
    : units[kind];

let schema: Map<string, string> | undefined;

/** @throws Error where nobody has said what the column means */
export function meaningOf(table: string, column: string): string {
  schema ??= schemaWords();
  const name = `${table}.${column}`;
  const meaning = schema.get(name) ?? meanings[name] ?? meanings[column];
  if (!meaning) throw new Error(`codebook: ${name} has no meaning; say it in prisma/codebook.ts`);
  return meaning;
}

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
