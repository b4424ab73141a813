import { readSettings } from '#lib/env.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { concentrationOfAuthorship } from '#metrics/concentration-of-authorship.ts';
import { readParams } from '#metrics/params.ts';
import { progress } from '#metrics/progress.ts';
import { visibility } from '#metrics/visibility.ts';
import { renewSums } from '#prisma/sums.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources } from '#scrapers/sources.ts';
import { loadStarter } from '#scrapers/starter.ts';
import { scratchDatabase } from './database.ts';
import { listedContributions, serveLists } from './itu-lists.ts';
import { bareDownload, load } from './loading.ts';
import { type Measured, median, quantile, timed } from './measure.ts';
import { besideDuck, type Question, sums } from './metrics.ts';
import { webServer } from './web.ts';

const loaded = ['itu-contributions'];
const given: [string, string][] = [
  ['body', 'itu-t'],
  ['kind', 'contribution'],
];
const counted = `rule = 'employer' and body = 'itu-t' and kind = 'contribution'`;

const questions: Question[] = [
  { metric: authorshipByCountry, given, sql: sums('country', counted) },
  {
    metric: authorshipByCountry,
    given: [...given, ['group', 'SG13']],
    sql: sums('country', `${counted} and group_id = 'SG13'`),
  },
  { metric: authorshipByOrganisation, given, sql: sums('organisation', counted) },
  {
    metric: concentrationOfAuthorship,
    given,
    sql: [
      `with o as (select strftime(published, '%Y') p, organisation k, sum(fraction) v from credit where ${counted} group by 1, 2),
            s as (select p, k, v, v / sum(v) over (partition by p) w, sum(v) over (partition by p order by v desc) c,
                         sum(v) over (partition by p) t from o where k is not null)
       select p, sum(w * w), count(*) filter (where c - v < t / 2) from s group by 1`,
    ],
  },
];

/**
 * Ten years of contributions to the ITU-T, made up, at their true size: the run that reads and saves them beside a bare
 * download of the same pages, then the ITU's page beside the IETF's, and the measures that draw it.
 */
export async function itu(): Promise<Measured[]> {
  const { store, dir } = await scratchDatabase();
  const site = await serveLists();
  try {
    await syncLists(store);
    await loadStarter(store);
    const first = await load(loaded, site.url, store, dir);
    const { rows } = await store.pool.query<{ n: number }>(
      `select count(*)::int as n from document where source = 'itu-contributions' and removed_at is null`,
    );
    if (rows[0]?.n !== listedContributions)
      throw new Error(`${rows[0]?.n} contributions, not the ${listedContributions} listed`);
    const bare = await bareDownload(loaded, site.url, store, first.began);
    const second = await load(loaded, site.url, store, dir);
    const peer = `bare download of ${bare.pages} pages`;
    const theirs = bare.milliseconds;
    const ours = `${listedContributions} contributions to the ITU-T`;
    const run: Measured[] = [
      { question: `${ours}, read and saved`, ours: first.milliseconds, peer, theirs, target: null },
      {
        question: 'its memory at most',
        ours: first.peak,
        peer: '1 GiB',
        theirs: 1024,
        target: 1,
        unit: 'MiB',
      },
      { question: 'the same again, unchanged', ours: second.milliseconds, peer, theirs, target: null },
      {
        question: `the sums with ${ours}`,
        ours: await timed(() => renewSums(store)),
        peer: 'the run that caused them',
        theirs: first.milliseconds,
        target: 0.1,
      },
    ];
    // Later, for the facts know contributions of groups and periods that these lists do not have.
    await loadFacts(store, readSettings({ DATA_DIR: dir }));
    await describeSources(store);
    const server = await webServer(store, dir);
    try {
      const pageOf = (path: string) => quantile(0.95, 40, () => server.get(path));
      const ietf = await pageOf('/ietf');
      run.push({
        question: `/itu with ${ours}`,
        ours: await pageOf('/itu'),
        peer: '/ietf',
        theirs: ietf,
        target: 1,
      });
    } finally {
      await server.close();
    }
    const measures = await besideDuck(store, dir, questions);
    for (const metric of [visibility, progress]) {
      const taken = await median(5, () => metric.read(store, readParams(metric, given)));
      measures.push({
        question: `${metric.id} body=itu-t kind=contribution`,
        ours: taken,
        peer: '100 ms',
        theirs: 100,
        target: null,
      });
    }
    return [...run, ...measures];
  } finally {
    site.close();
    await store.close();
  }
}
