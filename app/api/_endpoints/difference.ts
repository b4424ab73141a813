import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import { differenceAsked, readDifference } from '#metrics/difference.ts';
import { shownParams } from '#metrics/figure.ts';
import { knownParams } from '#metrics/known.ts';
import { readParams } from '#metrics/params.ts';
import { dimensionAsked } from '../../difference/asked.ts';
import { standsWords } from '../../difference/words.ts';
import { json } from '../_http/answer.ts';
import type { Endpoint } from '../_http/endpoint.ts';
import { metricParameters } from './metrics.ts';
import { maybe, params as paramsShape, text, whole } from './shapes.ts';

const points = z.number().describe('Percentage points.');
const span = z.object({ from: text, to: text, documents: whole, authorships: whole });
const part = z.object({
  value: z.number(),
  share: z.number(),
  unknown: z.number().describe('The share that is unknown.'),
  highest: z.number().describe('The share if all of the unknown were the key’s too.'),
});

export const differenceOne: Endpoint = {
  path: '/api/v1/difference',
  summary: 'Whether a difference between two spans stands under every rule and counting',
  description:
    'Takes one `country` or one `organisation`, `from`, `to` and `against`. Of each rule and counting it gives the shares ' +
    'of both spans, their difference, and how low and high it can be whatever the unknown is; what owners make of the ' +
    'difference (counted fractionally: `owned` adds up to parent less employer); and at the IETF how those counted ' +
    'attended, each way as a share of all attendances.',
  query: metricParameters([differenceAsked]),
  readsOwnQuery: true,
  type: 'application/json',
  schema: z.object({
    params: paramsShape,
    answer: text.describe('In words.'),
    dimension: z.enum(['country', 'organisation']),
    key: text,
    label: text,
    before: span,
    now: span,
    isFew: z.boolean().describe('Fewer than 30 documents in either span: differences say nothing.'),
    told: z.array(
      z.object({ rule: text, count: text, before: part, now: part, points, lowest: points, highest: points }),
    ),
    owned: z.array(
      z.object({
        organisation: text,
        label: text,
        owner: text,
        ownerLabel: text,
        from: maybe,
        to: maybe.describe('The first day after.'),
        sign: z.int().describe('1: the owner brings it to the key; -1: it takes it away.'),
        before: z.number(),
        now: z.number(),
        points,
      }),
    ),
    attendance: z
      .object({
        before: whole,
        now: whole,
        modes: z.array(
          z.object({
            mode: text,
            before: whole.nullable().describe('null: among fewer than three each.'),
            now: whole.nullable(),
            points: points.nullable(),
          }),
        ),
      })
      .nullable(),
    asOf: maybe,
    newest: maybe.describe('The first day of the month of the newest document counted.'),
  }),
  async read(store, { query }) {
    const params = await knownParams(store, readParams(differenceAsked, query));
    const difference = await readDifference(store, params, dimensionAsked(params));
    if (!difference)
      throw new Unexpected('parameter against', 'no two spans', 'from, to and against=2013..2017');
    return {
      text: json({
        params: shownParams(differenceAsked, params),
        answer: standsWords(difference),
        ...difference,
      }),
      type: 'application/json',
      caching: 'data',
    };
  },
};
