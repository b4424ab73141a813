import { empty, type Sql, sql } from '#prisma/client.ts';
import { pseudoLabels } from './authorship.ts';
import type { Params } from './contract.ts';
import { creditWhere } from './credit.ts';

/** Whose pairs are asked for: the organisation or country of the filter, where pairs are of its kind. */
export function askedOf(params: Params): string | null {
  const asked = params[params.of];
  return asked === null || asked === 'unknown' || asked in pseudoLabels ? null : asked;
}

/** Whether a key is one organisation or one country, so that it can be of a pair. */
export const somebody = (key: Sql): Sql =>
  sql`${key} is not null and ${key} <> all(${Object.keys(pseudoLabels)})`;

/** The further condition on rows of `credit` that `with` is: their documents name another too, nobody else, or nobody known. */
export function pairWhere(params: Params): Sql {
  const { of, with: other } = params;
  if (other === null) return empty;
  if (other !== 'alone' && other !== 'unknown')
    return sql`and unit in (select unit from credit where ${creditWhere({ ...params, [of]: other })})`;
  const key = of === 'country' ? sql`country` : sql`organisation`;
  const where = creditWhere(askedOf(params) === null ? params : { ...params, [of]: null });
  return sql`and unit in (
    select unit from credit where ${where}
    group by unit having count(distinct ${key}) filter (where ${somebody(key)}) = ${other === 'alone' ? 1 : 0})`;
}
