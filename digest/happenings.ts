import type { WeekFacts } from '#metrics/week.ts';
import type { Happening } from './happening.ts';
import { ofDeadline, ofMoved } from './tell-date.ts';
import { ofDocument } from './tell-document.ts';
import { ofMovement } from './tell-movement.ts';
import { ofPost } from './tell-post.ts';
import { ofProposal } from './tell-proposal.ts';

/** Every event of the week, one a key. */
export function happenings(facts: WeekFacts): Happening[] {
  const proposals = facts.proposals.map(ofProposal);
  const all = [
    ...facts.deadlines.map(ofDeadline),
    ...facts.moved.map(ofMoved),
    ...facts.posts.map(ofPost),
    ...proposals,
    ...withoutSteps(facts.documents.map(ofDocument), proposals),
    ...facts.movements.map(ofMovement),
  ];
  return [...new Map(all.map((one) => [one.key, one])).values()];
}

/** The step of a proposal that is a document's own step tells of both, to whoever follows either. */
function withoutSteps(documents: Happening[], proposals: Happening[]): Happening[] {
  return documents.filter((document) => {
    const step = proposals.find(
      (one) => one.kind === 'proposal-event' && one.row.id === document.row.id && one.date === document.date,
    );
    if (!step) return true;
    step.subjects = [...new Set([...step.subjects, ...document.subjects])];
    step.members = [...step.members, document.key];
    return false;
  });
}
