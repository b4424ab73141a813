import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { datatracker, keyOf, keyOrNull } from './datatracker.ts';
import {
  groupEventTable,
  groupHistoryTable,
  groupOf,
  groupTable,
  lives,
  readGroups,
} from './group-tables.ts';
import { dayOf } from './moments.ts';
import { Notes } from './notes.ts';
import { readTable } from './read-table.ts';
import { redact } from './redact.ts';
import { announce } from './table-page.ts';

/** Every group the Datatracker knows, of all ages, with its parent, its life and its former names. */
export const ietfGroups: Source = {
  ...datatracker,
  id: 'ietf-groups',
  title: 'IETF areas, working groups, research groups and other bodies',
  cadenceHours: 24,
  floor: { group: 500, group_name: 500 },
  filled: { group: { name: 1, kind: 1, state: 0.9, parent: 0.5 } },
  redact,
  gather,
};

const states: Readonly<Record<string, string | null>> = {
  active: 'active',
  'bof-conc': 'concluded',
  bof: 'bof',
  conclude: 'concluded',
  dormant: 'dormant',
  proposed: 'proposed',
  replaced: 'replaced',
  abandon: 'abandoned',
  unknown: null,
};

const kinds: Readonly<Record<string, string>> = { dir: 'directorate', review: 'directorate' };

/** The Datatracker files the IESG, the IAB and the early NomComs under its catch-all type "ietf". */
function kindOf(type: string, acronym: string): string {
  if (/^(?:iesg|iab|irsg)$/.test(acronym)) return acronym;
  if (/^nomcom/.test(acronym)) return 'nomcom';
  return kinds[type] ?? type;
}

async function gather(reader: Reader): Promise<Gathered> {
  const notes = new Notes();
  const today = isoDay();
  announce(reader, [groupTable, groupHistoryTable, groupEventTable]);
  const { groups, ids } = await readGroups(reader, notes);
  const history = await readTable(reader, groupHistoryTable, notes);
  const events = await readTable(reader, groupEventTable, notes);
  const life = lives(groups, events, (time) => dayOf(time, today));
  const names = new Map<string, Row<'group_name'>>();
  const name = (group: string, acronym: string, words: string, from: string | null, page: number) => {
    const key = JSON.stringify([group, acronym, words.trim()]);
    const before = names.get(key);
    if (before && (before.from ?? '') <= (from ?? '')) return;
    names.set(key, { group_id: group, acronym, name: words.trim(), from, page_id: page });
  };
  for (const { row, pageId } of history) {
    const group = ids.get(keyOf(row.group));
    if (group) name(group, row.acronym, row.name, dayOf(row.time, today), pageId);
  }
  const rows = groups.map(({ row, pageId }): Row<'group'> => {
    const id = ids.get(String(row.id)) ?? row.acronym;
    const slug = keyOrNull(row.state);
    const state = slug === null ? null : states[slug];
    if (state === undefined)
      throw new Unexpected(
        `${row.acronym} state`,
        JSON.stringify(slug),
        `one of ${Object.keys(states).join(', ')}`,
      );
    // What a group is called today is a name of it whether or not a record of the past shows it.
    if (!names.has(JSON.stringify([id, row.acronym, row.name.trim()])))
      name(id, row.acronym, row.name, null, pageId);
    return {
      ...blank('group'),
      id,
      body: 'ietf',
      kind: kindOf(keyOf(row.type), row.acronym),
      acronym: row.acronym,
      name: row.name.trim() || row.acronym,
      parent: groupOf(row.parent, ids),
      number: row.id,
      state,
      from: life.get(String(row.id))?.from ?? null,
      to: life.get(String(row.id))?.to ?? null,
      page_id: pageId,
    };
  });
  return {
    rows: { group: rows, group_name: [...names.values()] },
    scopes: { group: 'all', group_name: 'all' },
    asOf: today,
    notes: notes.list(),
    memo: notes.memo(reader.memo),
  };
}
