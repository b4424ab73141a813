import type { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import { isTooLong, type Store } from '#prisma/client.ts';
import { statementSeconds } from '../../_ui/too-long.ts';
import { store } from '../../store.ts';
import { answer, type Body, preflight, problem, readOnly } from './answer.ts';

/** One parameter of a query string as the description of the API tells it. */
export interface QueryParameter {
  description: string;
  /** JSON Schema of its text. */
  schema: Record<string, unknown>;
  required?: boolean;
}

export interface Given {
  /** The parts of the path that stand in braces, decoded. */
  path: Readonly<Record<string, string>>;
  query: URLSearchParams;
}

/** One address of the API: what it is called, what it takes, what it answers. The description is made of these. */
export interface Endpoint {
  /** As in OpenAPI: /api/v1/documents/{id} */
  path: string;
  summary: string;
  description?: string;
  pathParameters?: Readonly<Record<string, { description: string; enum?: readonly string[] }>>;
  query: Readonly<Record<string, QueryParameter>>;
  /** True where what is taken depends on the path: then read refuses unknown names itself. */
  readsOwnQuery?: boolean;
  /** Media type of a good answer, and the schema of its JSON. */
  type: string;
  schema?: z.ZodType;
  /** The answer; null where nothing is there (404). @throws Unexpected at `parameter <name>` (400) */
  read(store: Store, given: Given): Promise<Body | null>;
}

type Context = { params: Promise<Record<string, string | string[] | undefined>> };
type Handler = (request: Request, context?: Context) => Promise<Response>;

/** The handlers of an endpoint's route file. */
export function serve(endpoint: Endpoint): {
  GET: Handler;
  HEAD: Handler;
  OPTIONS: () => Response;
} & Record<'POST' | 'PUT' | 'PATCH' | 'DELETE', (request: Request) => Response> {
  const handle: Handler = async (request, context) =>
    guarded(request, async () => {
      const path = await pathOf(context);
      const { searchParams: query } = new URL(request.url);
      if (!endpoint.readsOwnQuery) refuseUnknown(endpoint.query, query);
      const body = isWritten(path) ? await endpoint.read(await store(), { path, query }) : null;
      return body
        ? answer(request, body)
        : problem(request, 404, `There is nothing at ${new URL(request.url).pathname}.`);
    });
  return {
    GET: handle,
    HEAD: handle,
    OPTIONS: preflight,
    POST: readOnly,
    PUT: readOnly,
    PATCH: readOnly,
    DELETE: readOnly,
  };
}

/** No id holds a zero byte or half a character, and the database takes neither. */
const isWritten = (path: Record<string, string>): boolean =>
  !Object.values(path).some((part) => /\0|\p{Cs}/u.test(part));

async function pathOf(context: Context | undefined): Promise<Record<string, string>> {
  const params = (await context?.params) ?? {};
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      decoded(Array.isArray(value) ? value.join('/') : (value ?? '')),
    ]),
  );
}

/** Next hands a part of the path over as it was written. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Answers, or says what went wrong: a parameter at fault is 400 and named; anything else is ours and told without inner words. */
export async function guarded(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const fault = error instanceof Unexpected ? /^parameter (.*)$/s.exec(error.where)?.[1] : undefined;
    if (error instanceof Unexpected && fault !== undefined) {
      const allowed = /^one of (.+)$/.exec(error.expected)?.[1]?.split(', ');
      return problem(request, 400, error.message, { parameter: fault, ...(allowed ? { allowed } : {}) });
    }
    if (isUnreachable(error)) {
      return problem(request, 503, 'The database cannot be reached just now.', {}, { 'Retry-After': '30' });
    }
    if (isTooLong(error)) {
      const detail = `This answer took more than ${statementSeconds} seconds to count and was given up. Ask for a shorter span, or try again later.`;
      return problem(request, 503, detail, {}, { 'Retry-After': '60' });
    }
    process.stderr.write(
      `${request.method} ${new URL(request.url).pathname}: ${(error as Error).stack ?? error}\n`,
    );
    return problem(request, 500, 'This answer could not be made. The fault is ours and has been noted.');
  }
}

/** The database is away or on its way up or down. */
export const isUnreachable = (error: unknown): boolean =>
  /^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|57P0|08|53300)/.test(
    String((error as { code?: unknown }).code ?? ''),
  ) ||
  /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool/.test(
    String((error as Error).message),
  );

function refuseUnknown(known: Endpoint['query'], query: URLSearchParams): void {
  const names = Object.keys(known);
  for (const name of query.keys()) {
    if (!names.includes(name)) {
      const allowed = names.length > 0 ? `one of ${names.join(', ')}` : 'no parameters';
      throw new Unexpected(`parameter ${name}`, 'a name we do not know', allowed);
    }
    if (query.getAll(name).length > 1) throw new Unexpected(`parameter ${name}`, 'it twice', 'it once');
  }
}
