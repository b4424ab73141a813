import { lists } from '#entities/organisation.ts';
import { attendanceFloor, foldedWords } from '#prisma/attendance-cells.ts';
import type { Batch } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import { blank, type Row } from '#prisma/records.ts';
import { storedRows } from '#prisma/stored.ts';
import type { Source } from '../contract.ts';
import { ietfGroups } from './groups.ts';
import { ietfMeetings } from './meetings.ts';
import { ietfRoles } from './roles.ts';
import { dayAfter } from './tenures.ts';

/** What of one source goes with the program. */
export interface StarterRows {
  /** The day the rows speak of (ISO). */
  asOf: string;
  /** What they are, in words for a reader. */
  about: string;
  rows: Batch;
}

export const datatrackerParts: readonly { source: Source; rows: (store: Store) => Promise<StarterRows> }[] = [
  { source: ietfGroups, rows: groupRows },
  { source: ietfRoles, rows: roleRows },
  { source: ietfMeetings, rows: meetingRows },
];

/**
 * Groups that the Datatracker's own records reach: it numbers groups as they come, and what lies beyond the last number
 * that an event or a record of the past names is no group of that day. The newest of those records is the day all of it
 * speaks of, whenever it was read. A state that may have changed since is not told.
 */
async function groupRows(store: Store): Promise<StarterRows> {
  const { asOf, groups, kept } = await knownGroups(store);
  const names = await storedRows(store, 'group_name', ietfGroups.id);
  const ends = new Set(['concluded', 'replaced', 'abandoned']);
  const group = groups.map((row) => ({
    ...row,
    parent: kept.has(row.parent ?? '') ? row.parent : null,
    state: row.state && ends.has(row.state) ? row.state : null,
    page_id: null,
  }));
  const group_name = names
    .filter((row) => kept.has(row.group_id ?? ''))
    .map((row) => ({ ...row, page_id: null }));
  return {
    asOf,
    about: `${group.length} groups as the Datatracker knew them on ${asOf}`,
    rows: { group, group_name },
  };
}

async function knownGroups(store: Store) {
  const all = await storedRows(store, 'group', ietfGroups.id);
  const names = await storedRows(store, 'group_name', ietfGroups.id);
  const dated = new Map<string, string>();
  const date = (group: string | null, day: string | null) => {
    if (group && day && day > (dated.get(group) ?? '')) dated.set(group, day);
  };
  for (const row of names) date(row.group_id, row.from);
  for (const row of all) for (const day of [row.from, row.to]) date(row.id, day);
  const last = Math.max(...all.filter((row) => dated.has(row.id ?? '')).map((row) => row.number ?? 0));
  const groups = all.filter((row) => (row.number ?? 0) <= last);
  const asOf = [...dated.values()].sort().at(-1) ?? '';
  return { asOf, groups, kept: new Set(groups.map((row) => row.id ?? '')) };
}

/**
 * Tenures without what they rest on elsewhere: a person's documents, which say the affiliation, are not among the
 * starter data. Whoever held a post on the last day is last seen then: the starter data knows nobody of today.
 */
async function roleRows(store: Store): Promise<StarterRows> {
  const { asOf, kept } = await knownGroups(store);
  const persons = await storedRows(store, 'person', ietfRoles.id);
  const names = new Map(persons.map((row) => [row.id, row.name ?? '']));
  // "(System)", "(name not known)": words in brackets are the database's own, nobody's name.
  const isName = (name: string) => name !== '' && !/^\(.*\)$/.test(name);
  const end = dayAfter(asOf);
  const tenure = (await storedRows(store, 'tenure', ietfRoles.id))
    .filter((row) => kept.has(row.group_id ?? ''))
    .map((row): Row<'tenure'> => {
      const isNamed = isName(names.get(row.person_id) ?? '');
      const isOpen = row.to === null;
      return {
        ...row,
        person_id: isNamed ? row.person_id : null,
        person_name: isNamed ? row.person_name : `person ${row.person_id}`,
        from: row.from !== null && row.from > asOf ? asOf : row.from,
        to: isOpen ? end : row.to,
        to_basis: isOpen ? 'last-record' : row.to_basis,
        ...{ organisation_text: null, organisation_id: null, country_text: null, country: null },
        evidence: 'secondary',
        page_id: null,
      };
    });
  const held = new Set(tenure.map((row) => row.person_id));
  const person = persons.filter((row) => held.has(row.id)).map((row) => ({ ...row, page_id: null }));
  return {
    asOf,
    about: `${tenure.length} tenures as the Datatracker knew them on ${asOf}`,
    rows: { person, tenure },
  };
}

