import { dayInWords } from '#lib/week.ts';
import { empty, join, type Sql, type Store, sql } from '#prisma/client.ts';
import { inOrder, readLabels } from './authorship.ts';
import { blocNotes } from './bloc.ts';
import type { Column, Metric, ParamName, Params, Reading } from './contract.ts';
import { asOf, type Dimension, periodOf, ranked } from './credit.ts';
import { plural } from './numbers.ts';
import { postLevels, postsOf, staffPosts } from './post-levels.ts';
import { bodiesOf, ietfRosterDay } from './roster.ts';

export const postParams: readonly ParamName[] = [
  'body',
  'group',
  'from',
  'to',
  'by',
  'rule',
  'post',
  'country',
  'organisation',
  'bloc',
  'unchecked',
];

export const postSources = ['ietf-roles', 'itu-leadership', 'itu-rapporteurs'] as const;

const sourcesOf = (body: Params['body']): readonly string[] =>
  body === 'ietf' ? ['ietf-roles'] : ['itu-leadership', 'itu-rapporteurs'];

/** What the two measures of posts share in words and shape. */
export const aboutPosts: Pick<
  Metric,
  'unit' | 'method' | 'caveats' | 'sources' | 'params' | 'defaults' | 'counted'
> & { columns: readonly Column[] } = {
  unit: 'days in post',
  method:
    'Every day that a person holds a post counts 1, within the period and never after the last reading of the rosters. ' +
    'Two posts of one person are two. A post belongs to the country printed beside it (declared), to the country of ' +
    'registration of the organisation stated with it (employer), or to that of the organisation’s ultimate parent on each ' +
    'day (parent); at the ITU also to the state under whose membership the organisation speaks, where a source says so (member). Where a body prints no affiliation, each day has ' +
    'the one that the same person printed on the document nearest to that day, at most twelve months before or after it; ' +
    'without such a document it is unknown. No rule falls back on another.',
  caveats: [
    'Posts differ: a day as area director and a day as secretary of a group count the same. Choose one kind by post=. ' +
      `At the ITU these take in who shares the post or acts in it: ${postLevels.map(({ id }) => id).join(', ')}.`,
    'The IETF prints no country beside its posts; there declared is the country in the author’s own address.',
    'Nobody is ranked: the people who held the posts are listed by roster, not counted against each other.',
    'The ITU secretariat’s counsellors and project officers stand in its rosters; they are no officers and are not counted.',
    'ITU rosters show only today: who held a post before the first reading is taken to have held it since the study period began.',
    'A post of which it is not known since when it is held is not counted; the notes say how many there are.',
  ],
  sources: postSources,
  params: postParams,
  defaults: { rule: 'declared' },
  counted: { documents: 'posts', authorships: 'people', total: 'days in post' },
  columns: [],
};

interface Days {
  period: string;
  key: string | null;
  value: number;
  documents: number;
  authorships: number;
}

/** Days in post along one dimension: `documents` counts posts, `authorships` people. */
export async function readPostDays(store: Store, params: Params, dimension: Dimension): Promise<Reading> {
  const day = await sourcesRead(store, params);
  const segments = postSegments(params, day);
  const key = dimension === 'country' ? sql`country` : sql`organisation`;
  const sum = (by: Sql, group: Sql) => sql`
    select period, ${by} as key, sum(upper(span) - lower(span))::float8 as value, count(distinct id)::int as documents,
           count(distinct person)::int as authorships
    from (${segments}) s group by ${group}`;
  const [rows, totals, labels, left, blocs, ietf] = await Promise.all([
    store.query<Days>(sum(key, sql`1, 2`)),
    store.query<Days>(sum(sql`null`, sql`1`)),
    readLabels(store, dimension),
    leftOut(store, params),
    blocNotes(store, params),
    params.body === 'ietf' ? ietfRosterDay(store) : null,
  ]);
  return {
    total: totals.reduce((all, row) => all + row.value, 0),
    authorships: 0,
    unknown: rows.reduce((all, row) => (row.key === null ? all + row.value : all), 0),
    asOf: day,
    rows: ranked(rows, totals, labels),
    periods: inOrder(
      totals.map(({ period, documents, authorships }) => ({ period, documents, authorships })),
    ),
    notes: [
      ...left,
      ...(day
        ? []
        : [
            `No complete roster has been read yet: run npm run scrape -- ${
              params.body === 'ietf' ? 'ietf-groups ietf-drafts ietf-roles' : 'itu-leadership itu-rapporteurs'
            }.`,
          ]),
      ...(ietf?.isStarter
        ? [
            `These posts come from the starter data, the roster as last seen on ${dayInWords(ietf.day)}. It holds no ` +
              'affiliations, so every organisation and country is unknown. Both are read by npm run scrape -- ietf-groups ietf-drafts ietf-roles.',
          ]
        : []),
      ...(params.rule === 'member'
        ? [
            'Under rule member a post is known by its organisation: an administration is its state, and of the others only those ' +
              'are known beside which a document of the ITU prints a state, because no list of sector members could be read.',
          ]
        : []),
      ...blocs,
    ],
  };
}

