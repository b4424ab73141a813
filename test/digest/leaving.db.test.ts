import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#prisma/client.ts';
import { POST as manage } from '../../app/manage/change/route.ts';
import { POST as unsubscribe } from '../../app/unsubscribe/route.ts';
import { serveFrom } from '../api.ts';
import { insertDocuments, insertLists } from '../counting.ts';
import { freshDatabase } from '../database.ts';
import { letters, subscriber } from './letters.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  await insertDocuments(
    store,
    ['2020-11-10', '2020-11-17', '2020-11-24'].flatMap((published, at) => [
      { id: `rfc810${at}`, published, authors: [{ country: 'FR', organisations: ['orange'] }] },
      { id: `rfc820${at}`, published, authors: [{ country: 'SE', organisations: ['ericsson'] }] },
    ]),
  );
  for (const name of ['ann', 'bob'])
    await subscriber(store, name, [
      { kind: 'country', subject: 'FR' },
      { kind: 'organisation', subject: 'ericsson' },
    ]);
  serveFrom(store);
});
afterAll(() => store.close());

/** Which RFCs the letters of a week tell each reader of. */
const told = (sent: Awaited<ReturnType<typeof letters>>) =>
  Object.fromEntries(
    Object.entries(sent).map(([name, { text }]) => [
      name,
      [...new Set([...text.matchAll(/\/rfc(8\d+)/g)].map((found) => found[1]))].sort(),
    ]),
  );
const post = (address: string, body: string) =>
  new Request(`http://127.0.0.1:1${address}`, { method: 'POST', body: new URLSearchParams(body) });

describe('leaving', () => {
  it('one follow leaves the others alone, and leaving the letter leaves the other readers alone (T15)', async () => {
    const first = await letters(store, '2020-W46');
    expect(told(first)).toEqual({ ann: ['8100', '8200'], bob: ['8100', '8200'] });

    await manage(post('/manage/change', `token=${first.ann?.token}&action=unfollow&which=country:FR`));
    expect(told(await letters(store, '2020-W47'))).toEqual({ ann: ['8201'], bob: ['8101', '8201'] });

    await unsubscribe(post(`/unsubscribe?token=${first.ann?.token}`, 'List-Unsubscribe=One-Click'));
    expect(told(await letters(store, '2020-W48'))).toEqual({ bob: ['8102', '8202'] });
  });
});
