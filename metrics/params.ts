import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import { resolvedAgainst } from './against.ts';
import {
  type Body,
  bodies,
  bodyIds,
  counts,
  kinds,
  type Metric,
  type ParamName,
  type Params,
  periods,
  rules,
  rulesOf,
} from './contract.ts';

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
const spanForm = 'two dates (2013..2017, 2019-01..2019-06), or previous';
const span = z.string().transform((text, context) => {
  if (text === 'previous') return text;
  const [first = '', last = '', ...rest] = text.split('..');
  const [from, to] = [day(first, false), day(last, true)];
  if (from && to && from <= to && rest.length === 0) return `${from}..${to}`;
  context.addIssue({ code: 'custom', message: spanForm });
  return null;
});
const word = (what: string) => z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._+-]{0,79}$/u, what);
// The ITU writes Q10/13, ITU-D SG1, Council 2018.
const group = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._+/& -]{0,79}$/u, 'the id of a group, such as quic or Q10/13');

const oneOf = (names: readonly string[]) => `one of ${names.join(', ')}`;
const fields = {
  body: z.enum(bodyIds, oneOf(bodyIds)),
  kind: z.enum(kinds, oneOf(kinds)),
  group: group.nullable(),
  from: date(false).nullable(),
  to: date(true).nullable(),
  by: z.enum(periods, oneOf(periods)),
  rule: z.enum(rules, oneOf(rules)),
  count: z.enum(counts, oneOf(counts)),
  country: word('an ISO country code, international or unknown').nullable(),
  organisation: word('the id of an organisation, independent or unknown').nullable(),
  bloc: word('the id of a bloc, such as eu').nullable(),
  unchecked: z.literal('1', '1, to count memberships that nobody has checked').nullable(),
  post: word('a kind of post, such as chair').nullable(),
  mode: z.enum(['onsite', 'remote', 'unknown'], 'one of onsite, remote, unknown').nullable(),
  meeting: word('the id of a meeting, such as ietf-90').nullable(),
  on: date(true).nullable(),
  letter: z
    .string()
    .regex(/^[a-m]$/, 'a letter from a to m')
    .nullable(),
  of: z.enum(['organisation', 'country'], 'one of organisation, country'),
  with: word('the id of an organisation or an ISO country code, alone or unknown').nullable(),
  printed: z.string().max(400, 'an affiliation as it is printed, or -').nullable(),
  against: span.nullable(),
} satisfies Record<ParamName, z.ZodType>;

export const paramNames = Object.keys(fields) as ParamName[];

/** What every measure of authorship can be restricted by. */
export const authorshipParams: readonly ParamName[] = [
  'body',
  'kind',
  'group',
  'from',
  'to',
  'by',
  'rule',
  'count',
  'country',
  'organisation',
  'bloc',
  'unchecked',
];

/** What is meant where a request leaves it out: a body's first kind and first rule, fractional, by year. */
export const defaultsOf = (body: Body, metric?: Pick<Metric, 'defaults'>): Params => ({
  body,
  kind: bodies[body][0],
  group: null,
  from: null,
  to: null,
  by: 'year',
  rule: rulesOf(body)[0] ?? 'declared',
  count: 'fractional',
  country: null,
  organisation: null,
  bloc: null,
  unchecked: null,
  post: null,
  mode: null,
  meeting: null,
  on: null,
  letter: null,
  of: 'organisation',
  with: null,
  printed: null,
  against: null,
  ...metric?.defaults,
});

/**
 * The parameters of a request, with defaults for what it leaves out. An empty value counts as left out.
 * A metric that counts one kind only has it in its defaults and does not take `kind`.
 * @throws Unexpected naming the parameter, what was found, and what is allowed
 */
