import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import { type Store, sql } from '#prisma/client.ts';

/** Something that is coming. Days are ISO; `to` is the last day, inclusive. */
export interface CalendarEntry {
  id: string;
  kind: 'event' | 'deadline' | 'term-end';
  title: string;
  body: string;
  from: string;
  to: string;
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
    what: words,
    youCan: words,
    by: z.iso.date(),
    source: z.url().optional(),
    evidence: z.enum(['primary', 'secondary', 'second-hand', 'unchecked']),
    note: words.optional(),
  })
  .refine((entry) => entry.from <= entry.to, 'from before to')
  .refine((entry) => entry.source || entry.evidence === 'unchecked', 'a source, or evidence: unchecked');

/** The curated entries. @throws Unexpected naming the entry */
export function parseCalendar(text: string): CalendarEntry[] {
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
    path: null,
  }));
}

/** What touches the days from `from` to `to` (ISO, inclusive), in order: curated events, liaison deadlines, terms that end. */
export async function readCalendar(
  store: Store,
  { from, to }: { from: string; to: string },
): Promise<CalendarEntry[]> {
  const curated = parseCalendar(readFileSync(join(process.cwd(), 'facts', 'calendar.yaml'), 'utf8'));
  const [deadlines, terms] = await Promise.all([
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
    store.query<{
      id: string;
      day: string;
      body: string;
      groupId: string;
      groupName: string;
      post: string;
      person: string;
      evidence: string;
      source: string | null;
    }>(sql`
      select t.id, t."to"::text as day, t.body, t.group_id as "groupId", coalesce(g.name, t.group_id) as "groupName", t.post,
        t.person_name as person, t.evidence, t.source_url as source
      from tenure t left join "group" g on g.id = t.group_id
      where t.removed_at is null and t.to_basis in ('stated', 'period-boundary')
        and t."to" between ${from}::date and ${to}::date`),
  ]);
  const entries: CalendarEntry[] = [
    ...curated.filter((entry) => entry.from <= to && entry.to >= from),
    ...deadlines.map(
      ({ id, title, body, day, toGroups, url }): CalendarEntry => ({
        id: `deadline-${id}`,
        kind: 'deadline',
        title: `Answer due: ${title}`,
        body,
        from: day,
        to: day,
        what: `${toGroups} was asked for an answer by this day.`,
        youCan: 'Raise it on the list of the group that was asked.',
        by: day,
        source: url,
        evidence: 'primary',
        note: null,
        path: `/documents/${encodeURIComponent(id)}`,
      }),
    ),
    ...terms.map(
      ({ id, day, body, groupId, groupName, post, person, evidence, source }): CalendarEntry => ({
        id: `term-${id}`,
        kind: 'term-end',
        title: `Term ends: ${post} of ${groupName}`,
        body,
        from: day,
        to: day,
        what: `The term of ${person} ends on this day.`,
        youCan: null,
        by: null,
        source,
        evidence,
        note: null,
        path: `/groups/${encodeURIComponent(groupId)}`,
      }),
    ),
  ];
  return entries.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1));
}
