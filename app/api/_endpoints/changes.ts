import { z } from 'zod';
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

export const changeList: Endpoint = {
  path: '/api/v1/changes',
  summary: 'What changed, the newest first',
  description:
    'One entry for each record that was added, changed, removed, merged or corrected, with what it said before and ' +
    'after and the page that told it. The first reading of a source is its baseline and makes no entries.',
  query: { ...changeParameters, limit: limitParameter(1000, 100), after: afterParameter },
  type: 'application/json',
  schema: z.object({ total: whole, next, changes: z.array(change) }),
  async read(store, { query }) {
    const filter = await knownParams(store, changeFilter(query, 1000, 100));
    const page = await readChanges(store, { ...filter, after: cursorOf(query, /^\d{1,18}$/) });
    return { text: json(page), type: 'application/json', caching: 'data' };
  },
};
