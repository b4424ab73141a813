import { type Store, sql } from '#prisma/client.ts';
import type { Params } from './contract.ts';
import { creditWhere } from './credit.ts';
import { plural } from './numbers.ts';

/** An organisation that documents of the ITU print beside a state, on the days of [from, to). */
export interface Membership {
  organisation: { id: string; name: string };
  country: { code: string; name: string };
  from: string | null;
  to: string | null;
  evidence: string;
  source: string;
}

/** Every sourced membership, by organisation and day. */
export const readMemberships = (store: Store): Promise<Membership[]> =>
  store.query<Membership>(sql`
    select json_build_object('id', o.id, 'name', o.name) as organisation,
           json_build_object('code', c.code, 'name', c.name) as country,
           m.from::text as from, m.to::text as to, m.evidence, m.source
    from itu_membership m join organisation o on o.id = m.organisation_id join country c on c.code = m.country
    order by o.name, m.from`);

/** Authorships (an author who names two organisations is half of each) by how the rule member answers for them. */
export interface MembershipCoverage {
  all: number;
  /** Of administrations: each is its state. */
  states: number;
  /** Of organisations with a sourced membership on that day. */
  sourced: number;
  /** Of bodies that have no country, and of officers, liaisons and the secretariat. */
  without: number;
  unknown: number;
}

/** How far the rule member reaches for the documents that `params` picks, whatever country or organisation it asks for. */
export async function membershipCoverage(store: Store, params: Params): Promise<MembershipCoverage> {
  const where = creditWhere({ ...params, rule: 'member', country: null, organisation: null, bloc: null });
  const [row] = await store.query<MembershipCoverage>(sql`
    with part as (
      select c.share, case
        when c.country is null then 'unknown'
        when c.country in ('international', 'officer', 'liaison', 'secretariat') then 'without'
        when o.kind = 'administration' then 'states' else 'sourced' end as how
      from (select * from credit where ${where} and position is not null) c
      left join organisation o on o.id = c.organisation
    )
    select coalesce(sum(share), 0)::float8 as all,
           coalesce(sum(share) filter (where how = 'states'), 0)::float8 as states,
           coalesce(sum(share) filter (where how = 'sourced'), 0)::float8 as sourced,
           coalesce(sum(share) filter (where how = 'without'), 0)::float8 as without,
           coalesce(sum(share) filter (where how = 'unknown'), 0)::float8 as unknown
    from part`);
  return row ?? { all: 0, states: 0, sourced: 0, without: 0, unknown: 0 };
}

/** Why so much is unknown under the rule member, for the reader of a figure. */
export async function memberNotes(store: Store, params: Params): Promise<string[]> {
  if (params.rule !== 'member') return [];
  const [{ all, states, sourced, unknown }, memberships] = await Promise.all([
    membershipCoverage(store, params),
    readMemberships(store),
  ]);
  const of = (part: number) => `${((part / Math.max(all, 1)) * 100).toFixed(1)} %`;
  return [
    `Under rule member ${of(unknown)} of authorships are unknown, because no list of the ITU’s sector members could be read. ` +
      `Known are the administrations, which speak as their state (${of(states)}), and organisations beside which a document ` +
      `of the ITU prints a state (${plural(memberships.length, 'row')}, each for its own days; ${of(sourced)}).`,
  ];
}
