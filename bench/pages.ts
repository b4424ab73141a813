import { attendanceByCountry } from '#metrics/attendance-by-country.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { listMeetings } from '#metrics/meeting.ts';
import { readParams } from '#metrics/params.ts';
import { postsByCountry } from '#metrics/posts-by-country.ts';
import { readRoster } from '#metrics/roster.ts';
import { search } from '#metrics/search.ts';
import type { Store } from '#prisma/client.ts';
import { type Measured, quantile } from './measure.ts';
import { webServer } from './web.ts';

const times = 40;
const p95 = (work: () => Promise<unknown>) => quantile(0.95, times, work);

/** Warm pages of a web server of its own over this store, and the readings they rest on: the 95th percentile of 40. */
export async function pages(store: Store, dir: string): Promise<Measured[]> {
  const server = await webServer(store, dir);
  const get = (path: string) => () => server.get(path);
  const today = new Date().toISOString().slice(0, 10);
  const on = '2012-03-01';
  const since2000: [string, string][] = [['from', '2000']];
  const home = () =>
    Promise.all([
      authorshipByCountry.read(store, readParams(authorshipByCountry, since2000), 'largest'),
      authorshipByOrganisation.read(store, readParams(authorshipByOrganisation, since2000), 'largest'),
      listMeetings(store, ['itu-t'], 'contributions'),
      readRoster(store, { body: 'itu', on: today }),
    ]);
  try {
    const homePage = await p95(get('/'));
    const homeReadings = await p95(home);
    const under = (question: string, ours: number, limit: number, isTarget = true): Measured => ({
      question,
      ours,
      peer: `${limit} ms`,
      theirs: limit,
      target: isTarget ? 1 : null,
    });
    const metric = (one: typeof postsByCountry) => p95(() => one.read(store, readParams(one, [])));
    return [
      {
        question: 'home page',
        ours: homePage,
        peer: `its readings alone (${homeReadings.toFixed(1)} ms) + 50 ms`,
        theirs: homeReadings + 50,
        target: 1,
      },
      under(`/leadership?on=${on}`, await p95(get(`/leadership?on=${on}`)), 100),
      under(`the roster of ${on} alone`, await p95(() => readRoster(store, { body: null, on })), 100),
      under('/itu', await p95(get('/itu')), 100, false),
      under('/search?q=congestoin controll', await p95(get('/search?q=congestoin+controll')), 100, false),
      under('the search alone', await p95(() => search(store, 'congestoin controll', 20)), 100, false),
      under('posts-by-country', await metric(postsByCountry), 100, false),
      under('attendance-by-country', await metric(attendanceByCountry), 100, false),
    ];
  } finally {
    await server.close();
  }
}
