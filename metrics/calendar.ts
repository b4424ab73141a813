import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import { dayInWords } from '#lib/week.ts';
import { type Store, sql } from '#prisma/client.ts';
import { readLastCalls } from './last-calls.ts';
import { postWords } from './post-words.ts';

/** Something that is coming. Days are ISO; `to` is the last day, inclusive. */
export interface CalendarEntry {
  id: string;
  /** interim: a meeting of one group, of which there are many; event: all other meetings. */
  kind: 'event' | 'interim' | 'deadline' | 'term-end' | 'last-call';
  title: string;
  body: string;
  from: string;
  to: string;
  /** year: its days are not announced; `from` and `to` are those of the year. */
  precision: 'day' | 'year';
  what: string;
  /** What a reader can do, and until when. */
  youCan: string | null;
  by: string | null;
  source: string | null;
  evidence: string;
  note: string | null;
  /** Our page of it, where there is one. */
  path: string | null;
}

const words = z.string().trim().min(1);
const Entry = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    title: words,
    body: words,
    from: z.iso.date(),
    to: z.iso.date(),
    precision: z.enum(['day', 'year']).default('day'),
    what: words,
    youCan: words,
    by: z.iso.date(),
    source: z.url().optional(),
    evidence: z.enum(['primary', 'secondary', 'second-hand', 'unchecked']),
    note: words.optional(),
    termsOf: words.optional(),
  })
  .refine((entry) => entry.from <= entry.to, 'from before to')
  .refine((entry) => entry.source || entry.evidence === 'unchecked', 'a source, or evidence: unchecked');

/** `termsOf`: the group whose terms that end on these days the entry tells, so that they are told once. */
interface CuratedEntry extends CalendarEntry {
  termsOf: string | null;
}

/** The curated entries. @throws Unexpected naming the entry */
export function parseCalendar(text: string): CuratedEntry[] {
  const parsed = z.array(Entry).safeParse(parse(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Unexpected(
      `facts/calendar.yaml ${issue?.path.join('.')}`,
      'a wrong entry',
      issue?.message ?? '',
    );
  }
  return parsed.data.map((entry) => ({
    ...entry,
    kind: 'event',
    source: entry.source ?? null,
    note: entry.note ?? null,
    termsOf: entry.termsOf ?? null,
    path: null,
  }));
}

/** What touches the days from `from` to `to` (ISO, inclusive), in order: curated events, last calls, liaison deadlines, terms that end. */
export async function readCalendar(
  store: Store,
  { from, to }: { from: string; to: string },
): Promise<CalendarEntry[]> {
  const curated = parseCalendar(readFileSync(join(process.cwd(), 'facts', 'calendar.yaml'), 'utf8'));
  const [calls, deadlines, terms, meetings] = await Promise.all([
    readLastCalls(store, { from, to }),
    store.query<{
      id: string;
      title: string;
      body: string;
      day: string;
      toGroups: string;
      url: string | null;
    }>(sql`
      select d.id, d.title, d.body, l.deadline::text as day, l.to_groups as "toGroups", d.url
      from liaison l join document d on d.id = l.document_id and d.removed_at is null
      where l.removed_at is null and l.deadline between ${from}::date and ${to}::date`),
    store.query<Term>(sql`
      select t.id, t."to"::text as day, t.body, t.group_id as "groupId", coalesce(g.name, t.group_id) as "groupName", t.post,
        t.person_name || case when t.is_sample then ' (from a sample)' else '' end as person, t.evidence, t.source_url as source
      from tenure t left join "group" g on g.id = t.group_id
      where t.removed_at is null and t.to_basis in ('stated', 'period-boundary')
        and t."to" between ${from}::date and ${to}::date order by t.post, t.person_name`),
    store.query<{
      id: string;
      body: string;
      kind: string | null;
      name: string;
      from: string;
      to: string;
      city: string | null;
      url: string | null;
    }>(sql`
      select id, body, kind, name, "from"::text as from, coalesce("to", "from")::text as to, city, url from meeting
      where removed_at is null and "from" <= ${to}::date and coalesce("to", "from") >= ${from}::date
        and "from" > current_date`),
  ]);
  const toldBy = ({ groupId, day }: Term) =>
    curated.find((entry) => entry.termsOf === groupId && entry.from <= day && day <= entry.to);
  const entries: CalendarEntry[] = [
    ...curated
      .filter((entry) => entry.from <= to && entry.to >= from)
      .map((entry) =>
        withTerms(
          entry,
          terms.filter((term) => toldBy(term) === entry),
        ),
      ),
    ...deadlines.map(
      ({ id, title, body, day, toGroups, url }): CalendarEntry => ({
        id: `deadline-${id}`,
        kind: 'deadline',
        title: `Answer due: ${title}`,
        body,
        from: day,
        to: day,
        precision: 'day',
        what: `${toGroups} was asked for an answer by this day.`,
        youCan: 'Raise it on the list of the group that was asked.',
        by: day,
        source: url,
        evidence: 'primary',
        note: null,
        path: `/documents/${encodeURIComponent(id)}`,
      }),
    ),
    ...calls.map(
      ({ document, title, body, groupName, sent, until, url }): CalendarEntry => ({
        id: `last-call-${document}`,
        kind: 'last-call',
        title,
        body,
        from: until,
        to: until,
        precision: 'day',
        what: `Last call on ${document}${groupName ? ` (${groupName})` : ''}, announced on ${dayInWords(sent)}.`,
        youCan: 'Anyone may comment, on the IETF’s public list for last calls.',
        by: until,
        source: url,
        evidence: 'primary',
        note: null,
        path: `/documents/${encodeURIComponent(document)}`,
      }),
    ),
    ...termEnds(terms.filter((term) => !toldBy(term))),
    ...meetings.map(
      ({ id, body, kind, name, from: first, to: last, city, url }): CalendarEntry => ({
        id: `meeting-${id}`,
        kind: kind === 'interim' ? 'interim' : 'event',
        title: city ? `${name}, ${city}` : name,
        body,
        from: first,
        to: last,
        precision: 'day',
        what:
          kind === 'interim'
            ? 'The Datatracker lists it. The list we read does not tell which interim meetings were cancelled or still wait for approval: the source does.'
            : 'A meeting the body has announced.',
        youCan:
          body === 'ietf' ? 'Anyone may take part, on site or remotely.' : 'Members bring contributions.',
        by: null,
        source: url,
        evidence: 'primary',
        note: null,
        path: `/meetings/${encodeURIComponent(id)}`,
      }),
    ),
  ];
  return entries.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1));
}

