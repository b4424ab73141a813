import { Unexpected } from '#lib/unexpected.ts';
import type { RosterKind } from './roster-page.ts';

/** Posts of the Union's own staff beside the officers: known, and counted nowhere. */
export const staffPosts: ReadonlySet<string> = new Set(['counsellor', 'project-officer']);

/** As rosters have printed roles over the years, without case and hyphens. */
const ofGroup: Readonly<Record<string, string>> = {
  chair: 'chair',
  chairman: 'chair',
  chairwoman: 'chair',
  chairperson: 'chair',
  'acting chair': 'acting-chair',
  'acting chairman': 'acting-chair',
  'co chair': 'co-chair',
  'co chairman': 'co-chair',
  'vice chair': 'vice-chair',
  'vice chairman': 'vice-chair',
  'vice chairwoman': 'vice-chair',
  'vice chairperson': 'vice-chair',
  counsellor: 'counsellor',
  'project officer': 'project-officer',
};
const ofQuestion: Readonly<Record<string, string>> = {
  rapporteur: 'rapporteur',
  'acting rapporteur': 'acting-rapporteur',
  co: 'co-rapporteur',
  'co rapporteur': 'co-rapporteur',
  'acting co rapporteur': 'acting-co-rapporteur',
  associate: 'associate-rapporteur',
  'associate rapporteur': 'associate-rapporteur',
  'liaison rapporteur': 'liaison-rapporteur',
};

/** The post in our word; one of a working party is another than one of the group. @throws Unexpected for a role not known */
export function postOf(kind: RosterKind, role: string, part: string | null, where: string): string {
  const known = kind === 'mgmt' ? ofGroup : ofQuestion;
  const post =
    known[
      role
        .toLowerCase()
        .replace(/[\s-]+/g, ' ')
        .trim()
    ];
  if (!post) throw new Unexpected(where, `the role ${role}`, Object.keys(known).join(', '));
  return kind === 'mgmt' && part !== null && !staffPosts.has(post) ? `wp-${post}` : post;
}

/**
 * A working party or Question by its id: WP1/17, Q10/17, WP2/TSAG. The number after the stroke is the group's own.
 * @throws Unexpected for anything else
 */
export function partOf(printed: string, group: string, where: string): string {
  const [, name, of] = /^((?:WP|Q)\s?\w+)\/(\w+)$/i.exec(printed) ?? [];
  const number = group.replace(/^SG/, '');
  const isOwn = of === number || (group === 'TSAG' && of === '0');
  if (!name || !isOwn) throw new Unexpected(where, printed, `a working party or Question of ${group}`);
  return `${name.replace(/\s/g, '').toUpperCase()}/${number}`;
}
