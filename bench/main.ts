// npm run bench: every question beside a peer or a limit, in one run, as a table; kept in bench/README.md.
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readSettings } from '#lib/env.ts';
import { loadFacts } from '#scrapers/facts/load.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources } from '#scrapers/sources.ts';
import { loadStarter } from '#scrapers/starter.ts';
import { startMirror } from '../test/mirror.ts';
import { scratchDatabase } from './database.ts';
import { datatracker } from './datatracker.ts';
import { itu } from './itu.ts';
import { letters } from './letters.ts';
import type { Measured } from './measure.ts';
import { metrics } from './metrics.ts';
import { pages } from './pages.ts';
import { saving } from './saving.ts';
import { series } from './series.ts';
import { starter } from './starter.ts';

const amount = (value: number, unit = 'ms') =>
  `${value < 100 ? value.toFixed(1) : Math.round(value).toString()} ${unit}`;

function table(measured: readonly Measured[]): string {
  const lines = measured.map(({ question, ours, peer, theirs, target, unit }) => {
    const ratio = ours / theirs;
    const met = target === null ? '' : ratio <= target ? 'met' : '**missed**';
    const wanted = target === null ? '' : `≤ ${target}`;
    return `| ${question} | ${amount(ours, unit)} | ${peer} | ${amount(theirs, unit)} | ${ratio.toFixed(2)} | ${wanted} | ${met} |`;
  });
  return [
    '| question | ours | beside | theirs | ratio | target | |',
    '|---|--:|---|--:|--:|--:|---|',
    ...lines,
  ].join('\n');
}

/** The Datatracker once more, from a mirror that takes as long to answer as a quick server on the net. */
async function distant(): Promise<Measured[]> {
  const mirror = await startMirror('--latency', '50');
  const { store, dir } = await scratchDatabase();
  try {
    await syncLists(store);
    await loadStarter(store);
    return await datatracker(mirror.url, store, dir, 'from a mirror that answers after 50 ms');
  } finally {
    await store.close();
    mirror.stop();
  }
}

async function main(): Promise<void> {
  const load = loadavg()[0] ?? 0;
  const measured: Measured[] = [];
  const tell = (rows: Measured[]) => {
    measured.push(...rows);
    process.stdout.write(`${table(rows)}\n\n`);
  };
  const { store, dir } = await scratchDatabase();
  try {
    tell(await starter(store));
    tell(await saving(store));
    tell(await letters(store));
    tell(await metrics(store, dir));
  } finally {
    await store.close();
  }
  tell(await itu());
  const isMirrored = existsSync(join(import.meta.dirname, '..', '..', 'shared', 'mirror', 'serve.mjs'));
  if (isMirrored && !process.argv.includes('--without-series')) {
    const mirror = await startMirror();
    try {
      const filled = await scratchDatabase();
      try {
        await syncLists(filled.store);
        await loadStarter(filled.store);
        tell(await datatracker(mirror.url, filled.store, filled.dir, 'from a mirror without a pause'));
        await loadFacts(filled.store, readSettings({ DATA_DIR: filled.dir }));
        await describeSources(filled.store);
        tell(await pages(filled.store, filled.dir));
      } finally {
        await filled.store.close();
      }
      tell(await series(mirror.url));
    } finally {
      mirror.stop();
    }
    tell(await distant());
  }
  // Writes a page of its own.
  await promisify(execFile)(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'relatives.ts')]);
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
  const text = `# Benchmarks

\`npm run bench\` measures each question beside a peer or a limit on the same machine in the same run, so that the ratio
means something where the milliseconds do not. It writes this page. Medians of warm runs; of pages and readings beside them
the 95th percentile of 40; the starter data, the runs of sources and the views once. How far up known relatives of proposals
stand is in [relatives.md](relatives.md).

Measured on ${new Date().toISOString().slice(0, 10)}: ${machine}, load average ${load.toFixed(1)} at the start and ${(loadavg()[0] ?? 0).toFixed(1)} at the end.

${table(measured)}

What bounds what is missed:

- DuckDB counts the single authorships anew for every question. Ours are summed once a run, by month, year and all time, for
  every country, organisation, bloc and pair; what that costs stands in the table. A reading of one group is counted from
  single rows, each of which says of which documents and authorships it is the first. Not summed, and so slower than the table
  shows of others: a reading by one dimension filtered by the other, and a bloc of a reading by organisation.
- \`co-authorship\` also finds communities and betweenness over the whole graph, in JavaScript, once for the same pairs: the
  first reading after new data stands in a line of its own. DuckDB is asked for the pairs and sizes alone. Ours of the other
  kinds also answer whether the five largest stand in another order under the other rules.
- The Datatracker is measured from the mirror as it is, which answers from memory, and from one that takes 50 ms to answer; the
  live service takes far longer for 500 rows, and there is a second between two requests, so that its pages alone take some
  seven minutes. Beside a server that takes any time to answer a page is parsed, masked, compressed and filed while the next
  is asked for, across tables too, and a source is read while those before it are saved: what a load adds is what the last
  sources to be saved still need, above all the merge of the drafts and the sums. Without a pause a bare download takes under
  two milliseconds for a page, and parsing, masking and compressing it take 2.7 ms of processor time (0.6, 0.9 and 1.2), which is
  the whole of the limit before a row is looked at; then the rows are checked, resolved, copied, merged into some fifteen
  tables and summed. Of a first load's processor time the program's part is five seconds; of the database's two go into the
  merges and 3.4 into the sums (5.9 before they were grouped before the rules are told apart), which are computed on one core
  and in the transaction that writes the rows, so that figures and rows never disagree. A run that finds nothing new still
  parses every archived page and compares every row.
- Of the ITU's page a chart reads only the rows that it draws, once until the sums are computed anew, and the ledger one row
  a group, so that its 86,400 contributions cost little. It asks the database some fifteen questions more than the IETF's page
  (announcements, the ledger, elections, a sample of posts, quoted documents, what was read), which is what it takes longer
  for. The ITU's lists have 25 rows a page, so one run reads 3,456 pages of them and is told of 664 that there are none.
- The sums at the ITU's true size are those of every document, as after a first run: some eight seconds of one core where it
  was thirteen, a good third of them for writing 610,000 rows and their indexes beside the old ones, which readers read
  meanwhile. Three changed contributions cost 0.4 seconds. From the live service, with a second between requests, that run takes more than an hour.
- The server that renders the pages, the database and this program share the cores with whatever else the load average counts;
  where it is above the number of cores, limits in milliseconds are missed that a quiet machine may meet. Of \`/leadership\` the
  roster alone is far within its limit; writing its hundreds of rows takes most of the rest.
`;
  writeFileSync(join(import.meta.dirname, 'README.md'), text);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
