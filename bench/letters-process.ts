// Reads and composes the letter of 2020-W14 for every subscriber in DATABASE_URL; prints how long each took and the memory.
import { compose } from '#digest/compose.ts';
import { weekLetter } from '#digest/deliver.ts';
import type { Follow } from '#digest/follow-kinds.ts';
import { parseWeek } from '#lib/week.ts';
import { openStore } from '#prisma/client.ts';
import { enqueue, nextQueued } from '#prisma/deliveries.ts';
import { fileLetter } from '#prisma/letters.ts';

async function main(): Promise<void> {
  const store = openStore(process.env.DATABASE_URL ?? '');
  const week = parseWeek('2020-W14');
  const letter = await weekLetter(store, week, 'https://rapporteur.example');
  const { subject, html, text } = letter.open;
  const filed = { week: week.name, subject, html, text, digest: letter.digest, keys: letter.digest.keys };
  await enqueue(store, week.name, await fileLetter(store, filed), null, null);
  let [read, composed, letters] = [0, 0, 0];
  for (let after = 0; ; ) {
    const began = performance.now();
    const batch = await nextQueued(store, week.name, letter.keys, after, 500);
    const got = performance.now();
    for (const { follows, told, quiet, quietWeeks } of batch) {
      compose(letter.prepared, { follows: follows as Follow[], told, quiet, quietWeeks });
      letters++;
    }
    read += got - began;
    composed += performance.now() - got;
    const last = batch.at(-1);
    if (!last) break;
    after = last.id;
  }
  const memory = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ read, composed, memory, letters }));
  await store.close();
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
