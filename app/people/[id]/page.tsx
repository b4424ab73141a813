import type { Metadata } from 'next';
import { readPerson } from '#metrics/person.ts';
import { Missing } from '../../_ui/missing.tsx';
import { AffiliationsTable, PostsOverTime, PostsTable } from '../../_ui/posts.tsx';
import { idIn } from '../../_ui/query.ts';
import { dateWords } from '../../_ui/words.ts';
import { store } from '../../store.ts';

interface Props {
  params: Promise<{ id: string }>;
}

export const metadata: Metadata = { title: 'Public posts and documents', robots: { index: false } };

export default async function PersonPage({ params }: Props) {
  const person = await readPerson(await store(), idIn((await params).id));
  if (!person) return <Missing />;
  return (
    <>
      <p className="crumbs">Public posts and documents only</p>
      <h1>{person.name}</h1>
      <p className="note">
        People are named here for public posts and as authors of public documents, and are never ranked. No
        address, telephone number or picture is kept.
      </p>
      <h2>Posts</h2>
      {person.posts.length === 0 ? (
        <p>None known.</p>
      ) : (
        <>
          <PostsOverTime posts={person.posts} showGroup />
          <PostsTable posts={person.posts} caption="Each date says how it is known" isToldBelow />
          <AffiliationsTable posts={person.posts} />
        </>
      )}
      <h2>Documents</h2>
      {person.documents.length === 0 ? (
        <p>None known.</p>
      ) : (
        <div className="scroll">
          <table>
            {person.documents.some(({ kind }) => kind === 'internet-draft') && (
              <caption>
                An Internet-Draft stands under the day of its newest revision, which prints these words
              </caption>
            )}
            <thead>
              <tr>
                <th scope="col">Document</th>
                <th scope="col">Title</th>
                <th scope="col">Date</th>
                <th scope="col">Affiliation printed then</th>
              </tr>
            </thead>
            <tbody>
              {person.documents.map((document) => (
                <tr key={`${document.id} ${document.position}`}>
                  <th scope="row">
                    <a href={`/documents/${encodeURIComponent(document.id)}`}>{document.id}</a>
                  </th>
                  <td>{document.title}</td>
                  <td>{dateWords(document.date, document.kind === 'rfc' ? 'month' : 'day')}</td>
                  <td>{document.affiliation ?? <span className="soft">states none</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
