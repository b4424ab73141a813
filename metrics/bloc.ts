import { Unexpected } from '#lib/unexpected.ts';
import { type Store, sql } from '#prisma/client.ts';
import type { Params } from './contract.ts';

export interface BlocRow {
  id: string;
  name: string;
  kind: string;
  /** The day of a list without dates, `undated` where it has none itself; null: members are dated. */
  listed: string | null;
  source: string;
  note: string;
  /** Members today: by checked memberships, and by all that are stated. */
  members: number;
  stated: number;
}

/** Every bloc a figure can be restricted to, in the order of the list. */
export const listBlocs = (store: Store): Promise<BlocRow[]> =>
  store.query<BlocRow>(sql`
    select b.id, b.name, b.kind, b.listed, b.source, b.note,
           (count(distinct m.country) filter (where m.checked))::int as members, count(distinct m.country)::int as stated
    from bloc b left join bloc_membership m
      on m.bloc_id = b.id and (m.from is null or m.from <= current_date) and (m.to is null or current_date < m.to)
    group by b.id order by b.ordinal`);

export interface MembershipRow {
  country: string;
  name: string;
  from: string | null;
  to: string | null;
  precision: string;
  checked: boolean;
  source: string;
  note: string;
}

/** Who was a member of a bloc on one ISO day. */
export const blocMembers = (store: Store, bloc: string, on: string): Promise<MembershipRow[]> =>
  store.query<MembershipRow>(sql`
    select m.country, c.name, m.from::text as from, m.to::text as to, m.precision, m.checked, m.source, m.note
    from bloc_membership m join country c on c.code = m.country
    where m.bloc_id = ${bloc} and (m.from is null or m.from <= ${on}::date) and (m.to is null or ${on}::date < m.to)
    order by c.name`);

/**
 * What a reader of a figure restricted to a bloc must not miss.
 * @throws Unexpected where there is no such bloc
 */
export async function blocNotes(store: Store, { bloc, unchecked }: Params): Promise<string[]> {
  if (!bloc) return [];
  const blocs = await listBlocs(store);
  const found = blocs.find((row) => row.id === bloc);
  if (!found) {
    throw new Unexpected('parameter bloc', bloc, `one of ${blocs.map((row) => row.id).join(', ')}`);
  }
  return [
    `Only countries that were members of ${found.name} on the day a document counts at.`,
    ...memberNotes(found),
    ...uncheckedNotes(found.stated - found.members, unchecked === '1'),
  ];
}

/** How well a bloc's dates are known. */
export const memberNotes = ({ name, listed, note }: BlocRow): string[] => [
  ...(listed
    ? [
        `${name}: the list ${listed === 'undated' ? 'has no date' : `is of ${listed}`} and gives its members none: it is applied to every date.`,
      ]
    : []),
  ...(note ? [`${name}: ${note}`] : []),
];

export const uncheckedNotes = (n: number, isCounted: boolean): string[] =>
  n === 0
    ? []
    : [
        isCounted
          ? `${n} memberships that nobody has checked are counted.`
          : `${n} memberships that nobody has checked are left out; unchecked=1 counts them.`,
      ];
