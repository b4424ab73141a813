import { attendanceByCountry } from './attendance-by-country.ts';
import { attendanceByOrganisation } from './attendance-by-organisation.ts';
import { authorshipByBloc } from './authorship-by-bloc.ts';
import { authorshipByCountry } from './authorship-by-country.ts';
import { authorshipByOrganisation } from './authorship-by-organisation.ts';
import { concentrationOfAuthorship } from './concentration-of-authorship.ts';
import type { Metric } from './contract.ts';
import { coverage } from './coverage.ts';
import { postsByCountry } from './posts-by-country.ts';
import { postsByOrganisation } from './posts-by-organisation.ts';

/** Every published number, in the order /method lists them. */
export const metrics: readonly Metric[] = [
  authorshipByCountry,
  authorshipByOrganisation,
  authorshipByBloc,
  concentrationOfAuthorship,
  coverage,
  postsByCountry,
  postsByOrganisation,
  attendanceByCountry,
  attendanceByOrganisation,
];

export const metricById = (id: string): Metric | undefined => metrics.find((metric) => metric.id === id);
