import { Unexpected } from '#lib/unexpected.ts';
import type { Params } from '#metrics/contract.ts';

/** Whether something that a difference needs is not asked for yet: of whom, or between which spans. */
export const isIncomplete = ({ country, organisation, from, to, against }: Params): boolean =>
  (country === null && organisation === null) || from === null || to === null || against === null;

/**
 * Whether the difference of a country or of an organisation is asked for.
 * @throws Unexpected where neither is named, both are, or the unknown is
 */
export function dimensionAsked({ country, organisation }: Params): 'country' | 'organisation' {
  const key = country ?? organisation;
  if (key === null || (country !== null && organisation !== null) || key === 'unknown')
    throw new Unexpected(
      `parameter ${country === null ? 'organisation' : 'country'}`,
      key === null ? 'none' : JSON.stringify(key),
      'one country or one organisation',
    );
  return country === null ? 'organisation' : 'country';
}
