import { z } from 'zod';
import { country, countryName, day, maybe, page, printedAt, text } from './shapes.ts';

/** The shapes of documents in the API's answers. */

export const listedDocument = z.object({
  id: text,
  kind: text,
  number: z.int().nullable(),
  title: text,
  published: text,
  status: maybe,
  stream: maybe,
  group: maybe,
  weight: z.number().describe('What it adds to the number these filters stand for.'),
});

const pageNote = z.object({ id: z.int(), url: text, fetchedAt: text }).nullable();

/** Those a liaison statement is from or to. */
export const addressed = z
  .array(z.object({ group: maybe.describe('Id of the group, where the list tells it.'), name: text }))
  .describe('The groups as the statement names them.');

export const attachments = z
  .array(z.object({ name: text, title: maybe, url: text }))
  .nullable()
  .describe('What was sent along; null where the list does not tell.');

export const author = z.object({
  position: z.int(),
  name: text,
  role: text,
  isOrganisation: z.boolean(),
  affiliation: maybe.describe('As printed.'),
  affiliationInAddress: maybe.describe('What the address states, where it differs.'),
  organisations: z.array(z.object({ id: maybe, name: maybe, kind: text, text, why: text })),
  countryText: maybe.describe('As printed.'),
  country,
  countryName,
  person: maybe,
  recorded: z
    .object({ source: text, name: text, affiliation: maybe, countryText: maybe })
    .nullable()
    .describe('What the body’s own records say, beside the printed words.'),
  page,
  lines: z.object({
    name: z.int().nullable(),
    affiliation: z.int().nullable(),
    country: z.int().nullable(),
  }),
});

export const printedPost = printedAt.extend({
  list: z.int().describe('Which of the document’s lists, from 1.'),
  position: z.int(),
  group: text,
  personName: text,
  asOf: day.describe(
    'Publication of the document of that time; null: of an earlier time that nothing dates.',
  ),
  asOfDocument: maybe,
});
const printedDay = z.object({ asOf: text, documents: z.array(text), isFar: z.boolean() }).nullable();
export const printedBoard = z.object({
  group: text,
  groupName: maybe,
  before: printedDay,
  after: printedDay,
  rows: z.array(z.object({ personName: text, before: printedAt.nullable(), after: printedAt.nullable() })),
});

export const documentDetail = z.object({
  id: text,
  body: text,
  kind: text,
  number: z.int().nullable(),
  title: text,
  published: day,
  publishedPrecision: maybe,
  stage: maybe,
  status: maybe,
  publicationStatus: maybe,
  stream: maybe,
  groupId: maybe,
  groupName: maybe,
  area: maybe,
  doi: maybe,
  pageCount: z.int().nullable(),
  draft: maybe,
  notes: maybe,
  submitted: day,
  lastSubmitted: day,
  rev: maybe,
  expires: day,
  abstract: maybe,
  workId: maybe,
  studyPeriod: z.int().nullable(),
  meetingId: maybe,
  questions: maybe,
  visibility: maybe,
  approvalProcess: maybe,
  provisionalName: maybe,
  equivalent: maybe,
  timing: maybe,
  url: maybe,
  source: text,
  firstSeen: text,
  removedAt: maybe,
  authors: z.array(author),
  relations: z.array(
    z.object({ type: text, direction: z.enum(['out', 'in']), id: text, title: maybe, page }),
  ),
  revisions: z.array(
    z.object({
      rev: text,
      submitted: day,
      page,
      authors: z
        .array(
          z.object({
            position: z.int(),
            name: text,
            person: maybe.describe('Where the person has a page here.'),
            affiliation: maybe.describe('As printed.'),
            countryText: maybe.describe('As printed.'),
            country,
            countryName,
            page,
          }),
        )
        .nullable()
        .describe(
          'The authors of this revision where it was read; null elsewhere. Those of the newest stand under authors. No figure counts these.',
        ),
    }),
  ),
  events: z.array(z.object({ type: text, at: text, until: day, text: maybe, page })),
  openUntil: day.describe('The last day for comments in its last call; null where none is open.'),
  liaison: z
    .object({
      fromGroups: text,
      toGroups: text,
      from: addressed,
      to: addressed,
      attachments,
      purpose: maybe,
      deadline: day,
      posted: day,
      state: maybe,
      page,
    })
    .nullable(),
  printedPosts: z.array(printedPost).describe('Members of boards that its text lists.'),
  pages: z.object({ index: pageNote, text: pageNote }),
});
