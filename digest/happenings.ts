import { dayInWords } from '#lib/week.ts';
import type {
  Deadline,
  MovedDate,
  Movement,
  WeekDocument,
  WeekFacts,
  WeekPost,
  WeekProposal,
} from '#metrics/week.ts';
import type { EventKind } from './follow-kinds.ts';
import { countWords, line, percent, plural, quoted } from './words.ts';

export type SectionId = 'act' | 'posts' | 'documents' | 'numbers' | 'corrections';

/** A row behind what an item says. */
export interface ItemRow {
  id: string;
  title: string;
  date: string;
}

/** One thing that happened, in a sentence; `key` names what happened, whatever run or page told of it. */
export interface Happening {
  key: string;
  /** ietf | itu: never summed. */
  body: string;
  section: SectionId;
  kind: EventKind;
  /** For the subject of a letter. */
  headline: string;
  sentence: string;
  date: string;
  /** Follow keys it answers to. */
  subjects: string[];
  /** In lower case, for keywords. */
  title: string;
  rows: ItemRow[];
  source: string | null;
  /** Sorts within a section; the general letter keeps the heaviest. */
  weight: number;
  words: number;
  chart?: { alt: string; series: number[]; low: number; high: number };
}

type Said = Omit<Happening, 'words' | 'subjects'> & { subjects: (string | null)[] };

const tell = (said: Said): Happening => ({
  ...said,
  subjects: [...new Set(said.subjects.filter((subject): subject is string => subject !== null))],
  words: countWords(said.sentence),
});

const familyOf = (body: string) => (body.startsWith('itu') ? 'itu' : 'ietf');

const tag = (kind: string, id: string | null): string | null => (id === null ? null : `${kind}:${id}`);

/** Every event of the week, one a key. */
export function happenings(facts: WeekFacts): Happening[] {
  const all = [
    ...facts.deadlines.map(ofDeadline),
    ...facts.moved.map(ofMoved),
    ...facts.posts.map(ofPost),
    ...facts.proposals.map(ofProposal),
    ...facts.documents.map(ofDocument),
    ...facts.movements.map(ofMovement),
  ];
  return [...new Map(all.map((one) => [one.key, one])).values()];
}

const kindOfDocument: Record<string, EventKind> = {
  'published rfc': 'rfc-published',
  'published recommendation': 'recommendation-approved',
  'submitted internet-draft': 'draft-submitted',
  'submitted contribution': 'contribution-submitted',
  adopted: 'draft-adopted',
  approved: 'draft-approved',
  'last-call': 'last-call',
  withdrawn: 'document-withdrawn',
  deleted: 'document-withdrawn',
  sent: 'liaison-sent',
  answered: 'liaison-answered',
};

const weights: Record<EventKind, number> = {
  deadline: 60,
  'date-moved': 50,
  'proposal-event': 90,
  candidate: 30,
  'rfc-published': 70,
  'recommendation-approved': 70,
  'draft-approved': 55,
  'last-call': 50,
  'draft-adopted': 45,
  'liaison-answered': 65,
  'liaison-sent': 60,
  'contribution-submitted': 40,
  'document-withdrawn': 35,
  'draft-submitted': 20,
  'post-started': 60,
  'post-ended': 55,
  'share-moved': 50,
};

const monthOf = (date: string) => dayInWords(date).replace(/^\d+ /, '');

/** rfc9000 → RFC 9000; other ids as their body writes them. */
export const idInWords = (id: string): string => line(id.replace(/^rfc(\d+)$/, 'RFC $1'), 60);

