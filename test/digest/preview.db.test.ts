import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewFollows } from '#digest/preview.ts';
import type { Store } from '#prisma/client.ts';
import { insertDocuments, insertLists, insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  await insertRows(store, {
    group: ['quic', 'dnsop'].map((id) => ({
      id,
      body: 'ietf',
      kind: 'wg',
      acronym: id,
      name: id.toUpperCase(),
    })),
  });
  const draft = (id: string, submitted: string, group_id: string) => ({
    id,
    kind: 'internet-draft',
    submitted,
    published: null,
    group_id,
    authors: [{ country: 'FR' }],
  });
  await insertDocuments(store, [
    ...Array.from({ length: 25 }, (_, at) =>
      draft(`draft-many-${at}`, '2020-11-17', at < 10 ? 'quic' : 'dnsop'),
    ),
    draft('draft-few-1', '2020-11-10', 'quic'),
    draft('draft-few-2', '2020-10-28', 'quic'),
    draft('draft-old', '2020-10-01', 'quic'),
  ]);
});
afterAll(() => store.close());

const now = new Date('2020-11-24T09:00:00Z');

describe('before anybody confirms', () => {
  it('it is said how many items a choice would have brought in each of the last four weeks', async () => {
    const preview = await previewFollows(store, [{ kind: 'group', subject: 'quic' }], now);
    expect(preview.weeks).toEqual([
      { week: '2020-W47', items: 10 },
      { week: '2020-W46', items: 1 },
      { week: '2020-W45', items: 0 },
      { week: '2020-W44', items: 1 },
    ]);
    expect(preview).toMatchObject({ total: 12, heavy: false, narrower: [] });
  });

  it('a choice of more than twenty items a week is warned of, with the groups in which most of it happened', async () => {
    const preview = await previewFollows(store, [{ kind: 'country', subject: 'FR' }], now);
    expect(preview).toMatchObject({ total: 27, heavy: true });
    expect(preview.narrower).toEqual([
      { follow: { kind: 'group', subject: 'dnsop' }, name: 'DNSOP', items: 15 },
      { follow: { kind: 'group', subject: 'quic' }, name: 'QUIC', items: 12 },
    ]);
  });
});
