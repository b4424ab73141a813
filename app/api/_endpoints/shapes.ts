import { z } from 'zod';
import { changeKinds } from '#metrics/changes.ts';
import type { Country } from '#metrics/country.ts';
import type { Post } from '#metrics/post.ts';

/** The shapes of the API's answers; the description is generated from them and the tests hold answers against it. */

export const text = z.string();
export const maybe = z.string().nullable();
export const whole = z.int().min(0);
export const page = z
  .int()
  .nullable()
  .describe('Id of the archived page these words come from: /evidence/{page}.');
export const next = maybe.describe('Give as `after` for the following page; null on the last.');
export const day = z.string().nullable().describe('ISO day; null where it is not known.');

export const country = maybe.describe('ISO 3166 code; null where it is not known.');
export const countryName = maybe;

/** A country as the API writes it: the code, and beside it the name. */
export const flat = (found: Country | null): { country: string | null; countryName: string | null } => ({
  country: found?.code ?? null,
  countryName: found?.name ?? null,
});

export const counts = z
  .array(z.object({ body: text, kind: text, documents: whole, authorships: whole }))
  .describe('Published documents by body and kind (rule declared). Bodies are never added up.');

const named = z.object({ id: text, name: maybe });

export const printedAt = z.object({
  document: text,
  timeText: text,
  post: text,
  words: maybe,
  organisationText: maybe,
  page,
  line: z.int().nullable(),
});

const affiliation = z.object({
  from: day,
  to: day,
  organisationText: maybe.describe('As the first of the documents prints it; null: unknown.'),
  organisation: z.object({ id: text, name: text }).nullable(),
  countryText: maybe,
  country,
  countryName,
  documents: z
    .array(z.object({ id: text, day: text, from: text, to: day }))
    .describe('The day a document speaks of, and the days to which it is the nearest.'),
});

export const post = z.object({
  id: text,
  body: text,
  group: named,
  post: text,
  part: maybe,
  person: z.object({ id: maybe, name: text }),
  organisationText: maybe.describe(
    'As printed. Organisation and country are those of the last day of the post; of one that is held, of today.',
  ),
  organisation: z.object({ id: text, name: text }).nullable(),
  countryText: maybe.describe('As printed.'),
  country,
  countryName,
  affiliationDocument: maybe.describe(
    'The document whose printed affiliation is taken on that day, where the body prints none.',
  ),
  affiliationDay: day.describe('The day that document speaks of.'),
  affiliations: z
    .array(affiliation)
    .describe(
      'All its days by what documents print, where the body prints none: in the order of time, the unknown among them. Empty where the roster prints the organisation itself, or no document is known.',
    ),
  region: maybe.describe('The region that put the holder forward, where it is printed.'),
  memberRegion: maybe.describe(
    'Of a post at the ITU: the region (A to E) of the country as a member state, by the ITU’s list. No nomination.',
  ),
  from: day,
  fromBasis: maybe.describe('How the day is known: stated, snapshot, first-seen, period-boundary.'),
  to: day,
  toBasis: maybe,
  evidence: text.describe('primary, secondary, second-hand or unchecked.'),
  sourceUrl: maybe,
  isSample: z.boolean().describe('True for a sample, which no share may be made of.'),
  note: maybe,
  source: text,
  page,
});
export const flatPost = ({ country: found, affiliations, ...rest }: Post): z.infer<typeof post> => ({
  ...rest,
  ...flat(found),
  affiliations: affiliations.map(({ country: stated, ...one }) => ({ ...one, ...flat(stated) })),
});

export const params = z
  .record(z.string(), maybe)
  .describe('The parameters this answer was read with, defaults included; null: no restriction.');

export const row = z.object({
  period: text.describe('2020, 2020-Q3 or all.'),
  key: maybe.describe('null: unknown.'),
  label: text,
  value: z.number(),
  documents: whole,
  authorships: whole,
  more: z
    .record(z.string(), z.number().nullable())
    .optional()
    .describe('Further numbers of this row, as `columns` calls them; null: no answer.'),
  rank: z
    .int()
    .nullable()
    .describe('null for the unknown, and where a period holds too few documents to rank.'),
});

const definition = {
  columns: z
    .array(z.object({ key: text, label: text, unit: text }))
    .optional()
    .describe('What `more` of a row holds.'),
  counted: z
    .object({ documents: text, authorships: text, total: text.optional() })
    .optional()
    .describe('What `documents` and `authorships` count, where it is something else.'),
  title: text,
  unit: text,
  method: text,
  caveats: z.array(text),
  sources: z.array(text),
};

export const metricNote = z.object({
  id: text,
  ...definition,
  params: z.array(text),
  defaults: params,
  address: text,
  csv: text,
});

const meetingsHeld = z.object({
  held: whole.describe('Known to have been held.'),
  read: whole,
  missing: z.array(text).describe('Those not read.'),
});

const node = z.object({
  key: text,
  label: text,
  documents: whole,
  partners: whole,
  betweenness: z.number(),
  community: z.int(),
});

