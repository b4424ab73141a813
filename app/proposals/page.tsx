import type { Metadata } from 'next';
import { listProposals } from '#metrics/proposals.ts';
import { Listing } from '../_ui/listing.tsx';
import { bodyNames, datedWords, dateWords } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Proposals' };
export const dynamic = 'force-dynamic';

export default async function Proposals() {
  const families = await listProposals(await store());
  return (
    <>
      <h1>What was proposed, and what became of it?</h1>
      <p className="lede">
        {families.length} families of proposals, followed across bodies, names and years. Each step has its
        date, its source, and a grade that says how well it is known.
      </p>
      <p className="note">
        One rule decides what stands here, and it names no country: proposed in a standards body, and
        contested there in writing by another body or a government, or continuing something that was, or
        standing beside it with the same aim. <a href="/method#proposals">The rule in full</a>.{' '}
        <a href="/proposals/candidates">Possible relatives nobody has reviewed</a>.
      </p>
      <Listing columns={['Family', 'State', 'Bodies', ['Steps', 'n'], 'First step', 'Last move']}>
        {families.map((family) => (
          <tr key={family.slug}>
            <th scope="row">
              <a href={`/proposals/${family.slug}`}>{family.title}</a>
            </th>
            <td title={family.stateSentence}>
              {family.state.replaceAll('-', ' ')}{' '}
              <span className="soft">(as of {dateWords(family.stateAsOf)})</span>
            </td>
            <td>{family.bodies.map((body) => bodyNames[body] ?? body).join(', ')}</td>
            <td className="n">{family.events}</td>
            <td>{datedWords(family.firstMove.date)}</td>
            <td>
              {datedWords(family.lastMove.date)}: {family.lastMove.title}
            </td>
          </tr>
        ))}
      </Listing>
    </>
  );
}
