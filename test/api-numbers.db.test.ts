import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counts, rulesOf } from '#metrics/contract.ts';
import type { Store } from '#prisma/client.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources } from '#scrapers/sources.ts';
import { loadStarter } from '#scrapers/starter.ts';
import * as documents from '../app/api/v1/documents/route.ts';
import * as metric from '../app/api/v1/metrics/[id]/route.ts';
import { askJson, serveFrom } from './api.ts';
import { freshDatabase } from './database.ts';

interface Row {
  period: string;
  key: string | null;
  value: number;
  documents: number;
}
interface Reading {
  total: number;
  authorships: number;
  unknown: number;
  rows: Row[];
}
interface Listed {
  total: number;
  weight: number;
  next: string | null;
  documents: { id: string; published: string; weight: number }[];
}

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await describeSources(store);
  await syncLists(store);
  await loadStarter(store);
  serveFrom(store);
});
afterAll(() => store.close());

const read = (id: string, query: string) =>
  askJson<Reading>(metric, `/api/v1/metrics/${id}?${query}`, { id });
const list = (query: string) => askJson<Listed>(documents, `/api/v1/documents?${query}`);

/** Every page of a list, one after the other. */
async function listAll(query: string, limit: number): Promise<Listed> {
  const first = await list(`${query}&limit=${limit}`);
  for (let next = first.next; next; ) {
    const page = await list(`${query}&limit=${limit}&after=${encodeURIComponent(next)}`);
    first.documents.push(...page.documents);
    next = page.next;
  }
  return first;
}
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

describe('the numbers of 2020', () => {
  it('sum, counted fractionally by declared country, to the number of RFCs of 2020, unknown included', async () => {
    const inData = await store.prisma.document.count({
      where: {
        kind: 'rfc',
        stage: 'published',
        published: { gte: new Date('2020-01-01'), lt: new Date('2021-01-01') },
      },
    });
    const reading = await read('authorship-by-country', 'from=2020&to=2020&count=fractional&rule=declared');
    expect(inData).toBe(209);
    expect(reading.total).toBe(inData);
    expect(sum(reading.rows.map((row) => row.value))).toBeCloseTo(inData, 6);
    expect(reading.rows.find((row) => row.key === null)?.value).toBeCloseTo(reading.unknown, 9);
    expect((await list('from=2020&to=2020&count=fractional&rule=declared')).total).toBe(inData);
  });

  describe.each(rulesOf('ietf'))('under rule %s', (rule) => {
    it.each(counts)(
      'counted %s, open exactly the documents of each country, with weights that sum to it',
      async (count) => {
        const query = `from=2020&to=2020&rule=${rule}&count=${count}`;
        const reading = await read('authorship-by-country', query);
        const values = sum(reading.rows.map((row) => row.value));
        if (count === 'complete') expect(values).toBeCloseTo(reading.authorships, 6);
        else if (count === 'whole') expect(values).toBeGreaterThanOrEqual(reading.total);
        else expect(values).toBeCloseTo(reading.total, 6);
        const all = await list(query);
        expect(all.total).toBe(reading.total);
        expect(reading.rows.length).toBeGreaterThan(10);
        for (const row of reading.rows) {
          const page = await listAll(`${query}&country=${row.key ?? 'unknown'}`, 60);
          expect([row.key, page.total, page.documents.length]).toEqual([
            row.key,
            row.documents,
            row.documents,
          ]);
          expect(page.weight).toBeCloseTo(row.value, 6);
          expect(sum(page.documents.map((document) => document.weight))).toBeCloseTo(row.value, 6);
        }
      },
    );

    it('opens exactly the documents of each organisation of a month, with weights that sum to it', async () => {
      for (const count of counts) {
        const query = `from=2020-05&to=2020-05&rule=${rule}&count=${count}`;
        const reading = await read('authorship-by-organisation', `${query}&by=quarter`);
        expect((await list(query)).total).toBe(reading.total);
        for (const row of reading.rows) {
          const page = await listAll(`${query}&organisation=${row.key ?? 'unknown'}`, 500);
          expect([row.key, page.total]).toEqual([row.key, row.documents]);
          expect(sum(page.documents.map((document) => document.weight))).toBeCloseTo(row.value, 6);
        }
      }
    });
  });

  it('never show an organisation below one of its people: a firm has every document of each author of it (T6)', async () => {
    const reading = await read('authorship-by-organisation', 'from=2020&to=2020&count=whole&rule=declared');
    const people = await store.prisma.authorshipOrganisation.groupBy({
      by: ['organisationId', 'documentId'],
      where: { organisationId: { not: null }, removedAt: null },
    });
    const inYear = new Set(
      (await listAll('from=2020&to=2020&count=whole', 500)).documents.map((document) => document.id),
    );
    const held = new Map<string, number>();
    for (const { organisationId, documentId } of people) {
      if (organisationId && inYear.has(documentId))
        held.set(organisationId, (held.get(organisationId) ?? 0) + 1);
    }
    const shown = new Map(reading.rows.map((row) => [row.key, row.value]));
    expect(held.size).toBeGreaterThan(50);
    for (const [organisation, number] of held)
      expect([organisation, shown.get(organisation)]).toEqual([organisation, number]);
  });

  it('come newest first, each once, however small the pages', async () => {
    const small = await listAll('from=2020&to=2020', 17);
    const large = await list('from=2020&to=2020&limit=1000');
    expect(small.documents.map((one) => one.id)).toEqual(large.documents.map((one) => one.id));
    expect(new Set(small.documents.map((one) => one.id)).size).toBe(small.total);
    expect(small.documents.map((one) => one.published)).toEqual(
      small.documents
        .map((one) => one.published)
        .sort()
        .reverse(),
    );
  });
});
