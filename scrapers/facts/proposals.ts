import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countryNamed } from '#entities/countries.ts';
import { resolveOrganisations } from '#entities/organisation.ts';
import { Unexpected } from '#lib/unexpected.ts';
import type { Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { type Dossier, faultsOf, firstDay, parseDossier } from './dossier.ts';

const folder = 'facts/proposals';
const files = readdirSync(join(import.meta.dirname, '..', '..', folder))
  .filter((name) => name.endsWith('.yaml') && name !== 'reviewed.yaml')
  .sort();

/** The families of proposals: facts/proposals/, one file each. */
export const factsProposals: Source = {
  id: 'facts-proposals',
  body: 'all',
  title: 'Families of proposals, as researched',
  home: 'facts/proposals/README.md',
  licence: 'This repository; each step names its own source',
  cadenceHours: 24 * 365,
  hosts: [],
  local: files.map((name) => `${folder}/${name}`),
  code: ['scrapers/facts/proposals.ts', 'scrapers/facts/dossier.ts'],
  floor: { proposal: 10, proposal_event: 80, proposal_link: 30 },
  filled: { proposal_event: { source_url: 0.95 } },
  redact: (_url, body) => body,
  gather,
};

async function gather(reader: Reader): Promise<Gathered> {
  const read: { dossier: Dossier; pageId: number }[] = [];
  for (const path of factsProposals.local ?? []) {
    const page = await reader.read(path);
    if (typeof page === 'string') throw new Unexpected(path, page, 'a dossier');
    read.push({ dossier: parseDossier(page.text, path), pageId: page.id });
  }
  const [fault] = faultsOf(read.map(({ dossier }) => dossier));
  if (fault)
    throw new Unexpected(folder, fault, 'ids that are unique, in order, and linked to what there is');
  return {
    rows: {
      proposal: read.map(({ dossier, pageId }) => proposalRow(dossier, pageId)),
      proposal_event: read.flatMap(({ dossier, pageId }) => eventRows(dossier, pageId)),
      proposal_link: read.flatMap(({ dossier, pageId }) => linkRows(dossier, pageId)),
    },
    scopes: { proposal: 'all', proposal_event: 'all', proposal_link: 'all' },
    asOf:
      read
        .map(({ dossier }) => dossier.state.asOf)
        .sort()
        .at(-1) ?? '',
  };
}

function proposalRow(dossier: Dossier, pageId: number): Row<'proposal'> {
  const { slug, title, summary, state } = dossier;
  return {
    slug,
    title,
    names: JSON.stringify(dossier.names),
    summary,
    state: state.is,
    state_as_of: state.asOf,
    state_sentence: state.sentence,
    included: JSON.stringify(dossier.included),
    search: JSON.stringify(dossier.search),
    beside: JSON.stringify(dossier.beside),
    authors: JSON.stringify(dossier.authors),
    context: JSON.stringify(dossier.context),
    open: JSON.stringify(dossier.open),
    page_id: pageId,
  };
}

/** The country of an actor that is a state or its government: it is its own under every rule. */
const stateNamed = (name: string): string | null =>
  countryNamed(name.replace(/^(?:the )?government of (?:the )?/i, ''));

const eventRows = (dossier: Dossier, pageId: number): Row<'proposal_event'>[] =>
  dossier.events.map((event, place) => ({
    id: event.id,
    proposal_slug: dossier.slug,
    place,
    date: firstDay(event.date),
    precision: event.precision,
    body: event.body,
    group_text: event.group ?? null,
    document: event.document ?? null,
    revision: event.revision ?? null,
    title: event.title,
    actors: JSON.stringify(
      event.actors.map((actor) => {
        const state = actor.organisation ? null : stateNamed(actor.name);
        return {
          name: actor.name,
          organisation: actor.organisation ?? null,
          organisationId: state
            ? null
            : organisationId(actor.organisation ?? actor.name, actor.country, firstDay(event.date)),
          country: actor.country ?? state,
          isState: state !== null,
          role: actor.role,
          asStated: actor.asStated ?? null,
        };
      }),
    ),
    what: event.what,
    outcome: event.outcome ?? null,
    source_url: event.source ?? null,
    evidence: event.evidence,
    note: event.note ?? null,
    claims: JSON.stringify(event.claims.map((claim) => ({ ...claim, source: claim.source ?? null }))),
    page_id: pageId,
  }));

const linkRows = (dossier: Dossier, pageId: number): Row<'proposal_link'>[] =>
  dossier.links.map((link) => ({
    proposal_slug: dossier.slug,
    from_id: link.from,
    to_id: link.to,
    relation: link.relation,
    basis: link.basis,
    claimed_by: link.claimedBy,
    evidence: link.evidence,
    source_url: link.source ?? null,
    page_id: pageId,
  }));

/** The curated organisation a text names on a day; null for a person's name, and where it may be several. */
function organisationId(text: string | undefined, country: string | undefined, on: string): string | null {
  if (!text) return null;
  const found = resolveOrganisations(text, { country: country ?? null, on });
  return found.length === 1 ? (found[0]?.organisation ?? null) : null;
}
