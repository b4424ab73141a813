import { dayInWords, type Week } from '#lib/week.ts';
import type { Correction, SourceHealth, WeekFacts } from '#metrics/week.ts';
import type { Quiet } from '#prisma/subscribers.ts';
import { type Follow, followKey, followKinds } from './follow-kinds.ts';
import { type Summary, summarise } from './general.ts';
import { type Happening, happenings, type ItemRow, idInWords, type SectionId } from './happenings.ts';
import { countWords, line, plural } from './words.ts';

/** One entry of a letter. `figure`: the page under the letter of the week that lists exactly its rows. */
export interface DigestItem {
  key: string;
  sentence: string;
  why: string | null;
  source: string | null;
  figure: string | null;
  chart: Happening['chart'] | null;
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
  /** The events as the general letter tells them. */
  general: readonly Summary[];
  whys: Map<string, string>;
}

/** The most a letter says, in words, all of it counted; and what greeting, links and footer take of it. */
export const mostWords = 450;
const frameWords = 105;
const linkWords = 6;

const sections: Record<SectionId, { title: string; most: number }> = {
  act: { title: 'Act now', most: 5 },
  posts: { title: 'Posts', most: 6 },
  documents: { title: 'Documents and proposals', most: 10 },
  numbers: { title: 'What moved in numbers', most: 3 },
  corrections: { title: 'Corrections', most: 4 },
};
const order = Object.keys(sections) as SectionId[];

export const brokenKey = ({ id, brokenSince }: SourceHealth) => `source-broken:${id}:${brokenSince}`;
const healedKey = ({ id, brokenSince }: SourceHealth) => `source-healed:${id}:${brokenSince}`;

/** What an earlier letter may have told of a document or post. */
const tellings = [
  'published',
  'submitted',
  'adopted',
  'approved',
  'last-call',
  'withdrawn',
  'sent',
  'answered',
  'post-started',
  'post-ended',
];

/** Keys somebody may have been told before: of the events, of broken sources, of what was corrected. */
export const candidateKeys = (facts: WeekFacts): string[] => [
  ...happenings(facts).map((one) => one.key),
  ...facts.sources.flatMap((source) => (source.brokenSince ? [brokenKey(source), healedKey(source)] : [])),
  ...facts.corrections.flatMap(({ about }) => [
    ...tellings.map((what) => `${what}:${about}`),
    correctionKey(facts.week, about),
  ]),
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
  return {
    week: facts.week,
    happenings: all,
    bySubject,
    byKeyword: new Map(),
    sources: facts.sources,
    corrections: facts.corrections,
    names: facts.names,
    general: summarise(all.filter((one) => !told[one.key])),
    whys: new Map(),
  };
}

const correctionKey = (week: Week, about: string) => `corrected:${about}:${week.name}`;

/** Pages of rows behind the numbers of this week's letters, general and personal. */
export const figuresOf = (prepared: Prepared): Figure[] =>
  [...prepared.general, ...prepared.happenings.filter((one) => one.kind === 'share-moved')]
    .filter((one) => one.rows.length > 1 || one.kind === 'share-moved')
    .map(({ key, headline, rows }) => ({ id: figureId(key), title: headline, rows }));

export const figureId = (key: string): string => key.replace(/[^A-Za-z0-9-]+/g, '-').toLowerCase();

interface Chosen {
  happening: Happening;
  why: string | null;
}

