import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { foldName } from '#lib/charset.ts';
import { countries, countryNamed } from './countries.ts';

export const kinds = [
  'company',
  'operator',
  'university',
  'research',
  'government',
  'regulator',
  'administration',
  'standards-body',
  'regional-body',
  'non-profit',
] as const;
export type Kind = (typeof kinds)[number];

/**
 * One organisation. National subsidiaries and laboratories of a firm are the firm, unless they stand here themselves
 * because the rules give them another answer (Futurewei, HiSilicon, Bell Labs).
 * `country`: ISO code of the country of registration or, for a firm registered offshore, of its head office; null for a
 * body that has none by nature. `source`: a page that says so.
 */
export interface Organisation {
  id: string;
  name: string;
  kind: Kind;
  country: string | null;
  international: boolean;
  source: string;
}

/** A spelling as somebody printed it. `country`: it means this organisation only beside that country; `from`, `to`: only then. */
export interface OrganisationName {
  spelling: string;
  country: string;
  organisation: string;
  from: string;
  to: string;
  why: string;
}

/** From `from` (ISO day) until the day `to` ("" while it lasts), `child` belongs to `parent`. */
export interface Ownership {
  child: string;
  parent: string;
  from: string;
  to: string;
  source: string;
  note: string;
}

export interface Lists {
  organisations: Organisation[];
  names: OrganisationName[];
  ownership: Ownership[];
}

/** What one part of a stated affiliation means. Unresolved is not independent. */
export interface Resolution {
  text: string;
  organisation: string | null;
  kind: 'organisation' | 'individual' | 'unresolved';
  why: string;
}

export interface Context {
  /** ISO code stated beside the affiliation, where one is. */
  country: string | null;
  /** ISO day of the document, where known. */
  on: string | null;
}

export type Resolver = (text: string, context: Context) => Resolution[];

const read = <Row>(file: string) =>
  parse(readFileSync(join(import.meta.dirname, file)), { columns: true }) as Row[];

/** The administration of a country, as it speaks at the ITU under the country's name: it is its state. */
export const administrationOf = (code: string) => `state-${code.toLowerCase()}`;

export const lists: Lists = {
  organisations: [
    ...read<{ id: string; name: string; kind: Kind; country: string; source: string }>(
      'organisations.csv',
    ).map((row) => ({
      ...row,
      country: row.country === 'international' ? null : row.country,
      international: row.country === 'international',
    })),
    ...countries
      .filter((country) => !country.to)
      .map(
        ({ code, name }): Organisation => ({
          id: administrationOf(code),
          name: `${name} (administration)`,
          kind: 'administration',
          country: code,
          international: false,
          source: 'https://www.itu.int/online/mm/scripts/gensel8',
        }),
      ),
  ],
  names: read<OrganisationName>('organisation-names.csv'),
  ownership: read<Ownership>('ownership.csv'),
};

/** Words at the end of a firm's name that say its legal form; folded. */
export const legalEndings: ReadonlySet<string> = new Set(
  (
    'inc incorporated corp corporation co company ltd limited llc gmbh ag sa ab oy oyj plc bv nv spa kk pty pte pvt as se kg ' +
    'sarl sas lp llp ohg ev asbl srl private asa jsc ojsc pjsc saoc saog bsc sae sdn bhd berhad tbk'
  ).split(' '),
);
// "S.p.A." folds to three letters, "AS" to a word of its own.
const spacedLegal = / (?:s a r l|s p a|s a s|s a|a s|b v|n v|k k|a b|z s p o|e v)$/;
/** A unit of a firm, at the end of its name. */
const unit = new Set(
  'research r and d labs lab laboratories laboratory europe usa america technologies us'.split(' '),
);

