import { proposalOne } from '../../../_endpoints/proposals.ts';
import { serve } from '../../../_http/endpoint.ts';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = serve(proposalOne);