/** The letter of one reader. Pure: the same week, follows and told events give the same letter. */
export function compose(prepared: Prepared, reader: Reader): Digest {
  const isGeneral = reader.follows.length === 1 && reader.follows[0]?.kind === 'general';
  const chosen = new Map<string, Chosen>();
  // Of two follows that find one event, the narrower one is why it is told.
  const narrowFirst = reader.follows.toSorted(
    (a, b) => Number(a.kind === 'general') - Number(b.kind === 'general'),
  );
  for (const follow of narrowFirst) {
    for (const happening of found(prepared, follow)) {
      if (!chosen.has(happening.key) && !reader.told[happening.key])
        chosen.set(happening.key, { happening, why: isGeneral ? null : whyOf(prepared, follow) });
    }
  }
  const status = statusOf(prepared, reader);
  const parts = new Map<SectionId, Chosen[]>(order.map((id) => [id, []]));
  for (const one of chosen.values()) parts.get(one.happening.section)?.push(one);
  const corrected = correctionsFor(prepared, reader);
  const built = fitIn(
    parts,
    corrected,
    mostWords - frameWords - countWords(status.lines.join(' ')),
    isGeneral,
  );
  const keys = [...status.keys];
  for (const one of chosen.values()) {
    if (built.kept.has(one.happening.key)) keys.push(...memberKeys(one.happening));
  }
  keys.push(...corrected.filter((one) => built.kept.has(one.key)).map((one) => one.key));
  const quiet = built.kept.size === 0 && status.keys.length === 0;
  return {
    week: prepared.week.name,
    from: prepared.week.from,
    to: prepared.week.to,
    general: isGeneral,
    subject: subjectOf(prepared.week, built.headlines, built.kept.size, status, isGeneral),
    status: status.lines,
    sections: built.sections,
    quiet,
    due: !quiet || reader.quiet === 'every' || (reader.quiet === 'fourth' && reader.quietWeeks >= 3),
    keys,
    words: built.words + frameWords + countWords(status.lines.join(' ')),
  };
}

/** A summary tells of each of its rows; an event on its own, of itself. */
const memberKeys = ({ key, members }: Happening & { members?: string[] }) =>
  members ? [key, ...members] : [key];