async function meetingRows(store: Store): Promise<StarterRows> {
  const meeting = (await storedRows(store, 'meeting', ietfMeetings.id)).map((row) => ({
    ...row,
    page_id: null,
  }));
  const words: Readonly<Record<string, string>> = {
    registrations: 'registrations in the list of the meeting',
    attended: 'registrations marked there as attended',
  };
  // The Datatracker's own number of attendees is read at the Datatracker.
  const counts = (await storedRows(store, 'meeting_count', ietfMeetings.id))
    .filter((row) => words[row.what ?? ''] !== undefined)
    .map((row) => ({
      ...row,
      sentence: words[row.what ?? ''] ?? null,
      evidence: 'secondary',
      page_id: null,
    }));
  const attendance = foldAttendance(await storedRows(store, 'attendance', ietfMeetings.id));
  const held = new Set(attendance.map((row) => row.meeting_id));
  const counted = meeting.filter((row) => held.has(row.id));
  const numbers = (rows: readonly Row<'meeting'>[]) => {
    const all = rows.map((row) => Number(row.number)).sort((a, b) => a - b);
    return `${all[0]} to ${all.at(-1)}`;
  };
  return {
    asOf:
      counted
        .map((row) => row.from ?? '')
        .sort()
        .at(-1) ?? '',
    about: `IETF ${numbers(meeting)}, attendance of IETF ${numbers(counted)}`,
    rows: { meeting, meeting_count: counts, attendance },
  };
}

/**
 * Cells of organisation and country as two sums of the same registrations: by country and by organisation. In each the
 * rows of a meeting and mode add up to all of its registrations, and what counts fewer than three is one row, told apart
 * from the unknown: words on no list are unknown, however few wrote them.
 */
export function foldAttendance(cells: readonly Row<'attendance'>[]): Row<'attendance'>[] {
  const names = new Map(lists.organisations.map((one) => [one.id, one.name]));
  const sums = new Map<string, Row<'attendance'>>();
  const add = (row: Row<'attendance'>, count: number) => {
    const key = JSON.stringify([
      row.meeting_id,
      row.mode,
      row.summed_by,
      row.organisation_text,
      row.country_text,
    ]);
    const sum = sums.get(key) ?? { ...row, count: 0 };
    sums.set(key, { ...sum, count: (sum.count ?? 0) + count });
  };
  for (const {
    meeting_id,
    mode,
    country,
    country_text,
    organisation_id,
    organisation_text,
    count,
  } of cells) {
    const row = { ...blank('attendance'), meeting_id, mode, folded: false };
    add(
      {
        ...row,
        summed_by: 'country',
        organisation_text: 'all',
        country,
        country_text: country ?? country_text,
      },
      count ?? 0,
    );
    add(
      {
        ...row,
        summed_by: 'organisation',
        country_text: 'all',
        organisation_id,
        organisation_text: names.get(organisation_id ?? '') ?? organisation_text,
      },
      count ?? 0,
    );
  }
  const whole = [...sums.values()];
  sums.clear();
  for (const row of whole) {
    const count = row.count ?? 0;
    const text = row.summed_by === 'country' ? 'country_text' : 'organisation_text';
    const isKnown = (row.summed_by === 'country' ? row.country : row.organisation_id) !== null;
    if (count >= attendanceFloor || row[text] === '') add(row, count);
    else if (!isKnown) add({ ...row, [text]: `words on no list, ${foldedWords}` }, count);
    else add({ ...row, country: null, organisation_id: null, folded: true, [text]: foldedWords }, count);
  }
  return [...sums.values()];
}
