import { type Store, sql } from '#prisma/client.ts';
import { knownId } from './known.ts';

export type Grade = 'primary' | 'secondary' | 'second-hand' | 'unchecked';

/**
 * Somebody at a step. Countries: stated there; of the organisation's registration; of its ultimate parent on that day. A
 * state is its own country under every rule.
 */
export interface Actor {
  name: string;
  organisation: string | null;
  organisationId: string | null;
  organisationName: string | null;
  role: string;
  asStated: string | null;
  country: string | null;
  employerCountry: string | null;
  parentCountry: string | null;
}

export interface Claim {
  about: string;
  says: string;
  by: string;
  source: string | null;
  evidence: Grade;
}

export interface ProposalEvent {
  id: string;
  /** The family that tells it. */
  family: string;
  /** 2019-09-10, 2019-11 or 2016: as much as `precision` says. */
  date: string;
  precision: 'day' | 'month' | 'year';
  body: string;
  group: string | null;
  document: string | null;
  revision: string | null;
  /** True where the document has a page of its own here. */
  isOurs: boolean;
  title: string;
  actors: Actor[];
  what: string;
  outcome: string | null;
  source: string | null;
  evidence: Grade;
  note: string | null;
  claims: Claim[];
  /** Why a step of another family stands here; null for the family's own. */
  because: string | null;
}

export interface ProposalLink {
  from: string;
  to: string;
  relation: string;
  basis: string;
  claimedBy: string;
  evidence: Grade;
  source: string | null;
}

/** One actor's part at one step: who proposed, who objected, in the order of the steps. */
export interface Position extends Actor {
  event: string;
  date: string;
  evidence: Grade;
  source: string | null;
}

export interface PrintedAuthors {
  document: string;
  revision: string | null;
  date: string;
  source: string;
  authors: { name: string; affiliation: string | null; country: string | null }[];
}

export interface ProposalSummary {
  slug: string;
  title: string;
  names: string[];
  summary: string;
  state: string;
  stateAsOf: string;
  stateSentence: string;
  clause: string;
  events: number;
  bodies: string[];
  /** Its own first and last dated step. */
  firstMove: { date: string; title: string; body: string };
  lastMove: { date: string; title: string; body: string };
  /** Candidates for relatives that nobody has reviewed. */
  candidates: number;
}

export interface ProposalReading {
  slug: string;
  title: string;
  names: string[];
  summary: string;
  state: string;
  stateAsOf: string;
  stateSentence: string;
  included: { clause: string; because: string; events: string[] };
  events: ProposalEvent[];
  links: ProposalLink[];
  positions: Position[];
  authors: PrintedAuthors[];
  context: { title: string; document?: string; what: string; source?: string; evidence: Grade }[];
  open: string[];
  /** The newest day the dossier speaks of: of its state, or of its last step. */
  asOf: string;
}

const dated = sql`case e.precision when 'day' then e.date::text when 'month' then left(e.date::text, 7) else left(e.date::text, 4) end`;

/** Every family, the one that moved last first. */
export const listProposals = (store: Store): Promise<ProposalSummary[]> =>
  store.query<ProposalSummary>(sql`
    with step as (
      select e.proposal_slug, e.place, e.body, json_build_object('date', ${dated}, 'title', e.title, 'body', e.body) as move, e.date
      from proposal_event e where e.removed_at is null
    )
    select p.slug, p.title, p.names, p.summary, p.state, p.state_as_of::text as "stateAsOf",
      p.state_sentence as "stateSentence", p.included ->> 'clause' as clause,
      (select count(*)::int from step where proposal_slug = p.slug) as events,
      (select coalesce(json_agg(distinct body order by body), '[]') from step where proposal_slug = p.slug) as bodies,
      (select move from step where proposal_slug = p.slug order by place limit 1) as "firstMove",
      (select move from step where proposal_slug = p.slug order by place desc limit 1) as "lastMove",
      (select count(*)::int from candidate c where c.proposal_slug = p.slug and c.review = 'open') as candidates
    from proposal p where p.removed_at is null
    order by (select max(date) from step where proposal_slug = p.slug) desc, p.slug`);

/** The families in whose steps a document stands, by title. */
export const familiesOf = (
  store: Store,
  document: string,
): Promise<{ slug: string; title: string; event: string }[]> =>
  store.query(sql`
    select p.slug, p.title, min(e.id) as event
    from proposal_event e join proposal p on p.slug = e.proposal_slug and p.removed_at is null
    where e.removed_at is null and lower(e.document) = lower(${document}) group by 1, 2 order by 2`);

/** A family in whose steps an organisation has a part. */
export interface Part {
  slug: string;
  title: string;
  state: string;
  stateAsOf: string;
  /** Its parts, each with the first of the steps it had it in. */
  parts: { role: string; event: string; date: string; title: string; steps: number }[];
}

/** The families in whose steps the dossiers state a part of an organisation, whichever part, by title. */
export const partsOfOrganisation = (store: Store, organisation: string): Promise<Part[]> =>
  store.query<Part>(sql`
    with part as (
      select e.proposal_slug as slug, a ->> 'role' as role, count(*)::int as steps,
             (array_agg(json_build_object('event', e.id, 'date', ${dated}, 'title', e.title) order by e.place))[1] as first
      from proposal_event e cross join jsonb_array_elements(e.actors) a
      where e.removed_at is null and a ->> 'organisationId' = ${organisation} group by 1, 2
    )
    select p.slug, p.title, p.state, p.state_as_of::text as "stateAsOf",
           json_agg(json_build_object('role', role, 'event', first ->> 'event', 'date', first ->> 'date',
                                      'title', first ->> 'title', 'steps', steps) order by first ->> 'date', role) as parts
    from part join proposal p on p.slug = part.slug and p.removed_at is null
    group by 1, 2, 3, 4 order by 2`);

