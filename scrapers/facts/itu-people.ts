import { resolveOrganisations } from '#entities/organisation.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { blank } from '#prisma/records.ts';
import type { Reader } from '../contract.ts';
import { groupRow, slugOf } from '../itu/groups.ts';
import { tenureId } from '../itu/terms.ts';
import { countryCode, day, evidenceOf, oneOf, orNull, readFacts, whole } from './csv.ts';
import { path, type Rows } from './itu-rows.ts';

export async function officials(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('officials'), [
    'post',
    'person',
    'country_text',
    'country',
    'from',
    'to',
    'elected_at',
    'evidence',
    'source',
    'note',
  ]);
  for (const fact of facts) {
    const elected = fact.elected_at ? `Elected at ${fact.elected_at}.` : '';
    rows.tenure.push({
      ...blank('tenure'),
      id: `facts-itu/${fact.post}/${fact.from || 'before'}/${slugOf(fact.person)}`,
      body: 'itu',
      group_id: 'ITU',
      post: oneOf(fact.post, officialPosts, fact.where),
      person_name: fact.person,
      country_text: orNull(fact.country_text),
      country: countryCode(fact.country, fact.where),
      from: day(fact.from, fact.where),
      from_basis: fact.from ? 'stated' : null,
      to: day(fact.to, fact.where),
      to_basis: fact.to ? 'stated' : null,
      ...evidenceOf(fact, fact.where),
      // A board of twelve, of whom the facts know one.
      is_sample: fact.post === 'rrb-member',
      note: [elected, fact.note].filter(Boolean).join(' ') || null,
      page_id: pageId,
    });
  }
}

const officialPosts = [
  'secretary-general',
  'deputy-secretary-general',
  'director-tsb',
  'director-br',
  'director-bdt',
  'rrb-member',
] as const;

export async function votes(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('votes'), [
    'conference',
    'date',
    'post',
    'round',
    'candidate',
    'country_text',
    'country',
    'votes',
    'ballots',
    'elected',
    'evidence',
    'source',
  ]);
  for (const fact of facts) {
    rows.election_vote.push({
      conference: fact.conference,
      post: oneOf(fact.post, officialPosts, fact.where),
      round: fact.round,
      candidate: fact.candidate,
      at: day(fact.date, fact.where),
      country_text: fact.country_text,
      country: countryCode(fact.country, fact.where),
      votes: whole(fact.votes, fact.where),
      ballots: whole(fact.ballots, fact.where),
      elected: oneOf(fact.elected, ['true', 'false'], fact.where) === 'true',
      ...evidenceOf(fact, fact.where),
      page_id: pageId,
    });
  }
}

const posted = [
  'chair',
  'co-chair',
  'acting-chair',
  'vice-chair',
  'wp-chair',
  'wp-co-chair',
  'wp-vice-chair',
  'rapporteur',
  'co-rapporteur',
  'acting-co-rapporteur',
  'associate-rapporteur',
  'liaison-rapporteur',
] as const;
const bases = ['stated', 'snapshot', 'period-boundary'] as const;

/** Press prints the names of its own country's officers, so these rows are a sample and no share can be drawn from them. */
export async function posts(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('posts'), [
    'group',
    'part',
    'study_period',
    'post',
    'person',
    'country_text',
    'country',
    'organisation',
    'from',
    'from_basis',
    'to',
    'to_basis',
    'evidence',
    'source',
    'note',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    const from = day(fact.from, where);
    const to = day(fact.to, where);
    if (from && to && from > to) throw new Unexpected(where, `${from} to ${to}`, 'a start before the end');
    const country = countryCode(fact.country, where);
    const [named] = fact.organisation ? resolveOrganisations(fact.organisation, { country, on: from }) : [];
    rows.tenure.push({
      ...blank('tenure'),
      id: tenureId(fact.group, orNull(fact.part), fact.study_period.slice(0, 4), fact.post, fact.person),
      body: groupRow(fact.group, null).body,
      group_id: fact.group,
      post: oneOf(fact.post, posted, where),
      part: orNull(fact.part),
      person_name: fact.person,
      organisation_text: orNull(fact.organisation),
      organisation_id: named?.organisation ?? null,
      country_text: orNull(fact.country_text),
      country,
      from,
      from_basis: from ? oneOf(fact.from_basis, bases, where) : null,
      to,
      to_basis: to ? oneOf(fact.to_basis, bases, where) : null,
      ...evidenceOf(fact, where),
      is_sample: true,
      note: orNull(fact.note),
      page_id: pageId,
    });
  }
}
