import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counts, kinds, periods, rules } from '#metrics/contract.ts';
import { metrics } from '#metrics/index.ts';
import type { Store } from '#prisma/client.ts';
import { syncLists } from '#scrapers/lists.ts';
import { describeSources } from '#scrapers/sources.ts';
import * as health from '../app/api/health/route.ts';
import * as changes from '../app/api/v1/changes/route.ts';
import * as country from '../app/api/v1/countries/[code]/route.ts';
import * as countries from '../app/api/v1/countries/route.ts';
import * as document from '../app/api/v1/documents/[id]/route.ts';
import * as documents from '../app/api/v1/documents/route.ts';
import * as group from '../app/api/v1/groups/[id]/route.ts';
import * as groups from '../app/api/v1/groups/route.ts';
import * as metric from '../app/api/v1/metrics/[id]/route.ts';
import * as metricList from '../app/api/v1/metrics/route.ts';
import * as organisation from '../app/api/v1/organisations/[id]/route.ts';
import * as organisations from '../app/api/v1/organisations/route.ts';
import * as person from '../app/api/v1/people/[id]/route.ts';
import * as search from '../app/api/v1/search/route.ts';
import * as described from '../app/openapi.json/route.ts';
import { ask, askJson, type Route, serveFrom } from './api.ts';
import { freshDatabase } from './database.ts';
import { four, saveSeries } from './small-series.ts';

interface Operation {
  parameters: { name: string; in: string; description: string; schema: { enum?: string[] } }[];
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Description {
  openapi: string;
  paths: Record<string, { get?: Operation }>;
  components: { schemas: { Problem: object } };
}

let store: Store;
let api: Description;
beforeAll(async () => {
  store = await freshDatabase();
  await describeSources(store);
  await syncLists(store);
  await saveSeries(store, four, { baseline: true });
  await saveSeries(store, [...four, { ...(four[0] as (typeof four)[0]), number: 9905 }], { baseline: false });
  const known = { body: 'ietf', pageId: null, source: 'ietf-groups' };
  await store.prisma.person.create({ data: { id: '7', name: 'A. One', ...known } });
  await store.prisma.tenure.create({
    data: {
      id: 'alpha/chair/7',
      groupId: 'alpha',
      post: 'chair',
      personId: '7',
      personName: 'A. One',
      organisationText: 'Cisco',
      organisationId: 'cisco',
      countryText: 'USA',
      country: 'US',
      evidence: 'primary',
      ...known,
    },
  });
  await store.prisma.authorshipPerson.create({
    data: { documentId: 'rfc9901', position: 1, personId: '7', name: 'Anna One', source: 'ietf-documents' },
  });
  serveFrom(store);
  api = await askJson(described, '/openapi.json');
});
afterAll(() => store.close());

const ajv = new Ajv2020({ strict: false, allErrors: true });
const errorsOf = (schema: object, value: unknown) => {
  const validate = ajv.compile(schema);
  return validate(value) ? [] : (validate.errors ?? []);
};

/** The addresses the route files of app/ answer, a part in brackets as {part}. */
function routed(): string[] {
  const app = join(import.meta.dirname, '..', 'app');
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) =>
      /^(?:api|openapi\.json|feed\.atom|figures|proposals|calendar\.ics)\b.*route\.ts$/.test(file),
    )
    .map((file) => `/${file.replace(/\/route\.ts$/, '').replace(/\[(\w+)\]/g, '{$1}')}`)
    .filter((path) => !path.includes('['));
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 and names every address there is', () => {
    expect(api.openapi).toMatch(/^3\.1\./);
    const told = Object.keys(api.paths).filter((path) => !/\{id\}\.(?:csv|json)$/.test(path));
    expect(told.sort()).toEqual(
      routed()
        .filter((path) => path !== '/openapi.json')
        .sort(),
    );
  });

  it('takes its enumerations from the code', () => {
    const taken = (path: string, name: string) =>
      api.paths[path]?.get?.parameters.find((parameter) => parameter.name === name)?.schema.enum;
    expect(taken('/api/v1/metrics/{id}', 'id')).toEqual(metrics.map(({ id }) => id));
    expect(taken('/api/v1/documents', 'rule')).toEqual(rules);
    expect(taken('/api/v1/documents', 'count')).toEqual(counts);
    expect(taken('/api/v1/documents', 'kind')).toEqual(kinds);
    expect(taken('/api/v1/metrics/{id}', 'by')).toEqual(periods);
  });

  it.each<[string, Route, string, Record<string, string>]>([
    ['/api/v1/metrics', metricList, '', {}],
    ...metrics.flatMap(({ id }): [string, Route, string, Record<string, string>][] => [
      ['/api/v1/metrics/{id}', metric, '', { id }],
      ['/api/v1/metrics/{id}.json', metric, '', { id: `${id}.json` }],
    ]),
    ['/api/v1/documents', documents, '?organisation=cisco', {}],
    ['/api/v1/documents/{id}', document, '', { id: 'rfc9901' }],
    ['/api/v1/organisations', organisations, '?q=hua', {}],
    ['/api/v1/organisations/{id}', organisation, '', { id: 'cisco' }],
    ['/api/v1/countries', countries, '', {}],
    ['/api/v1/countries/{code}', country, '', { code: 'us' }],
    ['/api/v1/groups', groups, '', {}],
    ['/api/v1/groups/{id}', group, '', { id: 'alpha' }],
    ['/api/v1/people/{id}', person, '', { id: '7' }],
    ['/api/v1/changes', changes, '?since=2020-01-01', {}],
    ['/api/v1/search', search, '?q=cisco', {}],
    ['/api/health', health, '', {}],
  ])('is true of %s', async (path, route, query, given) => {
    const operation = api.paths[path]?.get;
    const schema = operation?.responses['200']?.content?.['application/json']?.schema;
    if (!schema) throw new Error(`${path} is not described`);
    const body = await askJson<Record<string, unknown>>(route, `/x${query}`, given);
    expect(errorsOf(schema, body)).toEqual([]);
    const [list] = Object.values(body).filter(Array.isArray);
    if (list && !path.includes('{')) expect(list.length).toBeGreaterThan(0);
    // Every parameter that is described is taken, by the metrics it names where not by all.
    for (const parameter of operation.parameters.filter((one) => one.in === 'query')) {
      const response = await ask(route, `/x?${parameter.name}=`, given);
      const takers = / Taken by (.+)\.$/.exec(parameter.description)?.[1]?.split(', ');
      const id = given.id?.replace(/\.json$/, '') ?? '';
      expect([parameter.name, response.status]).toEqual([
        parameter.name,
        takers?.includes(id) === false ? 400 : 200,
      ]);
    }
  });

  it('is true of a refusal', async () => {
    const response = await ask(documents, '/api/v1/documents?contry=US');
    expect(errorsOf(api.components.schemas.Problem, await response.json())).toEqual([]);
  });
});
