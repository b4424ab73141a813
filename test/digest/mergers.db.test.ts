import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '#digest/compose.ts';
import { prepare } from '#digest/prepare.ts';
import { parseWeek } from '#lib/week.ts';
import { readWeek } from '#metrics/week.ts';
import type { Store } from '#prisma/client.ts';
import { replaceLists } from '#prisma/lists.ts';
import { listRows } from '#scrapers/lists.ts';
import { insertDocuments } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await replaceLists(store, listRows());
});
afterAll(() => store.close());

const subscribers = async (subject: string) => {
  const { id } = await store.prisma.subscriber.create({
    data: {
      address: `${subject}@example.org`,
      mailbox: `${subject}@example.org`,
      state: 'active',
      timezone: 'UTC',
    },
  });
  await store.prisma.follow.create({ data: { subscriberId: id, kind: 'organisation', subject } });
};
const followed = async () =>
  (await store.prisma.follow.findMany({ orderBy: { subject: 'asc' } })).map(({ subject }) => subject);

describe('a follow of an organisation', () => {
  it('reaches what its buyer does once nobody signs under the old name any more, and says whose it is now', async () => {
    const rfc = (organisation: string, year: number) => ({
      id: `rfc${year}`,
      published: `${year}-03-04`,
      authors: [{ organisations: [organisation] }],
    });
    await insertDocuments(store, [rfc('sun-microsystems', 2009), rfc('oracle', 2010), rfc('oracle', 2015)]);
    const told = async (week: string) => {
      const prepared = prepare(await readWeek(store, parseWeek(week)));
      const follows = [{ kind: 'organisation' as const, subject: 'sun-microsystems' }];
      const { sections } = compose(prepared, { follows, told: {}, quiet: 'every', quietWeeks: 0 });
      return sections.flatMap((section) => section.items.map(({ lead, why }) => `${lead}. ${why}`));
    };
    expect(await told('2009-W10')).toEqual(['RFC 2009. You follow Sun Microsystems.']);
    expect(await told('2010-W09')).toEqual([]);
    expect(await told('2015-W10')).toEqual(['RFC 2015. You follow Sun Microsystems (now part of Oracle).']);
  });

  it('is rewritten where two entries of the list were one organisation; others stay as they are', async () => {
    await subscribers('sun-microsystems');
    await subscribers('oracle');
    const lists = listRows();
    const merged = {
      ...lists,
      organisation: lists.organisation.filter(({ id }) => id !== 'sun-microsystems'),
      organisation_name: lists.organisation_name.map((row) =>
        row.organisation_id === 'sun-microsystems' ? { ...row, organisation_id: 'oracle' } : row,
      ),
      ownership: lists.ownership.filter(({ child }) => child !== 'sun-microsystems'),
      ultimate_parent: lists.ultimate_parent.filter(({ child }) => child !== 'sun-microsystems'),
    };
    expect(await followed()).toEqual(['oracle', 'sun-microsystems']);
    await replaceLists(store, lists);
    expect(await followed()).toEqual(['oracle', 'sun-microsystems']);
    await replaceLists(store, merged);
    expect(await followed()).toEqual(['oracle', 'oracle']);
  });
});
