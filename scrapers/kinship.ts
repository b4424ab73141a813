import { plainLetters } from '#lib/charset.ts';
/** A document as far as kinship looks at it. Its kind, and which of its fields are empty, play no part. */
export interface Kin {
  id: string;
  title: string;
  abstract: string | null;
  group: string | null;
  /** Person ids, and printed names with an organisation (personKey). */
  people: readonly string[];
  organisations: readonly string[];
  /** Documents it replaces, cites, answers or became. */
  related: readonly string[];
}

/** What a family of proposals is known by. */
export interface Family {
  slug: string;
  /** Words of its own, looked for as they stand. */
  phrases: readonly string[];
  /** Titles and abstracts of its steps. */
  texts: readonly string[];
  documents: ReadonlySet<string>;
  people: ReadonlyMap<string, string>;
  organisations: ReadonlyMap<string, string>;
  groups: ReadonlySet<string>;
}

export interface Reason {
  kind: 'relation' | 'phrase' | 'people' | 'words' | 'group';
  /** A sentence a reader can check. */
  says: string;
  weight: number;
}
export interface Match {
  slug: string;
  id: string;
  score: number;
  reasons: Reason[];
}

/** A printed name stands for a person only beside an organisation: many share a surname and an initial. */
export function personKey(name: string, organisation: string | null): string | null {
  if (!organisation) return null;
  const words = plainLetters(name)
    .toLowerCase()
    .split(/[\s.]+/)
    .filter(Boolean);
  const surname = words.at(-1);
  return surname && words.length > 1 ? `${words[0]?.slice(0, 1)} ${surname} @ ${organisation}` : null;
}

const common = new Set(
  'a an and are as at by for from in into is it its of on or our over that the their them this to use used uses using via we with within without can may be been has have not no new these those which document draft internet protocol protocols network networks networking describes specifies defines defined memo proposed proposal case cases'.split(
    ' ',
  ),
);
/** The words of a text that can tell it from others, in lower case, plural s off. */
export const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}+]+/gu) ?? [])
    .filter((word) => word.length > 1 && !common.has(word))
    .map((word) => (word.length > 4 && /[^s]s$/.test(word) ? word.slice(0, -1) : word));

const fold = (text: string) =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim()} `;
const textOf = (kin: Kin) => (kin.abstract ? `${kin.title}. ${kin.abstract}` : kin.title);

/** How rare words, phrases and people are among the documents at hand: 1 for those met once, 0 for those met in all. */
export class Rarity {
  private readonly words = new Map<string, number>();
  private readonly people = new Map<string, number>();
  private readonly folded: string[];
  private readonly phrases = new Map<string, number>();
  private readonly size: number;

  constructor(kin: readonly Kin[]) {
    this.size = kin.length;
    this.folded = kin.map((one) => fold(textOf(one)));
    for (const one of kin) {
      for (const word of new Set(wordsOf(textOf(one)))) this.words.set(word, (this.words.get(word) ?? 0) + 1);
      for (const person of new Set(one.people)) this.people.set(person, (this.people.get(person) ?? 0) + 1);
    }
  }
  private rare = (met: number) => 1 - Math.log(Math.max(1, met)) / Math.log(this.size + 2);
  word = (word: string) => this.rare(this.words.get(word) ?? 1);
  person = (person: string) => this.rare(this.people.get(person) ?? 1);
  phrase(phrase: string): number {
    const wanted = fold(phrase);
    let met = this.phrases.get(wanted);
    if (met === undefined) {
      met = this.folded.reduce((sum, text) => sum + Number(text.includes(wanted)), 0);
      this.phrases.set(wanted, met);
    }
    return this.rare(met);
  }
}

type Vector = Map<string, number>;
function vectorOf(texts: readonly string[], rarity: Rarity): Vector {
  const counts = new Map<string, number>();
  for (const word of texts.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, n]) => [word, (1 + Math.log(n)) * rarity.word(word) ** 2]));
}
const lengthOf = (vector: Vector) => Math.hypot(...vector.values()) || 1;

/**
 * How likely each document continues each family, the likeliest first, with the reasons. Documents that belong to the
 * family already are left out; `least` is the score below which nothing is said.
 */
export function matchesOf(
  families: readonly Family[],
  kin: readonly Kin[],
  least = 0.6,
  rarity = new Rarity(kin),
): Match[] {
  const matches: Match[] = [];
  for (const family of families) {
    const profile = vectorOf(family.texts, rarity);
    const length = lengthOf(profile);
    for (const one of kin) {
      if (family.documents.has(one.id)) continue;
      const reasons = reasonsFor(family, one, profile, length, rarity);
      const score = reasons.reduce((sum, reason) => sum + reason.weight, 0);
      const isSpecific = reasons.some(({ kind }) => kind !== 'group');
      if (isSpecific && score >= least)
        matches.push({ slug: family.slug, id: one.id, score: Math.round(score * 1000) / 1000, reasons });
    }
  }
  return matches.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function reasonsFor(family: Family, one: Kin, profile: Vector, length: number, rarity: Rarity): Reason[] {
  const reasons: Reason[] = [];
  const linked = one.related.filter((id) => family.documents.has(id));
  if (linked.length) reasons.push({ kind: 'relation', says: `Linked to ${linked.join(', ')}.`, weight: 1.5 });

  const text = fold(textOf(one));
  const found = family.phrases.filter((phrase) => text.includes(fold(phrase)));
  const weights = found.map((phrase) => rarity.phrase(phrase) ** 2).sort((a, b) => b - a);
  const phrases = weights.reduce((sum, weight, at) => sum + weight / 2 ** at, 0);
  if (phrases > 0.15)
    reasons.push({ kind: 'phrase', says: `Says “${found.join('”, “')}”.`, weight: phrases });

  const people = [...new Set(one.people.filter((person) => family.people.has(person)))];
  const names = [...new Set(people.map((person) => family.people.get(person) as string))];
  if (names.length) {
    const rarest = people.map((person) => rarity.person(person)).sort((a, b) => b - a);
    const weight = rarest.slice(0, names.length).reduce((sum, rare, at) => sum + rare / 2 ** at, 0) * 0.5;
    reasons.push({
      kind: 'people',
      says: `${names.length === 1 ? 'An author' : `${names.length} authors`} of this family: ${names.join(', ')}.`,
      weight,
    });
  }

  const own = vectorOf([textOf(one)], rarity);
  const shared = [...own.keys()].filter((word) => profile.has(word));
  const dot = shared.reduce((sum, word) => sum + (own.get(word) ?? 0) * (profile.get(word) ?? 0), 0);
  const cosine = dot / (length * lengthOf(own));
  if (cosine > 0.04) {
    const top = shared.toSorted((a, b) => rarity.word(b) - rarity.word(a)).slice(0, 6);
    reasons.push({ kind: 'words', says: `Words in common: ${top.join(', ')}.`, weight: cosine });
  }

  const organisations = [...new Set(one.organisations.filter((id) => family.organisations.has(id)))];
  if (one.group && family.groups.has(one.group) && organisations.length) {
    const from = organisations.map((id) => family.organisations.get(id)).join(', ');
    reasons.push({
      kind: 'group',
      says: `In ${one.group}, where the family was put forward, and from ${from}.`,
      weight: 0.2,
    });
  }
  return reasons;
}
