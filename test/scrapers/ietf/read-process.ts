// Reads one source of the Datatracker (or a part of it) into DATABASE_URL, as a process of its own that a test may kill.
import { settings } from '#lib/env.ts';
import { openStore } from '#prisma/client.ts';
import { runSource } from '#scrapers/run.ts';
import { allOfPart, quick } from './place.ts';

async function main(): Promise<void> {
  const source = allOfPart.find(({ id }) => id === process.argv[2]);
  if (!source) throw new Error(`no source ${process.argv[2]}`);
  const store = openStore(settings().databaseUrl ?? '');
  const { state } = await runSource(store, source, settings(), quick);
  await store.close();
  process.exitCode = state === 'good' ? 0 : 1;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
