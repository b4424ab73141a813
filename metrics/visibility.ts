import { join, type Sql, type Store, sql } from '#prisma/client.ts';
import { inOrder } from './authorship.ts';
import type { Column, Metric, Params } from './contract.ts';
import { asOf, periodOf, sourcesOf } from './credit.ts';
import { keptAnswer } from './kept-answers.ts';
import { bodiesOf } from './roster.ts';

const columns: readonly Column[] = [
  { key: 'announced', label: 'Announced by the body', unit: 'documents' },
  { key: 'announcedLow', label: 'Announced, where its pages disagree: the least', unit: 'documents' },
  { key: 'listed', label: 'Listed', unit: 'documents' },
  { key: 'uploaded', label: 'Uploaded', unit: 'documents' },
  { key: 'public', label: 'Open to the public', unit: 'documents' },
];

/**
 * Whether a list that would show the documents of meeting `m` was read: that of its group and study period for
 * contributions, its own for temporary documents. Ids of groups have one digit where addresses have two.
 */
const isListRead = (kind: Sql) => sql`exists (
  select from page p join run r on r.source = p.source and r.state = 'good' and r.finished_at >= p.fetched_at
  where p.status = 200
    and p.source = case ${kind} when 'contribution' then 'itu-contributions'
                                when 'temporary-document' then 'itu-temporary-documents' end
    and p.url = case ${kind}
      when 'contribution' then 'https://www.itu.int/md/'
        || regexp_replace(regexp_replace(m.id, '-[0-9]{6}$', ''), '-SG([0-9])$', '-SG0\\1') || '-C/en'
      else 'https://www.itu.int/md/meetingdoc.asp?lang=en&parent='
        || regexp_replace(m.id, '-SG([0-9])-', '-SG0\\1-') || '-TD' end)`;

/** 0 where documents were announced and the list that was read shows none. */
const orNone = (count: Sql, kind: Sql) =>
  sql`coalesce(${count}, case when said.announced is not null and ${isListRead(kind)} then 0 end)`;

interface Ledger {
  period: string;
  key: string;
  label: string;
  announced: number | null;
  announcedLow: number | null;
  listed: number | null;
  uploaded: number | null;
  public: number | null;
}

