import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#prisma/client.ts';
import { insertLists, insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';
import { letters, subscriber } from './letters.ts';

let store: Store;
const meeting = {
  id: 'T17-TSAG-210111',
  body: 'itu-t',
  group_id: 'TSAG',
  name: 'TSAG meeting of January 2021',
  from: '2021-01-11',
  to: '2021-01-18',
};
beforeAll(async () => {
  store = await freshDatabase();
  await insertLists(store);
  await insertRows(store, {
    group: [{ id: 'TSAG', body: 'itu-t', kind: 'tsag', acronym: 'TSAG', name: 'Advisory Group' }],
    meeting: [meeting],
    document: [
      { id: 'liaison-1', body: 'ietf', kind: 'liaison', title: 'Request for comments', stage: 'posted' },
    ],
    liaison: [
      {
        document_id: 'liaison-1',
        from_groups: 'ITU-T TSAG',
        to_groups: 'IETF',
        posted: '2020-11-10',
        deadline: '2021-01-15',
      },
    ],
  });
  await subscriber(store, 'ann', [{ kind: 'general', subject: '' }]);
  await subscriber(store, 'bob', [{ kind: 'group', subject: 'TSAG' }]);
});
afterAll(() => store.close());

describe('what is announced for a day to come', () => {
  it('is told once to each reader, in the letter of the weeks before, and not again as it comes nearer (T10)', async () => {
    const told: [reader: string, what: string, week: string][] = [];
    const weeks = ['2020-W49', '2020-W50', '2020-W51', '2020-W52', '2020-W53', '2021-W01', '2021-W02'];
    for (const week of weeks) {
      if (week === '2020-W52')
        await insertRows(store, { meeting: [{ ...meeting, name: 'TSAG, fourth meeting' }] });
      for (const [name, { text }] of Object.entries(await letters(store, week))) {
        const words = text.replace(/\s+/g, ' ');
        if (/meets from 11 January 2021/.test(words)) told.push([name, 'meeting', week]);
        if (/an answer by 15 January 2021/.test(words)) told.push([name, 'answer', week]);
      }
    }
    expect(told).toEqual([
      ['ann', 'meeting', '2020-W50'],
      ['bob', 'meeting', '2020-W50'],
      ['ann', 'answer', '2020-W51'],
    ]);
  });
});
