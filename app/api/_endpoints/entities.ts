import { z } from 'zod';
import { listCountries, readCountry } from '#metrics/country.ts';
import { listGroups, readGroup } from '#metrics/group.ts';
import { listOrganisations, readOrganisation } from '#metrics/organisation.ts';
import { readPerson } from '#metrics/person.ts';
import { search } from '#metrics/search.ts';
import { json } from '../_http/answer.ts';
import type { Endpoint } from '../_http/endpoint.ts';
import { afterParameter, cursorOf, limitOf, limitParameter, textOf, textParameter } from '../_http/query.ts';
import * as shapes from './shapes.ts';

const data = (value: unknown) => ({
  text: json(value),
  type: 'application/json',
  caching: 'data' as const,
});

export const organisationList: Endpoint = {
  path: '/api/v1/organisations',
  summary: 'Curated organisations by name',
  query: {
    q: textParameter('Words in its name or one of its spellings.'),
    kind: textParameter('company, operator, university, research, government, regulator …'),
    country: textParameter('ISO code of the country of registration.'),
    limit: limitParameter(500, 100),
    after: afterParameter,
  },
  type: 'application/json',
  schema: z.object({
    total: shapes.whole,
    next: shapes.next,
    organisations: z.array(shapes.listedOrganisation),
  }),
  async read(store, { query }) {
    const { organisations, ...rest } = await listOrganisations(store, {
      query: textOf(query, 'q'),
      kind: textOf(query, 'kind'),
      country: textOf(query, 'country'),
      limit: limitOf(query, 500, 100),
      after: cursorOf(query, /^\S{1,200}$/),
    });
    return data({
      ...rest,
      organisations: organisations.map(({ country, ...one }) => ({ ...one, ...shapes.flat(country) })),
    });
  },
};

export const organisationOne: Endpoint = {
  path: '/api/v1/organisations/{id}',
  summary: 'One organisation: spellings, dated owners, posts, each with its source',
  pathParameters: { id: { description: 'Id of an organisation, such as huawei.' } },
  query: {},
  type: 'application/json',
  schema: shapes.organisationDetail,
  async read(store, { path }) {
    const found = await readOrganisation(store, path.id ?? '');
    if (!found) return null;
    const { country, posts, ...rest } = found;
    return data({ ...rest, ...shapes.flat(country), posts: posts.map(shapes.flatPost) });
  },
};

export const countryList: Endpoint = {
  path: '/api/v1/countries',
  summary: 'Every country, former ones too',
  query: {},
  type: 'application/json',
  schema: z.object({ countries: z.array(shapes.listedCountry) }),
  read: async (store) => data({ countries: await listCountries(store) }),
};

export const countryOne: Endpoint = {
  path: '/api/v1/countries/{code}',
  summary: 'One country: how documents write it, who is registered there, its blocs',
  pathParameters: { code: { description: 'ISO 3166 code, in any case.' } },
  query: {},
  type: 'application/json',
  schema: shapes.listedCountry.extend({
    spellings: z.array(z.object({ text: z.string(), authorships: shapes.whole })),
    registered: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })),
    blocs: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.string(),
        from: shapes.maybe,
        to: shapes.maybe,
        precision: z.string().describe('How exactly from is known: day, month, year or list.'),
        checked: z.boolean(),
        source: z.string(),
      }),
    ),
    memberState: z
      .object({ name: z.string(), region: shapes.maybe, entered: shapes.maybe })
      .nullable()
      .describe('As the ITU’s list of member states has it: its region A to E, and the day of entry.'),
  }),
  async read(store, { path }) {
    const found = await readCountry(store, path.code ?? '');
    return found && data(found);
  },
};

export const groupList: Endpoint = {
  path: '/api/v1/groups',
  summary: 'Groups by body and acronym',
  query: {
    q: textParameter('Words in its acronym or name, former ones too.'),
    body: textParameter('ietf, irtf, iab, itu-t, itu-r, itu-d, itu …'),
    kind: textParameter('area, wg, rg, sg, wp, question …'),
    state: textParameter('active, concluded …'),
    parent: textParameter('Id of the group above it.'),
    limit: limitParameter(1000, 200),
    after: afterParameter,
  },
  type: 'application/json',
  schema: z.object({
    totals: z
      .array(z.object({ body: z.string(), groups: shapes.whole }))
      .describe('How many groups of each body match; the bodies are never added up.'),
    next: shapes.next,
    groups: z.array(shapes.listedGroup),
  }),
  read: async (store, { query }) =>
    data(
      await listGroups(store, {
        query: textOf(query, 'q'),
        body: textOf(query, 'body'),
        kind: textOf(query, 'kind'),
        state: textOf(query, 'state'),
        parent: textOf(query, 'parent'),
        limit: limitOf(query, 1000, 200),
        // The ITU writes ITU-D SG1 and Council 2018.
        after: cursorOf(query, /^\S(?:.{0,198}\S)?$/),
      }),
    ),
};

export const groupOne: Endpoint = {
  path: '/api/v1/groups/{id}',
  summary: 'One group: its place, posts and meetings',
  description: 'An id with a slash in it (Q2/13) is written with %2F.',
  pathParameters: { id: { description: 'Id of a group, such as quic or SG13.' } },
  query: {},
  type: 'application/json',
  schema: shapes.groupDetail,
  async read(store, { path }) {
    const found = await readGroup(store, path.id ?? '');
    return found && data({ ...found, posts: found.posts.map(shapes.flatPost) });
  },
};

export const personOne: Endpoint = {
  path: '/api/v1/people/{id}',
  summary: 'One person: public posts and public documents, nothing else',
  pathParameters: { id: { description: 'The body’s own id of the person.' } },
  query: {},
  type: 'application/json',
  schema: shapes.person,
  async read(store, { path }) {
    const found = await readPerson(store, path.id ?? '');
    return found && data({ ...found, posts: found.posts.map(shapes.flatPost) });
  },
};

export const searchAll: Endpoint = {
  path: '/api/v1/search',
  summary: 'Documents, organisations, countries, groups, proposals and persons by name or near some words',
  query: {
    q: textParameter('An id or some words; a typing error is forgiven.'),
    limit: limitParameter(100, 20),
  },
  type: 'application/json',
  schema: z.object({ q: z.string(), results: z.array(shapes.found) }),
  async read(store, { query }) {
    const q = textOf(query, 'q') ?? '';
    return data({ q, results: await search(store, q, limitOf(query, 100, 20)) });
  },
};
