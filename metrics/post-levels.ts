/**
 * The posts of ITU groups by level. A level takes in who shares a post or acts in it; asked for by its id, all of them
 * are meant. Any other post is a level of its own.
 */
export interface PostLevel {
  id: string;
  /** As a heading. */
  title: string;
  posts: readonly string[];
}

export const postLevels: readonly PostLevel[] = [
  { id: 'chair', title: 'Chairs', posts: ['chair', 'co-chair', 'acting-chair'] },
  { id: 'vice-chair', title: 'Vice-chairs', posts: ['vice-chair'] },
  {
    id: 'wp-chair',
    title: 'Chairs of working parties',
    posts: ['wp-chair', 'wp-co-chair', 'wp-acting-chair'],
  },
  { id: 'wp-vice-chair', title: 'Vice-chairs of working parties', posts: ['wp-vice-chair'] },
  {
    id: 'rapporteur',
    title: 'Rapporteurs of Questions',
    posts: ['rapporteur', 'co-rapporteur', 'acting-rapporteur', 'acting-co-rapporteur'],
  },
  {
    id: 'associate-rapporteur',
    title: 'Associate and liaison rapporteurs',
    posts: ['associate-rapporteur', 'liaison-rapporteur'],
  },
];

/** Posts of a body's own staff, which its rosters print beside the officers: known, shown, and counted nowhere. */
export const staffPosts: readonly string[] = ['counsellor', 'project-officer'];

/** The posts that a word asks for: those of the level, or the one post. */
export const postsOf = (word: string): readonly string[] =>
  postLevels.find((level) => level.id === word)?.posts ?? [word];
