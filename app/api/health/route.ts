import { readState } from '../_endpoints/health.ts';
import { preflight } from '../_http/answer.ts';

export const dynamic = 'force-dynamic';
export const GET = readState;
export const HEAD = readState;
export const OPTIONS = preflight;
