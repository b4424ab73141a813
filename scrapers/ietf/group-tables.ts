import type { Reader } from '../contract.ts';
import { field, keyOf, type Placed } from './datatracker.ts';
import type { Notes } from './notes.ts';
import { readTable } from './read-table.ts';

const also = [
  'ad',
  'charter',
  'comments',
  'description',
  'list_archive',
  'list_email',
  'list_subscribe',
  'meeting_seen_as_area',
  'unused_states',
  'unused_tags',
  'used_roles',
  'uses_milestone_dates',
];
const shape = {
  id: field.id,
  acronym: field.text,
  name: field.text,
  type: field.uri,
  state: field.uri.nullable(),
  parent: field.uri.nullable(),
  time: field.moment,
};

export const groupTable = { resource: 'group/group', fields: shape, also };
export const groupHistoryTable = {
  resource: 'group/grouphistory',
  fields: { ...shape, group: field.uri },
  also,
};
export const groupEventTable = {
  resource: 'group/groupevent',
  fields: { id: field.id, group: field.uri, type: field.text, time: field.moment, desc: field.text },
  also: ['by'],
  filters: [
    {
      param: 'type',
      value: 'changed_state',
      holds: (row: { type: string }) => row.type === 'changed_state',
    },
  ],
};

export interface GroupRecord {
  id: number;
  acronym: string;
  name: string;
  type: string;
  state: string | null;
  parent: string | null;
  time: string;
}

/**
 * The id of each group by its Datatracker number: its acronym, as RFCs name it. Where two groups had one acronym, the
 * living one has it, else the one with the higher number; the others are `acronym-number`.
 */
export function groupIds(groups: readonly Placed<GroupRecord>[]): Map<string, string> {
  const ids = new Map<string, string>();
  const holder = new Map<string, GroupRecord>();
  const rank = (row: GroupRecord) => (isOver(row.state) ? 0 : 1e9) + row.id;
  for (const { row } of groups) {
    const other = holder.get(row.acronym);
    if (!other || rank(row) > rank(other)) holder.set(row.acronym, row);
  }
  for (const { row } of groups) {
    const isHolder = holder.get(row.acronym) === row;
    ids.set(String(row.id), isHolder ? row.acronym : `${row.acronym}-${row.id}`);
  }
  return ids;
}

// "unknown" is what the Datatracker says of areas of the 1990s: it lists their last directors, who direct nothing now.
const over = new Set(['conclude', 'bof-conc', 'replaced', 'abandon', 'unknown']);
/** Whether a state (a slug or its URI) is that of a group that is no more. */
export const isOver = (state: string | null): boolean =>
  state !== null && over.has(state.endsWith('/') ? keyOf(state) : state);

/** Groups with their ids and the days they began and ended, as far as their events tell. */
export async function readGroups(reader: Reader, notes: Notes) {
  const groups = await readTable(reader, groupTable, notes);
  return { groups, ids: groupIds(groups) };
}

/** The group a URI means: its id, or null for none and for the Datatracker's group of "individual submissions". */
export const groupOf = (resource: string | null, ids: ReadonlyMap<string, string>): string | null => {
  const id = resource ? (ids.get(keyOf(resource)) ?? null) : null;
  return id === 'none' ? null : id;
};

export interface Life {
  from: string | null;
  to: string | null;
}

/** When each group began and ended by its events: the first start, and the last end where it is over now. */
export function lives(
  groups: readonly Placed<GroupRecord>[],
  events: readonly Placed<{ id: number; group: string; time: string; desc: string }>[],
  dayOfTime: (time: string) => string | null,
): Map<string, Life> {
  const found = new Map<string, Life>();
  const states = new Map(groups.map(({ row }) => [String(row.id), row.state]));
  const sorted = [...events].sort((a, b) => a.row.time.localeCompare(b.row.time) || a.row.id - b.row.id);
  for (const { row } of sorted) {
    const number = keyOf(row.group);
    const on = dayOfTime(row.time);
    const life = found.get(number) ?? { from: null, to: null };
    if (!on) continue;
    if (began.test(row.desc) && !life.from) life.from = on;
    if (ended.test(row.desc)) life.to = on;
    found.set(number, life);
  }
  for (const [number, life] of found) {
    if (!isOver(states.get(number) ?? null)) life.to = null;
    if (life.from && life.to && life.from > life.to) life.from = null;
  }
  return found;
}

// Events say it in words only: "Started group", "BOF group", "State changed to <b>Active</b> from Proposed".
const began = /^(?:Started|BOF) group\b|\bstate (?:Active|BOF)\b|State changed to (?:<b>)?(?:Active|BOF)\b/i;
const ended =
  /^(?:BOF )?Concluded group\b|State changed to (?:<b>)?(?:Concluded|BOF Concluded|Replaced|Abandon\w*)\b/i;
