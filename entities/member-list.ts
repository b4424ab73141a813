import { stateNamed } from './itu-source.ts';
import { foldOrganisation, lists, resolveOrganisations } from './organisation.ts';

/** One name out of a joined list, or what stood between known names: `isKnown` false, one name or several, nobody can say. */
export interface ListedMember {
  text: string;
  isKnown: boolean;
}

/** Says of words whether they are the name of one member, whole. */
export type KnownMember = (text: string) => boolean;

const spellings = new Set(
  [...lists.names.map((row) => row.spelling), ...lists.organisations.map((row) => row.name)].map(
    foldOrganisation,
  ),
);

/**
 * What tells a member's name: the states, the lists of organisations, and the names that the ITU itself prints one by one
 * elsewhere, or once printed (`printed`: the sources of contributions).
 */
export function knownMembers(printed: Iterable<string>): KnownMember {
  const folded = new Set(spellings);
  for (const name of printed) folded.add(foldOrganisation(name));
  return (text) => {
    if (stateNamed(text) || folded.has(foldOrganisation(text))) return true;
    // Words with a comma may be two names, of which one is known: those must be known as they stand.
    if (commas(text).length > 1) return false;
    const parts = resolveOrganisations(text, { country: null, on: null });
    return parts.length === 1 && parts[0]?.kind === 'organisation';
  };
}

/** The pieces between commas; a comma inside brackets joins. */
function commas(text: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth = Math.max(0, depth - 1);
    else if (text[at] === ',' && depth === 0) {
      pieces.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...pieces, text.slice(from)].map((piece) => piece.trim()).filter(Boolean);
}

/**
 * The names in a list that the ITU joins by commas though names hold commas ("Example Co., Ltd.", "Hong Kong, China"):
 * at each place the longest known name; what lies between known names stays together as printed.
 */
export function splitMembers(printed: string, isKnown: KnownMember): ListedMember[] {
  const pieces = commas(printed);
  const found: ListedMember[] = [];
  let rest: string[] = [];
  const flush = () => {
    if (rest.length) found.push({ text: rest.join(', '), isKnown: false });
    rest = [];
  };
  for (let at = 0; at < pieces.length; ) {
    const length = [6, 5, 4, 3, 2, 1].find(
      (n) => at + n <= pieces.length && isKnown(pieces.slice(at, at + n).join(', ')),
    );
    if (length) {
      flush();
      found.push({ text: pieces.slice(at, at + length).join(', '), isKnown: true });
    } else rest.push(pieces[at] as string);
    at += length ?? 1;
  }
  flush();
  return found;
}
