import type { Body, Metric, Params } from '#metrics/contract.ts';
import { type Dated, isBehind } from '#metrics/unfinished.ts';

export { postWords } from '#metrics/post-words.ts';
export { amount, percent, plural } from './numbers.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** An ISO day in words, as precisely as it is known: `5 March 2021`, `March 2021`, `2021`. */
export function dateWords(iso: string | null | undefined, precision: string | null = 'day'): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '');
  if (!found) return 'date not known';
  const [, year, month, day] = found as unknown as [string, string, string, string];
  if (precision === 'year') return year;
  const name = months[Number(month) - 1] ?? month;
  return precision === 'month' ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/**
 * The day the numbers speak of, or both days where what was read ends long before it was read:
 * `newest RFC January 2023 · read 25 November 2026`.
 */
export function dataWords(dated: Dated, newest = 'document'): string | null {
  if (!dated.asOf) return null;
  return isBehind(dated)
    ? `newest ${newest} ${dateWords(dated.newest, 'month')} · read ${dateWords(dated.asOf)}`
    : `data as of ${dateWords(dated.asOf)}`;
}

/** What the newest thing counted is called. */
export const newestWords = ({ counted }: Pick<Metric, 'counted'>, { kind }: Pick<Params, 'kind'>): string =>
  counted?.documents === 'meetings' || counted?.documents.startsWith('documents announced')
    ? 'meeting'
    : kindName(kind, false);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A date told as far as it is known: `2019-09-10`, `2019-11` or `2016`. */
export const datedWords = (date: string): string =>
  dateWords(`${date}-01-01`.slice(0, 10), date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day');

/** The state of a group and its days. Of one whose state is not told it is not known whether it is there today. */
export function lifeWords(group: { state: string | null; from: string | null; to: string | null }): string {
  const { state, from, to } = group;
  if (!from && to) return `${state ?? 'over'} on ${dateWords(to)}, start not known`;
  if (!from) return state ?? 'not told by what we have read';
  const start = dateWords(from);
  if (to) return `${state ?? 'over'}, ${start} to ${dateWords(to)}`;
  return state === null
    ? `begun on ${start}; whether it is there today is not told by what we have read`
    : `${state}, ${start} to today`;
}

/** A group by name and id: the ITU’s names of conferences hold the id already. */
export const groupTitle = (name: string | null, id: string): string =>
  !name || name === id ? id : name.endsWith(`(${id})`) || name === `ITU ${id}` ? name : `${name} (${id})`;

/** 2020, 2020-Q3 or all, in words. */
export const periodWords = (period: string, from: string | null, to: string | null): string =>
  period !== 'all'
    ? period.replace('-', ' ')
    : from || to
      ? `${from?.slice(0, 4) ?? 'the beginning'} to ${to?.slice(0, 4) ?? 'today'}`
      : 'all years';

export const bodyNames: Readonly<Record<string, string>> = {
  ietf: 'IETF',
  irtf: 'IRTF',
  iab: 'IAB',
  'itu-t': 'ITU-T',
  'itu-r': 'ITU-R',
  'itu-d': 'ITU-D',
  itu: 'ITU',
  icann: 'ICANN',
  etsi: 'ETSI',
  isoc: 'Internet Society',
  ripe: 'RIPE',
  eu: 'European Union',
  etno: 'ETNO',
  cept: 'CEPT',
  un: 'United Nations',
  states: 'states',
  press: 'press',
  academic: 'academic',
  'ipv6-forum': 'IPv6 Forum',
  'rfc-editor': 'RFC Editor',
};

/** The bodies whose documents are counted, as figures call them. Of the Union itself these are its conferences. */
export const countedBodyNames: Readonly<Record<Body, string>> = {
  ietf: 'IETF',
  'itu-t': 'ITU-T',
  'itu-r': 'ITU-R',
  'itu-d': 'ITU-D',
  itu: 'ITU Council and conferences',
};

export const kindNames: Readonly<Record<string, [one: string, many: string]>> = {
  rfc: ['RFC', 'RFCs'],
  'internet-draft': ['Internet-Draft', 'Internet-Drafts'],
  work: ['work', 'works'],
  contribution: ['contribution', 'contributions'],
  'temporary-document': ['temporary document', 'temporary documents'],
  recommendation: ['Recommendation', 'Recommendations'],
  'non-normative': ['non-normative text', 'non-normative texts'],
  'work-item': ['work item', 'work items'],
  liaison: ['liaison statement', 'liaison statements'],
};
export const kindName = (kind: string, many = true): string => kindNames[kind]?.[many ? 1 : 0] ?? kind;

/** What a figure's n counts. */
export const countedWords = ({ counted }: Pick<Metric, 'counted'>, { kind }: Pick<Params, 'kind'>): string =>
  counted?.total ?? counted?.documents ?? kindName(kind);

/** Kinds of groups in words. A kind that is not here stands as its source writes it. */
const groupKinds: Readonly<Record<string, string>> = {
  wg: 'working group',
  rg: 'research group',
  ag: 'area group',
  rag: 'research area group',
  sdo: 'other body',
  iab: 'board',
  iesg: 'steering group',
  irsg: 'steering group',
  nomcom: 'nominating committee',
  sg: 'study group',
  wp: 'working party',
  question: 'Question',
  fg: 'focus group',
  tsag: 'advisory group',
  'regional-preparatory': 'regional preparation',
};
export const groupKindName = (kind: string): string => groupKinds[kind] ?? kind;
