// Reads the sources it is given, in turn as `npm run scrape` does; prints the
// milliseconds, those of processor time, and the most memory held, as JSON.
import { settings } from '#lib/env.ts';
import { openStore } from '#prisma/client.ts';
import { runInTurn } from '#scrapers/run.ts';
import { sources } from '#scrapers/sources.ts';
import { timed } from './measure.ts';

async function main(): Promise<void> {
  const store = openStore(settings().databaseUrl ?? '');
  try {
    const before = process.cpuUsage();
    const milliseconds = await timed(async () => {
      const chosen = process.argv.slice(2).map((id) => {
        const source = sources.find((one) => one.id === id);
        if (!source) throw new Error(`no source ${id}`);
        return source;
      });
      const run = runInTurn(store, chosen, settings(), () => ({}));
      for (const [place, { id }] of chosen.entries()) {
        const { state, message } = await run(place);
        if (state !== 'good') throw new Error(`${id}: ${message}`);
      }
    });
    const { user, system } = process.cpuUsage(before);
    const peak = process.resourceUsage().maxRSS / 1024;
    process.stdout.write(JSON.stringify({ milliseconds, processor: (user + system) / 1000, peak }));
  } finally {
    await store.close();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
