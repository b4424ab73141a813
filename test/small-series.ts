import { saveBatch } from '#prisma/batch.ts';
import type { Store } from '#prisma/client.ts';
import { blank, type Row } from '#prisma/records.ts';
import { finishRun, startRun } from '#prisma/runs.ts';

interface Author {
  name: string;
  country?: string;
  /** Ids of the organisations named, or 'unresolved'. */
  organisations?: string[];
}
interface Given {
  number: number;
  title: string;
  published: string;
  authors: Author[];
}

/** Four RFCs by hand, of which every sum can be checked on paper. */
export const four: Given[] = [
  {
    number: 9901,
    title: 'Alpha Transport',
    published: '2020-01-01',
    authors: [
      { name: 'A. One', country: 'US', organisations: ['cisco'] },
      { name: 'B. Two', country: 'FR', organisations: ['orange', 'nokia'] },
    ],
  },
  {
    number: 9902,
    title: 'Beta <script>alert(1)</script>',
    published: '2020-02-01',
    authors: [{ name: 'C. Three' }, { name: 'A. One', country: 'US', organisations: ['cisco'] }],
  },
  {
    number: 9903,
    title: '=HYPERLINK("http://example.org","Gamma")',
    published: '2020-03-01',
    authors: [{ name: 'D. Four', country: 'US', organisations: ['futurewei'] }],
  },
  { number: 9904, title: 'Delta without a known author', published: '2020-04-01', authors: [] },
];

/** Saves documents as a run of ietf-rfcs would: the first run is the baseline. */
export async function saveSeries(
  store: Store,
  documents: readonly Given[],
  run: { baseline: boolean; difference?: 'changed' | 'corrected' },
): Promise<void> {
  const runId = await startRun(store, 'ietf-rfcs', 'live');
  const rows = {
    group: [
      { ...blank('group'), id: 'alpha', body: 'ietf', kind: 'wg', acronym: 'alpha', name: 'Alpha Group' },
    ],
    document: documents.map((given) => ({
      ...blank('document'),
      id: `rfc${given.number}`,
      body: 'ietf',
      kind: 'rfc',
      number: given.number,
      title: given.title,
      published: given.published,
      published_precision: 'month',
      stage: 'published',
      group_id: given.number === 9901 ? 'alpha' : null,
    })),
    authorship: documents.flatMap((given) =>
      given.authors.map((author, at) => authorship(given, author, at)),
    ),
    authorship_organisation: documents.flatMap((given) =>
      given.authors.flatMap((author, at) => parts(given, author, at)),
    ),
  };
  const writer = {
    runId,
    source: 'ietf-rfcs',
    baseline: run.baseline,
    difference: run.difference ?? ('changed' as const),
  };
  const all = { document: 'all', authorship: 'all', authorship_organisation: 'all' } as const;
  const { saved, counts } = await saveBatch(store, rows, { writer, scopes: all });
  await finishRun(store, runId, {
    state: 'good',
    asOf: '2026-11-20',
    baseline: run.baseline,
    saved,
    counts,
    rows: 20,
  });
}

const authorship = (given: Given, author: Author, at: number): Row<'authorship'> => ({
  ...blank('authorship'),
  document_id: `rfc${given.number}`,
  position: at + 1,
  name: author.name,
  role: 'author',
  is_organisation: false,
  affiliation: author.organisations?.join(' / ') ?? null,
  country_text: author.country ?? null,
  country: author.country ?? null,
});

const parts = (given: Given, author: Author, at: number): Row<'authorship_organisation'>[] =>
  (author.organisations ?? []).map((organisation, part) => ({
    document_id: `rfc${given.number}`,
    position: at + 1,
    part: part + 1,
    text: organisation,
    organisation_id: organisation === 'unresolved' ? null : organisation,
    kind: organisation === 'unresolved' ? 'unresolved' : 'organisation',
    why: 'its name',
  }));
