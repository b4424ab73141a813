import { dayInWords } from '#lib/week.ts';
import type { EventKind } from './follow-kinds.ts';
import { countWords, line } from './words.ts';

export type SectionId = 'act' | 'posts' | 'documents' | 'numbers' | 'corrections';

/** A row behind what an item says. */
export interface ItemRow {
  id: string;
  title: string;
  date: string;
}

/** Shares, 0 to 1, the newest last, and their usual range. */
export interface Chart {
  alt: string;
  series: number[];
  low: number;
  high: number;
}

/** A number that an item says: under which name, and what it counts. */
export interface Counted {
  title: string;
  rows: ItemRow[];
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
  /** The beginning of the sentence: what it is about. */
  lead: string;
  /** Where it stands for many: some of them. */
  among: string[];
  note: string | null;
  date: string;
  /** Follow keys it answers to. */
  subjects: string[];
  /** In lower case, for keywords. */
  title: string;
  row: ItemRow;
  /** Numbers in its sentence, each with its rows. */
  counted: Counted[];
  source: string | null;
  /** Sorts within a section; the general letter keeps the heaviest. */
  weight: number;
  words: number;
  chart: Chart | null;
  /** Keys of other events that it tells with it. */
  members: string[];
}

type Said = Omit<Happening, 'words' | 'subjects' | 'among' | 'note' | 'counted' | 'chart' | 'members'> & {
  subjects: (string | null)[];
} & Partial<Pick<Happening, 'among' | 'note' | 'counted' | 'chart' | 'members'>>;

export const tell = (said: Said): Happening => ({
  among: [],
  note: null,
  counted: [],
  chart: null,
  members: [],
  ...said,
  subjects: [...new Set(said.subjects.filter((subject): subject is string => subject !== null))],
  words: countWords([said.sentence, ...(said.among ?? []), said.note, said.chart?.alt].join(' ')),
});

export const familyOf = (body: string) => (body.startsWith('itu') ? 'itu' : 'ietf');

export const tag = (kind: string, id: string | null): string | null => (id === null ? null : `${kind}:${id}`);

export const monthInWords = (date: string) => dayInWords(date).replace(/^\d+ /, '');

/** rfc9000 → RFC 9000; other ids as their body writes them. */
export const idInWords = (id: string): string => line(id.replace(/^rfc(\d+)$/, 'RFC $1'), 60);

export const figureId = (key: string): string => key.replace(/[^A-Za-z0-9-]+/g, '-').toLowerCase();

export const weights: Record<EventKind, number> = {
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
