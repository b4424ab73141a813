import type { Post } from '#metrics/post.ts';
import { TenureEnd } from '../_ui/posts.tsx';
import { amount, postWords } from '../_ui/words.ts';

/** Chairs and vice-chairs that reports of the time name, by the time they held the post and by group. */
export function Sample({ posts }: { posts: readonly Post[] }) {
  if (posts.length === 0) return null;
  return (
    <>
      <h2 id="sample">Chairs and vice-chairs, a sample</h2>
      <p>
        {amount(posts.length)} posts known from reports and pages of the time. Some countries’ press prints
        more names than others’, so nothing is counted from this list.{' '}
        <a href="/leadership">Who held a post on one day</a>.
      </p>
      <details>
        <summary>Show the {amount(posts.length)} posts</summary>
        {[...grouped(posts, (post) => [post.from, post.fromBasis, post.to, post.toBasis].join(' '))].map(
          ([span, during]) => (
            <section key={span}>
              <h3>
                <TenureEnd {...end(during, 'from')} open="unknown" /> to{' '}
                <TenureEnd {...end(during, 'to')} open="today" />
              </h3>
              <ul>
                {[...grouped(during, (post) => post.group.id)].map(([group, held]) => (
                  <li key={group}>
                    <a href={`/groups/${encodeURIComponent(group)}`}>{group}</a>:{' '}
                    {held.map((post, at) => (
                      <Held key={post.id} post={post} isLast={at === held.length - 1} />
                    ))}
                  </li>
                ))}
              </ul>
            </section>
          ),
        )}
      </details>
    </>
  );
}

/** One holder: the post, the name, for whom and from which country, as printed, and who says so. */
function Held({ post, isLast }: { post: Post; isLast: boolean }) {
  const whence = [
    post.organisation?.name ?? post.organisationText ?? 'organisation unknown',
    post.country?.name ?? post.countryText ?? 'country unknown',
    ...(post.region ? [`put forward by ${post.region}`] : []),
  ];
  return (
    <>
      {postWords(post.post)}
      {post.part && `, ${post.part},`} <strong>{post.person.name}</strong> ({whence.join(', ')};{' '}
      {post.sourceUrl ? <a href={post.sourceUrl}>{post.evidence}</a> : post.evidence}){isLast ? '' : ', '}
    </>
  );
}

const end = ([first]: readonly Post[], which: 'from' | 'to') => ({
  day: first?.[which] ?? null,
  basis: first?.[`${which}Basis`] ?? null,
});

function grouped(posts: readonly Post[], by: (post: Post) => string): Map<string, Post[]> {
  const groups = new Map<string, Post[]>();
  for (const post of posts) groups.set(by(post), [...(groups.get(by(post)) ?? []), post]);
  return groups;
}
