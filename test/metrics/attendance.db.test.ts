import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attendanceByCountry } from '#metrics/attendance-by-country.ts';
import { attendanceByOrganisation } from '#metrics/attendance-by-organisation.ts';
import { readAxisNotes } from '#metrics/axis-notes.ts';
import type { Metric, Params } from '#metrics/contract.ts';
import { readMeeting } from '#metrics/meeting.ts';
import { defaultsOf } from '#metrics/params.ts';
import type { Store } from '#prisma/client.ts';
import { insertLists, insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;

beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  const cell = (
    meeting: string,
    organisation: string | null,
    country: string | null,
    mode: string,
    count: number,
  ) => ({
    meeting_id: meeting,
    organisation_text: organisation ?? '',
    country_text: country ?? '',
    mode,
    organisation_id: organisation,
    country,
    count,
  });
  await insertRows(store, {
    meeting: [
      { id: 'ietf-104', body: 'ietf', name: 'IETF 104', from: '2019-03-23' },
      { id: 'ietf-110', body: 'ietf', name: 'IETF 110', from: '2021-03-08' },
    ],
    meeting_count: ['ietf-104', 'ietf-110'].map((meeting_id) => ({
      meeting_id,
      what: 'attended',
      source_url: 'https://datatracker.ietf.org/',
      value: 14,
      evidence: 'primary',
    })),
    attendance: [
      cell('ietf-104', 'bt', 'GB', 'onsite', 4),
      cell('ietf-104', 'futurewei', 'US', 'onsite', 5),
      cell('ietf-104', 'ericsson', 'SE', 'onsite', 2),
      cell('ietf-104', 'nokia', 'FI', 'onsite', 1),
      cell('ietf-104', null, null, 'onsite', 2),
      cell('ietf-110', 'bt', 'GB', 'remote', 7),
      cell('ietf-110', 'ericsson', 'SE', 'remote', 3),
    ],
  });
});
afterAll(() => store.close());

const read = (metric: Metric, given: Partial<Params>) =>
  metric.read(store, { ...defaultsOf('ietf', metric), ...given });
const cells = async (metric: Metric, given: Partial<Params>) =>
  Object.fromEntries((await read(metric, given)).rows.map((row) => [`${row.period} ${row.key}`, row.value]));

describe('attendance', () => {
  it('shows countries with fewer than three attendances in a period as one row, and the unknown as its own', async () => {
    expect(await cells(attendanceByCountry, {})).toEqual({
      '2019 US': 5,
      '2019 GB': 4,
      '2019 fewer-than-three': 3,
      '2019 null': 2,
      '2021 GB': 7,
      '2021 SE': 3,
    });
  });

  it('folds over the whole span only what is still small there', async () => {
    expect(await cells(attendanceByOrganisation, { by: 'all' })).toEqual({
      'all bt': 11,
      'all ericsson': 5,
      'all futurewei': 5,
      'all fewer-than-three': 1,
      'all null': 2,
    });
  });

  it('never shows a small cell through a filter', async () => {
    for (const given of [{ mode: 'onsite' }, { meeting: 'ietf-104' }, { bloc: 'eu' }] as const) {
      for (const metric of [attendanceByCountry, attendanceByOrganisation]) {
        const { rows } = await read(metric, given);
        const small = rows.filter(
          (row) => row.key !== null && row.key !== 'fewer-than-three' && row.value < 3,
        );
        expect(small).toEqual([]);
      }
    }
    expect(attendanceByCountry.params).not.toContain('organisation');
    expect(attendanceByOrganisation.params).not.toContain('country');
  });

  it('adds up under every rule and mode', async () => {
    for (const rule of ['declared', 'employer', 'parent'] as const) {
      const { rows, total } = await read(attendanceByCountry, { rule });
      expect(rows.reduce((sum, row) => sum + row.value, 0)).toBe(total);
      expect(total).toBe(24);
    }
    expect((await read(attendanceByCountry, { mode: 'remote' })).total).toBe(10);
    expect(await cells(attendanceByCountry, { rule: 'parent', by: 'all' })).toMatchObject({ 'all CN': 5 });
  });

  it('counts the British for the European Union of 2019 and not for that of 2021', async () => {
    expect(await cells(attendanceByCountry, { bloc: 'eu' })).toEqual({
      '2019 GB': 4,
      '2019 fewer-than-three': 3,
      '2021 SE': 3,
    });
  });
});

describe('a meeting whose list marks nobody as there', () => {
  const asked = (given: Partial<Params> = {}) => ({ ...defaultsOf('ietf', attendanceByCountry), ...given });
  const breaks = async (given: Partial<Params> = {}) =>
    (await readAxisNotes(store, asked(given), [], attendanceByCountry)).map(
      ({ day, text }) => `${day} ${text}`,
    );
  const notes = async (given: Partial<Params>) => (await read(attendanceByCountry, given)).notes.join(' ');

  beforeAll(async () => {
    expect(await breaks()).toEqual([]);
    expect(await notes({})).not.toContain('Registrations, not attendances');
    await insertRows(store, {
      meeting: [{ id: 'ietf-93', body: 'ietf', name: 'IETF 93', from: '2015-07-19' }],
      attendance: [
        {
          meeting_id: 'ietf-93',
          organisation_text: 'BT',
          country_text: 'GB',
          mode: 'unknown',
          organisation_id: 'bt',
          country: 'GB',
          count: 9,
        },
      ],
    });
  });

  it('counts everybody registered, says so with their number, and breaks the line on its day', async () => {
    expect((await read(attendanceByCountry, { to: '2015-12-31' })).total).toBe(9);
    expect(await notes({})).toContain(
      'Registrations, not attendances, because the list marks nobody as there: IETF 93 (2015, 9 registered). These periods also count who did not come.',
    );
    expect(await breaks()).toEqual([
      '2015-07-19 IETF 93: everybody registered counts, because its list marks nobody as there',
    ]);
    const { isMarked } = (await readMeeting(store, 'ietf-93')) ?? {};
    expect(isMarked).toBe(false);
  });

  it('stands in no figure of one mode, which says so', async () => {
    expect((await read(attendanceByCountry, { mode: 'onsite', to: '2015-12-31' })).total).toBe(0);
    expect(await notes({ mode: 'onsite' })).toContain('Not in it, because the list marks nobody as there');
    expect(await breaks({ mode: 'onsite' })).toEqual([]);
  });
});

it('the attendance of the ITU is said to be read nowhere, and bears no date of the IETF', async () => {
  const { total, asOf, notes } = await read(attendanceByCountry, { body: 'itu-t', rule: 'declared' });
  expect([total, asOf]).toEqual([0, null]);
  expect(notes.join(' ')).toContain('No list of who came to meetings of the ITU is read here.');
});