const span = sql`daterange(t.from, least(t.to, cap.day + 1))`;

const sourcesRead = (store: Store, params: Params) => asOf(store, sourcesOf(params.body));

/** Days of one post on which all that is counted of it is the same: who held it, and for whom they worked then. */
export interface PostDays {
  id: string;
  body: string;
  group: string;
  post: string;
  part: string | null;
  person: string | null;
  personName: string;
  /** The first day, and the day after the last. */
  from: string;
  to: string;
  days: number;
  organisation: { id: string; name: string } | null;
  organisationText: string | null;
  country: { code: string; name: string } | null;
  /** The document that says so, where the roster does not, and the day it speaks of. */
  document: string | null;
  documentDay: string | null;
  sourceUrl: string | null;
  page: number | null;
}

export interface PostDaysPage {
  /** Days in post, in all rows. */
  value: number;
  /** Rows and posts, in all pages. */
  total: number;
  posts: number;
  /** Pass as `after` for the following page; null on the last. */
  next: string | null;
  rows: PostDays[];
}

/** The days behind a number of posts by country or organisation, in the order of their first; `by` is of no account. */
export async function listPostDays(
  store: Store,
  given: Params,
  limit: number,
  after: string | null,
): Promise<PostDaysPage> {
  const params: Params = { ...given, by: 'all' };
  const segments = postSegments(params, await sourcesRead(store, params));
  const [, day = null, id = null] = /^(\d{4}-\d{2}-\d{2})~(.+)$/.exec(after ?? '') ?? [];
  const [sums, found] = await Promise.all([
    store.query<{ value: number; total: number; posts: number }>(sql`
      select coalesce(sum(upper(span) - lower(span)), 0)::float8 as value, count(*)::int as total,
             count(distinct id)::int as posts
      from (${segments}) s`),
    store.query<PostDays>(sql`
      select t.id, t.body, t.group_id as "group", t.post, t.part, t.person_id as person, t.person_name as "personName",
             lower(s.span)::text as from, upper(s.span)::text as to, upper(s.span) - lower(s.span) as days,
             case when s.organisation is not null
               then json_build_object('id', s.organisation, 'name', coalesce(o.name, s.organisation)) end as organisation,
             coalesce(t.organisation_text, a.organisation_text) as "organisationText",
             case when s.country is not null
               then json_build_object('code', s.country, 'name', coalesce(c.name, s.country)) end as country,
             a.document_id as document, a.document_day::text as "documentDay", t.source_url as "sourceUrl", t.page_id as page
      from (${segments}) s join tenure t on t.id = s.id
      left join tenure_affiliation a on a.tenure_id = s.id and a.document_id = s.document
      left join organisation o on o.id = s.organisation
      left join country c on c.code = s.country
      where ${day}::date is null or (lower(s.span), t.id) > (${day}::date, ${id})
      order by lower(s.span), t.id limit ${limit + 1}`),
  ]);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    ...(sums[0] ?? { value: 0, total: 0, posts: 0 }),
    next: found.length > limit && last ? `${last.from}~${last.id}` : null,
    rows,
  };
}

