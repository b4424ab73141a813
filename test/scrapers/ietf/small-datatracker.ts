import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keyOf } from '#scrapers/ietf/datatracker.ts';

export type Tables = Record<string, Record<string, unknown>[]>;

export interface SmallDatatracker {
  url: string;
  /** Rows by app/resource, each with its id; they may be changed while it serves. A table that is not there is a 404. */
  tables: Tables;
  /** Paths asked for, with their query. */
  asked: string[];
  stop(): Promise<void>;
}

const uriOf = (resource: string, row: Record<string, unknown>) =>
  `/api/v1/${resource}/${resource === 'doc/document' ? row.name : row.id}/`;

/** The Datatracker's API over a few rows of a test's own: filters, also across relations, pages and totals as it has them. */
export async function serveDatatracker(tables: Tables): Promise<SmallDatatracker> {
  const asked: string[] = [];
  const find = (uri: string) => {
    const [app, table] = uri.split('/').slice(3);
    const resource = `${app}/${table}`;
    return tables[resource]?.find((row) => uriOf(resource, row) === uri);
  };
  const follow = (row: Record<string, unknown>, path: readonly string[]): unknown => {
    const [field = '', ...rest] = path;
    const value = row[field];
    if (rest.length === 0) return value;
    const target = typeof value === 'string' ? find(value) : undefined;
    return target && follow(target, rest);
  };
  const fits = (row: Record<string, unknown>, param: string, wanted: string) => {
    const path = param.split('__');
    const lookup = ['in', 'gte', 'startswith', 'contains'].includes(path.at(-1) ?? '') ? path.pop() : 'exact';
    const found = follow(row, path);
    const value = typeof found === 'string' && found.startsWith('/api/v1/') ? keyOf(found) : String(found);
    if (lookup === 'in') return wanted.split(',').includes(value);
    if (lookup === 'gte') return value >= wanted;
    if (lookup === 'contains') return value.includes(wanted);
    return lookup === 'startswith' ? value.startsWith(wanted) : value === wanted;
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const [host, resource] = /^\/([^/]+)\/api\/v1\/(\w+\/\w+)\/$/.exec(pathname)?.slice(1) ?? [];
    const rows = resource ? tables[resource] : undefined;
    if (host) asked.push(`${resource}?${searchParams}`);
    if (!resource || !rows) {
      response.writeHead(404).end();
      return;
    }
    const own = new Set(['limit', 'offset', 'order_by', 'format']);
    const filters = [...searchParams].filter(([param]) => !own.has(param));
    const found = rows
      .map((row): Record<string, unknown> => ({ resource_uri: uriOf(resource, row), ...row }))
      .filter((row) => filters.every(([param, wanted]) => fits(row, param, wanted)));
    const limit = Number(searchParams.get('limit'));
    const offset = Number(searchParams.get('offset') ?? 0);
    const next = new URLSearchParams(searchParams);
    next.set('offset', String(offset + limit));
    const meta = {
      limit,
      next: offset + limit < found.length ? `/api/v1/${resource}/?${next}` : null,
      offset,
      previous: null,
      total_count: found.length,
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ meta, objects: found.slice(offset, offset + limit) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tables,
    asked,
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** Rows in the shape of the contract, with what no test looks at filled in. */
export const rowOf = {
  group: (id: number, acronym: string, more: Record<string, unknown> = {}) => ({
    id,
    acronym,
    name: `Group ${acronym}`,
    type: '/api/v1/name/grouptypename/wg/',
    state: '/api/v1/name/groupstatename/active/',
    parent: null,
    time: '2020-01-01T00:00:00Z',
    ...more,
  }),
  person: (id: number, name: string) => ({ id, name }),
  draft: (name: string, rev: string, more: Record<string, unknown> = {}) => ({
    name,
    rev,
    title: `Title of ${name}`,
    type: '/api/v1/name/doctypename/draft/',
    expires: null,
    abstract: '',
    pages: 10,
    group: null,
    stream: null,
    states: ['/api/v1/doc/state/1/'],
    time: '2024-06-01T00:00:00Z',
    ...more,
  }),
  state: (id: number, slug: string, type: string) => ({ id, slug, type: `/api/v1/doc/statetype/${type}/` }),
  author: (id: number, document: string, person: number, order: number, affiliation = '', country = '') => ({
    id,
    document,
    person: `/api/v1/person/person/${person}/`,
    affiliation,
    country,
    order,
  }),
  revision: (id: number, draft: string, rev: string, time: string) => ({
    id,
    doc: `/api/v1/doc/document/${draft}/`,
    type: 'new_revision',
    time,
    rev,
    desc: '',
  }),
  history: (id: number, draft: string, rev: string, time: string) => ({
    id,
    doc: `/api/v1/doc/document/${draft}/`,
    rev,
    time,
  }),
};
