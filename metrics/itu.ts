import { type Store, sql } from '#prisma/client.ts';
import { type Post, readPosts } from './post.ts';

export interface Vote {
  conference: string;
  date: string | null;
  post: string;
  round: string | null;
  candidate: string;
  countryText: string | null;
  country: string | null;
  votes: number;
  ballots: number | null;
  elected: boolean;
  evidence: string;
  source: string | null;
}

/** A count the body itself published, by its own definition; never recounted here. */
export interface PublishedCount {
  id: string;
  group: string;
  meeting: string | null;
  from: string | null;
  to: string | null;
  what: string;
  dimension: string;
  name: string;
  country: string | null;
  value: number;
  total: number | null;
  definition: string;
  evidence: string;
  source: string | null;
}

export interface QuotedDocument {
  id: string;
  kind: string;
  title: string;
  date: string | null;
  /** day, month or year: how exactly the date is known. */
  precision: string | null;
  group: string | null;
  visibility: string | null;
  sources: string[];
}

/** A member state as the Union's own list prints it. `entered`: ISO day, null where none is printed. */
export interface MemberState {
  symbol: string;
  name: string;
  country: string | null;
  region: string | null;
  entered: string | null;
}

/** The Union's administrative regions, by which its Council is elected. */
export const ituRegions: Readonly<Record<string, string>> = {
  A: 'Americas',
  B: 'Western Europe',
  C: 'Eastern Europe and Northern Asia',
  D: 'Africa',
  E: 'Asia and Australasia',
};

/** Every member state by region and name; none before the list has been read. */
export const readMemberStates = (store: Store): Promise<MemberState[]> =>
  store.query<MemberState>(sql`
    select symbol, name, country, region, entered::text as entered from member_state
    where removed_at is null order by region, name`);

/** Every round of voting known, the newest election first, the winner of each post first. */
export const readVotes = (store: Store): Promise<Vote[]> =>
  store.query<Vote>(sql`
    select conference, at::text as date, post, nullif(round, '') as round, candidate, country_text as "countryText", country,
           votes, ballots, elected, evidence, source_url as source
    from election_vote where removed_at is null order by at desc, post, round desc, votes desc`);

/** What is known of a country or an organisation at the ITU besides documents. */
export interface AtTheItu {
  /** Posts whose holder is printed with it, those held now first. */
  posts: Post[];
  /** Rounds of voting in which a candidate it put forward stood, the newest first. */
  votes: Vote[];
}

const ituBody = sql`t.body in ('itu', 'itu-t', 'itu-r', 'itu-d')`;

/** `country`: ISO code. */
export async function readCountryAtItu(store: Store, country: string): Promise<AtTheItu> {
  const [posts, votes] = await Promise.all([
    readPosts(store, sql`${ituBody} and t.country = ${country}`),
    readVotes(store),
  ]);
  return { posts, votes: votes.filter((vote) => vote.country === country) };
}

/** `organisation`: its id. Organisations put no candidates forward. */
export const readOrganisationAtItu = async (store: Store, organisation: string): Promise<AtTheItu> => ({
  posts: await readPosts(store, sql`${ituBody} and t.organisation_id = ${organisation}`),
  votes: [],
});

const ofTheUnion = sql`t.group_id = 'ITU'`;
const isSample = sql`t.is_sample and t.body = 'itu-t' and t.group_id <> 'ITU'`;

/** Secretaries-General, deputies and directors, the newest first. */
export const readOfficials = async (store: Store): Promise<Post[]> =>
  (await readPosts(store, ofTheUnion)).toSorted((a, b) => (b.from ?? '').localeCompare(a.from ?? ''));

/** Chairs and vice-chairs known from curated lists: a sample, never a full roster. */
export const readSamplePosts = (store: Store): Promise<Post[]> => readPosts(store, isSample);

/** Who held a post of either of these lists, without how each date is known and who says so. Days as ISO dates. */
export interface Holder {
  group: string;
  post: string;
  name: string;
  /** The country's name, or as it is printed. */
  country: string | null;
  from: string | null;
  to: string | null;
}

/** The officials of the Union (group ITU) and the sample of chairs, the newest first. */
export const readHolders = (store: Store): Promise<Holder[]> =>
  store.query<Holder>(sql`
    select t.group_id as "group", t.post, t.person_name as name, coalesce(c.name, t.country_text) as country,
           t.from::text as from, t.to::text as to
    from tenure t left join country c on c.code = t.country
    where t.removed_at is null and (${ofTheUnion} or ${isSample})
    order by t.from desc nulls last, t.group_id, t.post, t.person_name, t.id`);

export const readPublishedCounts = (store: Store): Promise<PublishedCount[]> =>
  store.query<PublishedCount>(sql`
    select id, group_id as "group", meeting_id as meeting, "from"::text as from, "to"::text as to, what, dimension, name, country,
           value, total, definition, evidence, source_url as source
    from published_count where removed_at is null order by "from" desc nulls last, group_id, dimension, value desc, name`);

/** What somebody else counted and published, in words: no figure is made of it. */
export interface Statement {
  id: string;
  occasion: string;
  on: string | null;
  precision: 'day' | 'month' | 'year' | null;
  saidBy: string;
  says: string;
  evidence: string;
  source: string | null;
  note: string | null;
}

/** Such statements of the bodies asked for, the newest first. */
export const readStatements = (store: Store, bodies: readonly string[]): Promise<Statement[]> =>
  store.query<Statement>(sql`
    select id, occasion, "on"::text as "on", on_precision as precision, said_by as "saidBy", says, evidence,
           source_url as source, note
    from published_statement where removed_at is null and body = any(${[...bodies]})
    order by "on" desc nulls last, occasion, id`);

/** Contributions and temporary documents quoted by somebody: known one by one, so nothing is counted from them. */
export const readQuotedDocuments = (store: Store): Promise<QuotedDocument[]> =>
  store.query<QuotedDocument>(sql`
    select d.id, d.kind, d.title, coalesce(d.submitted, d.published)::text as date, d.published_precision as precision,
           d.group_id as "group", d.visibility,
           coalesce((select array_agg(a.name order by a.position) from authorship a
                     where a.document_id = d.id and a.removed_at is null), '{}') as sources
    from document d
    where d.source = 'facts-itu' and d.kind in ('contribution', 'temporary-document') and d.removed_at is null
    order by date desc nulls last, d.id`);
