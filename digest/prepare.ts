import type { WeekFacts } from '#metrics/week.ts';
import { correctionKeys } from './corrections.ts';
import type { Figure, Prepared } from './digest.ts';
import { type Summary, summarise } from './general.ts';
import { figureId, type Happening } from './happening.ts';
import { happenings } from './happenings.ts';
import { statusKeys } from './status.ts';

/** Keys somebody may have been told before: of the events, of broken sources, of what was corrected. */
export const candidateKeys = (facts: WeekFacts): string[] => [
  ...happenings(facts).flatMap(({ key, members }) => [key, ...members]),
  ...facts.sources.flatMap(statusKeys),
  ...facts.corrections.flatMap(({ about }) => correctionKeys(facts.week, about)),
];

/** `told`: what the general letters of earlier weeks told. */
export function prepare(facts: WeekFacts, told: Readonly<Record<string, string>> = {}): Prepared {
  const all = happenings(facts);
  const bySubject = new Map<string, Happening[]>();
  for (const happening of all) {
    for (const subject of happening.subjects) {
      const found = bySubject.get(subject);
      if (found) found.push(happening);
      else bySubject.set(subject, [happening]);
    }
  }
  const { week, sources, corrections, names, heirs } = facts;
  return {
    week,
    happenings: all,
    bySubject,
    byKeyword: new Map(),
    sources,
    corrections,
    names,
    heirs,
    general: summarise(all.filter((one) => !told[one.key])),
    whys: new Map(),
  };
}

/** The pages of an event's numbers: the first under the event's key, others with a number behind it. */
export const figuresFor = ({ key, counted }: Happening): Figure[] =>
  counted.map(({ title, rows }, at) => ({ id: figureId(at ? `${key} ${at + 1}` : key), title, rows }));

/** Pages of rows behind the numbers of this week's letters, general and personal. */
export function figuresOf({ general, happenings: all }: Prepared): Figure[] {
  const summaries: readonly Summary[] = general;
  const figures = [...summaries, ...all].flatMap(figuresFor);
  return [...new Map(figures.map((figure) => [figure.id, figure])).values()];
}