/** A spelling without case, accents, punctuation and legal ending: what two spellings must share to be the same. */
export function foldOrganisation(text: string): string {
  let folded = foldName(text)
    .replace(/\buniv\b|^u (?=of )| u$/g, ' university ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(spacedLegal, '');
  if (folded.startsWith('the ')) folded = folded.slice(4);
  let words = folded.split(' ');
  while (words.length > 1 && legalEndings.has(words.at(-1) as string)) words = words.slice(0, -1);
  return words.join(' ');
}

const independent =
  /^(?:independent|individual|self|unaffiliated|private|freelance|retired|none|no affiliation|personal|consultant|not affiliated)(?: (?:consultant|contributor|researcher|author|person|individual|employed|affiliation|consulting|expert|submission|engineer|developer|security researcher))?$/;

/** The words that name several organisations at once. */
const joints = [/\s*;\s*/, /\s*\/\s*/, /\s+(?:and|&|\+)\s+/];

/** Builds the function that says which organisations a printed affiliation names, from one version of the lists. */
export function createResolver({ organisations, names }: Lists): Resolver {
  const known = new Map<string, OrganisationName[]>();
  const add = (name: OrganisationName) => {
    const key = foldOrganisation(name.spelling);
    known.set(key, [...(known.get(key) ?? []), name]);
  };
  for (const name of names) add(name);
  for (const { id, name } of organisations) {
    // A name on the list of spellings says more (beside which country, when) than the organisation's own.
    if (!known.has(foldOrganisation(name)))
      add({ spelling: name, country: '', organisation: id, from: '', to: '', why: 'its name' });
  }

  /** Whether a name was looked at that means something on some days only. */
  let isDated = false;
  const exact = (folded: string, { country, on }: Context): OrganisationName | null => {
    const names = known.get(folded);
    if (!names) return null;
    isDated ||= names.some((name) => name.from || name.to);
    const fitting = names.filter(
      (name) =>
        (!name.country || name.country === country) &&
        (!name.from || (on && on >= name.from)) &&
        (!name.to || (on && on < name.to)),
    );
    const beside = fitting.filter((name) => name.country);
    const found = beside.length ? beside : fitting;
    return found.length === 1 ? (found[0] as OrganisationName) : null;
  };

  /** As it stands; then without its bracket; then without the country or unit at its end. */
  const one = (text: string, context: Context): { organisation: string; why: string } | null => {
    const whole = exact(foldOrganisation(text), context);
    if (whole) return { organisation: whole.organisation, why: whole.why };
    const bracket = /^(.*?)\s*\(([^()]*)\)\s*(.*)$/.exec(text);
    if (bracket) {
      const outside =
        exact(foldOrganisation(`${bracket[1]} ${bracket[3]}`), context) ??
        exact(foldOrganisation(bracket[2] as string), context);
      if (outside) return { organisation: outside.organisation, why: `${outside.why}; without its bracket` };
    }
    let words = foldOrganisation(bracket ? `${bracket[1]} ${bracket[3]}` : text).split(' ');
    for (let cut = 1; cut <= 3 && words.length > 1; cut++) {
      const place = [3, 2, 1].find(
        (length) => words.length > length && countryNamed(words.slice(-length).join(' ')),
      );
      if (place) words = words.slice(0, -place);
      else if (words.slice(-3).join(' ') === 'r and d' && words.length > 3) words = words.slice(0, -3);
      else if (unit.has(words.at(-1) as string)) words = words.slice(0, -1);
      else break;
      const found = exact(foldOrganisation(words.join(' ')), context);
      if (found)
        return {
          organisation: found.organisation,
          why: `${found.why}; without the place or unit at its end`,
        };
    }
    return null;
  };

  const inSegments = (text: string, context: Context): { organisation: string; why: string } | null => {
    const segments = text.split(/\s*,\s*|\s+[-–—]\s+/).filter(Boolean);
    if (segments.length < 2) return null;
    const found = segments.flatMap((segment) =>
      foldOrganisation(segment).length > 1 ? (one(segment, context) ?? []) : [],
    );
    const distinct = new Set(found.map((name) => name.organisation));
    return distinct.size === 1 && found[0]
      ? { ...found[0], why: `${found[0].why}; the only part of the words that names one` }
      : null;
  };

  const single = (text: string, context: Context): Resolution => {
    const found = one(text, context) ?? inSegments(text, context);
    if (found) return { text, organisation: found.organisation, kind: 'organisation', why: found.why };
    const folded = foldOrganisation(text.replace(/\([^()]*\)/g, ' '));
    if (independent.test(folded) || independent.test(foldOrganisation(text.split(',')[0] as string))) {
      return { text, organisation: null, kind: 'individual', why: 'says so' };
    }
    return { text, organisation: null, kind: 'unresolved', why: 'no spelling on the list' };
  };

  const memory = new Map<string, Resolution[]>();
  const resolve = (text: string, context: Context): Resolution[] => {
    const whole = single(text, context);
    if (whole.kind !== 'unresolved') return [whole];
    for (const joint of joints) {
      const parts = text.split(joint).filter(Boolean);
      if (parts.length < 2) continue;
      const resolved = parts.map((part) => single(part.trim(), context));
      if (resolved.every((part) => part.kind !== 'unresolved')) return distinctParts(resolved);
    }
    return [whole];
  };
  return (text, context) => {
    const always = `${text}\n${context.country ?? ''}`;
    const dated = `${always}\n${context.on ?? ''}`;
    const known = memory.get(always) ?? memory.get(dated);
    if (known) return known;
    isDated = false;
    const found = resolve(text.trim(), context);
    memory.set(isDated ? dated : always, found);
    return found;
  };
}

function distinctParts(parts: Resolution[]): Resolution[] {
  return parts.filter(
    (part, at) =>
      parts.findIndex((other) => (other.organisation ?? other.kind) === (part.organisation ?? part.kind)) ===
      at,
  );
}

/** Which organisations a printed affiliation names; several share it equally. */
export const resolveOrganisations: Resolver = createResolver(lists);

/** The owner at the end of the chain on a day (ISO), or the organisation itself. */
export function ultimateParent(
  id: string,
  on: string,
  ownership: readonly Ownership[] = lists.ownership,
): string {
  let at = id;
  for (let step = 0; step < 20; step++) {
    const next = ownership.find((row) => row.child === at && row.from <= on && (!row.to || on < row.to));
    if (!next) return at;
    at = next.parent;
  }
  throw new Error(`ownership of ${id} on ${on}: a circle`);
}

/** The ownership followed to its end: for each child, half-open spans of days with one ultimate parent other than itself. */
export function ultimateParents(
  ownership: readonly Ownership[] = lists.ownership,
): { child: string; parent: string; from: string; to: string | null }[] {
  const days = [...new Set(ownership.flatMap((row) => [row.from, row.to]).filter(Boolean))].sort();
  const spans: { child: string; parent: string; from: string; to: string | null }[] = [];
  for (const child of new Set(ownership.map((row) => row.child))) {
    let open: { child: string; parent: string; from: string; to: string | null } | null = null;
    for (const day of days) {
      const parent = ultimateParent(child, day, ownership);
      if (open && open.parent === parent) continue;
      if (open) open.to = day;
      open = parent === child ? null : { child, parent, from: day, to: null };
      if (open) spans.push(open);
    }
  }
  return spans;
}
