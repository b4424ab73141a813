import { Command, CommanderError } from 'commander';
import { Listr, type ListrRendererFactory } from 'listr2';
import { endWith } from '#lib/command.ts';
import { settings } from '#lib/env.ts';
import type { Store } from '#prisma/client.ts';
import { connect } from '#prisma/connect.ts';
import type { Source } from './contract.ts';
import { loadFacts } from './facts/load.ts';
import { syncLists } from './lists.ts';
import { findRelatives } from './relatives.ts';
import { type RunOptions, type RunResult, runInTurn } from './run.ts';
import { describeSources, routineSources, sources } from './sources.ts';
import { exportStarter, loadStarter } from './starter.ts';

interface Flags {
  all?: boolean;
  replay?: boolean;
  dryRun?: boolean;
  json?: boolean;
  refetch?: boolean;
  accept?: boolean;
  starter: boolean;
  exportStarter?: boolean;
}

const program = new Command('scrape')
  .description('Reads sources into the database. Exit: 0 all well, 1 some source failed, 2 wrong usage.')
  .argument('[source-id...]', sources.map((source) => source.id).join(', '))
  .option('--all', 'every source; those whose addresses nobody has verified once they were read by name')
  .option('--replay', 'parse the archive again, without the network')
  .option('--dry-run', 'read, parse and check, and save nothing')
  .option('--json', 'one JSON object on standard output')
  .option('--refetch', 'read every page again, whatever is known')
  .option('--accept', 'take a fall or growth of the row counts for true')
  .option('--no-starter', 'do not fill an empty database with the starter data first')
  .option('--export-starter', 'write facts/starter/ from what was read here instead')
  .exitOverride();

async function main(): Promise<number> {
  let flags: Flags;
  let chosen: Source[];
  try {
    program.parse();
    flags = program.opts<Flags>();
    chosen = choose(program.args, flags);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${(error as Error).message}\n`);
    return 2;
  }
  const store = await connect();
  try {
    if (flags.exportStarter) {
      for (const sentence of await exportStarter(store, settings().dataDir))
        process.stdout.write(`${sentence}\n`);
      return 0;
    }
    await syncLists(store);
    await describeSources(store);
    if (flags.starter) {
      await loadStarter(store);
      await loadFacts(store, settings());
    }
    const results = await readAll(store, flags.all ? await routineSources(store) : chosen, flags);
    if (!flags.dryRun) {
      const { found, added } = await findRelatives(store);
      if (!flags.json)
        process.stdout.write(`Possible relatives of followed proposals: ${found}, ${added} of them new.\n`);
    }
    if (flags.json) process.stdout.write(`${JSON.stringify({ sources: results }, null, 2)}\n`);
    return results.some((result) => result.state === 'failed' || result.state === 'busy') ? 1 : 0;
  } finally {
    await store.close();
  }
}

/** @throws Error that says which ids there are */
function choose(ids: readonly string[], flags: Flags): Source[] {
  if (flags.exportStarter) return [];
  const known = sources.map((source) => source.id).join(', ');
  if (Boolean(flags.all) === ids.length > 0) throw new Error(`Give source ids or --all. Sources: ${known}`);
  return sources.filter((source) => {
    for (const id of ids) {
      if (!sources.some((other) => other.id === id)) throw new Error(`No source ${id}. Sources: ${known}`);
    }
    return flags.all || ids.includes(source.id);
  });
}

/** One source after the other, the next one read while one is saved; one that fails does not keep the others from running. */
async function readAll(store: Store, chosen: Source[], flags: Flags): Promise<RunResult[]> {
  const results: RunResult[] = [];
  const options: RunOptions = {
    replay: flags.replay ?? false,
    dryRun: flags.dryRun ?? false,
    refetch: flags.refetch ?? false,
    accept: flags.accept ?? false,
  };
  const renderer = (
    flags.json ? 'silent' : process.stdout.isTTY ? 'default' : 'simple'
  ) as ListrRendererFactory & 'default';
  const shown = new Map<string, { output: string; title: string }>();
  const run = runInTurn(store, chosen, settings(), (source) => {
    let told = 0;
    const onProgress = (done: number, total: number, what: string) => {
      const task = shown.get(source.id);
      const isDue = Date.now() - told > (process.stdout.isTTY ? 200 : 10_000);
      if (!task || (!isDue && done < total)) return;
      told = Date.now();
      task.output = `${bar(done, total)} ${done} of ${total}, ${what}`;
    };
    return { ...options, onProgress };
  });
  const tasks = chosen.map((source, place) => ({
    title: source.id,
    task: async (_: unknown, task: { output: string; title: string }) => {
      shown.set(source.id, task);
      const result = await run(place);
      results.push(result);
      task.title = `${source.id}: ${sentence(result)}`;
      if (result.state === 'failed' || result.state === 'busy') throw new Error(task.title);
    },
  }));
  await new Listr(tasks, {
    exitOnError: false,
    renderer,
    rendererOptions: { collapseErrors: false, showErrorMessage: false },
    registerSignalListeners: false,
  }).run();
  return results;
}

const bar = (done: number, total: number) => {
  const filled = total ? Math.round((done / total) * 20) : 20;
  return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`;
};

function sentence({ state, message, pages, rows, added, changed, removed, seconds }: RunResult): string {
  if (state === 'busy') return message ?? 'busy';
  if (state === 'failed') return `failed, nothing saved: ${message}`;
  if (state === 'dry') return `${message} (${pages} pages, ${seconds} s)`;
  const told = message ? `; ${message}` : '';
  return `${pages} pages, ${rows} rows: ${added} added, ${changed} changed, ${removed} removed, in ${seconds} s${told}`;
}

endWith(main());