function found(prepared: Prepared, follow: Follow): readonly Happening[] {
  if (follow.kind === 'general') return prepared.general;
  if (follow.kind !== 'keyword') return prepared.bySubject.get(followKey(follow)) ?? [];
  const known = prepared.byKeyword.get(follow.subject);
  if (known) return known;
  const word = new RegExp(
    `(?<![\\p{L}\\p{N}])${follow.subject.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'iu',
  );
  const hits = prepared.happenings.filter((one) => word.test(one.title));
  prepared.byKeyword.set(follow.subject, hits);
  return hits;
}

function whyOf(prepared: Prepared, follow: Follow): string {
  const key = followKey(follow);
  const known = prepared.whys.get(key);
  if (known) return known;
  const name =
    follow.kind === 'general'
      ? followKinds.general
      : line(
          prepared.names[key] ?? (follow.kind === 'document' ? idInWords(follow.subject) : follow.subject),
          60,
        );
  const why = follow.kind === 'keyword' ? `You follow the word “${name}”.` : `You follow ${name}.`;
  prepared.whys.set(key, why);
  return why;
}

interface Status {
  lines: string[];
  keys: string[];
}

function statusOf({ sources, week }: Prepared, { told }: Reader): Status {
  const lines: string[] = [];
  const keys: string[] = [];
  const read = sources.filter((source) => source.state === 'read');
  const broken = sources.filter((source) => source.state === 'broken');
  const unread = sources.filter((source) => source.state === 'unread');
  const through = dayInWords(week.to);
  lines.push(
    sources.length === 0
      ? `No source had been read when this letter was written.`
      : `We read ${read.length} of ${plural(sources.length, 'source')} for the week to ${through}.`,
  );
  if (unread.length) lines.push(`Not read yet: ${unread.length}.`);
  for (const source of broken.filter((one) => !told[brokenKey(one)]).slice(0, 3)) {
    lines.push(
      `We could not read ${line(source.title, 50)} since ${dayInWords(source.brokenSince ?? week.to)}. The fault is ours until shown otherwise; its news is missing here.`,
    );
    keys.push(brokenKey(source));
  }
  const still = broken.filter((one) => told[brokenKey(one)]);
  if (still.length) lines.push(`Still unread by us, as told before: ${still.length}.`);
  for (const source of read) {
    if (!source.brokenSince || !told[brokenKey(source)] || told[healedKey(source)]) continue;
    lines.push(`We can read ${line(source.title, 50)} again.`);
    keys.push(healedKey(source));
  }
  return { lines, keys };
}

interface Put {
  key: string;
  sentence: string;
}

/** What an earlier letter told this reader and is now put right; nobody else hears of it. */
function correctionsFor({ corrections, week }: Prepared, { told }: Reader): Put[] {
  const puts = new Map<string, Put>();
  for (const { about, title, columns, before, after } of corrections) {
    const key = correctionKey(week, about);
    const telling = tellings.map((what) => told[`${what}:${about}`]).find(Boolean);
    if (!telling || told[key] || puts.has(key)) continue;
    const column = columns[0];
    const said = (value: unknown) =>
      value === null || value === undefined ? 'unknown' : line(String(value), 50);
    const what = column
      ? `${column.replaceAll('_', ' ')} was ${said(before[column])}, is ${said(after[column])}`
      : 'read anew';
    const name = title === about ? idInWords(about) : `${idInWords(about)} “${line(title, 70)}”`;
    puts.set(key, {
      key,
      sentence: `Our letter of ${telling} told you of ${name}. We had it wrong: ${what}.`,
    });
  }
  return [...puts.values()];
}

interface Built {
  sections: DigestSection[];
  kept: Set<string>;
  headlines: string[];
  words: number;
}

/** Takes the heaviest of each section within its own limit and the letter's words; the rest is counted, not told. */
function fitIn(parts: Map<SectionId, Chosen[]>, corrected: Put[], budget: number, general: boolean): Built {
  const candidates: { id: SectionId; item: DigestItem; weight: number; cost: number; headline: string }[] =
    [];
  const totals = new Map<SectionId, number>();
  for (const id of order) {
    const list = parts.get(id) ?? [];
    list.sort(
      (a, b) =>
        b.happening.weight - a.happening.weight ||
        (a.happening.date < b.happening.date
          ? -1
          : a.happening.date > b.happening.date
            ? 1
            : a.happening.key < b.happening.key
              ? -1
              : 1),
    );
    totals.set(id, list.length);
    for (const { happening, why } of list.slice(0, sections[id].most)) {
      const isFigure = happening.rows.length > 1 || happening.kind === 'share-moved';
      candidates.push({
        id,
        item: {
          key: happening.key,
          sentence: happening.sentence,
          why,
          source: happening.source,
          figure: isFigure ? figureId(happening.key) : null,
          chart: happening.chart ?? null,
        },
        weight: happening.weight + (id === 'act' ? 100 : 0),
        cost: happening.words + (why ? countWords(why) : 0) + linkWords,
        headline: happening.headline,
      });
    }
  }
  totals.set('corrections', corrected.length);
  for (const { key, sentence } of corrected.slice(0, sections.corrections.most)) {
    const item = { key, sentence, why: null, source: null, figure: null, chart: null };
    candidates.push({
      id: 'corrections',
      item,
      weight: 200,
      cost: countWords(sentence) + linkWords,
      headline: line(sentence, 70),
    });
  }
  const kept = new Set<string>();
  let words = order.length * 4;
  const taken: typeof candidates = [];
  for (const candidate of candidates.toSorted((a, b) => b.weight - a.weight)) {
    if (words + candidate.cost > budget) continue;
    words += candidate.cost;
    kept.add(candidate.item.key);
    taken.push(candidate);
  }
  const built = order.flatMap((id): DigestSection[] => {
    const items = candidates.filter((one) => one.id === id && kept.has(one.item.key)).map((one) => one.item);
    const total = totals.get(id) ?? 0;
    if (total === 0) return [];
    return [{ id, title: sections[id].title, items, more: total - items.length }];
  });
  const news = general ? taken.filter((one) => one.id !== 'act') : taken;
  const headlines = [...news, ...taken].map((one) => one.headline);
  return { sections: built, kept, headlines, words };
}

/** The news itself; the date alone never. */
function subjectOf(week: Week, headlines: string[], items: number, status: Status, general: boolean): string {
  const first = headlines[0];
  if (first) return items > 1 ? `${first} (and ${items - 1} more)` : first;
  if (status.keys.length) return line(status.lines.find((text) => /could not|again/.test(text)) ?? '', 90);
  const whose = general ? 'no news in the general letter' : 'nothing new in what you follow';
  return `A quiet week: ${whose} (to ${dayInWords(week.to)})`;
}
