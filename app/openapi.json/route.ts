import { describeApi } from '../api/_endpoints/openapi.ts';
import { answer, json, preflight, readOnly } from '../api/_http/answer.ts';
import { guarded } from '../api/_http/endpoint.ts';

export const dynamic = 'force-dynamic';

export const GET = (request: Request): Promise<Response> =>
  guarded(request, async () =>
    answer(request, { text: json(describeApi()), type: 'application/json', caching: 'data' }),
  );
export const HEAD = GET;
export const OPTIONS = preflight;
export const POST = readOnly;
export const PUT = readOnly;
export const PATCH = readOnly;
export const DELETE = readOnly;
