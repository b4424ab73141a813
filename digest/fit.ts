import type { Put } from './corrections.ts';
import type { DigestItem, DigestSection } from './digest.ts';
import type { Happening, SectionId } from './happening.ts';
import { figuresFor } from './prepare.ts';
import { countWords, line } from './words.ts';

/** The most a letter says, in words, all of it counted; and what title, links and footer take of it. */
export const mostWords = 450;
export const frameWords = 60;
const linkWords = 6;
const headingWords = 4;

const sections: Record<SectionId, { title: string; most: number }> = {
  act: { title: 'Act now', most: 5 },
  posts: { title: 'Posts', most: 6 },
  documents: { title: 'Documents and proposals', most: 10 },
  numbers: { title: 'What moved in numbers', most: 3 },
  corrections: { title: 'Corrections', most: 4 },
};
const order = Object.keys(sections) as SectionId[];

/** An event, and which follow found it. */
export interface Chosen {
  happening: Happening;
  why: string | null;
}

interface Candidate {
  id: SectionId;
  item: DigestItem;
  weight: number;
  cost: number;
  headline: string;
  /** Of the reader's own news: what it tells is told. */
  keys: string[];
}

export interface Fitted {
  sections: DigestSection[];
  /** What is told, the heaviest first. */
  taken: Candidate[];
  words: number;
}

const byWeight = (a: Happening, b: Happening) =>
  b.weight - a.weight || (a.date < b.date ? -1 : a.date > b.date ? 1 : a.key < b.key ? -1 : 1);

function ofChosen(id: SectionId, { happening, why }: Chosen): Candidate {
  const { key, sentence, lead, among, note, source, chart, words, weight, headline, members } = happening;
  const figures = figuresFor(happening).map((figure) => ({ id: figure.id, rows: figure.rows.length }));
  return {
    id,
    item: { key, sentence, lead, among, note, why, source, figures, chart },
    weight: weight + (id === 'act' ? 100 : 0),
    cost: words + (why ? countWords(why) : 0) + linkWords + 3 * figures.length,
    headline,
    keys: [key, ...members],
  };
}

const ofPut = ({ key, sentence, lead }: Put): Candidate => ({
  id: 'corrections',
  item: { key, sentence, lead, among: [], note: null, why: null, source: null, figures: [], chart: null },
  weight: 200,
  cost: countWords(sentence) + linkWords,
  headline: line(sentence, 70),
  keys: [key],
});

/** Takes the heaviest of each section within its own limit and the letter's words; the rest is counted, not told. */
export function fitIn(chosen: readonly Chosen[], puts: readonly Put[], budget: number): Fitted {
  const totals = new Map<SectionId, number>([['corrections', puts.length]]);
  const candidates = order.flatMap((id) => {
    const list = chosen
      .filter(({ happening }) => happening.section === id)
      .toSorted((a, b) => byWeight(a.happening, b.happening));
    if (list.length) totals.set(id, list.length);
    return list.slice(0, sections[id].most).map((one) => ofChosen(id, one));
  });
  candidates.push(...puts.slice(0, sections.corrections.most).map(ofPut));
  let words = [...totals.values()].filter(Boolean).length * headingWords;
  const taken: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.weight - a.weight)) {
    if (words + candidate.cost > budget) continue;
    words += candidate.cost;
    taken.push(candidate);
  }
  const kept = new Set(taken);
  const built = order.flatMap((id): DigestSection[] => {
    const items = candidates.filter((one) => one.id === id && kept.has(one)).map((one) => one.item);
    const total = totals.get(id) ?? 0;
    return total ? [{ id, title: sections[id].title, items, more: total - items.length }] : [];
  });
  return { sections: built, taken, words };
}
