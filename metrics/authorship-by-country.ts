import { readAuthorship } from './authorship.ts';
import { comparing } from './compared.ts';
import type { Metric } from './contract.ts';
import { authorshipSources } from './credit.ts';
import { authorshipParams } from './params.ts';

export const authorshipByCountry: Metric = {
  id: 'authorship-by-country',
  title: 'In which countries do the authors of Internet standards documents work?',
  unit: 'documents (fractional, whole, straight) or authorships (complete)',
  method:
    'An RFC is counted in the month it was published, a Recommendation on the day it was approved, everything else on ' +
    'the day its first version was submitted; a work (a draft, what it replaced and the RFC it became) once, with its ' +
    'latest authors. The authors of an RFC are those printed on its front page, in order; those of an ITU document are ' +
    'its sources. ' +
    'An authorship belongs to the country that the chosen rule gives: the country written in the author’s own address ' +
    '(declared), the country of registration of the stated organisation (employer), or that of the organisation’s ' +
    'ultimate parent on that day (parent); at the ITU also the state under whose membership it speaks (member). No rule falls back on another. An authorship that names two ' +
    'organisations is split equally between them.',
  caveats: [
    'An address says where an author works or receives post, never a nationality.',
    'Unknown means that the document states nothing the rule can use; it is a row of its own, never shared out.',
    'IETF participants speak as individuals, not for a country or an employer.',
    'ITU contributions come from members, who speak for themselves: the two bodies are never added up.',
    'A work item belongs to the members that support it; of its editors the ITU prints only the name, so they are shown and not counted. Names that it joins by commas and no list parts are one unknown.',
    'The ITU prints no author of a Recommendation: all are unknown.',
    'A list of sources that names no one (“European states”) is one unknown. Officers, liaisons from other bodies and the secretariat are rows of their own.',
    'RFCs of all streams are counted (IETF, IRTF, IAB, Independent, and those from before streams existed).',
  ],
  sources: authorshipSources,
  params: [...authorshipParams, 'against'],
  read: comparing({ id: 'authorship-by-country' }, (store, params, rows) =>
    readAuthorship(store, params, 'country', rows),
  ),
};
