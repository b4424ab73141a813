import { Feed } from 'feed';
import { z } from 'zod';
import { settings } from '#lib/env.ts';
import { version } from '#lib/version.ts';
import { listCandidates, listProposals, readProposal } from '#metrics/proposals.ts';
import { json } from '../_http/answer.ts';
import type { Endpoint } from '../_http/endpoint.ts';
import { textOf, textParameter, timeOf, timeParameter } from '../_http/query.ts';
import { maybe, text, whole } from './shapes.ts';

const grade = z.enum(['primary', 'secondary', 'second-hand', 'unchecked']);
const actor = z.object({
  name: text,
  organisation: maybe,
  organisationId: maybe,
  organisationName: maybe,
  role: text,
  asStated: maybe,
  country: maybe.describe('As the source states it.'),
  employerCountry: maybe.describe('Where the organisation is registered.'),
  parentCountry: maybe.describe('Of its ultimate parent on that day.'),
});
const move = z.object({ date: text, title: text, body: text });

export const proposalList: Endpoint = {
  path: '/api/v1/proposals',
  summary: 'Families of proposals, the one that moved last first',
  query: {},
  type: 'application/json',
  schema: z.object({
    proposals: z.array(
      z.object({
        slug: text,
        title: text,
        names: z.array(text),
        summary: text,
        state: text,
        stateAsOf: text,
        stateSentence: text,
        clause: text.describe('How it meets the published rule of inclusion.'),
        events: whole,
        bodies: z.array(text),
        firstMove: move,
        lastMove: move,
        candidates: whole,
      }),
    ),
  }),
  async read(store) {
    return {
      text: json({ proposals: await listProposals(store) }),
      type: 'application/json',
      caching: 'data',
    };
  },
};

const slug = { slug: { description: 'The slug of a family, such as new-ip.' } };

export const proposalOne: Endpoint = {
  path: '/api/v1/proposals/{slug}',
  summary: 'One family of proposals: its steps in order of date, links, positions',
  description:
    'Where accounts differ, both stand in `claims`. A link says on what it rests and whose claim it is.',
  pathParameters: slug,
  query: {},
  type: 'application/json',
  schema: z.object({
    slug: text,
    title: text,
    names: z.array(text),
    summary: text,
    state: text,
    stateAsOf: text,
    stateSentence: text,
    included: z.object({ clause: text, because: text, events: z.array(text) }),
    events: z.array(
      z.object({
        id: text,
        family: text,
        date: text.describe('A day, a month or a year, as precision says.'),
        precision: z.enum(['day', 'month', 'year']),
        body: text,
        group: maybe,
        document: maybe,
        revision: maybe,
        isOurs: z.boolean(),
        title: text,
        actors: z.array(actor),
        what: text,
        outcome: maybe,
        source: maybe,
        evidence: grade,
        note: maybe,
        claims: z.array(z.object({ about: text, says: text, by: text, source: maybe, evidence: grade })),
        because: maybe.describe('Why a step of another family stands here.'),
      }),
    ),
    links: z.array(
      z.object({
        from: text,
        to: text,
        relation: text,
        basis: text,
        claimedBy: text,
        evidence: grade,
        source: maybe,
      }),
    ),
    positions: z.array(actor.extend({ event: text, date: text, evidence: grade, source: maybe })),
    authors: z.array(
      z.object({
        document: text,
        revision: maybe,
        date: text,
        source: text,
        authors: z.array(z.object({ name: text, affiliation: maybe, country: maybe })),
      }),
    ),
    context: z.array(z.record(text, z.unknown())),
    open: z.array(text),
    asOf: text.describe('The newest day the dossier speaks of.'),
  }),
  async read(store, { path }) {
    const reading = await readProposal(store, path.slug ?? '');
    return reading && { text: json(reading), type: 'application/json', caching: 'data' };
  },
};

export const candidateList: Endpoint = {
  path: '/api/v1/candidates',
  summary: 'Documents that may continue a followed family, and why: candidates, never facts',
  query: {
    proposal: textParameter('The slug of a family.'),
    since: timeParameter('Only such as came up since.'),
  },
  type: 'application/json',
  schema: z.object({
    candidates: z.array(
      z.object({
        proposal: text,
        proposalTitle: text,
        documentId: text,
        title: text,
        body: text,
        kind: text,
        day: maybe,
        score: z.number(),
        reasons: z.array(z.object({ kind: text, says: text, weight: z.number() })),
        review: z.enum(['open', 'accepted', 'rejected']),
        reviewReason: maybe,
        firstSeen: text,
        isNews: z.boolean(),
      }),
    ),
  }),
  async read(store, { query }) {
    const candidates = await listCandidates(store, {
      proposal: textOf(query, 'proposal'),
      since: timeOf(query, 'since'),
    });
    return { text: json({ candidates }), type: 'application/json', caching: 'data' };
  },
};

/** Steps of a family and its candidates, newest first. */
export const proposalFeed: Endpoint = {
  path: '/proposals/{slug}/feed.atom',
  summary: 'The steps of one family of proposals, as an Atom feed',
  pathParameters: slug,
  query: {},
  type: 'application/atom+xml',
  async read(store, { path }) {
    const reading = await readProposal(store, path.slug ?? '');
    if (!reading) return null;
    const { publicUrl } = settings();
    const page = `${publicUrl}/proposals/${reading.slug}`;
    const tag = `tag:${new URL(publicUrl).hostname},2026:proposal`;
    const candidates = await listCandidates(store, { proposal: reading.slug });
    const updated = [reading.asOf, ...candidates.map((candidate) => candidate.firstSeen)].sort().at(-1) ?? '';
    const own = reading.events.filter((event) => event.because === null).toReversed();
    const feed = new Feed({
      id: `${page}/feed.atom`,
      title: `Rapporteur: ${reading.title}`,
      description: reading.summary,
      link: page,
      feedLinks: { atom: `${page}/feed.atom` },
      generator: `Rapporteur ${version}`,
      copyright: '',
      updated: new Date(updated),
    });
    for (const candidate of candidates.filter(({ review }) => review === 'open')) {
      feed.addItem({
        id: `${tag}/${reading.slug}/candidate/${candidate.documentId}`,
        title: printable(`Possibly related: ${candidate.documentId}, ${candidate.title}`),
        link: `${publicUrl}/documents/${encodeURIComponent(candidate.documentId)}`,
        date: new Date(candidate.firstSeen),
        content: escaped(`Not reviewed. ${candidate.reasons.map(({ says }) => says).join(' ')}`),
      });
    }
    for (const event of own) {
      feed.addItem({
        id: `${tag}/${event.id}`,
        title: printable(`${event.date}: ${event.title}`),
        link: `${page}#${event.id}`,
        date: new Date(event.date),
        content: escaped(`${event.what} ${event.outcome ?? ''} Evidence: ${event.evidence}.`),
      });
    }
    return { text: feed.atom1(), type: 'application/atom+xml; charset=utf-8', caching: 'data' };
  },
};

/** XML has no place for most control characters and for half characters. */
const printable = (given: string) =>
  given.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
const escaped = (given: string) =>
  printable(given).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