export const visibility: Metric = {
  id: 'visibility',
  title: 'How much of the work can the public see?',
  unit: 'documents not known to be open to all',
  method:
    'For each meeting: how many documents the body announced (the highest figure where its own pages disagree, the lowest ' +
    'beside it), how many its public list shows, how many of those have been uploaded, and how many anybody can open. ' +
    'The value is what is left: announced or listed, whichever is more, less what is open. Files of study groups need an ' +
    'account by the ITU’s own rule; where no list was read nobody has counted it, and all that was announced is in the value. ' +
    'Where a list was read and shows no document of a meeting, it lists 0 of it.',
  caveats: [
    'Not visible is not zero: a document behind a login exists, and who wrote it may still be listed.',
    'An empty cell means that no announcement or no list of that meeting has been read.',
    'The ITU’s pages disagree slightly with one another; both figures are kept.',
  ],
  sources: [
    'itu-meetings',
    'itu-contributions',
    'itu-temporary-documents',
    'itu-r-contributions',
    'itu-d-contributions',
    'itu-conference-contributions',
  ],
  params: ['body', 'kind', 'group', 'meeting', 'from', 'to', 'by'],
  answers: {
    bodies: ['itu-t', 'itu-r', 'itu-d', 'itu'],
    kinds: ['contribution', 'temporary-document'],
    why:
      'documents of ITU meetings are announced, listed and not always open; Recommendations and the work programme are ' +
      'public, and so is everything of the IETF',
  },
  // Meetings do not come back, so they make no line over time.
  defaults: { body: 'itu-t', by: 'all' },
  columns,
  counted: { documents: 'documents announced or listed', authorships: 'documents listed' },
  async read(store, params) {
    const announced = params.kind === 'temporary-document' ? 'tds' : `${params.kind}s`;
    const kind = sql`${params.kind}::text`;
    const conditions = [
      sql`m.removed_at is null`,
      sql`m.from is not null`,
      sql`m.body = any(${bodiesOf(params.body)})`,
    ];
    if (params.group) conditions.push(sql`lower(m.group_id) = ${params.group.toLowerCase()}`);
    if (params.meeting) conditions.push(sql`m.id = ${params.meeting}`);
    if (params.from) conditions.push(sql`m.from >= ${params.from}::date`);
    if (params.to) conditions.push(sql`m.from <= ${params.to}::date`);
    const [found, day, newest] = await Promise.all([
      store.query<Ledger>(sql`
        select ${periodOf(params.by, sql`m.from`)} as period, m.id as key,
               case when m.name = m.group_id then m.name || to_char(m.from, ', FMMonth YYYY') else m.name end as label,
               said.announced,
               said."announcedLow", ${orNone(sql`seen.listed`, kind)} as listed,
               ${orNone(sql`seen.uploaded`, kind)} as uploaded, ${orNone(sql`seen.public`, kind)} as public
        from meeting m
        cross join lateral (
          select max(value) as announced, min(value) as "announcedLow" from meeting_count c
          where c.meeting_id = m.id and c.what = ${announced} and c.removed_at is null) said
        left join meeting_document seen on seen.meeting_id = m.id and seen.kind = ${params.kind}
        where ${join(conditions, ' and ')} and (said.announced is not null or seen.listed is not null)
        order by m.from, m.id`),
      asOf(store, ['itu-meetings', ...sourcesOf(params)]),
      store.query<{ month: string | null }>(sql`
        select date_trunc('month', max(m.from))::date::text as month from meeting m
        where m.removed_at is null and m.body = any(${bodiesOf(params.body)})
          and (exists (select from meeting_count c where c.meeting_id = m.id and c.what = ${announced} and c.removed_at is null)
               or exists (select from meeting_document d where d.meeting_id = m.id and d.kind = ${params.kind}))`),
    ]);
    const rows = found.map(({ period, key, label, ...more }) => {
      const documents = Math.max(more.announced ?? 0, more.listed ?? 0);
      const value = documents - (more.public ?? 0);
      return { period, key, label, value, documents, authorships: more.listed ?? 0, rank: null, more };
    });
    const periods = new Map<string, { period: string; documents: number; authorships: number }>();
    for (const { period, documents, authorships } of rows) {
      const sum = periods.get(period) ?? { period, documents: 0, authorships: 0 };
      periods.set(period, {
        period,
        documents: sum.documents + documents,
        authorships: sum.authorships + authorships,
      });
    }
    return {
      total: rows.reduce((sum, row) => sum + row.documents, 0),
      authorships: rows.reduce((sum, row) => sum + row.authorships, 0),
      unknown: 0,
      asOf: rows.length ? day : null,
      newest: newest[0]?.month ?? null,
      rows,
      periods: inOrder([...periods.values()]),
      notes: rows.length ? checked(rows) : ['No meeting’s counts or lists have been read yet.'],
    };
  },
};

/** Whether the lists hold what was announced, where both are known. */
function checked(
  rows: readonly { label: string; period: string; more: Omit<Ledger, 'period' | 'key' | 'label'> }[],
): string[] {
  const both = rows.filter(({ more }) => more.announced !== null && more.listed !== null);
  if (!both.length) return [];
  const short = both.filter(({ more }) => (more.listed ?? 0) < (more.announcedLow ?? 0));
  const [worst] = short.toSorted((a, b) => missing(b.more) - missing(a.more));
  const example = worst
    ? ` The widest gap: ${worst.label}, ${worst.more.announced} announced, ${worst.more.listed} listed.`
    : '';
  return [
    `Announced and listed are both known for ${both.length} of ${rows.length} meetings; at ${short.length} of them fewer are listed than announced.${example}`,
  ];
}

const missing = ({ announced, listed }: Omit<Ledger, 'period' | 'key' | 'label'>) =>
  (announced ?? 0) - (listed ?? 0);

/** What the public sees of documents of one kind, over all meetings of which anything is known. */
export interface Visibility {
  meetings: number;
  /** Over the meetings with an announcement; null where there is none. */
  announced: number | null;
  listed: number | null;
  uploaded: number | null;
  public: number | null;
  /** Announced or listed, whichever is more, meeting by meeting: what is open and the sum of the three below. */
  documents: number;
  /** In a public list, and not open. */
  closed: number;
  /** Announced, and in no list, at meetings whose list was read. */
  unlisted: number;
  /** Announced for meetings whose list was not read: nobody has looked. */
  unread: number;
}