/** Posts cut by what their holders stated, by period and, under rule parent or a bloc, by the days on which owner or membership change. */
function postSegments(params: Params, day: string | null): Sql {
  const within = sql`daterange(${params.from}::date, ${params.to}::date, '[]')`;
  const key = (column: Sql, wanted: string | null) =>
    wanted === null
      ? empty
      : wanted === 'unknown'
        ? sql`and ${column} is null`
        : sql`and ${column} = ${wanted}`;
  const period = periodOf(params.by, sql`first`);
  const step = params.by === 'quarter' ? sql`interval '3 months'` : sql`interval '1 year'`;
  const owned =
    params.rule === 'parent'
      ? sql`
        select c.id, c.person, c.document, c.declared, u.parent as organisation, c.span * daterange(u.from, u.to) as span
        from stated c join ultimate_parent u on u.child = c.organisation and c.span && daterange(u.from, u.to)
        union all
        select c.id, c.person, c.document, c.declared, c.organisation, rest.span
        from stated c cross join lateral unnest(datemultirange(c.span) - coalesce((
          select range_agg(daterange(u.from, u.to)) from ultimate_parent u where u.child = c.organisation
        ), '{}'::datemultirange)) as rest (span)`
      : sql`select id, person, document, declared, organisation, span from stated`;
  const country =
    params.rule === 'declared'
      ? sql`p.declared`
      : params.rule === 'member'
        ? sql`case when o.international then 'international' when o.kind = 'administration' then o.country
                   else (select min(m.country) from itu_membership m where m.organisation_id = p.organisation
                         and daterange(m.from, m.to) @> lower(p.span)) end`
        : sql`case when o.international then 'international' else o.country end`;
  const member = params.bloc
    ? sql`join bloc_membership m on m.bloc_id = ${params.bloc} and m.country = p.country
            and (m.checked or ${params.unchecked === '1'}) and p.span && daterange(m.from, m.to)`
    : empty;
  return sql`
    with cap as (select least(${day}::date, current_date) as day),
    held as materialized (
      select t.id, coalesce(t.person_id, t.person_name) as person, t.country as declared,
             t.organisation_id as organisation, ${span} * ${within} as span
      from tenure t cross join cap
      where ${tenureWhere(params)} and not t.is_sample and t.from is not null and t.from < least(t.to, cap.day + 1)
        and ${span} && ${within}
    ), stated as (
      select h.id, h.person, a.document_id as document, a.country as declared, a.organisation_id as organisation, h.span * daterange(a.from, a.to) as span
      from held h join tenure_affiliation a on a.tenure_id = h.id and a.removed_at is null and h.span && daterange(a.from, a.to)
      union all
      select h.id, h.person, null, h.declared, h.organisation, rest.span
      from held h cross join lateral unnest(datemultirange(h.span) - coalesce((
        select range_agg(daterange(a.from, a.to)) from tenure_affiliation a where a.tenure_id = h.id and a.removed_at is null
      ), '{}'::datemultirange)) as rest (span)
    ), owned as (${owned}),
    placed as (
      select p.id, p.person, p.document, p.span, p.organisation, ${country} as country
      from owned p left join organisation o on o.id = p.organisation
    ), kept as (
      select p.id, p.person, p.document, p.organisation, p.country,
             ${params.bloc ? sql`p.span * daterange(m.from, m.to)` : sql`p.span`} as span
      from placed p ${member}
      where true ${key(sql`p.country`, params.country)} ${key(sql`p.organisation`, params.organisation)}
    )
    select k.id, k.person, k.document, k.organisation, k.country, ${period} as period,
           k.span * ${params.by === 'all' ? sql`k.span` : sql`daterange(first, (first + ${step})::date)`} as span
    from kept k cross join lateral (
      ${
        params.by === 'all'
          ? sql`select lower(k.span) as first`
          : sql`select day::date as first from generate_series(
                  date_trunc(${params.by}, lower(k.span)::timestamp), (upper(k.span) - 1)::timestamp, ${step}) day`
      }) periods`;
}

function tenureWhere(params: Params): Sql {
  const conditions = [
    sql`t.removed_at is null`,
    sql`t.body = any(${bodiesOf(params.body)})`,
    sql`t.post <> all(${staffPosts})`,
  ];
  if (params.group) conditions.push(sql`lower(t.group_id) = ${params.group.toLowerCase()}`);
  if (params.post) conditions.push(sql`t.post = any(${[...postsOf(params.post)]})`);
  return join(conditions, ' and ');
}

async function leftOut(store: Store, params: Params): Promise<string[]> {
  const [row] = await store.query<{ samples: number; undated: number }>(sql`
    select (count(*) filter (where t.is_sample))::int as samples,
           (count(*) filter (where not t.is_sample and t.from is null))::int as undated
    from tenure t where ${tenureWhere(params)}`);
  return [
    ...(row?.samples
      ? [
          `${plural(row.samples, 'post known from samples is', 'posts known from samples are')} left out: shares are counted from complete rosters only.`,
        ]
      : []),
    ...(row?.undated
      ? [
          `${plural(row.undated, 'post is', 'posts are')} left out because it is not known since when ${row.undated === 1 ? 'it was' : 'they were'} held.`,
        ]
      : []),
  ];
}
