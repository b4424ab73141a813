import { z } from 'zod';
import { settings } from '#lib/env.ts';
import type { Metric, ParamName } from '#metrics/contract.ts';
import { definitionOf, figureContent, shownParams } from '#metrics/figure.ts';
import { metricById, metrics } from '#metrics/index.ts';
import { knownParams } from '#metrics/known.ts';
import { paramSchemas, readParams } from '#metrics/params.ts';
import type { Store } from '#prisma/client.ts';
import { json } from '../_http/answer.ts';
import type { Endpoint, QueryParameter } from '../_http/endpoint.ts';
import { choiceOf, choiceParameter } from '../_http/query.ts';
import { asCsv, readme } from './download.ts';
import { metricNote, reading } from './shapes.ts';

const paramWords: Record<ParamName, string> = {
  body: 'Whose documents. The IETF and the ITU are never one number.',
  kind: 'Which kind of document.',
  group: 'Id of the group the documents belong to, such as quic.',
  from: 'The first day: a year (2020), a month (2020-03) or a day (2020-03-31).',
  to: 'The last day, inclusive: a year, a month or a day.',
  by: 'The length of a period.',
  rule: 'Which country an authorship belongs to. No rule falls back on another.',
  count: 'How a document is credited.',
  country: 'ISO code, `international` or `unknown`.',
  organisation: 'Id of an organisation, `independent` or `unknown`.',
  bloc: 'Id of a bloc: only countries that were its members on the day.',
  unchecked: '1: memberships of blocs that nobody has checked count too.',
  post: 'A kind of post, such as chair.',
  mode: 'How a meeting was attended.',
  meeting: 'Id of a meeting, such as ietf-90.',
  of: 'What is paired.',
  printed:
    'Only authors who print exactly these words as their affiliation, such as one that is matched to no organisation; ' +
    '`-`: who print none.',
  against:
    'Another span to compare with, read whole like the first (by=all): `2013..2017`, `2019-01..2019-06`, or `previous` ' +
    'for the one of the same length before `from`. `more` of each row holds its numbers and the difference.',
  with:
    'Only documents that name both: with `organisation` the id of another organisation (with of=country, with `country` ' +
    'another country). `alone`: documents that name one alone; `unknown`: documents on which none is known.',
  on: 'The day whose state is asked for, instead of the end of each period.',
  letter: 'A root-server letter, a to m.',
};

/** The parameters some metrics take, each with the metrics that do where not all do. */
export function metricParameters(
  chosen: readonly Pick<Metric, 'id' | 'params' | 'answers'>[] = metrics,
): Record<string, QueryParameter> {
  const schemas = paramSchemas();
  return Object.fromEntries(
    Object.entries(schemas).flatMap(([name, schema]): [string, QueryParameter][] => {
      const takers = chosen.filter((metric) => (metric.params as readonly string[]).includes(name));
      if (takers.length === 0) return [];
      const only =
        takers.length < chosen.length ? ` Taken by ${takers.map((metric) => metric.id).join(', ')}.` : '';
      const answered = takers.flatMap(({ id, answers }) =>
        answers && (name === 'body' || name === 'kind')
          ? [` ${id}: only ${answers[name === 'body' ? 'bodies' : 'kinds'].join(', ')}.`]
          : [],
      );
      return [[name, { description: `${paramWords[name as ParamName]}${answered.join('')}${only}`, schema }]];
    }),
  );
}

export const metricList: Endpoint = {
  path: '/api/v1/metrics',
  summary: 'Every published number with its definition',
  query: {},
  type: 'application/json',
  schema: z.object({ metrics: z.array(metricNote) }),
  read: async () => ({
    text: json({
      metrics: metrics.map((metric) => ({
        ...definitionOf(metric),
        params: metric.params,
        defaults: shownParams(metric, readParams(metric, [])),
        address: `/api/v1/metrics/${metric.id}`,
        csv: `/api/v1/metrics/${metric.id}.csv`,
      })),
    }),
    type: 'application/json',
    caching: 'data',
  }),
};

const id = { description: 'Id of a metric.', enum: metrics.map((metric) => metric.id) };
const download = 'download';

/** The figure of one metric under the parameters of a request; null where there is no such metric. */
async function figureOf(store: Store, name: string, query: URLSearchParams, also: readonly string[]) {
  const metric = metricById(name);
  if (!metric) return null;
  const params = await knownParams(store, readParams(metric, query, also));
  return figureContent(metric, params, await metric.read(store, params));
}

export const metricCsv: Endpoint = {
  path: '/api/v1/metrics/{id}.csv',
  summary: 'One number, as CSV with its definition on top',
  description:
    'Lines that begin with # hold the definition, the parameters and the day; then the header and one line a row. ' +
    'Text that a spreadsheet could take for a formula begins with an apostrophe.',
  pathParameters: { id },
  query: metricParameters(),
  readsOwnQuery: true,
  type: 'text/csv',
  async read(store, { path, query }) {
    const name = path.id ?? '';
    const figure = await figureOf(store, name, query, []);
    if (!figure) return null;
    return {
      text: await asCsv(store, figure, `${settings().publicUrl}/api/v1/metrics/${name}.csv?${query}`),
      type: 'text/csv; charset=utf-8',
      caching: 'data',
      saveAs: `${name}.csv`,
    };
  },
};

export const metricReading: Endpoint = {
  path: '/api/v1/metrics/{id}',
  summary: 'One number: a row for each period and key, the unknown among them',
  description:
    'What is left out has the metric’s default (see there). Each metric takes its own parameters (see /api/v1/metrics); another is refused. To open the documents behind a ' +
    'row, give /api/v1/documents the same filters, the period as from and to, and the key as country or organisation ' +
    '(`unknown` where it is null). Of a row of co-authorship (key `one~two`) give count=whole, the first of the two as ' +
    'organisation (or, with of=country, country) and the other as `with`; with=alone and with=unknown open the other rows.',
  pathParameters: { id },
  query: {
    ...metricParameters(),
    [download]: choiceParameter('1: as a file to save, with a README inside.', ['1']),
  },
  readsOwnQuery: true,
  type: 'application/json',
  schema: reading.extend({ readme: z.string().optional().describe('With download=1.') }),
  async read(store, given) {
    const figure = await figureOf(store, given.path.id ?? '', given.query, [download]);
    if (!figure) return null;
    if (choiceOf(given.query, download, ['1']) === null)
      return { text: json(figure), type: 'application/json', caching: 'data' };
    return asFile(store, given.path.id ?? '', figure);
  },
};

export const metricFile: Endpoint = {
  path: '/api/v1/metrics/{id}.json',
  summary: 'One number, as a JSON file to save, with a README inside',
  pathParameters: { id },
  query: metricParameters(),
  readsOwnQuery: true,
  type: 'application/json',
  schema: reading.extend({ readme: z.string() }),
  async read(store, { path, query }) {
    const figure = await figureOf(store, path.id ?? '', query, []);
    return figure && asFile(store, path.id ?? '', figure);
  },
};

type Figure = NonNullable<Awaited<ReturnType<typeof figureOf>>>;
const asFile = async (store: Store, name: string, figure: Figure) => ({
  text: json({ readme: await readme(store, figure), ...figure }),
  type: 'application/json',
  caching: 'data' as const,
  saveAs: `${name}.json`,
});