/** One family whole, events in order of date; null where there is none of that slug. */
export async function readProposal(store: Store, slug: string): Promise<ProposalReading | null> {
  type Head = Omit<ProposalReading, 'events' | 'links' | 'positions'> & {
    beside: { event: string; because: string }[];
  };
  const [head] = await store.query<Head>(sql`
    select slug, title, names, summary, state, state_as_of::text as "stateAsOf", state_sentence as "stateSentence", included,
      beside, authors, context, open,
      greatest(state_as_of, (select max(e.date) from proposal_event e
                             where e.proposal_slug = proposal.slug and e.removed_at is null))::text as "asOf"
    from proposal where slug = ${slug} and removed_at is null`);
  if (!head) return null;
  const { beside, ...rest } = head;
  const because = new Map(beside.map((row) => [row.event, row.because]));
  const [found, links] = await Promise.all([
    readEvents(store, slug, [...because.keys()]),
    store.query<ProposalLink>(sql`
      select from_id as "from", to_id as "to", relation, basis, claimed_by as "claimedBy", evidence, source_url as source
      from proposal_link where proposal_slug = ${slug} and removed_at is null order by from_id, to_id, relation`),
  ]);
  const events = found.map((event) => ({ ...event, because: because.get(event.id) ?? null }));
  const own = events.filter((event) => event.family === slug);
  return {
    ...rest,
    authors: head.authors.map(({ authors, ...row }) => ({
      ...row,
      revision: row.revision ?? null,
      authors: authors.map(({ name, affiliation, country }) => ({
        name,
        affiliation: affiliation ?? null,
        country: country ?? null,
      })),
    })),
    events,
    links,
    positions: own.flatMap(({ id, date, evidence, source, actors }) =>
      actors.map((actor) => ({ ...actor, event: id, date, evidence, source })),
    ),
  };
}

/** Where the list that a liaison stands in was read, the day it gives leads. */
const readEvents = (store: Store, slug: string, beside: string[]): Promise<ProposalEvent[]> =>
  store.query<ProposalEvent>(sql`
    select e.id, e.proposal_slug as family, coalesce(l.posted::text, ${dated}) as date,
      case when l.posted is null then e.precision else 'day' end as precision, e.body, e.group_text as "group", e.document,
      e.revision, e.title, e.what, e.outcome, e.source_url as source, e.evidence, e.claims,
      nullif(concat_ws(' ', e.note, case when e.precision = 'day' and l.posted <> e.date then
        'The dossier’s own source dates it ' || e.date || '.' end), '') as note,
      exists (select 1 from document d where d.id = e.document and d.removed_at is null) as "isOurs",
      (select coalesce(json_agg(json_build_object(
          'name', a ->> 'name', 'organisation', a ->> 'organisation', 'organisationId', o.id, 'organisationName', o.name,
          'role', a ->> 'role', 'asStated', a ->> 'asStated', 'country', a ->> 'country',
          'employerCountry', coalesce(o.country, s.country),
          'parentCountry', coalesce(pa.country, o.country, s.country)) order by place), '[]')
        from jsonb_array_elements(e.actors) with ordinality as given(a, place)
        left join lateral (select a ->> 'country' as country where (a ->> 'isState')::boolean) s on true
        left join organisation o on o.id = a ->> 'organisationId'
        left join ultimate_parent u on u.child = o.id and u."from" <= e.date and (u."to" is null or u."to" > e.date)
        left join organisation pa on pa.id = u.parent) as actors
    from proposal_event e
    left join liaison l on l.document_id = e.document and l.removed_at is null
    where e.removed_at is null and (e.proposal_slug = ${slug} or e.id = any(${beside}))
    order by coalesce(l.posted, e.date), e.proposal_slug <> ${slug}, e.place, e.id`);

/** A document that may continue a family, and why: a candidate, never a fact. */
export interface Candidate {
  proposal: string;
  proposalTitle: string;
  documentId: string;
  title: string;
  body: string;
  kind: string;
  /** ISO day the document is of. */
  day: string | null;
  /** Higher is likelier; only the order means something. */
  score: number;
  reasons: { kind: string; says: string; weight: number }[];
  review: 'open' | 'accepted' | 'rejected';
  reviewReason: string | null;
  /** When it first came up, in UTC. */
  firstSeen: string;
  /** Whether the document itself was added or changed since then or since `since`: not merely read for the first time. */
  isNews: boolean;
}

/**
 * Candidates, the likeliest first; of one family, or such as came up since a time (ISO).
 * @throws Unexpected for a family that is none
 */
export async function listCandidates(
  store: Store,
  given: { proposal?: string | null; since?: string | null },
): Promise<Candidate[]> {
  const { since = null } = given;
  const proposal = await knownId(store, 'proposal', given.proposal);
  return store.query<Candidate>(sql`
    select c.proposal_slug as proposal, p.title as "proposalTitle", c.document_id as "documentId", d.title, d.body, d.kind,
      coalesce(d.submitted, d.published, d.last_submitted)::text as day, c.score, c.reasons, c.review,
      c.review_reason as "reviewReason",
      to_char(c.first_seen at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "firstSeen",
      exists (select from change h where h.record_type = 'document' and h.record_key = c.document_id
        and h.kind in ('added', 'changed') and (${since}::timestamptz is null or h.at >= ${since}::timestamptz)) as "isNews"
    from candidate c join proposal p on p.slug = c.proposal_slug join document d on d.id = c.document_id
    where (${proposal}::text is null or c.proposal_slug = ${proposal})
      and (${since}::timestamptz is null or c.first_seen >= ${since}::timestamptz)
    order by c.score desc, c.proposal_slug, c.document_id`);
}
