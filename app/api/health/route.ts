import { readState } from '../_endpoints/health.ts';
import { preflight, readOnly } from '../_http/answer.ts';

export const dynamic = 'force-dynamic';
export const GET = readState;
export const HEAD = readState;
export const OPTIONS = preflight;
export const POST = readOnly;
export const PUT = readOnly;
export const PATCH = readOnly;
export const DELETE = readOnly;