function ofDocument(document: WeekDocument): Happening {
  const { id, what, title, group, parent } = document;
  const kind = kindOfDocument[`${what} ${document.kind}`] ?? kindOfDocument[what] ?? 'draft-submitted';
  const when = document.precision === 'month' ? `${monthOf(document.date)}` : dayInWords(document.date);
  const name = idInWords(id);
  const sentences: Partial<Record<EventKind, string>> = {
    'rfc-published': `${name} ${quoted(title)} was published (${when}${document.precision === 'month' ? '; the index states no day' : ''}).`,
    'recommendation-approved': `Recommendation ${name} ${quoted(title)} was approved (${when}).`,
    'draft-submitted': `${name} ${quoted(title)} was first posted on ${when}.`,
    'contribution-submitted': `Contribution ${name} ${quoted(title)} was submitted on ${when}.`,
    'draft-adopted': `${line(group ?? 'A group', 30)} adopted ${name} ${quoted(title)} on ${when}.`,
    'draft-approved': `${name} ${quoted(title)} was approved on ${when}.`,
    'last-call': `${name} ${quoted(title)} went to last call on ${when}.`,
    'document-withdrawn': `${name} ${quoted(title)} was withdrawn on ${when}.`,
    'liaison-sent': `Liaison statement ${name} ${quoted(title)} was sent on ${when}.`,
    'liaison-answered': `Liaison statement ${name} ${quoted(title)} answered an earlier one on ${when}.`,
  };
  return tell({
    key: `${what}:${id}`,
    body: familyOf(document.body),
    section: 'documents',
    kind,
    headline: line(`${name}: ${title}`, 70),
    sentence: sentences[kind] ?? `${name} ${quoted(title)}: ${what}, ${when}.`,
    date: document.date,
    title: line(title, 400).toLowerCase(),
    subjects: [
      tag('document', id),
      ...document.predecessors.map((before) => tag('document', before)),
      tag('group', group),
      tag('group', parent),
      ...document.countries.map((country) => tag('country', country)),
      ...document.organisations.map((organisation) => tag('organisation', organisation)),
      ...document.blocs.map((bloc) => tag('bloc', bloc)),
      tag('event-kind', kind),
    ],
    rows: [{ id, title: line(title, 300), date: document.date }],
    source: document.url ?? (document.kind === 'rfc' ? `https://www.rfc-editor.org/info/${id}` : null),
    weight: weights[kind],
  });
}

function ofPost(post: WeekPost): Happening {
  const kind = post.what === 'started' ? 'post-started' : 'post-ended';
  const person = line(post.person, 60);
  const role = `${line(post.post.replaceAll('-', ' '), 40)} of ${line(post.groupName, 60)}`;
  const from = post.organisationText ? ` (as stated: ${line(post.organisationText, 50)})` : '';
  const grade = /second-hand|unchecked/.test(post.evidence) ? ' This is second-hand.' : '';
  const day = dayInWords(post.date);
  const isSure = post.basis === 'stated' || post.basis === 'group-concluded';
  const record = post.basis === 'snapshot' ? `by the record of ${day}` : null;
  const verb =
    post.what === 'started'
      ? isSure
        ? `became ${role} on ${day}`
        : `is ${record ? '' : 'first seen as '}${role}${record ? ` ${record}` : ` on ${day}`}`
      : isSure
        ? `ceased to be ${role} on ${day}`
        : `is no longer listed as ${role} (${record ?? `last seen ${day}`})`;
  return tell({
    key: `post-${post.what}:${post.id}`,
    body: familyOf(post.body),
    section: 'posts',
    kind,
    headline: line(`${person}, ${role}${post.what === 'started' ? '' : ', leaves'}`, 70),
    sentence: `${person}${from} ${verb}.${grade}`,
    date: post.date,
    title: line(`${post.groupName} ${post.post}`, 400).toLowerCase(),
    subjects: [
      tag('post', `${post.group}/${post.post}`),
      tag('group', post.group),
      tag('group', post.parent),
      tag('organisation', post.organisation),
      tag('country', post.country),
      ...post.blocs.map((bloc) => tag('bloc', bloc)),
      tag('event-kind', kind),
    ],
    rows: [{ id: post.id, title: `${person}, ${role}`, date: post.date }],
    source: post.sourceUrl,
    weight: weights[kind],
  });
}

