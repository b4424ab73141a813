import { deliver } from '#digest/deliver.ts';
import { openCarrier } from '#digest/send.ts';
import { settings } from '#lib/env.ts';
import { parseWeek } from '#lib/week.ts';
import type { Store } from '#prisma/client.ts';
import { connect } from '#prisma/connect.ts';
import { subscribedTimezones } from '#prisma/deliveries.ts';
import { isInterrupted } from '#prisma/runs.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources, routineSources, sources } from '#scrapers/sources.ts';
import { openQueue } from './queue.ts';
import { readSource } from './read-source.ts';
import type { Slot } from './schedule.ts';

const say = (words: string) => process.stdout.write(`${new Date().toISOString()} ${words}\n`);

/** Reading a source goes on where it was interrupted. */
async function scrape(store: Store, id: string): Promise<void> {
  const source = sources.find((one) => one.id === id);
  if (!source) return;
  const { state, added, changed, removed, message, relatives } = await readSource(store, source, settings());
  if (isInterrupted(message)) throw new Error(`${id}: ${message}`);
  say(`${id}: ${state === 'good' ? `${added} added, ${changed} changed, ${removed} removed` : message}`);
  if (relatives?.added) say(`Possible relatives of followed proposals: ${relatives.added} new.`);
}

async function letters(store: Store, slot: Slot & { job: 'digest' }): Promise<void> {
  const { mail, dataDir, publicUrl } = settings();
  const carrier = await openCarrier(mail, dataDir);
  try {
    const sums = await deliver(store, {
      week: parseWeek(slot.week),
      timezones: [slot.timezone],
      confirmedBefore: slot.at,
      site: publicUrl,
      carrier,
      rate: mail.rate,
    });
    if (!sums) throw new Error('another process is sending letters; this slot is tried again');
    say(
      `Letter ${slot.week}, ${slot.timezone}: ${sums.sent} sent, ${sums.queued} waiting, ${sums.quiet} quiet`,
    );
    if (sums.queued > 0) throw new Error(`${sums.queued} letters wait for another try`);
  } finally {
    carrier.close();
  }
}

/** Works the schedule off until it is stopped. */
async function main(): Promise<void> {
  const store = await connect();
  await describeSources(store);
  await syncLists(store);
  const queue = await openQueue(store, {
    run: (slot) => (slot.job === 'scrape' ? scrape(store, slot.source) : letters(store, slot)),
    onError: (error) => process.stderr.write(`queue: ${error.message}\n`),
  });
  let isStopping = false;
  const wake: { up?: () => void } = {};
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isStopping = true;
      wake.up?.();
    });
  }
  say('Worker: reading sources by their cadence, letters on Mondays at 07:00.');
  while (!isStopping) {
    await queue
      .tick(new Date(), await routineSources(store), await subscribedTimezones(store))
      .catch((error: Error) => process.stderr.write(`schedule: ${error.message}\n`));
    if (isStopping) break;
    await new Promise<void>((resolve) => {
      wake.up = resolve;
      setTimeout(resolve, 30_000).unref();
    });
  }
  // A job under way ends with this process; another worker, or the next start, finds and repeats it.
  if (!(await queue.stop())) process.exit(0);
  await store.close();
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
