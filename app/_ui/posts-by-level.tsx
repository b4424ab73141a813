import { type PostLevel, postLevels, postsOf, staffPosts } from '#metrics/post-levels.ts';
import type { RosterRow } from '#metrics/roster.ts';
import { PostsTable, postOfRoster } from './posts.tsx';
import { amount, plural } from './words.ts';

/** What the staff in a roster of the ITU stands under, apart from the officers. */
export const staffTitle = 'The secretariat’s own staff, listed with the officers and not counted';

/** The ITU's posts, level by level: posts that differ are not read as one list. */
export function PostsByLevel({ rows }: { rows: readonly RosterRow[] }) {
  const staff = rows.filter((row) => staffPosts.includes(row.post));
  const placed = postLevels.map((level) => ({
    level,
    found: rows.filter((row) => row.body === 'itu-t' && level.posts.includes(row.post)),
  }));
  const others = rows.filter(
    (row) => !staff.includes(row) && !placed.some(({ found }) => found.includes(row)),
  );
  return (
    <>
      {others.length > 0 && (
        <Level title="Elected officials, and posts outside the ITU-T’s groups" rows={others} />
      )}
      {placed.map(
        ({ level, found }) =>
          found.length > 0 && <Level key={level.id} title={level.title} rows={found} level={level} />,
      )}
      {staff.length > 0 && <Level title={staffTitle} rows={staff} />}
    </>
  );
}

function Level({ title, rows, level }: { title: string; rows: readonly RosterRow[]; level?: PostLevel }) {
  const table = <PostsTable posts={rows.map(postOfRoster)} />;
  return (
    <>
      <h3>{title}</h3>
      {rows.length > 25 ? (
        <details>
          <summary>Show the {plural(rows.length, 'post')}</summary>
          {table}
        </details>
      ) : (
        table
      )}
      {level && rows.some((row) => !row.isSample) && (
        <p className="row">
          <a href={`/measures/posts-by-country?body=itu-t&rule=declared&post=${level.id}`}>By country</a>
          <a href={`/measures/posts-by-organisation?body=itu-t&rule=declared&post=${level.id}`}>
            By organisation
          </a>
        </p>
      )}
    </>
  );
}

/** Posts of ITU-T groups are given for a study period, whose last day is not announced. */
export function UntilAssembly({ counts }: { counts: { post: string; posts: number }[] }) {
  const sum = counts.reduce((all, { posts }) => all + posts, 0);
  if (sum === 0) return null;
  const levels = postLevels.flatMap(({ id, title }) => {
    const posts = counts
      .filter(({ post }) => postsOf(id).includes(post))
      .reduce((all, one) => all + one.posts, 0);
    return posts ? [`${amount(posts)} ${title.charAt(0).toLowerCase()}${title.slice(1)}`] : [];
  });
  return (
    <p>
      {plural(sum, 'post of an ITU-T group ends', 'posts of ITU-T groups end')} with the study period, at the
      next world assembly (<a href="/calendar">WTSA-28</a>, days not announced): {levels.join(', ')}.
    </p>
  );
}
