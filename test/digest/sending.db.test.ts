import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#prisma/client.ts';
import { ledgerSums } from '#prisma/deliveries.ts';
import { freshDatabase } from '../database.ts';
import { type MailServer, startMailServer } from '../mail-server.ts';

let store: Store;
let server: MailServer;

beforeAll(async () => {
  store = await freshDatabase();
  server = await startMailServer();
});
afterAll(async () => {
  await server?.stop();
  await store?.close();
});

/** Sends until it ends, or until it is killed after so many letters. */
const send = async (killAfter?: number) => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'send-process.ts')], {
    env: {
      ...process.env,
      DATABASE_URL: store.url,
      SMTP_URL: `smtp://127.0.0.1:${server.port}`,
      MAIL_FROM: 'letter@rapporteur.example',
      SEND_RATE: '1000',
      PUBLIC_URL: 'https://rapporteur.example',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const goal = server.taken.length + (killAfter ?? Number.POSITIVE_INFINITY);
  const timer = setInterval(() => server.taken.length >= goal && child.kill('SIGKILL'), 1);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
};

describe('sending', () => {
  it('gives each of 2,000 addresses one letter at most, though it is killed ten times and run again', async () => {
    const data = Array.from({ length: 2000 }, (_, at) => {
      const name = at === 0 ? 'nobody' : at < 5 ? `later${at}` : `reader${at}`;
      const address = `${name}@example.org`;
      return {
        address,
        mailbox: address,
        state: 'active',
        timezone: 'UTC',
        quiet: 'every',
        confirmedAt: new Date(),
      };
    });
    await store.prisma.subscriber.createMany({ data });
    const subscribers = await store.prisma.subscriber.findMany({ select: { id: true } });
    await store.prisma.follow.createMany({
      data: subscribers.map(({ id }) => ({ subscriberId: id, kind: 'general', subject: '' })),
    });
    for (let kill = 0; kill < 10; kill++) {
      await send(1 + Math.floor(Math.random() * 150));
    }
    await send();
    await send();

    const sums = await ledgerSums(store, '2020-W47');
    const got = new Set(server.taken.map(({ to }) => to));
    expect(server.taken).toHaveLength(got.size);
    expect(sums).toMatchObject({ queued: 0, sent: 1999, bounced: 1, failed: 0, quiet: 0 });
    // Who is not in doubt has it; the doubtful may or may not: as decision 0007 says.
    expect(sums.doubt).toBeLessThanOrEqual(40);
    expect(got.size).toBeGreaterThanOrEqual(1999 - sums.doubt);
    expect(got.size).toBeLessThanOrEqual(1999);
  }, 300_000);
});
