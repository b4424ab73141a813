import { proposalFeed } from '../../../api/_endpoints/proposals.ts';
import { serve } from '../../../api/_http/endpoint.ts';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = serve(proposalFeed);
