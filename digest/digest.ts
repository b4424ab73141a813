import type { Week } from '#lib/week.ts';
import type { Correction, SourceHealth } from '#metrics/week.ts';
import type { Quiet } from '#prisma/subscribers.ts';
import type { Follow } from './follow-kinds.ts';
import type { Summary } from './general.ts';
import type { Chart, Happening, ItemRow, SectionId } from './happening.ts';

/** One entry of a letter. `figures`: pages under the letter of the week, each with exactly so many rows. */
export interface DigestItem {
  key: string;
  sentence: string;
  /** How much of the sentence, from its beginning, says what it is about. */
  lead: string;
  /** Where it stands for many: some of them. */
  among: string[];
  /** Rule, count, n, unknown: what a number needs beside it. */
  note: string | null;
  why: string | null;
  source: string | null;
  figures: { id: string; rows: number }[];
  chart: Chart | null;
}

export interface DigestSection {
  id: SectionId;
  title: string;
  items: DigestItem[];
  /** How many more there were than a letter holds. */
  more: number;
}

/** A letter as plain data: what it says, not how it looks. */
export interface Digest {
  week: string;
  from: string;
  to: string;
  general: boolean;
  subject: string;
  status: string[];
  sections: DigestSection[];
  /** True where the week brought this reader nothing. */
  quiet: boolean;
  /** Whether the letter is to go: a quiet one goes only as its reader chose. */
  due: boolean;
  /** Keys of all it tells; a key is told once to a reader. */
  keys: string[];
  words: number;
}

/** A number of the week's letters and exactly the rows it counts. */
export interface Figure {
  id: string;
  title: string;
  rows: ItemRow[];
}

/** The general letter of a week as it is filed: what it says, and every number's rows. */
export type FiledDigest = Digest & { figures: Figure[] };

/** A reader as compose needs one: no address. `told`: event key → the week that told it. */
export interface Reader {
  follows: readonly Follow[];
  told: Readonly<Record<string, string>>;
  quiet: Quiet;
  quietWeeks: number;
}

/** A week made ready for many readers: events, and which follow finds which. */
export interface Prepared {
  week: Week;
  happenings: readonly Happening[];
  bySubject: ReadonlyMap<string, readonly Happening[]>;
  byKeyword: Map<string, readonly Happening[]>;
  sources: readonly SourceHealth[];
  corrections: readonly Correction[];
  names: Readonly<Record<string, string>>;
  /** Follow key of an organisation under whose name nobody signs any more → that of its ultimate parent. */
  heirs: Readonly<Record<string, string>>;
  /** The events as the general letter tells them. */
  general: readonly Summary[];
  whys: Map<string, string>;
}
