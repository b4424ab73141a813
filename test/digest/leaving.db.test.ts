import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliver } from '#digest/deliver.ts';
import type { Mail } from '#digest/send.ts';
import { parseWeek } from '#lib/week.ts';
import type { Store } from '#prisma/client.ts';
import { serveFrom } from '../api.ts';
import { insertDocuments, insertLists } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
process.env.DATA_DIR = mkdtempSync(join(tmpdir(), 'rapporteur-leaving-'));

beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  const week = (n: number) => ['2020-11-10', '2020-11-17', '2020-11-24'][n - 1] as string;
  await insertDocuments(
    store,
    [1, 2, 3].flatMap((n) => [
      { id: `rfc810${n}`, published: week(n), authors: [{ country: 'FR', organisations: ['orange'] }] },
      { id: `rfc820${n}`, published: week(n), authors: [{ country: 'SE', organisations: ['ericsson'] }] },
    ]),
  );
  for (const name of ['ann', 'bob']) {
    const address = `${name}@example.org`;
    await store.prisma.subscriber.create({
      data: {
        address,
        mailbox: address,
        state: 'active',
        timezone: 'UTC',
        quiet: 'every',
        confirmedAt: new Date(),
        follows: {
          create: [
            { kind: 'country', subject: 'FR' },
            { kind: 'organisation', subject: 'ericsson' },
          ],
        },
      },
    });
  }
  serveFrom(store);
});
afterAll(() => store.close());

/** The letters of a week: to whom, which RFCs each tells of, and by which link it is left. */
async function letters(week: string) {
  const sent: Mail[] = [];
  const send = async (mail: Mail) => {
    sent.push(mail);
    return { state: 'sent' as const, doubt: false };
  };
  await deliver(store, {
    week: parseWeek(week),
    timezones: null,
    site: 'https://rapporteur.example',
    carrier: { send, close: () => {} } as never,
    rate: 1000,
  });
  return Object.fromEntries(
    sent.map(({ to, text, unsubscribe }) => [
      to.slice(0, 3),
      {
        rfcs: [...new Set([...text.matchAll(/rfc(8\d+)/g)].map((found) => found[1]))].sort(),
        token: /token=([\w-]+)/.exec(unsubscribe ?? '')?.[1] ?? '',
      },
    ]),
  );
}
const post = async (
  route: Promise<{ POST(request: Request): Promise<Response> }>,
  body: string,
  query = '',
) =>
  (await route).POST(
    new Request(`http://127.0.0.1:1/${query}`, { method: 'POST', body: new URLSearchParams(body) }),
  );

describe('leaving', () => {
  it('one follow leaves the others, and the other readers, alone', async () => {
    const first = await letters('2020-W46');
    expect(first).toMatchObject({ ann: { rfcs: ['8101', '8201'] }, bob: { rfcs: ['8101', '8201'] } });

    const manage = import('../../app/manage/change/route.ts');
    await post(manage, `token=${first.ann?.token}&action=unfollow&which=country:FR`);
    const second = await letters('2020-W47');
    expect(second).toMatchObject({ ann: { rfcs: ['8202'] }, bob: { rfcs: ['8102', '8202'] } });

    await post(
      import('../../app/unsubscribe/route.ts'),
      'List-Unsubscribe=One-Click',
      `?token=${first.ann?.token}`,
    );
    const third = await letters('2020-W48');
    expect(Object.keys(third)).toEqual(['bob']);
    expect(third.bob?.rfcs).toEqual(['8103', '8203']);
  });
});
