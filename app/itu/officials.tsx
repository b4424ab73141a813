import { isoDay } from '#lib/week.ts';
import { type Holder, readHolders, readVotes, type Vote } from '#metrics/itu.ts';
import { Listing } from '../_ui/listing.tsx';
import { amount, postWords } from '../_ui/words.ts';
import { store } from '../store.ts';

const order = [
  'secretary-general',
  'deputy-secretary-general',
  'director-tsb',
  'director-br',
  'director-bdt',
];
const place = (post: string) => (order.includes(post) ? order.indexOf(post) : order.length);

/** The elected posts, who holds each today and who did before, with the votes that elected them; every row on a page of its own. */
export async function Officials() {
  const open = await store();
  const [holders, votes] = await Promise.all([readHolders(open), readVotes(open)]);
  const officials = holders.filter(({ group }) => group === 'ITU');
  const today = isoDay();
  if (officials.length === 0) return null;
  const posts = [...new Set(officials.map(({ post }) => post))].sort(
    (a, b) => place(a) - place(b) || a.localeCompare(b),
  );
  const isNow = ({ from, to }: Holder) => (from ?? '') <= today && (to === null || to >= today);
  const lines = (found: readonly Holder[]) => found.map((post) => termWords(post, votes)).join('\n');
  return (
    <>
      <h2 id="officials">Who was elected to lead it</h2>
      <Listing
        columns={['Post', 'Today', 'Before']}
        caption="Each with the country, the years and the votes that are known; the newest first"
      >
        {posts.map((post) => {
          const held = officials.filter((one) => one.post === post);
          return (
            <tr key={post}>
              <th scope="row">
                {postWords(post)}
                {post === 'rrb-member' && (
                  <span className="soft"> (a sample: of the Board’s members, those known to us by name)</span>
                )}
              </th>
              <td className="lines">{lines(held.filter(isNow)) || 'not known'}</td>
              <td className="lines">{lines(held.filter((one) => !isNow(one))) || 'not known'}</td>
            </tr>
          );
        })}
      </Listing>
      <p>
        <a href="/itu/elected">
          All {amount(officials.length)} terms and {amount(votes.length)} results of voting, each with its
          dates and its source
        </a>
      </p>
    </>
  );
}

/** `Houlin Zhao, China, 2015–2022; 152 of 152 votes at PP-14` */
function termWords({ post, name, country, from, to }: Holder, votes: readonly Vote[]): string {
  const won = votes
    .filter((vote) => vote.elected && vote.post === post && vote.candidate === name)
    .filter((vote) => isOfTerm(vote, from, to))
    .toReversed()
    .map(
      ({ votes: given, ballots, conference }) =>
        `${given}${ballots ? ` of ${ballots}` : ''} votes at ${conference}`,
    );
  const years = from
    ? `${from.slice(0, 4)}–${to?.slice(0, 4) ?? ''}`
    : `until ${to?.slice(0, 4) ?? 'not known'}`;
  const who = [name, country ?? 'country unknown', years].join(', ');
  return won.length ? `${who}; ${won.join(', ')}` : who;
}

/** Elections come months before the term they give, and again within one that is renewed. */
const isOfTerm = ({ date }: Vote, from: string | null, to: string | null): boolean =>
  date !== null &&
  (to === null || date < to) &&
  Number(date.slice(0, 4)) >= Number(from?.slice(0, 4) ?? 0) - 1;
