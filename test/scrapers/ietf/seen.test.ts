import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Row } from '#prisma/records.ts';
import type { Reader } from '#scrapers/contract.ts';
import { ietfMeetings } from '#scrapers/ietf/meetings.ts';
import { ietfRoles } from '#scrapers/ietf/roles.ts';
import { serve, type Tables } from './tables.ts';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-03-10T12:00:00Z'), toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('a role that the Datatracker dates nowhere', () => {
  const group = {
    id: 7,
    acronym: 'dns',
    name: 'DNS',
    type: '/api/v1/name/grouptypename/wg/',
    state: '/api/v1/name/groupstatename/active/',
    parent: null,
    time: '2020-01-01T00:00:00Z',
  };
  const role = (id: number, person: number) => ({
    id,
    group: '/api/v1/group/group/7/',
    person: `/api/v1/person/person/${person}/`,
    name: '/api/v1/name/rolename/chair/',
  });
  const roleThen = (id: number, person: number) => ({
    ...role(id, person),
    group: '/api/v1/group/grouphistory/41/',
  });
  const holding = async (persons: number[], more: Partial<Reader> = {}, past: Tables = {}) => {
    const tables = {
      'group/group': [group],
      'group/grouphistory': [],
      'group/groupevent': [],
      'group/role': persons.map((person, at) => role(at + 1, person)),
      'group/rolehistory': [],
      'person/person': [1, 2, 3].map((id) => ({ id, name: `Person ${id}` })),
      ...past,
    };
    const gathered = await ietfRoles.gather(serve(tables, more).reader);
    return gathered?.rows.tenure ?? [];
  };
  const ends = (rows: readonly Row<'tenure'>[]) =>
    rows.map((row) => [row.person_id, row.from, row.from_basis, row.to, row.to_basis]);
  const later = (rows: Row<'tenure'>[], on: string): Partial<Reader> => ({
    memo: { on },
    tenures: async () => rows,
  });

  it('begins by the record of its group at the first reading', async () => {
    expect(ends(await holding([1]))).toEqual([['1', '2020-01-01', 'snapshot', null, null]]);
  });

  it('begins on the day it is first seen where the last reading did not show it, and keeps that day', async () => {
    const first = await holding([1]);
    const second = await holding([1, 2], later(first, '2026-03-01'));
    expect(ends(second)).toEqual([
      ['1', '2020-01-01', 'snapshot', null, null],
      ['2', '2026-03-10', 'first-seen', null, null],
    ]);
    vi.setSystemTime(new Date('2026-04-02T12:00:00Z'));
    expect(ends(await holding([1, 2], later(second, '2026-03-10')))).toEqual(ends(second));
  });

  it('that is gone closes with the day of the run that misses it, and stays as it was closed', async () => {
    const first = await holding([1, 2]);
    const second = await holding([2], later(first, '2026-03-01'));
    expect(ends(second)).toEqual([
      ['2', '2020-01-01', 'snapshot', null, null],
      ['1', '2020-01-01', 'snapshot', '2026-03-10', 'last-seen'],
    ]);
    vi.setSystemTime(new Date('2026-04-02T12:00:00Z'));
    expect(ends(await holding([2], later(second, '2026-03-10')))).toEqual(ends(second));
  });

  describe('of a group with records of the past, whose own time stays where it was', () => {
    const record = { ...group, id: 41, group: '/api/v1/group/group/7/' };
    const past = { 'group/grouphistory': [record], 'group/rolehistory': [roleThen(1, 1), roleThen(2, 2)] };

    it('closes with the day of the run that misses it, not the day after the last record', async () => {
      const first = await holding([1, 2], {}, past);
      const second = await holding([2, 3], later(first, '2026-03-01'), past);
      expect(ends(second).toSorted()).toEqual([
        ['1', '2020-01-01', 'snapshot', '2026-03-10', 'last-seen'],
        ['2', '2020-01-01', 'snapshot', null, null],
        ['3', '2026-03-10', 'first-seen', null, null],
      ]);
      vi.setSystemTime(new Date('2026-04-02T12:00:00Z'));
      expect(ends(await holding([2, 3], later(second, '2026-03-10'), past))).toEqual(ends(second));
    });

    it('goes on where a later run finds it again', async () => {
      const first = await holding([1, 2], {}, past);
      const second = await holding([2], later(first, '2026-03-01'), past);
      expect(ends(await holding([1, 2], later(second, '2026-03-10'), past))).toEqual(ends(first));
    });

    it('is dated by the records where no reading had seen it, or only a later record leaves it out', async () => {
      expect(ends(await holding([2], {}, past))).toContainEqual([
        '1',
        '2020-01-01',
        'snapshot',
        '2020-01-02',
        'snapshot',
      ]);
      const first = await holding([1, 2], {}, past);
      const changed = { ...past, 'group/group': [{ ...group, time: '2026-03-05T00:00:00Z' }] };
      expect(ends(await holding([2], later(first, '2026-03-01'), changed))).toContainEqual([
        '1',
        '2020-01-01',
        'snapshot',
        '2026-03-05',
        'snapshot',
      ]);
    });

    it('ends with the group, where that is over, on the day the event of its end says', async () => {
      const first = await holding([1, 2], {}, past);
      const over = {
        ...past,
        'group/group': [
          { ...group, state: '/api/v1/name/groupstatename/conclude/', time: '2026-03-09T00:00:00Z' },
        ],
        'group/groupevent': [
          {
            id: 1,
            group: '/api/v1/group/group/7/',
            type: 'changed_state',
            time: '2026-02-20T00:00:00Z',
            desc: 'Concluded group',
          },
        ],
      };
      expect(ends(await holding([1, 2], later(first, '2026-03-01'), over))).toContainEqual([
        '1',
        '2020-01-01',
        'snapshot',
        '2026-02-20',
        'group-concluded',
      ]);
    });
  });

  it('is another person’s where the name is another, and where the former holder is still known', async () => {
    const first = await holding([1]);
    const merged = async (persons: number[], named: Record<number, string>, past: Tables = {}) => {
      const table = persons.concat(3).map((id) => ({ id, name: named[id] ?? `Person ${id}` }));
      const tables = { 'person/person': table, 'person/alias': [], ...past };
      const reader = later(first, '2026-03-01');
      return ends(await holding(persons, reader, tables)).map(([person, from, , to]) => [person, from, to]);
    };
    expect(await merged([2], { 2: 'PERSON 1' })).toEqual([['2', '2020-01-01', null]]);
    expect(await merged([2], { 2: 'Person 2' })).toEqual([
      ['2', '2026-03-10', null],
      ['1', '2020-01-01', '2026-03-10'],
    ]);
    const elsewhere = { 'group/grouphistory': [{ ...group, id: 41, group: '/api/v1/group/group/7/' }] };
    const known = { ...elsewhere, 'group/rolehistory': [roleThen(1, 1)] };
    expect(await merged([2, 1], { 2: 'Person 1' }, known)).toContainEqual(['1', '2020-01-01', null]);
  });

  it('is not kept from starter data, which no reading had seen', async () => {
    const starter = await holding([1]);
    expect(ends(await holding([2], { tenures: async () => starter }))).toEqual([
      ['2', '2020-01-01', 'snapshot', null, null],
    ]);
  });
});

