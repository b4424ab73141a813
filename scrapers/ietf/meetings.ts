import { z } from 'zod';
import { country as countryBy } from '#entities/countries.ts';
import { resolveOrganisations } from '#entities/organisation.ts';
import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { datatracker, field, keyOf } from './datatracker.ts';
import { Notes } from './notes.ts';
import { readTable } from './read-table.ts';
import { redact } from './redact.ts';
import { announce } from './table-page.ts';

/** IETF meetings with their places, and how many attended by organisation, country and mode. No persons. */
export const ietfMeetings: Source = {
  ...datatracker,
  id: 'ietf-meetings',
  title: 'IETF meetings and attendance',
  cadenceHours: 24,
  floor: { meeting: 20, attendance: 1000 },
  filled: { attendance: { count: 1, country: 0.8 } },
  redact,
  gather,
};

export const meetingTable = {
  resource: 'meeting/meeting',
  fields: {
    id: field.id,
    number: field.text,
    type: field.uri,
    date: field.day,
    days: z.number().int(),
    city: field.text,
    country: field.text,
    attendees: z.number().int().nullable(),
  },
  also: [
    'time_zone',
    'venue_name',
    'venue_addr',
    'break_area',
    'reg_area',
    'schedule',
    'agenda',
    'updated',
    'proceedings_final',
    'show_important_dates',
    'idsubmit_cutoff_day_offset_00',
    'idsubmit_cutoff_day_offset_01',
    'idsubmit_cutoff_time_utc',
    'idsubmit_cutoff_warning_days',
    'submission_start_day_offset',
    'submission_cutoff_day_offset',
    'submission_correction_day_offset',
    'agenda_info_note',
    'agenda_warning_note',
    'session_request_lock_message',
    'acknowledgements',
    'overview',
    'group_conflict_types',
    'import_from',
  ],
};
const plenaryTable = {
  ...meetingTable,
  filters: [{ param: 'type', value: 'ietf', holds: (row: { type: string }) => keyOf(row.type) === 'ietf' }],
};

const attendee = {
  id: field.id,
  meeting: field.uri,
  affiliation: field.text,
  country_code: field.text,
  attended: z.boolean(),
};
const personal = ['person', 'first_name', 'last_name', 'email'];
const registrationTable = {
  resource: 'meeting/registration',
  fields: {
    ...attendee,
    checkedin: z.boolean(),
    tickets: z.array(z.object({ attendance_type: field.text }).loose()),
  },
  also: personal,
};
const oldTable = {
  resource: 'stats/meetingregistration',
  fields: { ...attendee, reg_type: field.text },
  also: [...personal, 'ticket_type', 'checkedin'],
  optional: true,
};

const oldTableOf = (meeting: number) => ({
  ...oldTable,
  filters: [
    {
      param: 'meeting',
      value: String(meeting),
      some: true,
      holds: (row: { meeting: string }) => keyOf(row.meeting) === String(meeting),
    },
  ],
});

interface Attendee {
  meeting: string;
  organisation: string;
  country: string;
  mode: string;
  isThere: boolean;
  pageId: number;
}

/** onsite where any ticket says so, remote where one says that; hackathon-only and other tickets are no attendance mode. */
function modeOf(types: readonly string[]): string {
  const slugs = types.map((type) => (type.endsWith('/') ? keyOf(type) : type));
  if (slugs.includes('onsite')) return 'onsite';
  return slugs.includes('remote') ? 'remote' : 'unknown';
}

