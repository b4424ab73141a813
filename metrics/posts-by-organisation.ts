import type { Metric } from './contract.ts';
import { aboutPosts, readPostDays } from './posts.ts';

export const postsByOrganisation: Metric = {
  ...aboutPosts,
  id: 'posts-by-organisation',
  title: 'For which organisations do the people work who hold the posts?',
  read: (store, params) => readPostDays(store, params, 'organisation'),
};
