const postNames: Readonly<Record<string, string>> = {
  'secretary-general': 'Secretary-General',
  'deputy-secretary-general': 'Deputy Secretary-General',
  'director-tsb': 'Director, Standardization Bureau (TSB)',
  'director-br': 'Director, Radiocommunication Bureau (BR)',
  'director-bdt': 'Director, Development Bureau (BDT)',
  'rrb-member': 'member of the Radio Regulations Board',
  'wp-chair': 'chair of a working party',
  'wp-co-chair': 'co-chair of a working party',
  'wp-vice-chair': 'vice-chair of a working party',
  'vice-chair': 'vice-chair',
  'co-chair': 'co-chair',
  'ietf-chair': 'IETF Chair',
  'iab-chair': 'IAB Chair',
  'irtf-chair': 'IRTF Chair',
};
/** A post as readers call it. `director-tsb` → `Director, Standardization Bureau (TSB)`. */
export const postWords = (post: string): string => postNames[post] ?? post.replaceAll('-', ' ');

/** How an end of a tenure is known, shortly and in full. What is stated needs no words. */
export const basisWords: Readonly<Record<string, readonly [short: string, whole: string]>> = {
  snapshot: ['snapshot', 'first or last seen in a snapshot of that day'],
  'first-seen': ['first seen', 'when we first saw it'],
  'last-seen': [
    'no longer listed',
    'gone from the source: the reading after no longer listed it, and no source states when the term ended',
  ],
  'last-record': ['newest record', 'held when the newest record here was made; nothing later is known'],
  'period-boundary': ['study period', 'the bounds of the study period'],
  'group-concluded': ['group closed', 'when the group was closed'],
};

/** Why a sample of posts holds whom it holds. */
export const sampleReason =
  'they are known from reports and pages of the time, and some countries’ press prints more names than others’; who else held such a post is not here, and nothing is counted from them';
