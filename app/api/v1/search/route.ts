import { searchAll } from '../../_endpoints/entities.ts';
import { serve } from '../../_http/endpoint.ts';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = serve(searchAll);
