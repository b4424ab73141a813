import type { Store } from '#prisma/client.ts';
import { type SourceNote, setSourceNotes } from '#prisma/ledger.ts';
import type { Source } from './contract.ts';
import { factsIetf } from './facts/ietf.ts';
import { factsItu } from './facts/itu.ts';
import { factsProposals } from './facts/proposals.ts';
import { ietfGroups } from './ietf/groups.ts';
import { ietfRfcs } from './ietf/rfcs.ts';
import { ituContributions, ituTemporaryDocuments } from './itu/documents.ts';
import { factsRootInstances, rootInstances } from './root-servers/instances.ts';

/** Every source, in the order --all reads them: what others refer to first. */
export const sources: readonly Source[] = [
  ietfRfcs,
  ietfGroups,
  // One a line, so that two hands may add one each.
  factsItu,
  factsIetf,
  factsProposals,
  factsRootInstances,
  rootInstances,
  ituContributions,
  ituTemporaryDocuments,
];

/** Tells the database which sources there are, for those who show their state and may not read them. */
export const describeSources = (store: Store): Promise<void> =>
  setSourceNotes(
    store,
    sources.map(
      ({ id, body, title, home, licence, cadenceHours }): SourceNote => ({
        id,
        body,
        title,
        home,
        licence,
        cadenceHours,
      }),
    ),
  );