export interface GroupVisibility extends Visibility {
  group: string;
  kind: 'contribution' | 'temporary-document';
}

const ledgerOf = (conditions: readonly Sql[]) => sql`
  with said as (
    select meeting_id, what, max(value) as announced from meeting_count where removed_at is null group by 1, 2
  ), ledger as (
    select coalesce(m.group_id, '') as "group", kind.id as kind, said.announced,
           ${orNone(sql`seen.listed`, sql`kind.id`)} as listed, ${orNone(sql`seen.uploaded`, sql`kind.id`)} as uploaded,
           ${orNone(sql`seen.public`, sql`kind.id`)} as public,
           greatest(said.announced, seen.listed) as documents
    from meeting m
    cross join (values ('contribution', 'contributions'), ('temporary-document', 'tds')) as kind (id, what)
    left join said on said.meeting_id = m.id and said.what = kind.what
    left join meeting_document seen on seen.meeting_id = m.id and seen.kind = kind.id
    where m.removed_at is null and m.from is not null and ${join([...conditions], ' and ')}
  )`;

const sums = sql`
  count(*)::int as meetings, sum(announced)::int as announced, sum(listed)::int as listed, sum(uploaded)::int as uploaded,
  sum(public)::int as public, coalesce(sum(documents), 0)::int as documents,
  coalesce(sum(listed - public), 0)::int as closed,
  coalesce(sum(documents - listed), 0)::int as unlisted,
  coalesce(sum(documents) filter (where listed is null), 0)::int as unread`;

/** The same ledger by group, contributions and temporary documents apart; the group with most documents first. */
export const visibilityByGroup = (store: Store): Promise<GroupVisibility[]> =>
  store.query<GroupVisibility>(sql`
    ${ledgerOf([sql`m.body = any(${bodiesOf('itu-t')})`])}
    select "group", kind, ${sums} from ledger where documents is not null
    group by 1, 2 order by sum(documents) desc, "group" collate "C"`);

/**
 * How much of what a figure is of the public cannot see, over its meetings and years. Null where that is no question: the
 * IETF publishes everything, and so does the ITU its Recommendations and its work programme.
 */
export async function visibilityOf(
  store: Store,
  params: Params,
): Promise<(Visibility & { apart: number }) | null> {
  const { body, kind, group, from, to } = params;
  if (!body.startsWith('itu') || (kind !== 'contribution' && kind !== 'temporary-document')) return null;
  const conditions = [sql`m.body = any(${bodiesOf(body)})`, sql`kind.id = ${kind}`];
  if (group) conditions.push(sql`lower(m.group_id) = ${group.toLowerCase()}`);
  if (from) conditions.push(sql`m.from >= ${from}::date`);
  if (to) conditions.push(sql`m.from <= ${to}::date`);
  const [[seen], apart] = await Promise.all([
    store.query<Visibility>(sql`
      ${ledgerOf(conditions)} select ${sums} from ledger where documents is not null`),
    readApart(store, params),
  ]);
  return seen ? { ...seen, apart } : null;
}

/** Documents that a figure counts and that stand in the list of no meeting whose days are known. */
async function readApart(store: Store, { body, kind, group, from, to }: Params): Promise<number> {
  const conditions = [sql`a.body = ${body}`, sql`a.kind = ${kind}`];
  if (group) conditions.push(sql`lower(a.group_id) = ${group.toLowerCase()}`);
  if (from) conditions.push(sql`a.published >= ${from}::date`);
  if (to) conditions.push(sql`a.published <= ${to}::date`);
  // Documents do not change without the sums.
  const [row] = await keptAnswer<{ n: number }>(
    store,
    sql`
    select count(distinct a.document_id)::int as n from attribution a join document d on d.id = a.document_id
    left join meeting m on m.id = d.meeting_id and m.from is not null and m.removed_at is null
    where ${join(conditions, ' and ')} and m.id is null`,
  );
  return row?.n ?? 0;
}
