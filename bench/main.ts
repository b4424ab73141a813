// npm run bench: every question beside a peer or a limit, in one run, as a table; kept in bench/README.md.
import { existsSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { startMirror } from '../test/mirror.ts';
import { scratchDatabase } from './database.ts';
import type { Measured } from './measure.ts';
import { metrics } from './metrics.ts';
import { saving } from './saving.ts';
import { series } from './series.ts';
import { starter } from './starter.ts';

const milliseconds = (value: number) => (value < 100 ? value.toFixed(1) : Math.round(value).toString());

function table(measured: readonly Measured[]): string {
  const lines = measured.map(({ question, ours, peer, theirs, target }) => {
    const ratio = ours / theirs;
    const met = target === null ? '' : ratio <= target ? 'met' : '**missed**';
    const wanted = target === null ? '' : `≤ ${target}`;
    return `| ${question} | ${milliseconds(ours)} | ${peer} | ${milliseconds(theirs)} | ${ratio.toFixed(2)} | ${wanted} | ${met} |`;
  });
  return [
    '| question | ms | beside | ms | ratio | target | |',
    '|---|--:|---|--:|--:|--:|---|',
    ...lines,
  ].join('\n');
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
    tell(await metrics(store, dir));
  } finally {
    await store.close();
  }
  const isMirrored = existsSync(join(import.meta.dirname, '..', '..', 'shared', 'mirror', 'serve.mjs'));
  if (isMirrored && !process.argv.includes('--without-series')) {
    const mirror = await startMirror();
    try {
      tell(await series(mirror.url));
    } finally {
      mirror.stop();
    }
  }
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
  const text = `# Benchmarks

\`npm run bench\` measures each question beside a peer or a limit on the same machine in the same run, so that the ratio
means something where the milliseconds do not. It writes this page. Medians of warm runs; the starter data, the two runs of
the series and the views once.

Measured on ${new Date().toISOString().slice(0, 10)}: ${machine}, load average ${load.toFixed(1)} at the start.

${table(measured)}

A reading whose period does not begin and end with a quarter, or that is filtered by group or by the other dimension, is
summed from single authorships, not from the quarterly sums: there PostgreSQL counts distinct documents by sorting rows,
where DuckDB hashes columns. Ours also answers whether the order of the five largest differs under the other rules, which
DuckDB is not asked. `;
  writeFileSync(join(import.meta.dirname, 'README.md'), text);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
