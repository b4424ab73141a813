import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { liaisonListIds, readLiaisons } from '#metrics/liaisons.ts';
import { printedRule, readPrintedBoards } from '#metrics/printed-posts.ts';
import { readRoster, rosterRule } from '#metrics/roster.ts';
import { json } from '../_http/answer.ts';
import type { Endpoint } from '../_http/endpoint.ts';
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
import { addressed, attachments, printedBoard } from './document-shapes.ts';
import { next, whole } from './shapes.ts';

const bodies = ['ietf', 'irtf', 'iab', 'itu-t', 'itu-r', 'itu-d', 'itu', 'icann'] as const;
const words = z.string().nullable();

const rosterRow = z.object({
  id: z.string(),
  body: z.string(),
  post: z.string(),
  part: words,
  group: z.string(),
  groupName: words,
  person: words,
  personName: z.string(),
  organisation: words,
  organisationName: words,
  organisationText: words,
  country: words,
  countryName: words,
  countryText: words.describe('As printed; of the secretariat’s staff it is where the bureau sits.'),
  region: words,
  memberRegion: words,
  from: words,
  to: words,
  until: words,
  fromBasis: words,
  toBasis: words,
  evidence: z.string(),
  affiliationDocument: words,
  affiliationDay: words,
  sourceUrl: words,
  page: z.number().nullable(),
  source: z.string(),
  isSample: z.boolean(),
});

export const rosterList: Endpoint = {
  path: '/api/v1/rosters',
  summary: 'Who held which post on a day',
  description: `${rosterRule} A day to come is refused; an end that is still to come stands in \`until\`, never in \`to\`. body=ietf takes in the IRTF and the IAB. \`printed\`: ${printedRule}`,
  query: {
    body: choiceParameter('The body; left out: every body, told apart in each row.', bodies),
    group: textParameter('Id of a group, such as quic or SG13; left out: every group.'),
    on: timeParameter('The day; left out: today.'),
  },
  type: 'application/json',
  schema: z.object({
    on: z.string(),
    rows: z.array(rosterRow),
    undated: z
      .array(rosterRow)
      .describe(
        'Posts that ended after the day and of which it is not known since when they were held, the next end first: in no roster of that day.',
      ),
    printed: z.array(printedBoard),
    notes: z.array(z.string()),
  }),
  async read(store, { query }) {
    const asked = {
      body: choiceOf(query, 'body', bodies),
      group: textOf(query, 'group'),
      on: dayOf(query, 'on') ?? isoDay(),
    };
    const { notes, ...roster } = await readRoster(store, asked);
    const printed = await readPrintedBoards(store, asked);
    return { text: json({ ...roster, printed, notes }), type: 'application/json', caching: 'data' };
  },
};

export const liaisonList: Endpoint = {
  path: '/api/v1/liaisons',
  summary: 'Liaison statements between bodies, the newest first',
  query: {
    body: {
      ...choiceParameter(
        'Whose list: one letter may stand in that of either side, so the lists are never added up. itu takes in its sectors.',
        liaisonListIds,
      ),
      required: true,
    },
    sender: textParameter('Words within the names of those it is from, or the id of a group.'),
    recipient: textParameter('Words within the names of those it is to, or the id of a group.'),
    group: textParameter(
      'Id of a group, as /api/v1/groups lists them, or a name as the statements write it, among those they are from or to.',
    ),
    from: timeParameter('Posted that day or later.'),
    to: timeParameter('Posted that day or earlier.'),
    limit: limitParameter(500, 100),
    after: afterParameter,
  },
  type: 'application/json',
  schema: z.object({
    total: whole,
    next,
    liaisons: z.array(
      z.object({
        id: z.string(),
        body: z.string(),
        title: z.string(),
        from: addressed,
        to: addressed,
        attachments,
        purpose: words,
        posted: words,
        deadline: words,
        state: words,
        url: words,
        answers: z.array(z.string()),
        answeredBy: z.array(z.string()),
        source: z.string(),
        page: z.number().nullable(),
      }),
    ),
  }),
  async read(store, { query }) {
    const list = choiceOf(query, 'body', liaisonListIds);
    if (!list) throw new Unexpected('parameter body', 'nothing', `one of ${liaisonListIds.join(', ')}`);
    const page = await readLiaisons(store, {
      list,
      sender: textOf(query, 'sender'),
      recipient: textOf(query, 'recipient'),
      group: textOf(query, 'group'),
      from: dayOf(query, 'from'),
      to: dayOf(query, 'to'),
      limit: limitOf(query, 500, 100),
      after: cursorOf(query, /^\d{4}-\d{2}-\d{2}~\S{1,200}$/),
    });
    return { text: json(page), type: 'application/json', caching: 'data' };
  },
};

/** A whole day: these things have no hour. */
function dayOf(query: URLSearchParams, name: string): string | null {
  const time = timeOf(query, name);
  if (time !== null && time.length !== 10)
    throw new Unexpected(`parameter ${name}`, JSON.stringify(time), 'a day (2012-03-01)');
  return time;
}
