import type { Store } from '#prisma/client.ts';
import { replaceLists } from '#prisma/lists.ts';
import { blank, type RecordName, type Row } from '#prisma/records.ts';
import { save } from '#prisma/save.ts';
import { refreshSums } from '#prisma/sums.ts';
import { inTransaction } from '#prisma/transaction.ts';
import { listRows } from '#scrapers/lists.ts';

/** An author as a test states it: the country in the address, the organisations named, in which role. */
export interface Author {
  country?: string;
  organisations?: string[];
  role?: string;
}

/** A document with the id of its work, where it is one of several. */
export type Given = Partial<Row<'document'>> & { id: string; work_id?: string; authors?: Author[] };

type Rows = { [Name in RecordName]?: (Partial<Row<Name>> & Record<string, unknown>)[] };

/** Inserts rows of a test's own as one source would save them, and sums them up. */
export const insertRows = (store: Store, rows: Rows, source = 'test'): Promise<void> =>
  inTransaction(store, async (client) => {
    for (const [name, given] of Object.entries(rows) as [RecordName, Record<string, unknown>[]][]) {
      const whole = given.map((row) => ({ ...blank(name), ...row }));
      const writer = { runId: 1, source, baseline: true, difference: 'changed' as const };
      await save(client, name, whole as never, null, writer);
    }
    await refreshSums(client);
  });

/** Documents with their authors, each organisation by its id in the lists. */
export async function insertDocuments(store: Store, given: Given[], source = 'test'): Promise<void> {
  const authored = given.flatMap(({ id, authors = [] }) =>
    authors.map((author, at) => ({ id, position: at + 1, ...author })),
  );
  await insertRows(
    store,
    {
      document: given.map(({ authors: _, work_id: __, ...row }) => ({
        body: 'ietf',
        kind: 'rfc',
        title: row.id,
        stage: 'published',
        ...row,
      })),
      work: given.flatMap(({ id, work_id }) => (work_id ? [{ document_id: id, work_id }] : [])),
      authorship: authored.map(({ id, position, country, organisations, role }) => ({
        document_id: id,
        position,
        name: `Author ${position}`,
        role: role ?? 'author',
        is_organisation: false,
        affiliation: organisations?.join(' / ') ?? null,
        country: country ?? null,
      })),
      authorship_organisation: authored.flatMap(({ id, position, organisations = [] }) =>
        organisations.map((organisation, part) => ({
          document_id: id,
          position,
          part: part + 1,
          text: organisation,
          organisation_id: ['independent', 'unlisted'].includes(organisation) ? null : organisation,
          kind:
            organisation === 'independent'
              ? 'individual'
              : organisation === 'unlisted'
                ? 'unresolved'
                : 'organisation',
          why: 'test',
        })),
      ),
    },
    source,
  );
}

/** The curated lists of this version, without resolving anything again. */
export const insertLists = (store: Store): Promise<void> => replaceLists(store, listRows());
