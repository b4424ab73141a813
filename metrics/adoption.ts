import { dayInWords } from '#lib/week.ts';
import { type Sql, type Store, sql } from '#prisma/client.ts';
import { inOrder, readLabels, sumNotes, unreadNotes } from './authorship.ts';
import { blocNotes } from './bloc.ts';
import type { Column, Metric, Params, Reading } from './contract.ts';
import { asOf, creditValue, creditWhere, type Dimension, periodOf, ranked } from './credit.ts';
import { keptAnswer } from './kept-answers.ts';
import { newestOf } from './newest.ts';
import { plural } from './numbers.ts';
import { authorshipParams } from './params.ts';

/** A period is judged when this long has passed since its last day: half of all RFCs took less than three years. */
export const judgedAfterYears = 4;

const fates = [
  ['adopted', 'Adopted by a group'],
  ['sent', 'Sent to the IESG'],
  ['published', 'Published as an RFC'],
  ['alive', 'Still alive'],
  ['expired', 'Expired'],
] as const;
const waits = [
  ['daysToAdopted', 'Median days to adoption'],
  ['daysToSent', 'Median days to the IESG'],
  ['daysToPublished', 'Median days to publication'],
] as const;

const columns: readonly Column[] = [
  ...fates.map(([key, label]) => ({ key, label, unit: 'share of these works (0 to 1)' })),
  ...waits.map(([key, label]) => ({ key, label, unit: 'days since the first submission' })),
];

export const aboutAdoption: Pick<
  Metric,
  'unit' | 'method' | 'caveats' | 'sources' | 'params' | 'defaults' | 'counted' | 'columns'
> = {
  unit: 'works (fractional, whole, straight) or authorships (complete)',
  method:
    'A work is a draft with what it replaced and the RFC it became; it stands in the period its first version was ' +
    'submitted in, and belongs to the country or organisation of its latest authors. It is adopted on the day a group ' +
    'took it up: by the Datatracker’s event, or by the first version under a group’s name (draft-ietf-…, draft-irtf-…), ' +
    'whichever came first; one that began under a group’s name was adopted on its first day. It is sent to the IESG when ' +
    'the IESG’s process starts, and published with its RFC. What is not published is alive until its newest version ' +
    `expires. Only periods that ended at least ${judgedAfterYears} years before the last reading are judged; over the whole ` +
    `span, works first submitted at least ${judgedAfterYears} years before it.`,
  caveats: [
    'A share says what became of works, not how good they were; drafts are also written to be discussed and left.',
    'Several fates hold at once: a published work was adopted and sent before. Alive, expired and published do not overlap; what is left was withdrawn or is not told.',
    'Medians are over works, each once, that reached the step; a month is the finest an RFC’s date is known.',
    'Authors of earlier versions are not known where those versions were not read.',
  ],
  sources: ['ietf-drafts', 'ietf-rfcs'],
  params: authorshipParams.filter((name) => name !== 'kind' && name !== 'body'),
  defaults: { body: 'ietf', kind: 'work' },
  counted: { documents: 'works', authorships: 'authorships' },
  columns,
};

// Every document of a work tells its steps; the work has the earliest of each.
const histories = (day: string | null): Sql => sql`
  select w.id, w.published as submitted, h.adopted, h.sent, h.published,
         h.published is null and h.expires >= coalesce(${day}::date, current_date) as alive,
         h.published is null and h.expires < coalesce(${day}::date, current_date) as expired
  from (select distinct document_id as id, published from attribution where kind = 'work') w
  cross join lateral (
    select least(min(e.at) filter (where e.type = 'adopted'),
                 min(d.submitted) filter (where d.id ~ '^draft-(ietf|irtf)-')) as adopted,
           min(e.at) filter (where e.type = 'iesg') as sent,
           coalesce(min(e.at) filter (where e.type = 'published'), min(d.published) filter (where d.kind = 'rfc'))
             as published,
           max(d.expires) as expires
    from document d left join document_event e on e.document_id = d.id and e.removed_at is null
    where d.id in (select w.id union select o.document_id from work o where o.work_id = w.id and o.removed_at is null)
      and d.removed_at is null
  ) h`;

