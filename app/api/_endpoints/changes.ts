import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import { type ChangeFilter, changeKinds, readChanges } from '#metrics/changes.ts';
import { knownParams } from '#metrics/known.ts';
import { recordNames } from '#prisma/records.ts';
import { json } from '../_http/answer.ts';
import type { Endpoint, QueryParameter } from '../_http/endpoint.ts';
import {
  afterParameter,
  choiceOf,
  choiceParameter,
  cursorOf,
  limitOf,
  limitParameter,
  textOf,
  textParameter,
  timeOf,
  timeParameter,
} from '../_http/query.ts';
import { change, next, whole } from './shapes.ts';

/** What changes can be restricted by; the feed takes the same. */
export const changeParameters: Record<string, QueryParameter> = {
  since: timeParameter('Changes noted then or later.'),
  until: timeParameter('Changes noted then or earlier; a day counts whole.'),
  kind: choiceParameter('What happened to the record.', changeKinds),
  recordType: choiceParameter('What kind of record it is.', recordNames),
  group: textParameter('Id of a group: itself, its posts, its documents.'),
  country: textParameter('ISO code: records that name it, documents with an author there.'),
  organisation: textParameter('Id of an organisation: records that name it, documents that state it.'),
};

/** @throws Unexpected naming the parameter at fault */
export const changeFilter = (query: URLSearchParams, most: number, otherwise: number): ChangeFilter => ({
  since: timeOf(query, 'since'),
  until: timeOf(query, 'until'),
  kind: choiceOf(query, 'kind', changeKinds),
  recordType: choiceOf(query, 'recordType', recordNames),
  group: textOf(query, 'group'),
  country: textOf(query, 'country'),
  organisation: textOf(query, 'organisation'),
  limit: limitOf(query, most, otherwise),
});

const each = ['happening', 'record'] as const;

/** Id of a change whose records are asked for; null where it is left out. */
export function ofChange(query: URLSearchParams): string | null {
  const text = textOf(query, 'toldBy');
  if (text !== null && !/^\d{1,18}$/.test(text))
    throw new Unexpected('parameter toldBy', JSON.stringify(text), 'the id of a change');
  return text;
}

export const changeList: Endpoint = {
  path: '/api/v1/changes',
  summary: 'What changed, the newest first',
  description:
    'One entry for each thing that happened, with what its record said before and after and the page that told it. ' +
    'Changes of attendance to or from fewer than three people are not told. A ' +
    'document that was added or removed is one entry with its authors and relations; a name that changed in the same way ' +
    'on many documents is one entry with their number; a name that is only spelt otherwise is none. `each=record` gives ' +
    'every record by itself, spellings too, for those who keep a copy; `toldBy` gives the records that one entry tells of. The ' +
    'first reading of a source is its baseline and makes no entries.',
  query: {
    ...changeParameters,
    each: choiceParameter('What happened once, or every record by itself.', each),
    toldBy: textParameter('Id of an entry: every record it tells of.'),
    limit: limitParameter(1000, 100),
    after: afterParameter,
  },
  type: 'application/json',
  schema: z.object({ total: whole, next, changes: z.array(change) }),
  async read(store, { query }) {
    const filter = await knownParams(store, changeFilter(query, 1000, 100));
    const page = await readChanges(store, {
      ...filter,
      each: choiceOf(query, 'each', each) ?? 'happening',
      toldBy: ofChange(query),
      after: cursorOf(query, /^\d{1,18}$/),
    });
    return { text: json(page), type: 'application/json', caching: 'data' };
  },
};
