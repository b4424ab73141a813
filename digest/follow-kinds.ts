import { Unexpected } from '#lib/unexpected.ts';

/** What can be followed, and what its subject is. The subject of the general letter is "". */
export const followKinds = {
  general: 'the general letter',
  country: 'a country (ISO code)',
  bloc: 'a bloc of countries',
  organisation: 'an organisation',
  group: 'a working group, area, study group or Question',
  post: 'a post, whoever holds it (quic/chair)',
  document: 'a document, with what replaces it and what it becomes',
  proposal: 'a family of proposals, under whatever name',
  'event-kind': 'a kind of event',
  keyword: 'a word in titles',
} as const;
export type FollowKind = keyof typeof followKinds;

export const eventKinds = {
  'rfc-published': 'RFCs published',
  'recommendation-approved': 'ITU-T Recommendations approved',
  'draft-submitted': 'new Internet-Drafts',
  'contribution-submitted': 'new ITU contributions',
  'draft-adopted': 'drafts adopted by a group',
  'draft-approved': 'drafts approved for publication',
  'last-call': 'last calls',
  'document-withdrawn': 'documents withdrawn',
  'liaison-sent': 'liaison statements',
  'liaison-answered': 'answers to liaison statements',
  'post-started': 'posts taken up',
  'post-ended': 'posts laid down',
  'proposal-event': 'steps of proposals',
  candidate: 'documents that may continue a proposal',
  deadline: 'deadlines',
  'date-moved': 'dates that moved',
  'share-moved': 'shares outside their usual range',
} as const;
export type EventKind = keyof typeof eventKinds;

export interface Follow {
  kind: FollowKind;
  subject: string;
}

/** At most so many follows a reader. */
export const maxFollows = 100;

/** `kind:subject`, as the sign-up form and the index of a week's events write it. */
export const followKey = ({ kind, subject }: { kind: string; subject: string }): string =>
  kind === 'general' ? kind : `${kind}:${kind === 'keyword' ? subject.toLowerCase() : subject}`;

const controls = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** @throws Unexpected for a kind that is none, or a subject that cannot be one */
export function parseFollow(text: string): Follow {
  const [kind = '', ...rest] = text.trim().split(':');
  const subject = rest.join(':').trim();
  if (!(kind in followKinds))
    throw new Unexpected(
      'follow',
      JSON.stringify(text.slice(0, 60)),
      `one of ${Object.keys(followKinds).join(', ')}`,
    );
  if (kind === 'general') return { kind, subject: '' };
  if (!subject || subject.length > 120 || controls.test(subject))
    throw new Unexpected(
      `follow of kind ${kind}`,
      JSON.stringify(subject.slice(0, 60)),
      'a subject of 1 to 120 characters',
    );
  if (kind === 'event-kind' && !(subject in eventKinds))
    throw new Unexpected('follow', JSON.stringify(subject), `one of ${Object.keys(eventKinds).join(', ')}`);
  if (kind === 'keyword' && subject.length < 3)
    throw new Unexpected('follow', JSON.stringify(subject), 'a word of three characters or more');
  const normal =
    kind === 'country' ? subject.toUpperCase() : kind === 'keyword' ? subject.toLowerCase() : subject;
  return { kind: kind as FollowKind, subject: normal };
}
