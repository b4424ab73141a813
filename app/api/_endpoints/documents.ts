import { z } from 'zod';
import type { Country } from '#metrics/country.ts';
import { readDocument } from '#metrics/document.ts';
import { documentList as asked, listDocuments } from '#metrics/documents.ts';
import { shownParams } from '#metrics/figure.ts';
import { knownParams } from '#metrics/known.ts';
import { readParams } from '#metrics/params.ts';
import { json } from '../_http/answer.ts';
import type { Endpoint } from '../_http/endpoint.ts';
import { afterParameter, cursorOf, limitOf, limitParameter } from '../_http/query.ts';
import { documentDetail, listedDocument } from './document-shapes.ts';
import { metricParameters } from './metrics.ts';
import { flat, next, params as paramsShape, whole } from './shapes.ts';

const paging = { limit: limitParameter(1000, 100), after: afterParameter };

export const documentList: Endpoint = {
  path: '/api/v1/documents',
  summary: 'The documents behind a number, each with the weight it adds',
  description:
    'Takes the filters of authorship-by-country, and of a pair of co-authorship `of` and `with`. `total` equals the metric’s total, or the `documents` of the row it ' +
    'is filtered to; all weights add up to `weight`, the row’s value.',
  query: { ...metricParameters([asked]), ...paging },
  readsOwnQuery: true,
  type: 'application/json',
  schema: z.object({
    params: paramsShape,
    total: whole,
    weight: z.number().describe('The sum of the weights of all of them, not of this page alone.'),
    next,
    documents: z.array(listedDocument),
  }),
  async read(store, { query }) {
    const params = await knownParams(store, readParams(asked, query, Object.keys(paging)));
    const limit = limitOf(query, 1000, 100);
    const after = cursorOf(query, /^\d{4}-\d{2}-\d{2}~\S.{0,200}$/);
    const page = await listDocuments(store, params, limit, after);
    return {
      text: json({
        params: shownParams(asked, params),
        ...page,
      }),
      type: 'application/json',
      caching: 'data',
    };
  },
};

const flatAuthor = <Author extends { country: Country | null }>({ country, ...author }: Author) => ({
  ...author,
  ...flat(country),
});

export const documentOne: Endpoint = {
  path: '/api/v1/documents/{id}',
  summary: 'One document: its authors as printed and as resolved, its relations, its pages',
  pathParameters: {
    id: { description: 'As the body writes it: rfc9000, draft-ietf-quic-transport, T17-TSAG-C-0083.' },
  },
  query: {},
  type: 'application/json',
  schema: documentDetail,
  async read(store, { path }) {
    const document = await readDocument(store, path.id ?? '');
    if (!document) return null;
    const authors = document.authors.map(flatAuthor);
    const revisions = document.revisions.map((revision) => ({
      ...revision,
      authors: revision.authors?.map(flatAuthor) ?? null,
    }));
    return { text: json({ ...document, authors, revisions }), type: 'application/json', caching: 'data' };
  },
};
