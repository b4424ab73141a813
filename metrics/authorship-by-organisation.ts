import { readAuthorship } from './authorship.ts';
import type { Metric } from './contract.ts';
import { paramNames } from './params.ts';

export const authorshipByOrganisation: Metric = {
  id: 'authorship-by-organisation',
  title: 'For which organisations do the authors of Internet standards documents say they work?',
  unit: 'documents (fractional, whole, straight) or authorships (complete)',
  method:
    'Every RFC is counted in the month it was published. Each author’s printed affiliation is matched to a curated ' +
    'list of organisations; an affiliation that names several is split equally between them. Under the rules declared ' +
    'and employer an authorship belongs to the organisation as stated; under parent to its ultimate parent on the day ' +
    'of publication, so that an acquisition never rewrites the past.',
  caveats: [
    'An affiliation is what an author printed; the IETF counts people, not companies.',
    'Unknown holds both authorships that state no affiliation and affiliations not yet matched to an organisation; /sources lists the latter by how many rows each would settle.',
    '“Independent” and “consultant” are a row of their own: a statement, not an organisation.',
    'RFCs of all streams are counted (IETF, IRTF, IAB, Independent, and those from before streams existed).',
  ],
  sources: ['ietf-rfcs'],
  params: paramNames,
  read: (store, params) => readAuthorship(store, params, 'organisation', ['ietf-rfcs']),
};
