import type { Gathered } from '../contract.ts';

export const path = (name: string) => `facts/itu/${name}.csv`;

/** What the files are read into. */
export type Rows = Required<
  Pick<
    Gathered['rows'],
    | 'group'
    | 'document'
    | 'authorship'
    | 'authorship_organisation'
    | 'tenure'
    | 'meeting'
    | 'meeting_count'
    | 'election_vote'
    | 'published_count'
    | 'published_statement'
    | 'administration_name'
  >
>;