/** A kind of date that a reader waits for, and the source that tells of it; null: no source here reads it. */
export interface CalendarKind {
  words: string;
  kinds: readonly CalendarEntry['kind'][];
  body: 'ietf' | 'itu';
  source: string | null;
}

/** Every kind of date by which a reader can take part, read or not: what is not read is not "nothing". */
export const calendarKinds: readonly CalendarKind[] = [
  { words: 'plenary meetings of the IETF', kinds: ['event'], body: 'ietf', source: 'ietf-meetings' },
  { words: 'interim meetings of IETF groups', kinds: ['interim'], body: 'ietf', source: 'ietf-interims' },
  { words: 'last calls on drafts', kinds: ['last-call'], body: 'ietf', source: 'ietf-drafts' },
  { words: 'answers to liaison statements', kinds: ['deadline'], body: 'ietf', source: 'ietf-liaisons' },
  { words: 'meetings of ITU-T groups', kinds: ['event'], body: 'itu', source: 'itu-meetings' },
  {
    words: 'ITU-T last calls and additional reviews (AAP), and consultations of member states (TAP)',
    kinds: [],
    body: 'itu',
    source: null,
  },
  { words: 'public consultations of the ITU Council’s working groups', kinds: [], body: 'itu', source: null },
];

interface Term {
  id: string;
  day: string;
  body: string;
  groupId: string;
  groupName: string;
  post: string;
  person: string;
  evidence: string;
  source: string | null;
}

const namesOf = (terms: readonly Term[]) =>
  terms.map(({ person, post }) => `${person} (${postWords(post)})`).join(', ');

function withTerms({ termsOf, ...entry }: CuratedEntry, terms: readonly Term[]): CalendarEntry {
  if (termsOf === null || terms.length === 0) return entry;
  return {
    ...entry,
    what: `${entry.what} Whose terms end, as far as known here: ${namesOf(terms)}.`,
    path: `/groups/${encodeURIComponent(termsOf)}`,
  };
}

/** Terms of one group that end on one day are one entry, with everybody whose term it is. */
function termEnds(terms: readonly Term[]): CalendarEntry[] {
  const byGroup = new Map<string, Term[]>();
  for (const term of terms) {
    const key = `${term.groupId}-${term.day}`;
    byGroup.set(key, [...(byGroup.get(key) ?? []), term]);
  }
  return [...byGroup].flatMap(([key, ending]) => {
    const [first] = ending;
    if (!first) return [];
    const isSure = ending.every((term) => term.evidence === first.evidence);
    return {
      id: `term-${key}`,
      kind: 'term-end' as const,
      title:
        ending.length === 1
          ? `Term ends: ${postWords(first.post)}, ${first.groupName}`
          : `${ending.length} terms end: ${first.groupName}`,
      body: first.body,
      from: first.day,
      to: first.day,
      precision: 'day',
      what: `${namesOf(ending)}.`,
      youCan: null,
      by: null,
      source: first.source,
      evidence: isSure ? first.evidence : 'secondary',
      note: null,
      path: `/groups/${encodeURIComponent(first.groupId)}`,
    };
  });
}
