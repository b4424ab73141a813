import type { Vote } from '#metrics/itu.ts';
import { Listing } from '../../_ui/listing.tsx';
import { postWords } from '../../_ui/words.ts';

/** Every round of the elections that a source tells of. */
export function Votes({ votes }: { votes: readonly Vote[] }) {
  if (votes.length === 0) return null;
  return (
    <>
      <h2 id="votes">Votes at plenipotentiary conferences</h2>
      <Listing
        columns={[
          'Conference',
          'Post',
          'Candidate',
          'Put forward by',
          ['Votes', 'n'],
          ['Of', 'n'],
          'Outcome',
          'Evidence',
        ]}
      >
        {votes.map((vote) => (
          <tr key={vote.conference + vote.post + vote.round + vote.candidate}>
            <td>
              {vote.conference}
              {vote.round ? `, round ${vote.round}` : ''}
            </td>
            <td>{postWords(vote.post)}</td>
            <th scope="row">{vote.candidate}</th>
            <td>
              {vote.country ? (
                <a href={`/countries/${vote.country}`}>{vote.countryText ?? vote.country}</a>
              ) : (
                (vote.countryText ?? '–')
              )}
            </td>
            <td className="n">{vote.votes}</td>
            <td className="n">{vote.ballots ?? '–'}</td>
            <td>{vote.elected ? 'elected' : 'not elected in this round'}</td>
            <td>{vote.source ? <a href={vote.source}>{vote.evidence}</a> : vote.evidence}</td>
          </tr>
        ))}
      </Listing>
    </>
  );
}
