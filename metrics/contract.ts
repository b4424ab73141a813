import type { Store } from '#prisma/client.ts';

export const rules = ['declared', 'employer', 'parent'] as const;
export const counts = ['whole', 'complete', 'fractional', 'straight'] as const;
export const periods = ['year', 'quarter', 'all'] as const;
export type Rule = (typeof rules)[number];
export type Count = (typeof counts)[number];
export type Period = (typeof periods)[number];

/** Below this many documents in a period the rows stay and their ranks are withheld. */
export const rankFloor = 30;

/** What a reading is restricted to. Dates are inclusive ISO days; null: no restriction. */
export interface Params {
  body: string;
  kind: string;
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
  rows: MetricRow[];
  /** Documents and authorships of each period, every document once: what a share is a share of. */
  periods: { period: string; documents: number; authorships: number }[];
  /** Sentences a reader of this figure must not miss: withheld ranks, sums that exceed the total, orders that differ. */
  notes: string[];
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
  read(store: Store, params: Params): Promise<Reading>;
}

/** What the rules and countings mean, in the words every page uses. */
export const ruleWords: Record<Rule, string> = {
  declared: 'the country written in the author’s own address',
  employer: 'the country where the stated organisation is registered',
  parent: 'the country of the organisation’s ultimate parent on the day of publication',
};
export const countWords: Record<Count, string> = {
  whole: 'every country or organisation on a document gets 1 (rows may exceed the number of documents)',
  complete: 'every authorship counts 1',
  fractional: 'every document counts 1, split equally over its authorships',
  straight: 'only the first author counts, 1 a document',
};