interface Fate {
  period: string;
  key: string | null;
  value: number;
  documents: number;
  authorships: number;
  adopted: number;
  sent: number;
  published: number;
  alive: number;
  expired: number;
  daysToAdopted: number | null;
  daysToSent: number | null;
  daysToPublished: number | null;
}

/** Where nearly every draft that was read became an RFC, those that did not were never read. */
const mostPublished = 0.9;

/** Of all works old enough to judge, whatever the filters: how many there are, and how many hold an RFC. */
async function readPublished(
  store: Store,
  day: string | null,
): Promise<{ works: number; published: number }> {
  const [row] = await keptAnswer<{ works: number; published: number }>(
    store,
    sql`
    with rfc as materialized (
      select id from document where kind = 'rfc' and removed_at is null
      union select o.work_id from work o join document d on d.id = o.document_id and d.kind = 'rfc' and d.removed_at is null
      where o.removed_at is null
    )
    select count(distinct a.document_id)::int as works,
           (count(distinct a.document_id) filter (where rfc.id is not null))::int as published
    from attribution a left join rfc on rfc.id = a.document_id
    where a.kind = 'work' and a.published <= (coalesce(${day}::date, current_date) - ${`${judgedAfterYears} years`}::interval)`,
  );
  return row ?? { works: 0, published: 0 };
}

const withheldOf = ({ works, published }: { works: number; published: number }): string | null =>
  works > 0 && published > mostPublished * works
    ? `Not told: ${published.toLocaleString('en-GB')} of the ${works.toLocaleString('en-GB')} works read here that are old enough to judge became RFCs. A list that holds nearly only drafts that were published says nothing of what becomes of drafts.`
    : null;

