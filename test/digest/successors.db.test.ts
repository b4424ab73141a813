import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#prisma/client.ts';
import { insertDocuments, insertLists, insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';
import { letters, subscriber } from './letters.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  const draft = (id: string, submitted: string) => ({
    id,
    kind: 'internet-draft',
    stage: 'posted',
    submitted,
    last_submitted: submitted,
    published: null,
    authors: [{ country: 'FR' }],
  });
  await insertDocuments(store, [
    draft('draft-smith-x', '2020-02-01'),
    draft('draft-ietf-quic-x', '2020-11-10'),
    draft('draft-jones-y', '2020-11-10'),
    { id: 'rfc8101', published: '2020-11-17', authors: [{ country: 'FR' }] },
    { id: 'rfc8102', published: '2020-11-17', authors: [{ country: 'FR' }] },
  ]);
  await insertRows(store, {
    relation: [
      { source_id: 'draft-ietf-quic-x', target_id: 'draft-smith-x', type: 'replaces' },
      { source_id: 'draft-ietf-quic-x', target_id: 'rfc8101', type: 'became' },
    ],
  });
  await subscriber(store, 'ann', [{ kind: 'document', subject: 'draft-smith-x' }]);
});
afterAll(() => store.close());

describe('a follow of a draft', () => {
  it('moves to the draft that replaces it and to the RFC that it becomes, and to no other (T11)', async () => {
    const told = async (week: string) => {
      const { ann } = await letters(store, week);
      return [...(ann?.text ?? '').matchAll(/^\* (.*)\n {2}(You follow .*)$/gm)].map(([, what, why]) => [
        what,
        why,
      ]);
    };
    expect(await told('2020-W46')).toEqual([
      ['draft-ietf-quic-x was first posted on 10 November 2020.', 'You follow draft-smith-x.'],
    ]);
    expect(await told('2020-W47')).toEqual([
      ['RFC 8101 was published (17 November 2020).', 'You follow draft-smith-x.'],
    ]);
  });
});