export function readParams(
  metric: Pick<Metric, 'params' | 'defaults' | 'answers'>,
  given: Iterable<[string, string]>,
  also: readonly string[] = [],
): Params {
  const values: Record<string, string> = {};
  const seen = new Set<string>();
  for (const [name, value] of given) {
    if (seen.has(name)) throw new Unexpected(`parameter ${name}`, 'it twice', 'it once');
    seen.add(name);
    if (also.includes(name)) continue;
    if (!(metric.params as readonly string[]).includes(name)) {
      throw new Unexpected(
        `parameter ${name}`,
        'a name we do not know',
        `one of ${[...metric.params, ...also].join(', ')}`,
      );
    }
    if (value !== '') values[name] = value;
  }
  const parsed = z.object(fields).partial().safeParse(values);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    throw new Unexpected(
      `parameter ${name}`,
      JSON.stringify(values[name]),
      issue?.message ?? 'another value',
    );
  }
  const body = parsed.data.body ?? metric.defaults?.body ?? 'ietf';
  const params: Params = { ...defaultsOf(body, metric), ...(parsed.data as Partial<Params>) };
  refuseMismatch(metric, params);
  refuseHalfPair(params);
  if (params.bloc) params.bloc = params.bloc.toLowerCase();
  if (params.country && /^[a-z]{2}([a-z]{2})?$/.test(params.country))
    params.country = params.country.toUpperCase();
  if (params.from && params.to && params.from > params.to) {
    throw new Unexpected('parameter to', params.to, `a date not before from (${params.from})`);
  }
  if (params.against) {
    if (parsed.data.by && parsed.data.by !== 'all')
      throw new Unexpected(
        'parameter by',
        `${parsed.data.by} with against`,
        'all: both spans are compared whole',
      );
    params.by = 'all';
    params.against = resolvedAgainst(params.against, params);
  }
  return params;
}

/** @throws Unexpected where a body makes no such documents, a rule has no answer for it, or a metric none for either */
function refuseMismatch(
  { params: accepted, answers }: Pick<Metric, 'params' | 'answers'>,
  { body, kind, rule }: Params,
): void {
  if (answers && accepted.includes('body') && !answers.bodies.includes(body)) {
    throw new Unexpected('parameter body', body, `${oneOf(answers.bodies)}: ${answers.why}`);
  }
  const made: readonly string[] = bodies[body];
  if (accepted.includes('kind') && !made.includes(kind)) {
    throw new Unexpected('parameter kind', `${kind} with body=${body}`, oneOf(made));
  }
  if (answers && accepted.includes('kind') && !answers.kinds.includes(kind)) {
    throw new Unexpected('parameter kind', kind, `${oneOf(answers.kinds)}: ${answers.why}`);
  }
  if (accepted.includes('rule') && !rulesOf(body).includes(rule)) {
    throw new Unexpected('parameter rule', `${rule} with body=${body}`, oneOf(rulesOf(body)));
  }
}

/** @throws Unexpected where only one of a pair is named */
function refuseHalfPair(params: Params): void {
  const { of, with: other } = params;
  if (other !== null && !/^(alone|unknown)$/i.test(other) && params[of] === null) {
    throw new Unexpected('parameter with', other, `alone or unknown where ${of} is not given`);
  }
}

export const defaults: Params = defaultsOf('ietf');

/**
 * The address of a state: only what differs from the defaults, in one order, so that equal states have equal addresses.
 * A metric may start from another rule than its body does, so at the ITU the rule is always named. `metric`: the one
 * whose defaults the address is read with.
 */
export function paramsToQuery(params: Partial<Params>, metric?: Pick<Metric, 'defaults'>): string {
  const query = new URLSearchParams();
  const body = params.body ?? metric?.defaults?.body ?? 'ietf';
  const left = { ...defaultsOf(body, metric), body: metric?.defaults?.body ?? defaults.body };
  for (const name of paramNames) {
    const value = params[name];
    const isNamed = name === 'rule' && body !== 'ietf';
    if (value != null && (isNamed || value !== left[name])) query.set(name, shortDate(name, value));
  }
  return query.toString();
}

function shortDate(name: ParamName, value: string): string {
  if (name === 'from') return value.replace(/-01-01$/, '');
  if (name === 'to') return value.replace(/-12-31$/, '');
  if (name === 'against') return value.replace(/-01-01\.\.(.*)-12-31$/, '..$1');
  return value;
}

/** JSON Schemas of the parameters as they stand in an address; the enums are those that readParams accepts. */
export function paramSchemas(): Record<string, Record<string, unknown>> {
  const { properties } = z.toJSONSchema(z.object(fields), { io: 'input', unrepresentable: 'any' }) as {
    properties: Record<string, Record<string, unknown>>;
  };
  return Object.fromEntries(
    Object.entries(properties).map(([name, { anyOf, ...schema }]) => {
      // In an address there is no null: what is not given is left out.
      const some = Array.isArray(anyOf) ? anyOf.find((one) => one.type !== 'null') : {};
      return [name, { type: 'string', ...schema, ...some }];
    }),
  );
}