/** What became of the works first submitted in each period old enough to judge. */
export async function readAdoption(store: Store, params: Params, dimension: Dimension): Promise<Reading> {
  const day = await asOf(store, ['ietf-drafts']);
  const key = dimension === 'country' ? sql`country` : sql`organisation`;
  const last =
    params.by === 'all'
      ? sql`c.published::date`
      : params.by === 'quarter'
        ? sql`(date_trunc('quarter', c.published::timestamp) + interval '3 months - 1 day')::date`
        : sql`(date_trunc('year', c.published::timestamp) + interval '1 year - 1 day')::date`;
  // Each part of a work weighs what it adds to the row under the chosen counting.
  const weight =
    params.count === 'whole'
      ? sql`1.0 / count(*) over (partition by document_id, ${key})`
      : params.count === 'complete'
        ? sql`case when position is null then 0 else share end`
        : params.count === 'fractional'
          ? sql`fraction`
          : sql`share`;
  const judged = sql`
    select c.*, ${periodOf(params.by, sql`c.published`)} as period,
           ${last} + ${`${judgedAfterYears} years`}::interval <= coalesce(${day}::date, current_date) as is_old
    from (select *, ${weight} as weight from credit where ${creditWhere(params)}) c`;
  const step = (name: Sql) => sql`(sum(f.weight) filter (where f.${name}))::float8`;
  const median = (name: Sql) => sql`
    (percentile_cont(0.5) within group (order by t.${name} - t.submitted) filter (where t.${name} is not null))`;
  const [rows, totals, young, labels, blocs, unread, newest, wholes, published] = await Promise.all([
    store.query<Fate>(sql`
      with judged as materialized (${judged}), history as materialized (${histories(day)}),
      part as (
        select j.*, h.submitted, h.adopted is not null as adopted, h.sent is not null as sent,
               h.published is not null as is_published, h.alive, h.expired
        from judged j join history h on h.id = j.document_id where j.is_old
      ), summed as (
        select f.period, f.${key} as key, (${creditValue[params.count]})::float8 as value,
               count(distinct f.document_id)::int as documents,
               (count(distinct (f.document_id, f.position)) filter (where f.position is not null))::int as authorships,
               ${step(sql`adopted`)} as adopted, ${step(sql`sent`)} as sent, ${step(sql`is_published`)} as published,
               ${step(sql`alive`)} as alive, ${step(sql`expired`)} as expired
        from part f group by 1, 2
      ), timed as (
        select t.period, t.key, ${median(sql`adopted`)} as "daysToAdopted", ${median(sql`sent`)} as "daysToSent",
               ${median(sql`published`)} as "daysToPublished"
        from (select distinct j.period, j.${key} as key, h.* from judged j join history h on h.id = j.document_id where j.is_old) t
        group by 1, 2
      )
      select s.*, t."daysToAdopted", t."daysToSent", t."daysToPublished"
      from summed s join timed t on t.period = s.period and t.key is not distinct from s.key`),
    store.query<{ period: string; documents: number; authorships: number }>(sql`
      select period, count(distinct document_id)::int as documents,
             (count(distinct (document_id, position)) filter (where position is not null))::int as authorships
      from (${judged}) j where is_old group by 1`),
    store.query<{ period: string; works: number; since: string }>(sql`
      select period, count(distinct document_id)::int as works, min(published)::date::text as since
      from (${judged}) j where not is_old group by 1 order by 1`),
    readLabels(store, dimension),
    blocNotes(store, params),
    unreadNotes(store, params),
    newestOf(store, params),
    store.query<Omit<Fate, 'key' | 'value' | 'authorships'>>(sql`
      with judged as materialized (${judged}), history as materialized (${histories(day)})
      select t.period, count(*)::int as documents, count(t.adopted)::int as adopted, count(t.sent)::int as sent,
             count(t.published)::int as published, (count(*) filter (where t.alive))::int as alive,
             (count(*) filter (where t.expired))::int as expired, ${median(sql`adopted`)} as "daysToAdopted",
             ${median(sql`sent`)} as "daysToSent", ${median(sql`published`)} as "daysToPublished"
      from (select distinct j.period, h.* from judged j join history h on h.id = j.document_id where j.is_old) t
      group by 1`),
    readPublished(store, day),
  ]);
  const withheld = withheldOf(published);
  // Medians and shares of a list that is no sample of all drafts are not those of drafts.
  const told = (fate: Fate | undefined) => shares(withheld ? undefined : fate);
  return {
    total: totals.reduce((sum, row) => sum + row.documents, 0),
    authorships: totals.reduce((sum, row) => sum + row.authorships, 0),
    unknown: rows.reduce((sum, row) => (row.key === null ? sum + row.value : sum), 0),
    asOf: day,
    newest,
    rows: ranked(rows, totals, labels).map((row) => {
      const { period, key, label, value, documents, authorships, rank } = row;
      const fate = rows.find((one) => one.period === period && one.key === key);
      return { period, key, label, value, documents, authorships, rank, more: told(fate) };
    }),
    periods: inOrder(totals).map((total) => {
      const whole = wholes.find(({ period }) => period === total.period);
      return {
        ...total,
        more: told(whole && { ...whole, key: null, value: whole.documents, authorships: 0 }),
      };
    }),
    ...(withheld ? { withheld } : {}),
    notes: [
      ...(withheld ? [withheld] : []),
      ...youngNotes(params, young),
      ...sumNotes(params),
      ...blocs,
      ...unread,
    ],
  };
}

function youngNotes(
  { by }: Params,
  young: readonly { period: string; works: number; since: string }[],
): string[] {
  const [first] = young;
  if (!first) return [];
  const why = `because less than ${judgedAfterYears} years have passed`;
  return [
    by === 'all'
      ? `Not judged yet, ${why}: ${plural(first.works, 'work')} first submitted since ${dayInWords(first.since)}.`
      : `Not judged yet, ${why}: ${young.map(({ period }) => period).join(', ')}.`,
  ];
}

function shares(fate: Fate | undefined): Record<string, number | null> {
  return Object.fromEntries([
    ...fates.map(([name]) => [name, fate?.value ? (fate[name] ?? 0) / fate.value : null]),
    ...waits.map(([name]) => [name, fate?.[name] ?? null]),
  ]);
}
