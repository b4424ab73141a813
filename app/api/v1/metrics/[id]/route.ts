import { metricCsv, metricFile, metricReading } from '../../../_endpoints/metrics.ts';
import { serve } from '../../../_http/endpoint.ts';

export const dynamic = 'force-dynamic';

const shown = serve(metricReading);
const forms = { csv: serve(metricCsv), json: serve(metricFile) } as const;

type Context = { params: Promise<{ id: string }> };

/** The ending chooses the form: /authorship-by-country.csv, .json, or none for an answer to read at once. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { id } = await context.params;
  const [, name = id, ending] = /^(.+)\.(csv|json)$/.exec(id) ?? [];
  const form = ending === 'csv' || ending === 'json' ? forms[ending] : shown;
  return form.GET(request, { params: Promise.resolve({ id: name }) });
}

export const HEAD = GET;
export const { OPTIONS, POST, PUT, PATCH, DELETE } = shown;
