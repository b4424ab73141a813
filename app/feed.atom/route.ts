import { feed } from '../api/_endpoints/feed.ts';
import { serve } from '../api/_http/endpoint.ts';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = serve(feed);
