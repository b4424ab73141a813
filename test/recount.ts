import { ituMemberships, memberships } from '#entities/bloc.ts';
import { lists, ultimateParents } from '#entities/organisation.ts';
import type { Params, Rule } from '#metrics/contract.ts';
import type { Given } from './counting.ts';

/** One part of one authorship of a document, or a document that names nobody. */
interface Part {
  document: string;
  day: string;
  author: number | null;
  share: number;
  fraction: number;
  country: string | null;
  organisation: string | null;
}

export interface Recounted {
  value: number;
  documents: number;
  authorships: number;
}

const parents = ultimateParents();
const organisationOf = new Map(lists.organisations.map((one) => [one.id, one]));
const holds = (from: string | null, to: string | null, day: string) =>
  (!from || from <= day) && (!to || day < to);

/** Documents counted one by one, out of what was inserted and the lists alone: what every sum must come to. */
export function recount(given: readonly Given[], params: Params) {
  const parts = given
    .flatMap((document) => partsOf(document, params))
    .filter((part) => isMeant(part, params));
  return {
    total: sum(parts, params),
    by: (key: (part: Part) => (string | null)[]) => {
      const sorted = new Map<string, Part[]>();
      for (const part of parts)
        for (const one of key(part)) {
          const place = `${periodOf(params, part.day)} ${one ?? 'unknown'}`;
          sorted.set(place, [...(sorted.get(place) ?? []), part]);
        }
      return new Map([...sorted].map(([place, own]) => [place, sum(own, params)]));
    },
  };
}

const nobody = [null, 'international', 'independent', 'officer', 'liaison', 'secretariat'];

/**
 * How many documents of each period name two together, one alone, or nobody known. Asked for one of those who are paired:
 * its documents, with all their authors, and its pairs.
 */
export function recountPairs(given: readonly Given[], params: Params): Map<string, number> {
  const own = params[params.of];
  const asked = own === null || own === 'unknown' || nobody.includes(own) ? null : own;
  const parts = given.flatMap((document) => partsOf(document, params));
  const meant = new Set(parts.filter((one) => isMeant(one, params)).map(({ document }) => document));
  const others = asked === null ? params : { ...params, [params.of]: null };
  const named = new Map<string, Set<string>>();
  for (const part of parts.filter((one) => meant.has(one.document) && isMeant(one, others))) {
    const place = `${periodOf(params, part.day)} ${part.document}`;
    const keys = named.get(place) ?? new Set();
    const key = part[params.of];
    if (!nobody.includes(key)) keys.add(String(key));
    named.set(place, keys);
  }
  const pairs = new Map<string, number>();
  for (const [place, keys] of named) {
    const [period] = place.split(' ');
    const sorted = [...keys].sort();
    const found = sorted
      .flatMap((one, at) => sorted.slice(at + 1).map((two) => [one, two]))
      .filter((pair) => asked === null || pair.includes(asked))
      .map((pair) => pair.join('~'));
    for (const pair of found.length ? found : [sorted.length ? 'alone' : 'unknown'])
      pairs.set(`${period} ${pair}`, (pairs.get(`${period} ${pair}`) ?? 0) + 1);
  }
  return pairs;
}

export const keyOf = {
  country: (part: Part) => [part.country],
  organisation: (part: Part) => [part.organisation],
  bloc: (unchecked: boolean) => (part: Part) => {
    if (part.country === null) return [null];
    const found = blocsOf(part.country, part.day, unchecked);
    return found.length ? found : ['none'];
  },
};

const blocsOf = (country: string, day: string, unchecked: boolean) => [
  ...new Set(
    memberships
      .filter((row) => row.country === country && (row.checked || unchecked) && holds(row.from, row.to, day))
      .map((row) => row.bloc),
  ),
];

function partsOf(given: Given, { body, kind, group, from, to, rule }: Params): Part[] {
  const day = String(given.published ?? given.submitted);
  if (given.body !== body || given.kind !== kind || (group && given.group_id !== group)) return [];
  if ((from && day < from) || (to && to < day)) return [];
  const { id: document, authors = [] } = given;
  if (authors.length === 0)
    return [{ document, day, author: null, share: 1, fraction: 1, country: null, organisation: null }];
  return authors.flatMap(({ country = null, organisations = [], role }, at) => {
    const named = organisations.length ? organisations : [null];
    const share = 1 / named.length;
    const apart = role && ['officer', 'liaison', 'secretariat'].includes(role) ? role : null;
    return named.map((words) => {
      const own = words === 'unlisted' ? null : words;
      const parent = own && (parentOn(own, day) ?? own);
      return {
        ...{ document, day, author: at + 1, share, fraction: share / authors.length },
        country: apart ?? countryOf(rule, own, parent, country, day),
        organisation: apart ?? (rule === 'parent' ? parent : own),
      };
    });
  });
}

const parentOn = (child: string, day: string) =>
  parents.find((row) => row.child === child && holds(row.from, row.to, day))?.parent;

function countryOf(
  rule: Rule,
  own: string | null,
  parent: string | null,
  declared: string | null,
  day: string,
) {
  if (rule === 'declared') return declared;
  const organisation = organisationOf.get((rule === 'parent' ? parent : own) ?? '');
  if (!organisation) return null;
  if (organisation.international) return 'international';
  if (rule !== 'member' || organisation.kind === 'administration') return organisation.country;
  return (
    ituMemberships.find((row) => row.organisation === organisation.id && holds(row.from, row.to, day))
      ?.country ?? null
  );
}

function isMeant(part: Part, { country, organisation, bloc, unchecked, count }: Params): boolean {
  const isKey = (wanted: string | null, key: string | null) => !wanted || wanted === (key ?? 'unknown');
  return (
    isKey(country, part.country) &&
    isKey(organisation, part.organisation) &&
    (!bloc || (part.country !== null && blocsOf(part.country, part.day, unchecked === '1').includes(bloc))) &&
    (count !== 'straight' || part.author === null || part.author === 1)
  );
}

function sum(parts: readonly Part[], { count }: Params): Recounted {
  const documents = new Set(parts.map((part) => part.document)).size;
  const authors = parts.filter((part) => part.author !== null);
  const all = (own: readonly Part[], what: 'share' | 'fraction') =>
    own.reduce((sum, part) => sum + part[what], 0);
  const value = {
    whole: documents,
    complete: all(authors, 'share'),
    fractional: all(parts, 'fraction'),
    straight: all(parts, 'share'),
  }[count];
  return {
    value,
    documents,
    authorships: new Set(authors.map((part) => `${part.document} ${part.author}`)).size,
  };
}

const periodOf = ({ by }: Params, day: string) =>
  by === 'all'
    ? 'all'
    : by === 'year'
      ? day.slice(0, 4)
      : `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
