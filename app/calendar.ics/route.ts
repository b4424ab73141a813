import { calendarFeed } from '../api/_endpoints/calendar.ts';
import { serve } from '../api/_http/endpoint.ts';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = serve(calendarFeed);
