// A worker of the real queue whose clock is its parent's: a line {"now", "sources", "timezones"} on its input ticks once
// and is answered "ticked"; the line "hang" makes the reading it takes next never end. Each job is written down in `ran`.
import { createInterface } from 'node:readline';
import { openStore } from '#prisma/client.ts';
import { openQueue } from '#worker/queue.ts';

async function main(): Promise<void> {
  const store = openStore(process.env.DATABASE_URL ?? '');
  let isToHang = false;
  const write = (slot: string, what: string) =>
    store.pool.query('insert into ran (slot, pid, what) values ($1, $2, $3)', [slot, process.pid, what]);
  const queue = await openQueue(store, {
    run: async ({ name, job }) => {
      await write(name, 'begun');
      if (isToHang && job === 'scrape') await new Promise(() => {});
      await write(name, 'done');
    },
    graceSeconds: 1,
    retrySeconds: 1,
    onError: (error) => process.stderr.write(`${error.message}\n`),
  });
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'hang') {
      isToHang = true;
      continue;
    }
    const { now, sources, timezones } = JSON.parse(line);
    await queue.tick(new Date(now), sources, timezones);
    process.stdout.write('ticked\n');
  }
  await queue.stop();
  await store.close();
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
