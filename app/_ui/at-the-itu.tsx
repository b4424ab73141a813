import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import type { AtTheItu } from '#metrics/itu.ts';
import { defaultsOf } from '#metrics/params.ts';
import { readState } from '../_charts/address.ts';
import { store } from '../store.ts';
import { FigureOf } from './figure-of.tsx';
import { PostsTable } from './posts.tsx';
import { amount, dateWords, plural, postWords } from './words.ts';

/**
 * A country's or an organisation's part at the ITU, on its own scale: its share of contributions where complete lists
 * were read, the posts its people are printed with, the candidates it put forward. What is not known says so.
 */
export async function AtTheItuPanel({
  name,
  filter,
  known: { posts, votes },
}: {
  name: string;
  filter: { country: string } | { organisation: string };
  known: AtTheItu;
}) {
  const metric = 'country' in filter ? authorshipByCountry : authorshipByOrganisation;
  const { total } = await metric.read(await store(), { ...defaultsOf('itu-t'), by: 'all' });
  const state = readState('/itu', filter, metric, { body: 'itu-t' });
  const samples = posts.filter((post) => post.isSample).length;
  return (
    <section aria-labelledby="at-the-itu">
      <h2 id="at-the-itu">At the ITU</h2>
      <p className="note">
        At the ITU members speak, not persons. The bodies are never added together; each has its own scale.
      </p>
      {total > 0 ? (
        <FigureOf
          metric={metric}
          state={state}
          title={`What share of ITU-T contributions comes from ${name}?`}
          controls={[]}
          id="at-the-itu-figure"
        />
      ) : (
        <p>
          No complete list of contributions has been read on this installation, so no share is given.{' '}
          <a href="/itu#quoted">Those known one by one</a>.
        </p>
      )}
      {posts.length === 0 ? (
        <p>No post at the ITU is known to us in which {name} is printed.</p>
      ) : (
        <>
          <p>
            {plural(posts.length, 'post is', 'posts are')} known in which {name} is printed beside the name
            {samples > 0 &&
              `; ${samples === posts.length ? (samples === 1 ? 'it is' : 'all') : amount(samples)} from a sample`}
            . A sample is not a count.
          </p>
          <details>
            <summary>Show the {plural(posts.length, 'post')}</summary>
            <PostsTable posts={posts} caption="Those held now first; each date says how it is known" />
          </details>
        </>
      )}
      {votes.length > 0 && (
        <>
          <h3>Candidates for elected posts</h3>
          <ul>
            {votes.map((vote) => (
              <li key={`${vote.conference} ${vote.post} ${vote.round} ${vote.candidate}`}>
                {vote.candidate}, {postWords(vote.post)}, {vote.conference}
                {vote.round ? `, round ${vote.round}` : ''}, {dateWords(vote.date)}: {amount(vote.votes)}
                {vote.ballots ? ` of ${amount(vote.ballots)}` : ''} votes,{' '}
                {vote.elected ? 'elected' : 'not elected in this round'}{' '}
                {vote.source ? <a href={vote.source}>{vote.evidence}</a> : vote.evidence}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
