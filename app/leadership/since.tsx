import { isoDay } from '#lib/week.ts';
import type { Post } from '#metrics/post.ts';
import { basisWords } from '#metrics/post-words.ts';
import type { Moves, RosterRow } from '#metrics/roster.ts';
import { Listing } from '../_ui/listing.tsx';
import { PostsOverTime, PostsTable, postOfRoster } from '../_ui/posts.tsx';
import { amount, dateWords, plural, postWords } from '../_ui/words.ts';

interface Asked {
  /** Day of the roster. */
  on: string;
  group: string | null;
}

const addressOf = (path: string, given: Readonly<Record<string, string | null>>): string =>
  `${path}?${new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])))}`;

/** Which posts were taken up and laid down since the day of the roster, by their records. */
export function Since({ moves: { taken, laid, moves }, on, group }: Asked & { moves: Moves }) {
  const changes = addressOf('/changes', { recordType: 'tenure', group, since: on });
  return (
    <>
      <h3>Since {dateWords(on)}</h3>
      <p>
        {plural(taken, 'post')} taken up and {amount(laid)} laid down
        {group ? ` in ${group}` : ''} until today, {dateWords(isoDay())}, by the records of the posts.{' '}
        <a href={changes}>As our readings met it</a>
      </p>
      {moves.length > 0 && (
        <details open={moves.length <= 12}>
          <summary>
            {moves.length < taken + laid ? `The latest ${amount(moves.length)}` : 'Who came and who went'}
          </summary>
          <Listing columns={['Day', 'What', 'Post', 'Group', 'By']}>
            {moves.map(({ day, what, basis, row }) => (
              <tr key={`${row.id} ${what}`}>
                <td>
                  {dateWords(day)}
                  {basis && basisWords[basis] && (
                    <span className="soft" title={basisWords[basis]?.[1]}>
                      {' '}
                      ({basisWords[basis]?.[0]})
                    </span>
                  )}
                </td>
                <td>{what}</td>
                <td>{postWords(row.post) + (row.part ? `, ${row.part}` : '')}</td>
                <td>
                  <a href={`/groups/${encodeURIComponent(row.group)}`}>{row.group}</a>
                </td>
                <th scope="row">
                  {row.person ? (
                    <a href={`/people/${encodeURIComponent(row.person)}`}>{row.personName}</a>
                  ) : (
                    row.personName
                  )}
                </th>
              </tr>
            ))}
          </Listing>
        </details>
      )}
    </>
  );
}

const mostUndated = 40;

/** Posts that may have been held on the day or not: they ended later, and nothing says since when they were held. */
export function Undated({ rows, on, group, body }: Asked & { rows: readonly RosterRow[]; body: string }) {
  const shown = rows.slice(0, mostUndated);
  return (
    <>
      <h3>Ended later, beginning unknown</h3>
      <p>
        {plural(rows.length, 'post')} ended after {dateWords(on)}, and no record says since when{' '}
        {rows.length === 1 ? 'it was' : 'they were'} held: on that day perhaps, or not yet. None is in the
        list above.
      </p>
      <details open={rows.length <= 12}>
        <summary>
          {shown.length < rows.length ? `The ${amount(shown.length)} that ended first` : 'Which ones'}
        </summary>
        <PostsTable posts={shown.map(postOfRoster)} />
        {shown.length < rows.length && (
          <p>
            <a href={addressOf('/api/v1/rosters', { body, on, group })}>All of them as JSON</a>, or ask for
            one group.
          </p>
        )}
      </details>
    </>
  );
}

/** Who held the posts of a group or board over all the time its records cover. */
export function Timelines({
  timelines,
}: {
  timelines: readonly { title: string; posts: readonly Post[] }[];
}) {
  const told = timelines.filter(({ posts }) => posts.some(({ from, to }) => from !== null || to !== null));
  if (told.length === 0) return null;
  return (
    <>
      <h2 id="timeline">Over time</h2>
      {told.map(({ title, posts }) => (
        <details key={title} open={told.length === 1 && posts.length <= 60}>
          <summary>
            {title}: {plural(posts.length, 'tenure')}
          </summary>
          <PostsOverTime posts={posts} showGroup={told.length > 1} />
        </details>
      ))}
    </>
  );
}
