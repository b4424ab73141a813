import { z } from 'zod';
import { settings } from '#lib/env.ts';
import { version } from '#lib/version.ts';
import { metrics } from '#metrics/index.ts';
import type { Endpoint } from '../_http/endpoint.ts';
import { calendarFeed } from './calendar.ts';
import { changeList } from './changes.ts';
import { differenceOne } from './difference.ts';
import { documentList, documentOne } from './documents.ts';
import {
  countryList,
  countryOne,
  groupList,
  groupOne,
  organisationList,
  organisationOne,
  personOne,
  searchAll,
} from './entities.ts';
import { feed } from './feed.ts';
import { figureOne } from './figures.ts';
import { health } from './health.ts';
import { metricCsv, metricFile, metricList, metricReading } from './metrics.ts';
import { candidateList, proposalFeed, proposalList, proposalOne } from './proposals.ts';
import { liaisonList, rosterList } from './rosters.ts';

/** Everything a program can ask of this dashboard. */
export const endpoints: readonly Omit<Endpoint, 'read'>[] = [
  metricList,
  metricReading,
  metricFile,
  metricCsv,
  differenceOne,
  documentList,
  documentOne,
  organisationList,
  organisationOne,
  countryList,
  countryOne,
  groupList,
  groupOne,
  personOne,
  rosterList,
  liaisonList,
  changeList,
  searchAll,
  figureOne,
  health,
  feed,
  proposalList,
  proposalOne,
  candidateList,
  proposalFeed,
  calendarFeed,
];

const problemShape = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  parameter: z.string().optional().describe('The parameter at fault.'),
  allowed: z.array(z.string()).optional().describe('What it could have been.'),
});

const schemaOf = (shape: z.ZodType) => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io: 'output' }) as Record<string, unknown>;
  return schema;
};

/** The description of this API in OpenAPI 3.1, made of the endpoints themselves. */
export function describeApi(): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rapporteur',
      version,
      description:
        'Who shapes Internet standards: every number with its definition, its unknown share, its day and the documents ' +
        'it was counted from. The IETF and the ITU are never one number. Individuals are never ranked.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: settings().publicUrl }],
    paths: {
      ...Object.fromEntries(endpoints.map((endpoint) => [endpoint.path, { get: operationOf(endpoint) }])),
      '/figures': { post: freezing },
    },
    components: {
      schemas: { Problem: schemaOf(problemShape) },
      responses: Object.fromEntries(
        Object.entries(refusals).map(([status, description]) => [
          `Refusal${status}`,
          {
            description,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}

const refusals = {
  400: 'A parameter is unknown or cannot be read; the answer names it and what it could have been.',
  404: 'Nothing is there.',
  429: 'Too many at once; Retry-After says when.',
  500: 'The fault is ours.',
  503: 'The database cannot be reached just now.',
} as const;

const freezing = {
  operationId: 'figures',
  summary: 'Freezes a figure under the hash of its content, for citation',
  requestBody: {
    required: true,
    content: {
      'application/x-www-form-urlencoded': {
        schema: {
          type: 'object',
          required: ['metric'],
          properties: {
            metric: { type: 'string', enum: metrics.map((metric) => metric.id) },
            params: { type: 'string', description: 'The parameters as a query string.', maxLength: 2000 },
          },
        },
      },
    },
  },
  responses: {
    303: {
      description: 'Leads to the frozen figure; the same numbers lead to the same one.',
      headers: { Location: { description: '/figures/{hash}', schema: { type: 'string' } } },
    },
    ...Object.fromEntries(
      [400, 429, 500, 503].map((status) => [status, { $ref: `#/components/responses/Refusal${status}` }]),
    ),
  },
};

function operationOf(endpoint: Omit<Endpoint, 'read'>): Record<string, unknown> {
  const inPath = Object.entries(endpoint.pathParameters ?? {});
  const statuses =
    endpoint.path === health.path ? [400] : inPath.length > 0 ? [400, 404, 500, 503] : [400, 500, 503];
  return {
    operationId: endpoint.path.replace(/[{}]/g, '').split(/[/.]/).filter(Boolean).join('_'),
    summary: endpoint.summary,
    ...(endpoint.description ? { description: endpoint.description } : {}),
    parameters: [
      ...inPath.map(([name, given]) => ({
        name,
        in: 'path',
        required: true,
        description: given.description,
        schema: { type: 'string', ...(given.enum ? { enum: given.enum } : {}) },
      })),
      ...Object.entries(endpoint.query).map(([name, { description, schema }]) => ({
        name,
        in: 'query',
        required: false,
        description,
        schema,
      })),
    ],
    responses: {
      200: {
        description: endpoint.summary,
        headers: { ETag: { description: 'Changes when the answer does.', schema: { type: 'string' } } },
        content: {
          [endpoint.type]: { schema: endpoint.schema ? schemaOf(endpoint.schema) : { type: 'string' } },
        },
      },
      304: { description: 'The reader has this answer already (If-None-Match).' },
      ...Object.fromEntries(
        statuses.map((status) => [status, { $ref: `#/components/responses/Refusal${status}` }]),
      ),
    },
  };
}
