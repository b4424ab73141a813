import { aboutAdoption, readAdoption } from './adoption.ts';
import type { Metric } from './contract.ts';

export const adoptionByCountry: Metric = {
  ...aboutAdoption,
  id: 'adoption-by-country',
  title: 'What became of the drafts of each country: adopted, published, expired?',
  read: (store, params) => readAdoption(store, params, 'country'),
};