async function gather(reader: Reader): Promise<Gathered> {
  const notes = new Notes();
  const today = isoDay();
  announce(reader, [plenaryTable, registrationTable]);
  const meetings = await readTable(reader, plenaryTable, notes);
  const ids = new Map(meetings.map(({ row }) => [String(row.id), `ietf-${row.number}`]));
  const attendees: Attendee[] = [];
  for (const { row, pageId } of await readTable(reader, registrationTable, notes)) {
    attendees.push({
      meeting: ids.get(keyOf(row.meeting)) ?? '',
      organisation: row.affiliation.trim(),
      country: row.country_code.trim(),
      mode: modeOf(row.tickets.map((ticket) => ticket.attendance_type)),
      isThere: row.attended || row.checkedin,
      pageId,
    });
  }
  const covered = new Set(attendees.map(({ meeting }) => meeting));
  const older = meetings
    .map(({ row }) => ({ id: `ietf-${row.number}`, table: oldTableOf(row.id) }))
    .filter(({ id }) => !covered.has(id));
  announce(
    reader,
    older.map(({ table }) => table),
  );
  for (const { id, table } of older) {
    for (const { row, pageId } of await readTable(reader, table, notes)) {
      attendees.push({
        meeting: id,
        organisation: row.affiliation.trim(),
        country: row.country_code.trim(),
        mode: modeOf([row.reg_type]),
        isThere: row.attended,
        pageId,
      });
    }
  }
  const strangers = attendees.filter(({ meeting }) => meeting === '').length;
  if (strangers) notes.add(`${strangers} registrations are for meetings that are no IETF meeting`);

  const meeting: Row<'meeting'>[] = [];
  const counts: Row<'meeting_count'>[] = [];
  const starts = new Map<string, string>();
  for (const { row, pageId } of meetings) {
    const id = `ietf-${row.number}`;
    starts.set(id, row.date);
    const url = `https://datatracker.ietf.org/meeting/${row.number}/proceedings`;
    meeting.push({
      ...blank('meeting'),
      id,
      body: 'ietf',
      number: row.number,
      name: `IETF ${row.number}`,
      from: row.date,
      to: lastDay(row.date, row.days),
      city: row.city.trim() || null,
      country: countryBy(row.country.toUpperCase())?.code ?? null,
      url,
      page_id: pageId,
    });
    const tell = (what: string, value: number, sentence: string) =>
      counts.push({
        meeting_id: id,
        what,
        source_url: url,
        value,
        sentence,
        evidence: 'primary',
        page_id: pageId,
      });
    if (row.attendees !== null) tell('attendees', row.attendees, 'as the Datatracker states it');
    const here = attendees.filter((one) => one.meeting === id);
    if (here.length) tell('registrations', here.length, 'registrations the Datatracker holds');
    const there = here.filter((one) => one.isThere).length;
    if (there) tell('attended', there, 'registrations marked as attended or checked in');
  }
  return {
    rows: { meeting, meeting_count: counts, attendance: attendanceRows(attendees, starts) },
    scopes: { meeting: 'all', meeting_count: 'all', attendance: 'all' },
    asOf: today,
    notes: notes.list(),
    memo: notes.memo(reader.memo),
  };
}

/** The last of so many days from an ISO day on. */
export function lastDay(from: string, days: number): string {
  const end = new Date(`${from}T00:00:00Z`);
  end.setUTCDate(end.getUTCDate() + Math.max(0, days - 1));
  return isoDay(end);
}

/**
 * Who was there, counted; of a meeting that marks nobody as there (it was not recorded), everybody registered, in unknown
 * mode: a ticket says what was bought, not where its holder was.
 */
function attendanceRows(
  attendees: readonly Attendee[],
  starts: ReadonlyMap<string, string>,
): Row<'attendance'>[] {
  const marked = new Set(attendees.filter(({ isThere }) => isThere).map(({ meeting }) => meeting));
  const cells = new Map<string, { row: Row<'attendance'>; count: number }>();
  for (const { meeting, organisation, country, mode: ticket, isThere, pageId } of attendees) {
    if (!meeting || (marked.has(meeting) && !isThere)) continue;
    const mode = marked.has(meeting) ? ticket : 'unknown';
    const key = JSON.stringify([meeting, organisation, country, mode]);
    const cell = cells.get(key);
    if (cell) {
      cell.count++;
      continue;
    }
    const code = countryBy(country.toUpperCase())?.code ?? null;
    const parts = organisation
      ? resolveOrganisations(organisation, { country: code, on: starts.get(meeting) ?? null })
      : [];
    const row: Row<'attendance'> = {
      ...blank('attendance'),
      meeting_id: meeting,
      organisation_text: organisation,
      country_text: country,
      mode,
      // A cell that names several organisations belongs to none of them alone.
      organisation_id: parts.length === 1 ? (parts[0]?.organisation ?? null) : null,
      country: code,
      count: 1,
      page_id: pageId,
    };
    cells.set(key, { row, count: 1 });
  }
  return [...cells.values()].map(({ row, count }) => ({ ...row, count }));
}
