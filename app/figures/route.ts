import { figureContent } from '#metrics/figure.ts';
import { metricById } from '#metrics/index.ts';
import { knownParams } from '#metrics/known.ts';
import { readParams } from '#metrics/params.ts';
import { freezeFigure } from '#prisma/figures.ts';
import { problem } from '../api/_http/answer.ts';
import { guarded } from '../api/_http/endpoint.ts';
import { store } from '../store.ts';

export const dynamic = 'force-dynamic';

const perMinute = 30;
const recent: number[] = [];

/** Whether one more figure may be frozen now: at most thirty a minute by this process, whoever asks. */
function mayFreeze(now: number): boolean {
  while (recent[0] !== undefined && recent[0] <= now - 60_000) recent.shift();
  if (recent.length >= perMinute) return false;
  recent.push(now);
  return true;
}

/**
 * Freezes a figure: form fields `metric` (id) and `params` (a query string, as the figure's own address has it). Leads to
 * /figures/<hash>; the same numbers lead to the same address.
 */
export const POST = (request: Request): Promise<Response> =>
  guarded(request, async () => {
    const given = await request.formData().catch(() => null);
    const id = given?.get('metric');
    const query = given?.get('params') ?? '';
    const metric = typeof id === 'string' ? metricById(id) : undefined;
    if (!metric || typeof query !== 'string' || query.length > 2000)
      return problem(
        request,
        400,
        'A form with the fields metric (an id of /api/v1/metrics) and params is expected.',
      );
    const asked = readParams(metric, new URLSearchParams(query));
    if (!mayFreeze(Date.now()))
      return problem(
        request,
        429,
        'Too many figures were frozen in the last minute.',
        {},
        { 'Retry-After': '60' },
      );
    const open = await store();
    const params = await knownParams(open, asked);
    const hash = await freezeFigure(open, figureContent(metric, params, await metric.read(open, params)));
    return new Response(null, {
      status: 303,
      headers: { Location: `/figures/${hash}` },
    });
  });
