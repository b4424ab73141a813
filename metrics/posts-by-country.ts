import type { Metric } from './contract.ts';
import { aboutPosts, readPostDays } from './posts.ts';

export const postsByCountry: Metric = {
  ...aboutPosts,
  id: 'posts-by-country',
  title: 'From which countries come the people who hold the posts?',
  read: (store, params) => readPostDays(store, params, 'country'),
};
