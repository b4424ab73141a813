import type { Metadata } from 'next';
import { isAnyCounted } from '#metrics/authorship.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import {
  readMemberStates,
  readOfficials,
  readPublishedCounts,
  readQuotedDocuments,
  readSamplePosts,
  readVotes,
} from '#metrics/itu.ts';
import { listMeetings } from '#metrics/meeting.ts';
import { defaultsOf } from '#metrics/params.ts';
import { progress } from '#metrics/progress.ts';
import { recommendationsBySeries } from '#metrics/recommendations-by-series.ts';
import { visibilityByGroup } from '#metrics/visibility.ts';
import type { Search } from '../_charts/address.ts';
import { FigureOf } from '../_ui/figure-of.tsx';
import { ItuReading } from '../_ui/itu-reading.tsx';
import { readKnownState } from '../_ui/known-state.ts';
import { PostsTable } from '../_ui/posts.tsx';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { VisibilityLedger } from '../_ui/visibility-ledger.tsx';
import { countedBodyNames, dateWords, kindName } from '../_ui/words.ts';
import { store } from '../store.ts';
import { Announcements } from './announcements.tsx';
import { Members } from './members.tsx';
import { Published } from './published.tsx';
import { Sample } from './sample.tsx';
import { Votes } from './votes.tsx';

export const metadata: Metadata = { title: 'ITU: what is known of its standards work' };

/** What a figure of another body asks further is asked on the measure's own page. */
const ownPage = { path: `/measures/${authorshipByCountry.id}`, fixed: {}, view: '' };
/** Bodies of the ITU with contributions of their own, each drawn apart. */
const otherBodies = ['itu-r', 'itu-d', 'itu'] as const;
const ituBodies = ['itu', 'itu-t', 'itu-r', 'itu-d'];

export default async function Itu({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const read = await refusing(() => readKnownState('/itu', search, authorshipByCountry, { body: 'itu-t' }));
  if (!read.ok) return <Refusal error={read.error} path="/itu" />;
  const state = read.value;
  const open = await store();
  const [meetings, counts, officials, votes, sample, quoted, members, ledger, isListed, areListed] =
    await Promise.all([
      listMeetings(open, ituBodies, 'contributions'),
      readPublishedCounts(open),
      readOfficials(open),
      readVotes(open),
      readSamplePosts(open),
      readQuotedDocuments(open),
      readMemberStates(open),
      visibilityByGroup(open),
      isAnyCounted(open, defaultsOf('itu-t')),
      Promise.all(otherBodies.map((body) => isAnyCounted(open, defaultsOf(body)))),
    ]);
  const others = otherBodies.filter((_, at) => areListed[at]);
  const recommendations = {
    ...state,
    params: { ...state.params, ...recommendationsBySeries.defaults },
  };
  const became = { ...state, params: { ...state.params, ...progress.defaults } };
  return (
    <>
      <p className="kicker">International Telecommunication Union, a United Nations agency</p>
      <h1>Who brings what to the ITU’s standards work?</h1>
      <p className="lede">
        Its standardisation sector, <abbr title="ITU Telecommunication Standardization Sector">ITU-T</abbr>,
        works in study groups. Member states and member companies bring contributions, under numbered{' '}
        <abbr title="A Question is a study group’s standing assignment">Questions</abbr>; what is agreed
        becomes a Recommendation.
      </p>
      <p className="warn">
        <strong>What you cannot see here.</strong> Lists of contributions are public; nearly all their texts
        are behind the ITU’s member login (
        <abbr title="Telecommunication Information Exchange Service: the ITU’s accounts for members">
          TIES
        </abbr>
        ) and are not read by us. Leadership pages show only today. Hatched areas mean: it exists, and the
        public cannot open it.
      </p>
      <VisibilityLedger groups={ledger} />
      <Announcements meetings={meetings} />
      {isListed ? (
        <>
          <FigureOf
            metric={authorshipByCountry}
            state={state}
            title="From which countries do the sources of ITU-T contributions come?"
          />
          <FigureOf
            metric={authorshipByOrganisation}
            state={state}
            title="Which organisations bring contributions to the ITU-T?"
          />
          <FigureOf metric={progress} state={became} controls={['by']} />
        </>
      ) : (
        <section className="figure">
          <h2>From which countries do contributions come?</h2>
          <p>
            There is no complete listing on this installation yet, so no share is drawn. One command reads the
            lists: <code>npm run scrape -- itu-contributions</code>. What study groups published themselves
            stands below, and <a href="#read">what else can be read</a>.
          </p>
        </section>
      )}
      {others.map((body) => (
        <FigureOf
          key={body}
          metric={authorshipByCountry}
          state={{ ...state, ...ownPage, params: { ...state.params, body, kind: 'contribution' } }}
          title={`From which countries do the sources of ${countedBodyNames[body]} contributions come?`}
          controls={[]}
          id={`authorship-by-country-${body}`}
        />
      ))}
      <FigureOf metric={recommendationsBySeries} state={recommendations} controls={['by']} />
      <Published counts={counts} />
      <ItuReading />
      <h2 id="officials">Who was elected to lead it</h2>
      {officials.length > 0 && (
        <PostsTable
          posts={officials}
          caption="Elected officials; dates as their sources state them"
          showGroup={false}
        />
      )}
      <Votes votes={votes} />
      <Members states={members} />
      <Sample posts={sample} />
      <h2 id="quoted">Contributions we know one by one</h2>
      <div className="scroll">
        <table>
          <caption>Quoted somewhere in public; nothing is counted from these rows</caption>
          <thead>
            <tr>
              <th scope="col">Document</th>
              <th scope="col">Title</th>
              <th scope="col">Sources</th>
              <th scope="col">Date</th>
            </tr>
          </thead>
          <tbody>
            {quoted.map((document) => (
              <tr key={document.id}>
                <th scope="row">
                  <a href={`/documents/${encodeURIComponent(document.id)}`}>{document.id}</a>
                </th>
                <td>
                  {document.title} <span className="soft">{kindName(document.kind, false)}</span>
                </td>
                <td>{document.sources.join('; ') || <span className="soft">unknown</span>}</td>
                <td>{dateWords(document.date)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
