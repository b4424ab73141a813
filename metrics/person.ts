import { type Store, sql } from '#prisma/client.ts';
import { type Post, readPosts } from './post.ts';

/** A person as the body's own records name them: public posts and public documents, nothing else. */
export interface PersonDetail {
  id: string;
  body: string;
  name: string;
  source: string;
  page: number | null;
  posts: Post[];
  documents: {
    id: string;
    kind: string;
    title: string;
    /** Published, or else when its newest revision was submitted: that is the one whose authors are told. */
    date: string | null;
    position: number;
    role: string;
    /** As this document prints it. */
    affiliation: string | null;
  }[];
}

/** One person by the body's own id; null where there is none. */
export async function readPerson(store: Store, id: string): Promise<PersonDetail | null> {
  const [[person], posts, documents] = await Promise.all([
    store.query<Omit<PersonDetail, 'posts' | 'documents'>>(
      sql`select id, body, name, source, page_id as page from person where id = ${id} and removed_at is null`,
    ),
    readPosts(store, sql`t.person_id = ${id}`),
    store.query<PersonDetail['documents'][number]>(sql`
      select d.id, d.kind, d.title, coalesce(d.published, d.last_submitted, d.submitted)::text as date, a.position, a.role, a.affiliation
      from authorship_person p
      join authorship a on a.document_id = p.document_id and a.position = p.position and a.removed_at is null
      join document d on d.id = p.document_id and d.removed_at is null
      where p.person_id = ${id} and p.removed_at is null
      order by coalesce(d.published, d.last_submitted, d.submitted) desc nulls last, d.id`),
  ]);
  return person ? { ...person, posts, documents } : null;
}
