import { type EventKind, eventKinds } from './follow-kinds.ts';
import { type Happening, monthInWords, tell } from './happening.ts';
import { line, plural } from './words.ts';

/** Up to so many events of one kind stand for themselves; more are told in one sentence with all their rows behind it. */
const mostAlone = 3;

const said: Partial<Record<EventKind, (n: number) => string>> = {
  'rfc-published': (n) => `${plural(n, 'RFC was', 'RFCs were')} published`,
  'recommendation-approved': (n) => `ITU-T approved ${plural(n, 'Recommendation')}`,
  'draft-submitted': (n) =>
    `${plural(n, 'Internet-Draft was', 'Internet-Drafts were')} posted for the first time`,
  'contribution-submitted': (n) =>
    `${plural(n, 'contribution was', 'contributions were')} submitted to the ITU`,
  'draft-adopted': (n) => `IETF groups adopted ${plural(n, 'draft')}`,
  'draft-approved': (n) => `${plural(n, 'draft was', 'drafts were')} approved for publication`,
  'last-call': (n) => `${plural(n, 'draft', 'drafts')} went to last call`,
  'document-withdrawn': (n) => `${plural(n, 'document was', 'documents were')} withdrawn`,
  'liaison-sent': (n) =>
    `${plural(n, 'liaison statement was', 'liaison statements were')} sent between the bodies`,
  'liaison-answered': (n) => `${plural(n, 'liaison statement', 'liaison statements')} answered earlier ones`,
};

function wordsFor(kind: EventKind, body: string): ((n: number) => string) | undefined {
  const where = body === 'itu' ? 'the ITU' : 'the IETF';
  if (kind === 'post-started') return (n) => `${plural(n, 'post was', 'posts were')} taken up at ${where}`;
  if (kind === 'post-ended') return (n) => `${plural(n, 'post was', 'posts were')} laid down at ${where}`;
  if (kind === 'candidate')
    return (n) => `${plural(n, 'document', 'documents')} of ${where} may continue a proposal we follow`;
  return said[kind];
}

/** An event as the general letter tells it: itself, or many of one kind. */
export type Summary = Happening;

/** The events of the general letter: what is rare by itself, what is many as one. IETF and ITU are never summed. */
export function summarise(happenings: readonly Happening[]): Summary[] {
  const byKind = new Map<string, Happening[]>();
  for (const one of happenings) {
    const of = byKind.get(`${one.kind} ${one.body}`);
    if (of) of.push(one);
    else byKind.set(`${one.kind} ${one.body}`, [one]);
  }
  return [...byKind.values()].flatMap((list): Summary[] => {
    const first = list[0];
    if (!first) return [];
    const { kind } = first;
    const words = wordsFor(kind, first.body);
    if (list.length <= mostAlone || !words) return list;
    return [summaryOf(list, words(list.length))];
  });
}

/** One of many, with as much of its title as a sentence bears. */
const example = ({ lead, headline, row }: Happening) =>
  headline.startsWith(`${lead}:`) ? line(`${lead}: ${row.title}`, 100) : headline;

function summaryOf(list: readonly Happening[], words: string): Summary {
  const dates = list.map((one) => one.date).toSorted();
  const [from = '', to = ''] = [dates[0], dates.at(-1)];
  const isMonth = from === to && list.every((one) => one.date.endsWith('-01'));
  const month = monthInWords(from);
  const when = isMonth ? ` (dated ${month}; the source states no day)` : '';
  const heaviest = list.toSorted((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
  const { kind, body, section, weight } = heaviest[0] as Happening;
  return tell({
    key: `all:${kind}:${body}:${to}:${list.length}`,
    body,
    section,
    kind,
    headline: `${words}${isMonth ? `, ${month}` : ''}`,
    sentence: `${words}${when}, among them:`,
    lead: words,
    among: heaviest.slice(0, mostAlone).map(example),
    date: to,
    subjects: [],
    title: eventKinds[kind].toLowerCase(),
    row: { id: '', title: words, date: to },
    counted: [{ title: `${words}${isMonth ? `, ${month}` : ''}`, rows: list.map((one) => one.row) }],
    source: null,
    weight: weight + 5,
    members: list.flatMap((one) => [one.key, ...one.members]),
  });
}
