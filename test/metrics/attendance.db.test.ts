import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attendanceByCountry } from '#metrics/attendance-by-country.ts';
import { attendanceByOrganisation } from '#metrics/attendance-by-organisation.ts';
import { readAxisNotes } from '#metrics/axis-notes.ts';
import type { Metric, Params } from '#metrics/contract.ts';
import { readMeeting } from '#metrics/meeting.ts';
import { defaultsOf } from '#metrics/params.ts';
import type { Store } from '#prisma/client.ts';
import { answerOf } from '../../app/_charts/answer.ts';
import { subtitleOf } from '../../app/_charts/subtitle.ts';
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

describe('meetings that were held', () => {
  let own: Store;
  const ask = (given: Partial<Params>) =>
    attendanceByCountry.read(own, { ...defaultsOf('ietf', attendanceByCountry), ...given });
  beforeAll(async () => {
    own = await freshDatabase();
    await insertLists(own);
    const meeting = (number: number, from: string) => ({
      ...{ id: `ietf-${number}`, body: 'ietf', number: String(number), name: `IETF ${number}`, from },
    });
    const cell = (number: number) => ({
      ...{ meeting_id: `ietf-${number}`, organisation_text: '', country_text: 'GB', mode: 'onsite' },
      ...{ organisation_id: null, country: 'GB', count: 40 },
    });
    await insertRows(own, {
      // IETF 93 is in no list; the list of IETF 92 has nobody.
      meeting: [
        meeting(91, '2014-11-09'),
        meeting(92, '2015-03-22'),
        meeting(94, '2015-11-01'),
        meeting(95, '2016-04-03'),
      ],
      attendance: [cell(91), cell(94), cell(95)],
    });
    await own.pool.query(
      "insert into run (source, mode, state, started_at, as_of) values ('ietf-meetings', 'web', 'good', '2016-12-01', '2016-12-01')",
    );
  });
  afterAll(() => own.close());

  it('are told with how many of them were read, those in no list by their number', async () => {
    const all = await ask({ by: 'all' });
    expect(all.meetings).toEqual({ held: 5, read: 3, missing: ['IETF 92', 'IETF 93'] });
    expect(all.notes.join(' ')).toMatch(
      /3 of 5 meetings held were read\. Not read, and in no number here: IETF 92, IETF 93\./,
    );
    expect(subtitleOf({ ...defaultsOf('ietf', attendanceByCountry) }, all, attendanceByCountry)).toMatch(
      / · 3 of 5 meetings held were read · newest meeting April 2016 · read 1 December 2016\.$/,
    );
  });

  it('end where their list does: nobody says how many were held after', async () => {
    expect((await ask({ by: 'all' })).notes.join(' ')).toMatch(
      /The list of meetings read here ends with IETF 95 \(April 2016\): how many were held after it is not known/,
    );
    expect((await ask({ by: 'all', to: '2015-12-31' })).notes.join(' ')).not.toMatch(/ends with/);
  });

  it('are not compared where none was read, and their zero is none', async () => {
    const both = await ask({
      by: 'all',
      from: '2015-01-01',
      to: '2015-10-31',
      against: '2014-01-01..2014-12-31',
    });
    expect(both).toMatchObject({
      meetings: { held: 1, read: 0, missing: ['IETF 92'] },
      against: { total: 40, meetings: { held: 1, read: 1, missing: [] } },
      rows: [],
    });
    expect(
      answerOf(
        attendanceByCountry,
        {
          ...defaultsOf('ietf', attendanceByCountry),
          ...{ by: 'all', from: '2015-01-01', to: '2015-10-31', against: '2014-01-01..2014-12-31' },
        },
        both,
      ),
    ).toBe('Not to be compared: nothing of 2015-01-01 to 2015-10-31 is read.');
  });
});

describe('attendance', () => {
  it('shows countries with fewer than three attendances in a period as one row, the unknown with them where it is as small', async () => {
    expect(await cells(attendanceByCountry, {})).toEqual({
      '2019 US': 5,
      '2019 GB': 4,
      '2019 fewer-than-three': 5,
      '2021 GB': 7,
      '2021 SE': 3,
    });
  });

  it('folds over the whole span only what is still small there', async () => {
    expect(await cells(attendanceByOrganisation, { by: 'all' })).toEqual({
      'all bt': 11,
      'all ericsson': 5,
      'all futurewei': 5,
      'all fewer-than-three': 3,
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
    const { notes } = await read(attendanceByCountry, {});
    expect(notes).toContain('In 2019 the unknown are not told apart from the row of fewer than three.');
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

describe('a single person', () => {
  beforeAll(async () => {
    const at = (country: string, organisation: string, count: number) => ({
      meeting_id: 'ietf-106',
      organisation_text: organisation,
      country_text: country,
      mode: 'onsite',
      organisation_id: organisation,
      country,
      count,
    });
    await insertRows(store, {
      meeting: [{ id: 'ietf-106', body: 'ietf', name: 'IETF 106', from: '2019-11-16' }],
      meeting_count: [
        {
          meeting_id: 'ietf-106',
          what: 'attended',
          source_url: 'https://datatracker.ietf.org/',
          value: 14,
          evidence: 'primary',
        },
      ],
      attendance: [at('GB', 'bt', 6), at('FI', 'nokia', 1), at('US', 'futurewei', 5)],
    });
  });

  it('is never what the row of fewer than three stands for: the smallest country beside it is taken in', async () => {
    expect(await cells(attendanceByCountry, { meeting: 'ietf-106' })).toEqual({
      '2019 GB': 6,
      '2019 fewer-than-three': 6,
    });
    expect((await read(attendanceByCountry, { meeting: 'ietf-106' })).total).toBe(12);
  });

  it('is not what remains of a bloc: it is left out of the rows and the total, and the notes say so', async () => {
    const reading = await read(attendanceByCountry, { meeting: 'ietf-106', bloc: 'eu' });
    expect(reading.rows.map((row) => [row.key, row.value])).toEqual([['GB', 6]]);
    expect(reading.total).toBe(6);
    expect(reading.notes.join(' ')).toContain('Left out of 2019 and of their totals');
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
