import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { affiliationsOf } from './affiliations.ts';
import { datatracker, field, keyOf, type Placed } from './datatracker.ts';
import { groupEventTable, groupHistoryTable, groupTable, isOver, lives, readGroups } from './group-tables.ts';
import { mergedTenures, tenureId } from './merged-persons.ts';
import { dayOf } from './moments.ts';
import { Notes } from './notes.ts';
import { readPersons } from './persons.ts';
import { readTable } from './read-table.ts';
import { redact } from './redact.ts';
import { posts } from './role-names.ts';
import { asSeen, vanished } from './seen-tenures.ts';
import { announce } from './table-page.ts';
import { type Segment, segments } from './tenures.ts';

/** Who held which post: the present roles and the snapshots of the past, merged into tenures. */
export const ietfRoles: Source = {
  ...datatracker,
  id: 'ietf-roles',
  title: 'IETF posts and who held them',
  cadenceHours: 24,
  floor: { tenure: 1000 },
  filled: { tenure: { person_name: 1, group_id: 1 } },
  // Authors are told by ietf-drafts; a post-holder who writes is one person.
  yields: ['person'],
  redact,
  gather,
};

const roleFields = { id: field.id, group: field.uri, person: field.uri, name: field.uri };
const roleTable = { resource: 'group/role', fields: roleFields, also: ['email'] };
const roleHistoryTable = { resource: 'group/rolehistory', fields: roleFields, also: ['email'] };
type Role = Placed<{ id: number; group: string; person: string; name: string }>;

async function gather(reader: Reader): Promise<Gathered> {
  const notes = new Notes();
  const today = isoDay();
  const day = (time: string) => dayOf(time, today);
  announce(reader, [groupTable, groupHistoryTable, groupEventTable, roleTable, roleHistoryTable]);
  const { groups, ids } = await readGroups(reader, notes);
  const history = await readTable(reader, groupHistoryTable, notes);
  const events = await readTable(reader, groupEventTable, notes);
  const present = await readTable(reader, roleTable, notes);
  const past = await readTable(reader, roleHistoryTable, notes);
  const life = lives(groups, events, day);

  const ignored = new Map<string, number>();
  const holdersOf = (roles: readonly Role[]) => {
    const byGroup = new Map<string, { person: string; post: string; pageId: number }[]>();
    for (const { row, pageId } of roles) {
      const slug = keyOf(row.name);
      const post = posts[slug];
      if (post === undefined) throw new Unexpected(row.name, 'a role name not known', 'one of role-names.ts');
      if (post === null) {
        ignored.set(slug, (ignored.get(slug) ?? 0) + 1);
        continue;
      }
      const list = byGroup.get(row.group) ?? [];
      list.push({ person: keyOf(row.person), post, pageId });
      byGroup.set(row.group, list);
    }
    return byGroup;
  };
  const holders = holdersOf(present);
  const heldThen = holdersOf(past);
  if (ignored.size) {
    const list = [...ignored].sort().map(([slug, count]) => `${slug} (${count})`);
    notes.add(`roles that are no public post were left out: ${list.join(', ')}`);
  }

  const records = new Map<string, typeof history>();
  for (const placed of history) {
    const list = records.get(placed.row.group) ?? [];
    list.push(placed);
    records.set(placed.row.group, list);
  }
  const found: { group: string; number: number; segment: Segment }[] = [];
  for (const { row } of groups) {
    const uri = `/api/v1/group/group/${row.id}/`;
    const before = (records.get(uri) ?? []).toSorted(
      (a, b) => a.row.time.localeCompare(b.row.time) || a.row.id - b.row.id,
    );
    const timeline = [
      ...before.map(({ row: then }) => ({
        on: day(then.time),
        isOver: isOver(then.state),
        holders: heldThen.get(`/api/v1/group/grouphistory/${then.id}/`) ?? [],
      })),
      { on: day(row.time), isOver: isOver(row.state), holders: holders.get(uri) ?? [] },
    ];
    for (const segment of segments(timeline, life.get(String(row.id))?.to ?? null))
      found.push({ group: ids.get(String(row.id)) ?? row.acronym, number: row.id, segment });
  }

  const people = await readPersons(
    reader,
    found.map(({ segment }) => segment.person),
    notes,
  );
  const lastSeen = reader.memo.on ?? null;
  // Before the first reading there is at most starter data: the Datatracker's own records tell all that it tells.
  const before = lastSeen === null ? [] : await reader.tenures();
  const stored = new Map(before.map((tenure) => [tenure.id ?? '', tenure]));
  const told = found.map(({ group, number, segment }) => {
    const { person, post, nth } = segment;
    const name = people.get(person)?.row.name.trim();
    if (!name) notes.add(`person ${person} has a role and is not among the persons`);
    const id = tenureId(number, post, person, nth);
    return { id, segment, group_id: group, post, person, person_name: name || `person ${person}` };
  });
  const merged = await mergedTenures(reader, stored, told, notes);
  const tenures = told.map(({ segment, person, ...one }): Row<'tenure'> => {
    const before = stored.get(one.id) ?? merged.get(one.id);
    const { from, fromBasis, to, toBasis } = asSeen(segment, before, { before: lastSeen, today });
    return {
      ...blank('tenure'),
      ...one,
      body: 'ietf',
      person_id: person,
      from,
      from_basis: fromBasis,
      to,
      to_basis: toBasis,
      evidence: 'primary',
      source_url: `https://datatracker.ietf.org/group/${encodeURIComponent(one.group_id)}/`,
      is_sample: false,
      page_id: segment.pageId,
    };
  });
  for (const { id } of merged.values()) stored.delete(id ?? '');
  tenures.push(...vanished(stored, tenures, today));
  const holding = [...new Set(tenures.map((row) => row.person_id ?? ''))];
  const tenure_affiliation = affiliationsOf(tenures, await reader.affiliations(holding));

  const person = [...people.values()].map(
    ({ row, pageId }): Row<'person'> => ({
      id: String(row.id),
      body: 'ietf',
      name: row.name.trim(),
      page_id: pageId,
    }),
  );
  return {
    rows: { person, tenure: tenures, tenure_affiliation },
    scopes: { tenure: 'all', tenure_affiliation: 'all' },
    merged: { tenure: new Map([...merged].map(([id, { id: before }]) => [before ?? '', id])) },
    asOf: today,
    notes: notes.list(),
    memo: { ...notes.memo(reader.memo), on: today },
  };
}
