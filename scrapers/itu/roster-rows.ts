import { namedAtItu, resolveItuSource, stateNamed } from '#entities/itu-source.ts';
import { isoDay } from '#lib/week.ts';
import type { Row } from '#prisma/records.ts';
import { groupRow } from './groups.ts';
import type { StudyPeriod } from './periods.ts';
import { partOf, postOf, staffPosts } from './posts.ts';
import type { ListedOfficer, Roster, RosterKind } from './roster-page.ts';
import type { Held } from './terms.ts';

/** The roster of one group in one study period. */
export interface ReadRoster {
  group: string;
  period: StudyPeriod;
  url: string;
  pageId: number;
  roster: Roster;
}

/** The posts of one roster. Somebody who stands there twice in one post holds it once, with what either line prints. */
export function heldOf(kind: RosterKind, { group, period, url, pageId, roster }: ReadRoster): Held[] {
  const on = period.to ?? isoDay();
  const lines = new Map<string, { post: string; part: string | null; officer: ListedOfficer }>();
  for (const officer of roster.officers) {
    const where = `${url}, ${officer.name}`;
    const part = officer.part === null ? null : partOf(officer.part, group, where);
    const post = postOf(kind, officer.role, part, where);
    const key = [part, post, officer.name].join('\n');
    const before = lines.get(key)?.officer;
    const country = before?.country ?? officer.country;
    const organisation = before?.organisation ?? officer.organisation;
    lines.set(key, { post, part, officer: { ...officer, ...before, country, organisation } });
  }
  return [...lines.values()].map(({ post, part, officer }) => {
    const { organisation: text, country } = officer;
    const code = country && !staffPosts.has(post) ? stateNamed(country) : null;
    return {
      group,
      period,
      post,
      part,
      person: officer.name,
      organisation: { text, id: text ? organisationOf(text, code, on) : null },
      country: { text: country, code },
      note: noteOf(officer),
      url,
      pageId,
    };
  });
}

/** The name of a state is its administration; a spelling may mean a firm only beside its country. */
export function organisationOf(text: string, country: string | null, on: string): string | null {
  for (const parts of [resolveItuSource(text, on).parts, namedAtItu(text, { country, on })]) {
    const [part, another] = parts;
    if (part?.organisation && !another) return part.organisation;
  }
  return null;
}

const noteOf = ({ subrole, within }: ListedOfficer): string | null =>
  [subrole && `Printed beside the role: ${subrole}.`, within && `The Question is in ${within}.`]
    .filter(Boolean)
    .join(' ') || null;

/**
 * The groups that have a roster, and their working parties (told by the officers) or Questions (told by the rapporteurs),
 * named as the newest period names them.
 */
export function groupsOf(read: readonly ReadRoster[], structure: readonly Row<'group'>[]): Row<'group'>[] {
  const groups = new Map<string | null, Row<'group'>>();
  const oldestFirst = read.toSorted((a, b) => a.period.firstYear - b.period.firstYear);
  for (const { group, roster, url, pageId } of oldestFirst) {
    if (roster.officers.length) groups.set(group, groupRow(group, pageId));
    for (const officer of roster.officers) {
      if (officer.part === null) continue;
      const part = partOf(officer.part, group, url);
      const row = groupRow(part, pageId);
      groups.set(part, { ...row, name: officer.question ?? row.name });
    }
  }
  for (const row of structure) groups.set(row.id, row);
  return [...groups.values()];
}
