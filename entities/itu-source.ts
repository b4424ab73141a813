import { countryNamed } from './countries.ts';
import {
  administrationOf,
  lists,
  type Resolution,
  type Resolver,
  resolveOrganisations,
} from './organisation.ts';

/**
 * In whose name a document was put before an ITU group. source: a member, speaking for itself; officer: an officer of a
 * group or the group itself; secretariat: the Union's own staff; liaison: another body. Only sources are counted.
 */
export type ItuRole = 'source' | 'officer' | 'secretariat' | 'liaison';

/** One printed source of an ITU document. `country`: only where the list prints one, as the name or in a bracket. */
export interface ItuSource {
  text: string;
  role: ItuRole;
  countryText: string | null;
  country: string | null;
  parts: Resolution[];
}

const officer =
  /\b(?:(?:vice-?|co-?)?chair(?:man|men|woman|person)?s?|(?:co-?|associate )?rapporteurs?|editors?|conven[eo]rs?|management team|coordinators?)\b/i;
const ownGroup =
  /^(?:itu-[trd] )?(?:(?:study group|working party|sg|wp|q) ?\d[\w/]*|qall\/\d+|tsag|tdag|rag|scv|(?:fg|jca|rg|focus group)[- ][\w& -]+)$/i;
const secretariat =
  /^(?:itu[- ])?(?:tsb|br|bdt|secretary-general|general secretariat|itu secretariat|telecommunication standardization bureau|radiocommunication bureau|telecommunication development bureau|directors?,? (?:of )?(?:the )?(?:tsb|br|bdt).*)$/i;

/**
 * Who one printed source is. The name of a country is its administration; a firm's name is one name, commas and all.
 * `liaisonFrom`: the body that the document's title says it comes from. `on`: ISO day of the document.
 */
export function resolveItuSource(
  printed: string,
  on: string | null,
  liaisonFrom: string | null = null,
): ItuSource {
  const text = printed.trim();
  const plain = { text, countryText: null, country: null, parts: [] };
  if (secretariat.test(text)) return { ...plain, role: 'secretariat' };
  if (officer.test(text) || ownGroup.test(text)) return { ...plain, role: 'officer' };
  const state = stateNamed(text);
  if (state) {
    const why = 'the name of a member state: its administration';
    return {
      text,
      role: 'source',
      countryText: text,
      country: state,
      parts: [{ text, organisation: administrationOf(state), kind: 'organisation', why }],
    };
  }
  const bracket = /^(.+?)\s*\(([^()]+(?:\([^()]*\))?)\)$/.exec(text);
  const country = bracket?.[2] ? stateNamed(bracket[2]) : null;
  const spellings = country && bracket?.[1] ? [bracket[1], text] : [text];
  const readings = spellings.map((words) => namedAtItu(words, { country, on }));
  const isKnown = (parts: Resolution[]) => parts.every((part) => part.kind !== 'unresolved');
  const body = readings.some(isKnown) ? null : regionalBody(text, on);
  if (body) readings.push([body]);
  return {
    text,
    role: liaisonFrom !== null ? 'liaison' : 'source',
    countryText: country ? (bracket?.[2] ?? null) : null,
    country,
    parts: readings.find(isKnown) ?? (readings.at(-1) as Resolution[]),
  };
}

const byId = new Map(lists.organisations.map((row) => [row.id, row]));

/**
 * Which organisations the words beside an ITU source or officer name. Letters in a bracket are shared ("(DEC)" behind the
 * name of a department is no firm of another country), so they count only where the words outside name the same.
 */
export const namedAtItu: Resolver = (text, { country, on }) =>
  resolveOrganisations(text, { country, on }).map((part) => {
    if (!part.organisation || !/\([^()]*\)/.test(part.text)) return part;
    const outside = part.text.replace(/\s*\([^()]*\)/g, ' ').trim();
    // "China (CCSA)": nothing but its own country stands outside.
    const ofState = stateNamed(outside);
    if (ofState && byId.get(part.organisation)?.country === ofState) return part;
    const isNamed = [outside, part.text.replace(/[()]/g, ' ')].some((words) =>
      resolveOrganisations(words.trim(), { country, on }).some(
        (other) => other.organisation === part.organisation,
      ),
    );
    const why = 'the letters in its bracket are those of a body that the words outside do not name';
    return isNamed ? part : { ...part, organisation: null, kind: 'unresolved', why };
  });

/**
 * The administrations of a region sign by the name of the body that prepares their proposals: "RCC Administrations",
 * "Asia-Pacific Telecommunity Member Administrations". Outside the ITU an APT is a firm. Where the words name no body
 * ("European states"), nobody can say which states these are.
 */
function regionalBody(text: string, on: string | null): Resolution | null {
  const words = text
    .replace(
      /^(?:the )?(?:member (?:states|administrations|countries)|administrations|members) of (?:the )?/i,
      '',
    )
    .replace(/ (?:member )?(?:administrations|states|countries|members)$/i, '');
  if (words === 'APT')
    return {
      text,
      organisation: 'asia-pacific-telecommunity',
      kind: 'organisation',
      why: 'its short name at the ITU',
    };
  if (words === text) return null;
  const [part, another] = namedAtItu(words, { country: null, on });
  if (!part?.organisation || another || byId.get(part.organisation)?.kind !== 'regional-body') return null;
  return { ...part, text, why: `${part.why}; its members by its name` };
}

/** ISO code of a member state's name. At the ITU "Georgia" is the country. */
export const stateNamed = (text: string): string | null =>
  countryNamed(text) ?? (text.trim() === 'Georgia' ? 'GE' : null);
