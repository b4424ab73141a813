import { parse } from 'yaml';
import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';

export const grades = ['primary', 'secondary', 'second-hand', 'unchecked'] as const;

/** What an actor did at a step, as the source tells it. */
export const roles = [
  'proposes',
  'co-sponsors',
  'objects',
  'answers',
  'asks',
  'assesses',
  'chairs',
  'presents',
  'organises',
  'publishes',
  'reports',
  'creates',
  'closes',
  'renames',
  'meets',
  'decides',
  'signs',
  'candidate',
  'subject',
] as const;

export const relations = [
  'renamed',
  'resubmitted',
  'answered-by',
  'same-people',
  'same-argument',
  'same-subject',
  'continues',
  'revision',
  'published-as',
  'presented-at',
  'produces',
  'input-to',
  'reported-by',
  'cited-by',
  'companion',
  'part-of',
  'related-content',
] as const;

export const states = [
  'in-progress',
  'adopted',
  'published',
  'not-adopted',
  'no-consensus',
  'lapsed',
] as const;

export const clauses = ['contested', 'continues', 'comparable', 'context'] as const;

export const bodies = [
  'itu',
  'itu-t',
  'itu-d',
  'ietf',
  'irtf',
  'rfc-editor',
  'etsi',
  'icann',
  'isoc',
  'ripe',
  'etno',
  'cept',
  'ipv6-forum',
  'eu',
  'un',
  'states',
  'press',
  'academic',
] as const;

const words = z.string().trim().min(1);
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const source = z.url({ protocol: /^https?$/ });
const day = z.iso.date();
const grade = z.enum(grades);
const shape = { day: /^\d{4}-\d{2}-\d{2}$/, month: /^\d{4}-\d{2}$/, year: /^\d{4}$/ };

/** Without a source nothing is better than unchecked. */
const sourced = <Row extends { source?: string | undefined; evidence: string }>(row: Row) =>
  row.source !== undefined || row.evidence === 'unchecked' || row.evidence === 'second-hand';

const datedAt = {
  date: z.coerce.string().regex(/^\d{4}(?:-\d{2}){0,2}$/, 'a year, a month or a day'),
  precision: z.enum(['day', 'month', 'year']),
};
const isDated = (row: { date: string; precision: 'day' | 'month' | 'year' }) =>
  shape[row.precision].test(row.date) && !Number.isNaN(Date.parse(row.date));

const Actor = z.strictObject({
  name: words,
  organisation: words.optional(),
  /** ISO code, only where the source states it or the actor is a state. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  role: z.enum(roles),
  asStated: words.optional(),
});

const Claim = z
  .strictObject({ about: words, says: words, by: words, source: source.optional(), evidence: grade })
  .refine(sourced, 'a source, or evidence: unchecked');

const Event = z
  .strictObject({
    id,
    ...datedAt,
    body: z.enum(bodies),
    group: words.optional(),
    document: words.optional(),
    revision: words.optional(),
    title: words,
    actors: z.array(Actor),
    what: words,
    outcome: words.optional(),
    source: source.optional(),
    evidence: grade,
    note: words.optional(),
    claims: z.array(Claim).default([]),
  })
  .refine(
    (event) => event.source !== undefined || event.evidence === 'unchecked',
    'a source, or evidence: unchecked',
  )
  .refine(isDated, 'a date as precise as its precision says');

const Link = z
  .strictObject({
    from: id,
    to: id,
    relation: z.enum(relations),
    basis: words,
    claimedBy: words,
    evidence: grade,
    source: source.optional(),
  })
  .refine(sourced, 'a source, or evidence: second-hand or unchecked');

const Authors = z
  .strictObject({
    document: words,
    revision: words.optional(),
    ...datedAt,
    source,
    evidence: grade,
    authors: z.array(
      z.strictObject({ name: words, affiliation: words.optional(), country: words.optional() }),
    ),
  })
  .refine(isDated, 'a date as precise as its precision says');

const Dossier = z.strictObject({
  slug: id,
  title: words,
  names: z.array(words),
  summary: words,
  state: z.strictObject({ is: z.enum(states), asOf: day, sentence: words }),
  included: z.strictObject({ clause: z.enum(clauses), because: words, events: z.array(id).min(1) }),
  /** What the search for relatives reads beside the documents of the events. */
  search: z.strictObject({ words: z.array(words), groups: z.array(words) }),
  events: z.array(Event).min(1),
  /** Steps told in full in another dossier, and why they stand beside this one. */
  beside: z.array(z.strictObject({ event: id, because: words })).default([]),
  authors: z.array(Authors).default([]),
  links: z.array(Link),
  context: z
    .array(
      z.strictObject({
        title: words,
        document: words.optional(),
        what: words,
        source: source.optional(),
        evidence: grade,
      }),
    )
    .default([]),
  open: z.array(words),
});

/** A family of proposals as facts/proposals/<slug>.yaml holds it. */
export type Dossier = z.infer<typeof Dossier>;

/** The first day of a year, a month or a day: its place in the order. */
export const firstDay = (date: string): string => `${date}-01-01`.slice(0, 10);

/** `where` names the file in errors. @throws Unexpected naming the place in it */
export function parseDossier(text: string, where: string): Dossier {
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    throw new Unexpected(where, (error as Error).message, 'YAML');
  }
  const parsed = Dossier.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Unexpected(`${where} ${issue?.path.join('.') ?? ''}`, 'a wrong entry', issue?.message ?? '');
  }
  return parsed.data;
}

/** What is wrong between the files of one set: ids met twice, links to nowhere, disorder. Empty: nothing. */
export function faultsOf(dossiers: readonly Dossier[]): string[] {
  const faults: string[] = [];
  const home = new Map<string, string>();
  for (const { slug, events } of dossiers) {
    for (const { id } of events) {
      if (home.has(id)) faults.push(`${slug}: event ${id} stands in ${home.get(id)} too`);
      home.set(id, slug);
    }
    const days = events.map((event) => firstDay(event.date));
    for (let at = 1; at < days.length; at++) {
      if ((days[at] as string) < (days[at - 1] as string))
        faults.push(`${slug}: ${events[at]?.id} stands before an older event`);
    }
  }
  for (const { slug, links, beside, included } of dossiers) {
    const named = [
      ...links.flatMap((link) => [link.from, link.to]),
      ...beside.map((row) => row.event),
      ...included.events,
    ];
    for (const event of named) if (!home.has(event)) faults.push(`${slug}: no event ${event} in any dossier`);
    for (const row of beside)
      if (home.get(row.event) === slug) faults.push(`${slug}: ${row.event} is its own event`);
    const keys = links.map((link) => `${link.from} ${link.to} ${link.relation}`);
    for (const key of keys.filter((key, at) => keys.indexOf(key) !== at))
      faults.push(`${slug}: link ${key} twice`);
  }
  return faults;
}
