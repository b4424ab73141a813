import type { Store } from '#prisma/client.ts';
import { readDays } from '#prisma/runs.ts';
import { type SourceNote, setSourceNotes } from '#prisma/settings.ts';
import type { Source } from './contract.ts';
import { factsIetf } from './facts/ietf.ts';
import { factsItu } from './facts/itu.ts';
import { factsProposals } from './facts/proposals.ts';
import { ietfDrafts } from './ietf/drafts.ts';
import { ietfGroups } from './ietf/groups.ts';
import { ietfInterims } from './ietf/interims.ts';
import { ietfLiaisons } from './ietf/liaisons.ts';
import { ietfMeetings } from './ietf/meetings.ts';
import { ietfRfcs } from './ietf/rfcs.ts';
import { ietfRoles } from './ietf/roles.ts';
import { ituContributions, ituTemporaryDocuments } from './itu/documents.ts';
import { ituMeetings } from './itu/meetings.ts';
import { ituMembers } from './itu/members.ts';
import { ituLeadership, ituRapporteurs } from './itu/officers.ts';
import { ituConferenceContributions, ituDContributions, ituRContributions } from './itu/other-documents.ts';
import { ituRecommendations } from './itu/recommendations.ts';
import { ituWorkProgramme } from './itu/work-programme.ts';
import { factsRootInstances, rootInstances } from './root-servers/instances.ts';

/** Every source, in the order --all reads them: what others refer to first. */
export const sources: readonly Source[] = [
  ietfRfcs,
  ietfGroups,
  ietfDrafts,
  // A post takes the affiliation that its holder prints on documents, so these come first.
  ietfRoles,
  ietfMeetings,
  ietfInterims,
  ietfLiaisons,
  factsItu,
  factsIetf,
  factsProposals,
  factsRootInstances,
  rootInstances,
  ituContributions,
  ituTemporaryDocuments,
  ituRContributions,
  ituDContributions,
  ituConferenceContributions,
  ituLeadership,
  ituRapporteurs,
  ituMembers,
  // Where a summary may stand is told by the meetings that lists of documents name.
  ituMeetings,
  // Supporting members are told apart by the names that contributions print one by one.
  ituWorkProgramme,
  // A Recommendation links to the work item it was.
  ituRecommendations,
];

/** The sources that --all and the schedule read: all but those of unverified addresses that were never read well. */
export async function routineSources(store: Store): Promise<Source[]> {
  const read = await readDays(store);
  return sources.filter(({ id, unverified }) => !unverified || read[id] !== undefined);
}

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
