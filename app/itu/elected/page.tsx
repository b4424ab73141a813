import type { Metadata } from 'next';
import { readOfficials, readVotes } from '#metrics/itu.ts';
import { PostsTable } from '../../_ui/posts.tsx';
import { amount } from '../../_ui/words.ts';
import { store } from '../../store.ts';
import { Votes } from './votes.tsx';

export const metadata: Metadata = { title: 'Who was elected to lead the ITU' };
export const dynamic = 'force-dynamic';

/** Every elected official and every round of voting that a source tells of, row by row. */
export default async function Elected() {
  const open = await store();
  const [officials, votes] = await Promise.all([readOfficials(open), readVotes(open)]);
  return (
    <>
      <p className="crumbs">
        <a href="/itu#officials">ITU</a>
      </p>
      <h1>Who was elected to lead the ITU?</h1>
      <p className="lede">
        The member states elect the Secretary-General, the deputy, the directors of the three bureaux and the
        Radio Regulations Board at a plenipotentiary conference.
      </p>
      <p>
        {amount(officials.length)} terms are known here, and {amount(votes.length)} results of candidates in
        rounds of voting. A term or a round that is not here is not known to us; it is no zero.
      </p>
      {officials.length > 0 && (
        <PostsTable
          posts={officials}
          caption="Elected officials; dates as their sources state them"
          showGroup={false}
        />
      )}
      <Votes votes={votes} />
    </>
  );
}
