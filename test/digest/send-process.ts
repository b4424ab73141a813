// Sends the letter of 2020-W47 from DATABASE_URL by SMTP_URL, as a process of its own that a test may kill.
import { deliver } from '#digest/deliver.ts';
import { openCarrier } from '#digest/send.ts';
import { settings } from '#lib/env.ts';
import { parseWeek } from '#lib/week.ts';
import { openStore } from '#prisma/client.ts';

async function main(): Promise<void> {
  const { mail, dataDir, databaseUrl, publicUrl } = settings();
  const store = openStore(databaseUrl ?? '');
  const carrier = await openCarrier(mail, dataDir);
  const sums = await deliver(store, {
    week: parseWeek('2020-W47'),
    timezones: null,
    site: publicUrl,
    carrier,
    rate: mail.rate,
    backoff: () => 0.2,
    patience: 30,
  });
  process.stdout.write(`${JSON.stringify(sums)}\n`);
  carrier.close();
  await store.close();
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
