import type { Week } from '#lib/week.ts';
import type { Store } from '#prisma/client.ts';
import { type Correction, type MovedDate, readCorrections, readMoved } from './week-changes.ts';
import { type Deadline, readDeadlines } from './week-deadlines.ts';
import { readWeekDocuments, type WeekDocument } from './week-documents.ts';
import { readHeirs } from './week-heirs.ts';
import { type Movement, readMovements } from './week-movements.ts';
import { readNames } from './week-names.ts';
import { readWeekPosts, type WeekPost } from './week-posts.ts';
import { readWeekProposals, type WeekProposal } from './week-proposals.ts';
import { readSourceHealth, type SourceHealth } from './week-sources.ts';

export type { Correction, Deadline, MovedDate, Movement, SourceHealth, WeekDocument, WeekPost, WeekProposal };

/**
 * What the store knows of one ISO week, by the dates of the facts themselves and, for what carries no day, by when it
 * was first read. A week of long ago can be told from it as well as the last one.
 */
export interface WeekFacts {
  week: Week;
  sources: SourceHealth[];
  documents: WeekDocument[];
  posts: WeekPost[];
  proposals: WeekProposal[];
  deadlines: Deadline[];
  moved: MovedDate[];
  movements: Movement[];
  corrections: Correction[];
  /** What a reader calls the ids above: `country:FR` → France, `organisation:huawei` → Huawei. */
  names: Record<string, string>;
  /** `organisation:X`, under whose name nobody signs any more → `organisation:Y`, its ultimate parent at the week's end. */
  heirs: Record<string, string>;
}

/** Reads everything a letter of that week may tell. */
export async function readWeek(store: Store, week: Week): Promise<WeekFacts> {
  const [sources, documents, posts, proposals, deadlines, moved, corrections, movements, heirs] =
    await Promise.all([
      readSourceHealth(store, week),
      readWeekDocuments(store, week),
      readWeekPosts(store, week),
      readWeekProposals(store, week),
      readDeadlines(store, week),
      readMoved(store, week),
      readCorrections(store, week),
      readMovements(store, week),
      readHeirs(store, week),
    ]);
  const names = await readNames(store, documents, posts, proposals, Object.keys(heirs));
  return {
    week,
    sources,
    documents,
    posts,
    proposals,
    deadlines,
    moved,
    movements,
    corrections,
    names,
    heirs,
  };
}
