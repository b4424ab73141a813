import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import { counts, type Metric, type ParamName, type Params, periods, rules } from './contract.ts';

const day = (text: string, end: boolean): string | null => {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!found) return null;
  const [, year, month, date] = found as unknown as [string, string, string?, string?];
  const lastMonth = month ?? (end ? '12' : '01');
  const last = new Date(Date.UTC(Number(year), Number(lastMonth), 0)).getUTCDate();
  const iso = `${year}-${lastMonth}-${date ?? (end ? String(last).padStart(2, '0') : '01')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) &&
    parsed.toISOString().startsWith(iso) &&
    Number(year) >= 1960 &&
    Number(year) < 2200
    ? iso
    : null;
};
const date = (end: boolean) =>
  z.string().transform((text, context) => {
    const iso = day(text, end);
    if (!iso)
      context.addIssue({ code: 'custom', message: 'a year (2020), a month (2020-03) or a day (2020-03-31)' });
    return iso;
  });
const word = (what: string) => z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._+-]{0,79}$/u, what);

const fields = {
  body: z.enum(['ietf'], 'ietf').default('ietf'),
  kind: z.enum(['rfc'], 'rfc').default('rfc'),
  group: word('the acronym of a group, such as quic').nullable().default(null),
  from: date(false).nullable().default(null),
  to: date(true).nullable().default(null),
  by: z.enum(periods, `one of ${periods.join(', ')}`).default('year'),
  rule: z.enum(rules, `one of ${rules.join(', ')}`).default('declared'),
  count: z.enum(counts, `one of ${counts.join(', ')}`).default('fractional'),
  country: word('an ISO country code, international or unknown').nullable().default(null),
  organisation: word('the id of an organisation, independent or unknown').nullable().default(null),
} satisfies Record<ParamName, z.ZodType>;

export const paramNames = Object.keys(fields) as ParamName[];

/**
 * The parameters of a request, with defaults for what it leaves out. An empty value counts as left out.
 * @throws Unexpected naming the parameter, what was found, and what is allowed
 */
export function readParams(
  metric: Pick<Metric, 'params'>,
  given: Iterable<[string, string]>,
  also: readonly string[] = [],
): Params {
  const values: Record<string, string> = {};
  for (const [name, value] of given) {
    if (also.includes(name)) continue;
    if (!(metric.params as readonly string[]).includes(name)) {
      throw new Unexpected(
        `parameter ${name}`,
        'a name we do not know',
        `one of ${[...metric.params, ...also].join(', ')}`,
      );
    }
    if (name in values) throw new Unexpected(`parameter ${name}`, 'it twice', 'it once');
    if (value !== '') values[name] = value;
  }
  const parsed = z.object(fields).safeParse(values);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    throw new Unexpected(
      `parameter ${name}`,
      JSON.stringify(values[name]),
      issue?.message ?? 'another value',
    );
  }
  const params = parsed.data as Params;
  if (params.country && /^[a-z]{2}([a-z]{2})?$/.test(params.country))
    params.country = params.country.toUpperCase();
  if (params.from && params.to && params.from > params.to) {
    throw new Unexpected('parameter to', params.to, `a date not before from (${params.from})`);
  }
  return params;
}

export const defaults: Params = z.object(fields).parse({}) as Params;

/** The address of a state: only what differs from the defaults, in one order, so that equal states have equal addresses. */
export function paramsToQuery(params: Partial<Params>): string {
  const query = new URLSearchParams();
  for (const name of paramNames) {
    const value = params[name];
    if (value != null && value !== defaults[name]) query.set(name, shortDate(name, value));
  }
  return query.toString();
}

function shortDate(name: ParamName, value: string): string {
  if (name === 'from') return value.replace(/-01-01$/, '');
  if (name === 'to') return value.replace(/-12-31$/, '');
  return value;
}
