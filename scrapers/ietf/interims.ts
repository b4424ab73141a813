import { country as countryBy } from '#entities/countries.ts';
import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { datatracker, keyOf } from './datatracker.ts';
import { type GroupRecord, groupTable, readGroups } from './group-tables.ts';
import { lastDay, meetingTable } from './meetings.ts';
import { Notes } from './notes.ts';
import { readTable } from './read-table.ts';
import { redact } from './redact.ts';
import { announce } from './table-page.ts';

/**
 * Meetings of single groups between the plenary ones. They have no registrations. A source of its own beside
 * ietf-meetings, because there are a hundred times as many: neither drowns in the other's floors, counts and news.
 */
export const ietfInterims: Source = {
  ...datatracker,
  id: 'ietf-interims',
  title: 'Interim meetings of IETF and IRTF groups',
  cadenceHours: 24,
  floor: {},
  filled: { meeting: { name: 1, from: 1, group_id: 0.5 } },
  redact,
  gather,
};

const table = {
  ...meetingTable,
  filters: [
    { param: 'type', value: 'interim', holds: (row: { type: string }) => keyOf(row.type) === 'interim' },
  ],
};

/** interim-2024-quic-01: the group is told by nothing but the number, under the acronym it had then. */
const numbered = /^interim-(\d{4})-(.+)-(\d+)$/;

async function gather(reader: Reader): Promise<Gathered> {
  const notes = new Notes();
  const today = isoDay();
  announce(reader, [groupTable, table]);
  const { groups, ids } = await readGroups(reader, notes);
  const groupBy = byAcronym(groups.map(({ row }) => row));
  const strangers = new Set<string>();
  const meeting = (await readTable(reader, table, notes)).map(({ row, pageId }): Row<'meeting'> => {
    const [, year, acronym = '', nth] = numbered.exec(row.number) ?? [];
    const group = groupBy.get(acronym.toLowerCase());
    if (!group) strangers.add(acronym || row.number);
    const session = acronym ? `session/${encodeURIComponent(acronym)}` : '';
    return {
      ...blank('meeting'),
      id: row.number,
      body: 'ietf',
      kind: 'interim',
      group_id: group === undefined ? null : (ids.get(String(group)) ?? null),
      number: row.number,
      name: acronym ? `Interim meeting of ${acronym}, ${year}-${nth}` : row.number,
      from: row.date,
      to: lastDay(row.date, row.days),
      city: row.city.trim() || null,
      country: countryBy(row.country.toUpperCase())?.code ?? null,
      url: `https://datatracker.ietf.org/meeting/${encodeURIComponent(row.number)}/${session}`,
      page_id: pageId,
    };
  });
  if (strangers.size)
    notes.add(`interim meetings of no group we can tell: ${[...strangers].sort().join(', ')}`);
  return {
    rows: { meeting },
    scopes: { meeting: 'all' },
    asOf: today,
    notes: notes.list(),
    memo: notes.memo(reader.memo),
  };
}

/** Numbers of groups by acronym; of an acronym that two groups had nobody can say which met. */
function byAcronym(groups: readonly GroupRecord[]): Map<string, number> {
  const found = new Map<string, number>();
  const shared = new Set<string>();
  for (const { id, acronym } of groups) {
    const key = acronym.toLowerCase();
    if (found.has(key)) shared.add(key);
    found.set(key, id);
  }
  for (const key of shared) found.delete(key);
  return found;
}