function ofProposal(step: WeekProposal): Happening {
  const { id, what, proposal, name, title, said, date, document, evidence } = step;
  const kind = what === 'step' ? 'proposal-event' : 'candidate';
  const grade = /second-hand|unchecked/.test(evidence) ? ' This is second-hand.' : '';
  const sentence =
    what === 'step'
      ? `${line(name, 60)}, ${dayInWords(date)}: ${line(said, 200)}${grade}`
      : `${idInWords(document ?? '')} ${quoted(title)} may continue ${line(name, 60)}: ${line(said, 120)} This is a candidate, not a finding.`;
  return tell({
    key: `proposal-${what}:${id}`,
    body: familyOf(step.body),
    section: 'documents',
    kind,
    headline: line(`${name}: ${title}`, 70),
    sentence,
    date,
    title: line(`${name} ${title}`, 400).toLowerCase(),
    subjects: [
      tag('proposal', proposal),
      tag('document', document),
      ...step.organisations.map((organisation) => tag('organisation', organisation)),
      ...step.countries.map((country) => tag('country', country)),
      ...step.blocs.map((bloc) => tag('bloc', bloc)),
      tag('event-kind', kind),
    ],
    rows: [{ id: document ?? id, title: line(title, 300), date }],
    source: step.sourceUrl,
    weight: weights[kind],
  });
}

const deadlineWords: Record<string, string> = {
  liaison: 'asks for an answer by',
  'last-call': 'can be commented on until',
  meeting: 'begins on',
};

function ofDeadline(deadline: Deadline): Happening {
  const { kind, id, title, date, days } = deadline;
  const left = days === 0 ? 'today' : `${plural(days, 'day')} left`;
  return tell({
    key: `deadline:${kind}:${id}`,
    body: familyOf(deadline.body),
    section: 'act',
    kind: 'deadline',
    headline: line(`${left}: ${title}`, 70),
    sentence: `${quoted(title)} ${deadlineWords[kind] ?? 'is due on'} ${dayInWords(date)} (${left}).`,
    date,
    title: line(title, 400).toLowerCase(),
    subjects: [tag('document', id), tag('group', deadline.group), tag('event-kind', 'deadline')],
    rows: [{ id, title: line(title, 300), date }],
    source: deadline.url,
    weight: weights.deadline - Math.min(days, 40),
  });
}

function ofMoved(moved: MovedDate): Happening {
  return tell({
    key: `moved:${moved.kind}:${moved.id}:${moved.after}`,
    body: familyOf(moved.body),
    section: 'act',
    kind: 'date-moved',
    headline: line(`Moved to ${dayInWords(moved.after)}: ${moved.title}`, 70),
    sentence: `${quoted(moved.title)} moved from ${dayInWords(moved.before)} to ${dayInWords(moved.after)}.`,
    date: moved.after,
    title: line(moved.title, 400).toLowerCase(),
    subjects: [tag('document', moved.id), tag('group', moved.group), tag('event-kind', 'date-moved')],
    rows: [{ id: moved.id, title: line(moved.title, 300), date: moved.after }],
    source: moved.url,
    weight: weights['date-moved'],
  });
}

function ofMovement(movement: Movement): Happening {
  const { label, period, share, usual, n, unknown, rows, rule, count } = movement;
  const quarter = period.replace(/^(\d{4})-Q(\d)$/, 'quarter $2 of $1');
  const direction = share > usual.high ? 'above' : 'below';
  const sentence =
    `Share of RFC authorships, ${line(label, 40)}: ${percent(share)} in ${quarter}, ${direction} the ` +
    `${percent(usual.low)} to ${percent(usual.high)} of the two years before (n = ${n} RFCs, ${percent(unknown)} unknown, ` +
    `rule ${rule}, ${count} count; ${plural(rows.length, 'RFC')} with such an author).`;
  return tell({
    key: `share:${movement.metric}:${movement.subject}:${period}`,
    body: 'ietf',
    section: 'numbers',
    kind: 'share-moved',
    headline: line(`${label}: ${percent(share)} of RFC authorships`, 70),
    sentence,
    date: movement.to,
    title: label.toLowerCase(),
    subjects: [movement.subject, tag('event-kind', 'share-moved')],
    rows,
    source: null,
    weight: weights['share-moved'] + Math.min(40, Math.abs(share - (usual.high + usual.low) / 2) * 100),
    chart: {
      alt: `${label}, quarter by quarter: ${movement.series.map((point) => `${point.period} ${percent(point.share)}`).join(', ')}`,
      series: movement.series.map((point) => point.share),
      low: usual.low,
      high: usual.high,
    },
  });
}
