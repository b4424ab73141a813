import type { Store } from '#prisma/client.ts';
import type { AxisNote } from './axis-notes.ts';
import type { MeetingsHeld } from './meetings-held.ts';

export const rules = ['declared', 'employer', 'parent', 'member'] as const;
export const counts = ['whole', 'complete', 'fractional', 'straight'] as const;
export const periods = ['year', 'quarter', 'all'] as const;
export const kinds = [
  'rfc',
  'internet-draft',
  'work',
  'contribution',
  'temporary-document',
  'work-item',
  'recommendation',
] as const;
export type Rule = (typeof rules)[number];
export type Count = (typeof counts)[number];
export type Period = (typeof periods)[number];
export type Kind = (typeof kinds)[number];

/** What each body makes, its default first. The IETF and the ITU are never one number: there is no body for both. */
export const bodies = {
  ietf: ['rfc', 'internet-draft', 'work'],
  'itu-t': ['contribution', 'temporary-document', 'work-item', 'recommendation'],
  'itu-r': ['contribution', 'temporary-document', 'recommendation'],
  'itu-d': ['contribution', 'temporary-document', 'recommendation'],
  itu: ['contribution', 'temporary-document'],
} as const satisfies Record<string, readonly Kind[]>;
export type Body = keyof typeof bodies;
export const bodyIds = Object.keys(bodies) as Body[];

/** The rules that have an answer for a body, its default first. Membership is the ITU's: IETF participants have none. */
export const rulesOf = (body: Body): readonly Rule[] =>
  body === 'ietf' ? ['declared', 'employer', 'parent'] : ['employer', 'declared', 'parent', 'member'];

/** Below this many documents in a period the rows stay and their ranks are withheld. */
export const rankFloor = 30;

/** What a reading is restricted to. Dates are inclusive ISO days; null: no restriction. */
export interface Params {
  body: Body;
  kind: Kind;
  group: string | null;
  from: string | null;
  to: string | null;
  by: Period;
  rule: Rule;
  count: Count;
  /** ISO code, `international` or `unknown`. */
  country: string | null;
  /** Organisation id, `independent` or `unknown`. */
  organisation: string | null;
  /** Id of a bloc: only what belongs to a country that was a member on the day it counts at. */
  bloc: string | null;
  /** '1': memberships of blocs that nobody has checked count too. */
  unchecked: '1' | null;
  /** A kind of post: chair, area-director, rapporteur … */
  post: string | null;
  /** onsite or remote. */
  mode: 'onsite' | 'remote' | 'unknown' | null;
  meeting: string | null;
  /** Of a measure of what stands at a date: that ISO day, instead of the end of each period. */
  on: string | null;
  /** A root-server letter, a to m. */
  letter: string | null;
  /** Whom a measure of pairs pairs. */
  of: 'organisation' | 'country';
  /**
   * Of documents, those that name this one of `of` too: its id or code; `alone`: those that name one alone, `unknown`: those
   * on which nobody is known.
   */
  with: string | null;
  /** Of documents, those with an author who prints exactly these words; `-`: who prints none. */
  printed: string | null;
  /** The span that this one is compared with, `2013-01-01..2017-12-31`: both are read whole. */
  against: string | null;
}
export type ParamName = keyof Params;

/** One number of a figure. `key` null is the unknown, always a row of its own. */
export interface MetricRow {
  /** 2020, 2020-Q3 or all. */
  period: string;
  key: string | null;
  label: string;
  value: number;
  documents: number;
  authorships: number;
  /** Further numbers of this row under the metric's columns; null where there is no answer. */
  more?: Readonly<Record<string, number | null>>;
  /** 1 for the largest known key of its period; null for the unknown, and for all where ranks are withheld. */
  rank: number | null;
}

export interface Reading {
  /** Documents counted, each once. */
  total: number;
  authorships: number;
  /** The value of the rows whose key is unknown. */
  unknown: number;
  /** The last day of the data: when the newest good reading of its source was made. */
  asOf: string | null;
  /** The first day of the month of the newest thing counted, whatever the filters; null or absent where nothing comes in over time. */
  newest?: string | null;
  rows: MetricRow[];
  /** Documents and authorships of each period, every document once: what a share is a share of. */
  periods: {
    period: string;
    documents: number;
    authorships: number;
    /** Of a measure whose rows have further numbers that hold for all of the period too: these, every document once. */
    more?: Readonly<Record<string, number | null>>;
  }[];
  /** Why nothing of what the measure asks is told, in a sentence. */
  withheld?: string;
  /** Sentences a reader of this figure must not miss: withheld ranks, sums that exceed the total, orders that differ. */
  notes: string[];
  /** Something small is left out, so that a key without a row is not known to be 0. */
  isCut?: true;
  /** Of a measure of pairs: who is in it, how central, in which community. */
  nodes?: readonly Node[];
  /** Of attendance: how many of the meetings held in the span were read. */
  meetings?: MeetingsHeld;
  /** What `more` of its rows holds, where that is another thing than the metric says. */
  columns?: readonly Column[];
  /** The other span of a comparison; `size` is what its shares are shares of. */
  against?: {
    from: string;
    to: string;
    total: number;
    authorships: number;
    unknown: number;
    size: number;
    meetings?: MeetingsHeld;
  };
}

