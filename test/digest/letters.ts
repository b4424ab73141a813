import { deliver } from '#digest/deliver.ts';
import type { Mail } from '#digest/send.ts';
import { parseWeek } from '#lib/week.ts';
import type { Store } from '#prisma/client.ts';
import type { StoredFollow } from '#prisma/subscribers.ts';

/** A confirmed reader, `ann` at ann@example.org, who gets a letter in quiet weeks too. */
export async function subscriber(
  store: Store,
  name: string,
  follows: readonly StoredFollow[],
): Promise<void> {
  const address = `${name}@example.org`;
  await store.prisma.subscriber.create({
    data: {
      address,
      mailbox: address,
      state: 'active',
      timezone: 'UTC',
      quiet: 'every',
      confirmedAt: new Date(),
      follows: { create: [...follows] },
    },
  });
}

/** Sends the letters of a week: to each reader's name the mail, and the token by which it is left. */
export async function letters(store: Store, week: string): Promise<Record<string, Mail & { token: string }>> {
  const sent: Mail[] = [];
  await deliver(store, {
    week: parseWeek(week),
    timezones: null,
    site: 'https://rapporteur.example',
    carrier: {
      seal: async (mail: Mail) => async () => {
        sent.push(mail);
        return { state: 'sent' as const, doubt: false };
      },
      close: () => {},
    },
    rate: 1000,
  });
  return Object.fromEntries(
    sent.map((mail) => [
      mail.to.replace(/@.*/, ''),
      { ...mail, token: /token=([\w-]+)/.exec(mail.unsubscribe ?? '')?.[1] ?? '' },
    ]),
  );
}
