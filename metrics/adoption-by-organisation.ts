import { aboutAdoption, readAdoption } from './adoption.ts';
import type { Metric } from './contract.ts';

export const adoptionByOrganisation: Metric = {
  ...aboutAdoption,
  id: 'adoption-by-organisation',
  title: 'What became of the drafts of each organisation: adopted, published, expired?',
  read: (store, params) => readAdoption(store, params, 'organisation'),
};
