import { preflight, problem } from '../_http/answer.ts';

export const dynamic = 'force-dynamic';

/** What no other file under /api answers. */
export const GET = (request: Request): Response =>
  problem(
    request,
    404,
    `There is nothing at ${new URL(request.url).pathname}. /openapi.json lists what there is.`,
  );
export const HEAD = GET;
export const POST = GET;
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
export const OPTIONS = preflight;
