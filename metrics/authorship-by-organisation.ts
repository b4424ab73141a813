import { readAuthorship } from './authorship.ts';
import { comparing } from './compared.ts';
import type { Metric } from './contract.ts';
import { authorshipSources } from './credit.ts';
import { authorshipParams } from './params.ts';

export const authorshipByOrganisation: Metric = {
  id: 'authorship-by-organisation',
  title: 'For which organisations do the authors of Internet standards documents say they work?',
  unit: 'documents (fractional, whole, straight) or authorships (complete)',
  method:
    'An RFC is counted in the month it was published, a Recommendation on the day it was approved, everything else on ' +
    'the day its first version was submitted; a work (a draft, what it replaced and the RFC it became) once, with its ' +
    'latest authors. Each author’s printed affiliation, or each source of an ITU document, is matched to a curated ' +
    'list of organisations; an affiliation that names several is split equally between them. Under the rules declared, ' +
    'employer and member an authorship belongs to the organisation as stated; under parent to its ultimate parent on that ' +
    'day, so that an acquisition never rewrites the past.',
  caveats: [
    'An affiliation is what an author printed; the IETF counts people, not companies.',
    'Unknown holds both authorships that state no affiliation and affiliations not yet matched to an organisation; /sources lists the latter by how many rows each would settle.',
    '“Independent” and “consultant” are a row of their own: a statement, not an organisation.',
    'A work item belongs to the members that support it; of its editors the ITU prints only the name, so they are shown and not counted. Names that it joins by commas and no list parts are one unknown.',
    'The ITU prints no author of a Recommendation: all are unknown.',
    'A list of sources that names no one (“European states”) is one unknown. Officers, liaisons from other bodies and the secretariat are rows of their own.',
    'RFCs of all streams are counted (IETF, IRTF, IAB, Independent, and those from before streams existed).',
  ],
  sources: authorshipSources,
  params: [...authorshipParams, 'against'],
  read: comparing({ id: 'authorship-by-organisation' }, (store, params, rows) =>
    readAuthorship(store, params, 'organisation', rows),
  ),
};
