import type { Reader } from '#scrapers/contract.ts';

/** A reader that knows nothing, for tests that say what it reads. */
export const readerOf = (given: Pick<Reader, 'read'> & Partial<Reader>): Reader => ({
  soon: () => {},
  stored: async () => new Map(),
  tenures: async () => [],
  meetingCounts: async () => [],
  authors: async () => [],
  namesEver: async () => [],
  personNames: async () => new Map(),
  affiliations: async () => [],
  meetings: async () => [],
  memo: {},
  replay: false,
  refetch: false,
  accept: false,
  progress: () => {},
  ...given,
});