export const reading = z.object({
  metric: text,
  ...definition,
  params,
  rule: maybe.describe('What the chosen rule means; null where the metric knows no rule.'),
  count: maybe.describe('What the chosen counting means; null where the metric knows no counting.'),
  version: text,
  asOf: maybe.describe('When the newest good reading of its sources was made.'),
  newest: maybe
    .optional()
    .describe(
      'The first day of the month of the newest thing counted, whatever the filters: where it is long before `asOf`, the numbers speak for no later time.',
    ),
  total: whole.describe('Documents counted, each once, or what `counted` says in their place.'),
  authorships: whole,
  unknown: z.number().describe('The value of the rows whose key is null.'),
  meetings: meetingsHeld
    .optional()
    .describe(
      'Of attendance at the IETF: how many of the meetings held in the span were read. What was not read is in no number.',
    ),
  rows: z.array(row),
  withheld: text.optional().describe('Why nothing of what the measure asks is told.'),
  periods: z.array(
    z.object({
      period: text,
      documents: whole,
      authorships: whole,
      more: z
        .record(text, z.number().nullable())
        .optional()
        .describe('The columns of the measure for all of the period, every document once.'),
    }),
  ),
  notes: z.array(text),
  against: z
    .object({
      from: text,
      to: text,
      total: whole,
      authorships: whole,
      unknown: z.number(),
      size: z.number(),
      meetings: meetingsHeld.optional(),
    })
    .optional()
    .describe('With `against`: the other span, and what its shares are shares of (`size`).'),
  nodes: z.array(node).optional().describe('Of a measure of pairs: who is in it.'),
});

export const listedOrganisation = z.object({
  id: text,
  name: text,
  kind: text,
  country,
  countryName,
  international: z.boolean(),
  counts,
});
const ownership = z.object({ id: text, name: text, from: text, to: maybe, source: text, note: text });
export const organisationDetail = listedOrganisation.extend({
  source: text,
  spellings: z.array(z.object({ spelling: text, country: maybe, from: maybe, to: maybe, why: text })),
  owners: z.array(ownership),
  owned: z.array(ownership),
  posts: z.array(post),
  renamed: z
    .array(
      z.object({
        former: text,
        name: text,
        seat: text,
        announced: text,
        bulletin: text,
        evidence: text,
        source: maybe,
      }),
    )
    .describe('Of an administration: names its ministries announced in the ITU’s Operational Bulletin.'),
});

export const listedCountry = z.object({
  code: text,
  name: text,
  region: text,
  from: maybe,
  to: maybe,
  organisations: whole.describe('Curated organisations registered there.'),
  counts,
});

export const listedGroup = z.object({
  id: text,
  body: text,
  kind: text,
  acronym: text,
  name: text,
  parent: maybe,
  number: z.int().nullable(),
  state: maybe,
  from: day,
  to: day,
  formerNames: z
    .array(
      z.object({
        acronym: text,
        name: text,
        from: day.describe('Day of the first record that shows it.'),
        page,
      }),
    )
    .describe('What records of the past call it, the latest first.'),
  counts: z.array(z.object({ body: text, kind: text, documents: whole })),
});
const successions = z.array(
  z.object({
    group: text,
    successor: text,
    on: text.describe('A day, or a year where the source says no more.'),
    what: text,
    evidence: text,
    source: text,
    note: maybe,
  }),
);
export const groupDetail = listedGroup.extend({
  source: text,
  page,
  parentGroup: z.object({ id: text, name: text }).nullable(),
  before: successions.describe('Study groups whose work it took over.'),
  after: successions.describe('Study groups that took over its work.'),
  children: z.array(z.object({ id: text, kind: text, acronym: text, name: text, state: maybe })),
  posts: z.array(post),
  lastCalls: z
    .array(
      z.object({
        document: text,
        title: text,
        body: text,
        group: maybe,
        groupName: maybe,
        sent: text,
        until: text,
        url: maybe,
        page,
      }),
    )
    .describe('Drafts of it that can be commented on now.'),
  printed: z
    .array(
      z.object({
        personName: text,
        words: z.array(text),
        from: text,
        fromBasis: z.literal('snapshot'),
        to: text,
        toBasis: z.literal('snapshot'),
        lists: whole,
        first: printedAt,
        last: printedAt,
      }),
    )
    .describe('Members of the board as RFCs list them, counted nowhere.'),
  meetings: z.array(
    z.object({
      id: text,
      kind: maybe.describe('interim: of this IETF group alone, between the plenary meetings.'),
      name: text,
      from: day,
      to: day,
      city: maybe,
    }),
  ),
});

export const person = z.object({
  id: text,
  body: text,
  name: text,
  source: text,
  page,
  posts: z.array(post),
  documents: z.array(
    z.object({
      id: text,
      kind: text,
      title: text,
      date: day,
      position: z.int(),
      role: text,
      affiliation: maybe.describe('As this document prints it.'),
    }),
  ),
});

const record = z.record(z.string(), z.unknown()).nullable();
export const change = z.object({
  id: text.describe('Never changes, never given again; larger is later.'),
  at: text,
  kind: z.enum(changeKinds),
  source: text,
  recordType: text,
  recordKey: text,
  before: record,
  after: record,
  page,
  document: z.object({ id: text, title: maybe }).nullable(),
  toldBy: maybe.describe(
    'Id of the entry that tells it: its own, or another; null where a name is only spelt otherwise.',
  ),
  records: whole.describe('How many records it tells of, of those asked for.'),
  documents: whole.describe('Of how many documents these are.'),
  posts: whole.describe('How many of the records are posts.'),
});

export const found = z.object({
  type: z
    .enum(['document', 'organisation', 'country', 'group', 'proposal', 'person', 'post'])
    .describe('post: who holds or held a public post and has no record of their own; id is the group.'),
  id: text,
  title: text,
  kind: text,
  matched: maybe.describe('What matched, where it is not the title.'),
  match: z
    .enum(['name', 'words', 'similar'])
    .describe('It bears the very name; it holds the words; it only comes near them. In this order.'),
  score: z.number().min(0).max(1),
});
