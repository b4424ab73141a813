// Reads the sources it is given, one after the other; prints the milliseconds and the most memory held, as JSON.
import { settings } from '#lib/env.ts';
import { openStore } from '#prisma/client.ts';
import { runSource } from '#scrapers/run.ts';
import { sources } from '#scrapers/sources.ts';
import { timed } from './measure.ts';

async function main(): Promise<void> {
  const store = openStore(settings().databaseUrl ?? '');
  try {
    const milliseconds = await timed(async () => {
      for (const id of process.argv.slice(2)) {
        const source = sources.find((one) => one.id === id);
        if (!source) throw new Error(`no source ${id}`);
        const { state, message } = await runSource(store, source, settings());
        if (state !== 'good') throw new Error(`${id}: ${message}`);
      }
    });
    const peak = process.resourceUsage().maxRSS / 1024;
    process.stdout.write(JSON.stringify({ milliseconds, peak }));
  } finally {
    await store.close();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
