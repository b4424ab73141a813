import { createHash } from 'node:crypto';

/** How long an answer may be kept: data changes with a run, a frozen figure never, a state of health at once. */
const caching = {
  data: 'public, max-age=60, stale-while-revalidate=600',
  frozen: 'public, max-age=31536000, immutable',
  never: 'no-store',
} as const;
export type Caching = keyof typeof caching;

export interface Body {
  text: string;
  type: string;
  caching: Caching;
  /** Name of the file a browser saves it as; none: shown. */
  saveAs?: string;
}

const open = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Content-Disposition',
};

/** An answer with its tag; 304 without a body where the reader has it already. */
export function answer(request: Request, body: Body): Response {
  const tag = `W/"${createHash('sha256').update(body.text).digest('base64url').slice(0, 22)}"`;
  const headers = new Headers({ ...open, ETag: tag, 'Cache-Control': caching[body.caching] });
  if (body.caching !== 'never' && isKnown(request.headers.get('If-None-Match'), tag))
    return new Response(null, { status: 304, headers });
  const bytes = new TextEncoder().encode(body.text);
  headers.set('Content-Type', body.type);
  headers.set('Content-Length', String(bytes.byteLength));
  if (body.saveAs) headers.set('Content-Disposition', `attachment; filename="${body.saveAs}"`);
  return new Response(request.method === 'HEAD' ? null : bytes, { headers });
}

const isKnown = (known: string | null, tag: string): boolean =>
  known
    ?.split(',')
    .map((one) => one.trim())
    .some((one) => one === '*' || one === tag || `W/${one}` === tag) ?? false;

export const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

/** What a machine can read of a refusal (RFC 9457). `type` is about:blank: the status says it all. */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  detail: string;
  instance: string;
  /** The parameter at fault, and the values or names it could have had. */
  parameter?: string;
  allowed?: string[];
}

const titles = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** A refusal as application/problem+json. */
export function problem(
  request: Request,
  status: keyof typeof titles,
  detail: string,
  more: Pick<Problem, 'parameter' | 'allowed'> = {},
  headers: Record<string, string> = {},
): Response {
  const body: Problem = {
    type: 'about:blank',
    title: titles[status],
    status,
    detail,
    instance: new URL(request.url).pathname,
    ...more,
  };
  return new Response(request.method === 'HEAD' ? null : json(body), {
    status,
    headers: {
      ...open,
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...headers,
    },
  });
}

/** What anything that would write is told. */
export const readOnly = (request: Request): Response =>
  problem(
    request,
    405,
    `${request.method} is not taken here; GET and HEAD are.`,
    {},
    { Allow: 'GET, HEAD, OPTIONS' },
  );

/** What a browser on another site asks before it reads. */
export const preflight = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      ...open,
      'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
      'Access-Control-Allow-Headers': 'If-None-Match',
      'Access-Control-Max-Age': '86400',
    },
  });
