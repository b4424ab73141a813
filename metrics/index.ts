import { adoptionByCountry } from './adoption-by-country.ts';
import { adoptionByOrganisation } from './adoption-by-organisation.ts';
import { attendanceByCountry } from './attendance-by-country.ts';
import { attendanceByOrganisation } from './attendance-by-organisation.ts';
import { authorshipByBloc } from './authorship-by-bloc.ts';
import { authorshipByCountry } from './authorship-by-country.ts';
import { authorshipByOrganisation } from './authorship-by-organisation.ts';
import { coAuthorship } from './co-authorship.ts';
import { concentrationOfAuthorship } from './concentration-of-authorship.ts';
import type { Metric } from './contract.ts';
import { coverage } from './coverage.ts';
import { postsByCountry } from './posts-by-country.ts';
import { postsByOrganisation } from './posts-by-organisation.ts';
import { progress } from './progress.ts';
import { recommendationsBySeries } from './recommendations-by-series.ts';
import { rootInstancesByCountry } from './root-instances-by-country.ts';
import { visibility } from './visibility.ts';

/** Every published number, in the order /method lists them. */
export const metrics: readonly Metric[] = [
  authorshipByCountry,
  authorshipByOrganisation,
  authorshipByBloc,
  concentrationOfAuthorship,
  coverage,
  coAuthorship,
  adoptionByCountry,
  adoptionByOrganisation,
  postsByCountry,
  postsByOrganisation,
  attendanceByCountry,
  attendanceByOrganisation,
  recommendationsBySeries,
  progress,
  visibility,
  rootInstancesByCountry,
];

export const metricById = (id: string): Metric | undefined => metrics.find((metric) => metric.id === id);
