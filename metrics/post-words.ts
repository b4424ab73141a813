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
