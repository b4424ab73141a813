import { dayInWords } from '#lib/week.ts';
import type { WeekDocument } from '#metrics/week.ts';
import type { EventKind } from './follow-kinds.ts';
import { familyOf, type Happening, idInWords, monthInWords, tag, tell, weights } from './happening.ts';
import { line, quoted } from './words.ts';

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

/** Standards before information, whole texts before their corrigenda; within one kind of event only. */
function nuance({ id, status }: WeekDocument): number {
  if (/standard|best current practice/i.test(status ?? '')) return 3;
  return /\b(?:Cor|Amd|Imp)\b/.test(id) ? -3 : 0;
}

export function ofDocument(document: WeekDocument): Happening {
  const { id, what, group, parent } = document;
  const kind = kindOfDocument[`${what} ${document.kind}`] ?? kindOfDocument[what] ?? 'draft-submitted';
  const isMonth = document.precision === 'month';
  const when = isMonth ? monthInWords(document.date) : dayInWords(document.date);
  const name = idInWords(id);
  // Some lists have nothing but the number for a title.
  const isNamed = !id.startsWith(document.title.trim());
  const title = isNamed ? document.title : '';
  const called = isNamed ? `${name} ${quoted(title)}` : name;
  const sentences: Partial<Record<EventKind, string>> = {
    'rfc-published': `${called} was published (${when}${isMonth ? '; the index states no day' : ''}).`,
    'recommendation-approved': `${called} was approved (${when}).`,
    'draft-submitted': `${called} was first posted on ${when}.`,
    'contribution-submitted': `${called} was submitted on ${when}.`,
    'draft-adopted': `${called} was adopted by ${line(group ?? 'a group', 30)} on ${when}.`,
    'draft-approved': `${called} was approved on ${when}.`,
    'last-call': `${called} went to last call on ${when}.`,
    'document-withdrawn': `${called} was withdrawn on ${when}.`,
    'liaison-sent': `${called} was sent on ${when}.`,
    'liaison-answered': `${called} answered an earlier liaison statement on ${when}.`,
  };
  return tell({
    key: `${what}:${id}`,
    body: familyOf(document.body),
    section: 'documents',
    kind,
    headline: line(isNamed ? `${name}: ${title}` : name, 70),
    sentence: sentences[kind] ?? `${called}: ${what}, ${when}.`,
    lead: name,
    date: document.date,
    title: line(document.title, 400).toLowerCase(),
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
    row: { id, title: line(document.title, 300), date: document.date },
    source: document.url ?? (document.kind === 'rfc' ? `https://www.rfc-editor.org/info/${id}` : null),
    weight: weights[kind] + nuance(document),
  });
}
