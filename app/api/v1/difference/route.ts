import { differenceOne } from '../../_endpoints/difference.ts';
import { serve } from '../../_http/endpoint.ts';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = serve(differenceOne);
