import { inOrder } from './authorship.ts';
import type { Metric, MetricRow } from './contract.ts';
import { asOf, authorshipSources, sourcesOf } from './credit.ts';
import { newestOf } from './newest.ts';
import { authorshipParams } from './params.ts';
import { readCoverage } from './tally.ts';

const labels = {
  affiliation: 'State an affiliation',
  organisation: 'Stated affiliation matched to an organisation, or to “independent”',
  country: 'Have a country under the rule',
} as const;

export const coverage: Metric = {
  id: 'coverage',
  title: 'How much do we know: what share of authorships states an affiliation and a country?',
  unit: 'share of authorships (0 to 1)',
  method:
    'Of all authorships published in the period: the share whose document states an affiliation, the share whose ' +
    'organisation is on our list, and the share that has a country under the chosen rule. The rest is unknown in every ' +
    'other figure.',
  caveats: ['A low share is a property of the documents or of our list, not of the authors.'],
  sources: authorshipSources,
  params: authorshipParams.filter(
    (name) => !['count', 'country', 'organisation', 'bloc', 'unchecked'].includes(name),
  ),
  async read(store, given) {
    const params = { ...given, count: 'complete' as const, country: null, organisation: null, bloc: null };
    const found = inOrder(await readCoverage(store, params));
    const rows = found.flatMap((row): MetricRow[] =>
      (['affiliation', 'organisation', 'country'] as const).map((key) => ({
        period: row.period,
        key,
        label: labels[key],
        value: row.authorships ? row[key] / row.authorships : 0,
        documents: row.documents,
        authorships: row.authorships,
        rank: null,
      })),
    );
    return {
      total: found.reduce((sum, row) => sum + row.documents, 0),
      authorships: found.reduce((sum, row) => sum + row.authorships, 0),
      unknown: found.reduce((sum, row) => sum + row.authorships - row.country, 0),
      asOf: await asOf(store, sourcesOf(params)),
      newest: await newestOf(store, params),
      rows,
      periods: found.map(({ period, documents, authorships }) => ({ period, documents, authorships })),
      notes: [],
    };
  },
};
