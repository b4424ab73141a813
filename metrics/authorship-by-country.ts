import { readAuthorship } from './authorship.ts';
import type { Metric } from './contract.ts';
import { paramNames } from './params.ts';

export const authorshipByCountry: Metric = {
  id: 'authorship-by-country',
  title: 'In which countries do the authors of Internet standards documents work?',
  unit: 'documents (fractional, whole, straight) or authorships (complete)',
  method:
    'Every RFC is counted in the month it was published. Its authors are those printed on its front page, in order. ' +
    'An authorship belongs to the country that the chosen rule gives: the country written in the author’s own address ' +
    '(declared), the country of registration of the stated organisation (employer), or that of the organisation’s ' +
    'ultimate parent on the day of publication (parent). No rule falls back on another. An authorship that names two ' +
    'organisations is split equally between them.',
  caveats: [
    'An address says where an author works or receives post, never a nationality.',
    'Unknown means that the document states nothing the rule can use; it is a row of its own, never shared out.',
    'IETF participants speak as individuals, not for a country or an employer.',
    'RFCs of all streams are counted (IETF, IRTF, IAB, Independent, and those from before streams existed).',
  ],
  sources: ['ietf-rfcs'],
  params: paramNames,
  read: (store, params) => readAuthorship(store, params, 'country', ['ietf-rfcs']),
};
