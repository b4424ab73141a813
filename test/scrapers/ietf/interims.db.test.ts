import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settings } from '#lib/env.ts';
import { parseWeek } from '#lib/week.ts';
import { attendanceByCountry } from '#metrics/attendance-by-country.ts';
import { defaultsOf } from '#metrics/params.ts';
import { readDeadlines } from '#metrics/week-deadlines.ts';
import type { Store } from '#prisma/client.ts';
import type { Source } from '#scrapers/contract.ts';
import { ietfGroups } from '#scrapers/ietf/groups.ts';
import { ietfInterims } from '#scrapers/ietf/interims.ts';
import { ietfMeetings } from '#scrapers/ietf/meetings.ts';
import { runSource } from '#scrapers/run.ts';
import { calendarFeed } from '../../../app/api/_endpoints/calendar.ts';
import * as groupRoute from '../../../app/api/v1/groups/[id]/route.ts';
import Calendar from '../../../app/calendar/page.tsx';
import GroupPage from '../../../app/groups/[id]/page.tsx';
import MeetingPage from '../../../app/meetings/[id]/page.tsx';
import Meetings from '../../../app/meetings/page.tsx';
import { askJson, serveFrom } from '../../api.ts';
import { insertLists } from '../../counting.ts';
import { freshDatabase } from '../../database.ts';
import { quick } from './place.ts';
import { rowOf, type SmallDatatracker, serveDatatracker } from './small-datatracker.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const meeting = (id: number, number: string, date: string, more: Record<string, unknown> = {}) => ({
  id,
  number,
  type: `/api/v1/name/meetingtypename/${number.startsWith('interim') ? 'interim' : 'ietf'}/`,
  date,
  days: 1,
  city: '',
  country: '',
  attendees: null,
  ...more,
});
const registration = (id: number, of: number) => ({
  id,
  meeting: `/api/v1/meeting/meeting/${of}/`,
  person: null,
  first_name: '',
  last_name: '',
  email: '',
  affiliation: 'Nokia',
  country_code: 'FI',
  attended: true,
  checkedin: true,
  tickets: [{ attendance_type: 'onsite' }],
});

let store: Store;
let dataDir: string;
let tracker: SmallDatatracker;
const read = (source: Source) =>
  runSource(
    store,
    { ...source, floor: {} },
    { ...settings(), dataDir, mirrorUrl: tracker.url, crawlDelayMs: 0 },
    quick,
  );
const words = (element: Parameters<typeof renderToStaticMarkup>[0]) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const attendance = async () => {
  const { rows, total } = await attendanceByCountry.read(store, defaultsOf('ietf', attendanceByCountry));
  return { rows, total };
};

beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  serveFrom(store);
  dataDir = await mkdtemp(join(tmpdir(), 'rapporteur-interims-'));
  tracker = await serveDatatracker({
    'group/group': [
      rowOf.group(7, 'dns'),
      rowOf.group(8, 'tls-new'),
      rowOf.group(9, 'twin'),
      rowOf.group(10, 'twin', { state: '/api/v1/name/groupstatename/conclude/' }),
    ],
    'group/grouphistory': [],
    'group/groupevent': [],
    'meeting/meeting': [
      meeting(1, '104', '2019-03-23', { days: 6, city: 'Prague', country: 'CZ', attendees: 1200 }),
      meeting(2, 'interim-2018-dns-01', '2018-05-14'),
      meeting(3, 'interim-2019-dns-01', '2019-05-14', { city: 'Oslo', country: 'NO', days: 2 }),
      meeting(4, 'interim-2019-tls-new-02', '2019-06-01'),
      meeting(5, 'interim-2019-twin-01', '2019-06-02'),
      meeting(6, `interim-${inDays(9).slice(0, 4)}-dns-03`, inDays(9)),
    ],
    'meeting/registration': Array.from({ length: 5 }, (_, at) => registration(at + 1, 1)),
  });
  expect(await read(ietfGroups)).toMatchObject({ state: 'good' });
  expect(await read(ietfMeetings)).toMatchObject({ state: 'good', message: null });
});
afterAll(async () => {
  await tracker.stop();
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('an interim meeting', () => {
  it('is a meeting of the group its number names, dated, and moves no attendance', async () => {
    const before = await attendance();
    expect(before.total).toBe(5);
    expect(await read(ietfInterims)).toMatchObject({
      state: 'good',
      added: 5,
      message: 'interim meetings of no group we can tell: twin',
    });
    expect(await attendance()).toEqual(before);
    expect(await read(ietfInterims)).toMatchObject({ state: 'good', added: 0, changed: 0, removed: 0 });
    const { meetings } = await askJson<{ meetings: object[] }>(groupRoute, '/api/v1/groups/dns', {
      id: 'dns',
    });
    expect(meetings).toMatchObject([
      { kind: 'interim', from: inDays(9), city: null },
      { id: 'interim-2019-dns-01', kind: 'interim', from: '2019-05-14', to: '2019-05-15', city: 'Oslo' },
      { id: 'interim-2018-dns-01', kind: 'interim', from: '2018-05-14', to: '2018-05-14', city: null },
    ]);
    const { rows } = await store.pool.query(
      `select id, group_id from meeting where group_id is distinct from 'dns' order by id`,
    );
    expect(rows).toEqual([
      { id: 'ietf-104', group_id: null },
      { id: 'interim-2019-tls-new-02', group_id: 'tls-new' },
      { id: 'interim-2019-twin-01', group_id: null },
    ]);
  });

  it('stands on /meetings by its year, apart from the plenary ones', async () => {
    const shown = async (search: Record<string, string>) =>
      words(await Meetings({ searchParams: Promise.resolve(search) })).split(
        'Interim meetings of IETF groups',
      );
    const [plenary, interims] = await shown({ year: '2019' });
    expect(plenary).toContain('IETF 104');
    expect(plenary).not.toContain('Interim meeting of');
    expect(interims).toMatch(
      /2019 \(3\) 2018 \(1\) .*twin, 2019-01 not known to us 2 June 2019 online .*dns, 2019-01 Group dns 14 May 2019 Oslo, Norway/,
    );
    expect((await shown({ year: '2018' }))[1]).not.toContain('2019-01');
    const coming = Number(inDays(9).slice(0, 4));
    expect((await shown({}))[1]).toContain(`Interim meeting of dns, ${coming}-03`);
  });

  it('has its place or is online on its own page, with a link to its group and source and no attendance', async () => {
    const of = async (id: string) =>
      words(await MeetingPage({ params: Promise.resolve({ id }), searchParams: Promise.resolve({}) }));
    expect(await of('interim-2019-dns-01')).toMatch(
      /14 May 2019 to 15 May 2019 Place Oslo, Norway Group dns/,
    );
    const online = await of('interim-2018-dns-01');
    expect(online).toContain('Place online');
    expect(online).toContain('https://datatracker.ietf.org/meeting/interim-2018-dns-01/session/dns');
    expect(online).toContain('No registrations are read for interim meetings.');
    const group = words(
      await GroupPage({ params: Promise.resolve({ id: 'dns' }), searchParams: Promise.resolve({}) }),
    );
    expect(group).toContain('Interim meeting of dns, 2019-01 , 14 May 2019, Oslo');
  });

  it('that is coming stands under the calendar and in its feed only where that is asked for, and in no letter', async () => {
    const title = `Interim meeting of dns, ${inDays(9).slice(0, 4)}-03`;
    const [steps, interims] = words(await Calendar()).split('As the Datatracker lists them.');
    expect([steps?.includes(title), interims?.includes(title)]).toEqual([false, true]);
    const feed = async (query: string) =>
      (await calendarFeed.read(store, { path: {}, query: new URLSearchParams(query) }))?.text ?? '';
    expect(await feed('')).not.toContain('Interim meeting');
    expect((await feed('interims=all')).replaceAll('\r\n ', '')).toContain(
      `SUMMARY:${title.replace(',', '\\,')}`,
    );
    const week = { ...parseWeek('2020-W47'), from: inDays(-7), to: inDays(-1) };
    expect(await readDeadlines(store, week)).toEqual([]);
  });
});
