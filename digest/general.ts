import { dayInWords } from '#lib/week.ts';
import { type EventKind, eventKinds } from './follow-kinds.ts';
import type { Happening } from './happenings.ts';
import { countWords, plural } from './words.ts';

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

export interface Summary extends Happening {
  /** Keys of the events it stands for. */
  members?: string[];
}

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
    const dates = list.map((one) => one.date).toSorted();
    const [from = '', to = ''] = [dates[0], dates.at(-1)];
    const isMonth = list.every((one) => one.date.endsWith('-01')) && from === to;
    const month = dayInWords(from).replace(/^\d+ /, '');
    const when = isMonth ? ` (dated ${month}; the source states no day)` : '';
    const examples = list
      .toSorted((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
      .slice(0, 2)
      .map((one) => one.headline);
    const sentence = `${words(list.length)}${when}, among them ${examples.join('; ')}.`;
    return [
      {
        key: `all:${kind}:${first.body}:${to}:${list.length}`,
        body: first.body,
        section: first.section,
        kind,
        headline: `${words(list.length)}${isMonth ? `, ${month}` : ''}`,
        sentence,
        date: to,
        subjects: [],
        title: eventKinds[kind].toLowerCase(),
        rows: list.flatMap((one) => one.rows),
        source: null,
        weight: first.weight + 5,
        words: countWords(sentence),
        members: list.map((one) => one.key),
      },
    ];
  });
}
