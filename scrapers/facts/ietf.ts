import { resolveOrganisations } from '#entities/organisation.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { slugOf } from '../itu/groups.ts';
import { day, evidenceOf, oneOf, orNull, readFacts } from './csv.ts';

const file = 'facts/ietf/leadership.csv';
const bodies: Readonly<Record<string, string>> = {
  iesg: 'ietf',
  iab: 'iab',
  irtf: 'irtf',
  'icann-board': 'icann',
};

/**
 * Who sat in the IESG, the IAB and on ICANN's board on single days, as lists of those days print it. The IETF prints no
 * nationality, and none is derived: these rows have no country.
 */
export const factsIetf: Source = {
  id: 'facts-ietf',
  body: 'ietf',
  title: 'Curated rosters of IESG, IAB and ICANN board',
  home: 'https://www.ietf.org/',
  licence: 'Facts in our own words, each row with its source and how well it is known',
  cadenceHours: 24 * 365,
  hosts: [],
  local: [file],
  code: ['scrapers/facts/ietf.ts', 'scrapers/facts/csv.ts', 'scrapers/itu/groups.ts'],
  floor: { tenure: 120 },
  filled: { tenure: { person_name: 1, evidence: 1 } },
  yields: ['tenure'],
  redact: (_url, body) => body,
  gather,
};

async function gather(reader: Reader): Promise<Gathered> {
  const { pageId, rows: facts } = await readFacts(reader, file, [
    'group',
    'post',
    'area',
    'person',
    'affiliation',
    'as_of',
    'is_sample',
    'evidence',
    'source',
    'note',
  ]);
  const tenure = facts.map((fact): Row<'tenure'> => {
    const { where } = fact;
    const at = day(fact.as_of, where);
    const group = oneOf(fact.group, ['iesg', 'iab', 'irtf', 'icann-board'], where);
    const [named] = fact.affiliation ? resolveOrganisations(fact.affiliation, { country: null, on: at }) : [];
    return {
      ...blank('tenure'),
      id: ['facts-ietf', fact.group, fact.as_of, fact.post, slugOf(fact.area), slugOf(fact.person)]
        .filter(Boolean)
        .join('/'),
      body: bodies[group] ?? null,
      group_id: group,
      post: oneOf(fact.post, posts, where),
      part: orNull(fact.area),
      person_name: fact.person,
      organisation_text: orNull(fact.affiliation),
      organisation_id: named?.organisation ?? null,
      from: at,
      from_basis: 'snapshot',
      to: at,
      to_basis: 'snapshot',
      ...evidenceOf(fact, where),
      is_sample: oneOf(fact.is_sample, ['true', 'false'], where) === 'true',
      note: orNull(fact.note),
      page_id: pageId,
    };
  });
  const newest =
    tenure
      .map((row) => row.to ?? '')
      .sort()
      .at(-1) ?? '';
  return { rows: { tenure }, scopes: { tenure: 'all' }, asOf: newest };
}

const posts = [
  'ietf-chair',
  'area-director',
  'area-director-elect',
  'iab-chair',
  'irtf-chair',
  'member',
  'chair',
  'vice-chair',
  'director-elect',
] as const;