describe('the registrations of a meeting', () => {
  const meeting = (id: number, number: string) => ({
    id,
    number,
    type: '/api/v1/name/meetingtypename/ietf/',
    date: '2010-03-21',
    days: 6,
    city: 'Anaheim',
    country: 'US',
    attendees: null,
  });
  const one = (id: number, at: number, more: Record<string, unknown>) => ({
    id,
    meeting: `/api/v1/meeting/meeting/${at}/`,
    affiliation: 'BT',
    country_code: 'GB',
    attended: true,
    ...more,
  });
  const tables: Tables = {
    'meeting/meeting': [meeting(1, '76'), meeting(2, '77')],
    'meeting/registration': [one(1, 2, { checkedin: true, tickets: [{ attendance_type: 'onsite' }] })],
    'stats/meetingregistration': [
      one(11, 1, { reg_type: 'onsite' }),
      one(12, 1, { reg_type: 'remote' }),
      one(13, 1, { reg_type: 'remote', attended: false }),
      one(14, 2, { reg_type: 'remote' }),
    ],
  };
  const counted = (rows: readonly Row<'attendance'>[] = []) =>
    rows.map((row) => [row.meeting_id, row.organisation_id, row.country, row.mode, row.count]);

  it('are those of the older table only where the new one has none of that meeting', async () => {
    const { reader, asked } = serve(tables);
    const gathered = await ietfMeetings.gather(reader);
    expect(counted(gathered?.rows.attendance)).toEqual([
      ['ietf-77', 'bt', 'GB', 'onsite', 1],
      ['ietf-76', 'bt', 'GB', 'onsite', 1],
      ['ietf-76', 'bt', 'GB', 'remote', 1],
    ]);
    expect(asked.filter((path) => path.startsWith('stats/'))).toEqual(['stats/meetingregistration?1']);
  });

  it('count everybody in unknown mode where none of a meeting is marked as there: a ticket was only bought', async () => {
    const nobody = [
      one(1, 2, { attended: false, checkedin: false, tickets: [{ attendance_type: 'onsite' }] }),
      one(2, 2, { attended: false, checkedin: false, tickets: [{ attendance_type: 'remote' }] }),
    ];
    const gathered = await ietfMeetings.gather(
      serve({ ...tables, 'meeting/registration': nobody, 'stats/meetingregistration': [] }).reader,
    );
    expect(counted(gathered?.rows.attendance)).toEqual([['ietf-77', 'bt', 'GB', 'unknown', 2]]);
  });

  it('are unknown, and said to be, where neither table answers', async () => {
    const { 'stats/meetingregistration': _, ...without } = tables;
    const gathered = await ietfMeetings.gather(serve(without).reader);
    expect(counted(gathered?.rows.attendance)).toEqual([['ietf-77', 'bt', 'GB', 'onsite', 1]]);
    expect(gathered?.notes).toEqual(['stats/meetingregistration is not answered']);
  });
});