/** One organisation or country among those that write together. */
export interface Node {
  key: string;
  label: string;
  documents: number;
  /** With how many others. */
  partners: number;
  /** The share of shortest ways between two others that lead through this one (0 to 1). */
  betweenness: number;
  /** 1 for the community with the most documents, and so on. */
  community: number;
}

/** A further number a row carries. */
export interface Column {
  key: string;
  label: string;
  unit: string;
}

/** One published number: the page, /method, the CSV header, the API and the letter quote this object. */
export interface Metric {
  id: string;
  /** A neutral question. */
  title: string;
  unit: string;
  /** How it is counted, in sentences a reader can check. */
  method: string;
  caveats: readonly string[];
  /** Ids of the sources it is counted from. */
  sources: readonly string[];
  params: readonly ParamName[];
  /** The bodies and kinds its question is one of, where it is none of others, and why. */
  answers?: { bodies: readonly Body[]; kinds: readonly Kind[]; why: string };
  /** Its words where another kind is counted than the one it starts from. */
  ofKind?: Partial<Record<Kind, Partial<Pick<Metric, 'title' | 'unit' | 'columns' | 'counted'>>>>;
  /** What this metric starts from where it differs from every body's defaults. */
  defaults?: Partial<Params>;
  /** What `more` of its rows holds. */
  columns?: readonly Column[];
  /** Its rows overlap, as countries stand in several blocs: they are never added up or stacked. */
  overlapping?: true;
  /** What `documents` and `authorships` of its rows count, where they count something else; what its total counts, where that is a third thing. */
  counted?: { documents: string; authorships: string; total?: string };
  /** Where along the axis of time it counts something else than before. */
  breaks?(store: Store, params: Params): Promise<AxisNote[]>;
  /**
   * `largest`: of parts of a whole only the rows that a chart draws, which a metric may give in place of all. The keys that
   * are among the largest of no period, and not of the whole span, are one row of each period then, under othersKey.
   */
  read(store: Store, params: Params, rows?: 'largest'): Promise<Reading>;
}

/** A metric in the words of the kind that is counted. */
export const inWordsOf = (metric: Metric, { kind }: Pick<Params, 'kind'>): Metric => ({
  ...metric,
  ...metric.ofKind?.[kind],
});

/** The key of a row that holds all the smaller ones of its period. No country or organisation has it. */
export const othersKey = 'others';

/** What the rules and countings mean, in the words every page uses. */
export const ruleWords: Record<Rule, string> = {
  declared: 'the country written in the author’s own address, or printed in the roster',
  employer: 'the country where the stated organisation is registered',
  parent: 'the country of the organisation’s ultimate parent on the day of publication',
  member: 'the state under whose ITU membership the organisation speaks, where a source says so',
};
/** Whether the rows are organisations. */
export const isOfOrganisations = ({ id }: Pick<Metric, 'id'>, { of }: Pick<Params, 'of'>): boolean =>
  id.endsWith('-by-organisation') ||
  id.startsWith('concentration') ||
  (id === 'co-authorship' && of === 'organisation');

/** What the rule of a reading means for what its measure counts. */
export function ruleWordsOf(metric: Pick<Metric, 'id'>, params: Params): string {
  const { rule, country, bloc } = params;
  // Of organisations the rule speaks only through their owners, unless those of one country are asked for.
  if (isOfOrganisations(metric, params) && country === null && bloc === null)
    return rule === 'parent'
      ? 'each organisation is counted to its ultimate parent on that day'
      : 'each organisation is counted as it is stated';
  if (metric.id.startsWith('attendance') && rule === 'declared') return 'the country stated at registration';
  return ruleWords[rule];
}
export const kindWords: Record<Kind, { one: string; many: string; on: string }> = {
  rfc: { one: 'RFC', many: 'RFCs', on: 'the month it was published' },
  'internet-draft': {
    one: 'Internet-Draft',
    many: 'Internet-Drafts',
    on: 'the day its first version was submitted',
  },
  work: {
    one: 'work',
    many: 'works (a draft, what it replaced and the RFC it became, counted once)',
    on: 'the day its first version was submitted',
  },
  contribution: { one: 'contribution', many: 'contributions', on: 'the day it was submitted' },
  'temporary-document': {
    one: 'temporary document',
    many: 'temporary documents',
    on: 'the day it was submitted',
  },
  'work-item': { one: 'work item', many: 'work items', on: 'the day it was first registered' },
  recommendation: { one: 'Recommendation', many: 'Recommendations', on: 'the day it was approved' },
};
export const countWords: Record<Count, string> = {
  whole: 'every country or organisation on a document gets 1 (rows may exceed the number of documents)',
  complete: 'every authorship counts 1',
  fractional: 'every document counts 1, split equally over its authorships',
  straight: 'only the first author counts, 1 a document',
};
