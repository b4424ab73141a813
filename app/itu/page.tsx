import type { Metadata } from 'next';
import { bodiesCounted } from '#metrics/authorship.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { progress } from '#metrics/progress.ts';
import { recommendationsBySeries } from '#metrics/recommendations-by-series.ts';
import type { Search } from '../_charts/address.ts';
import { FigureOf } from '../_ui/figure-of.tsx';
import { ItuReading } from '../_ui/itu-reading.tsx';
import { readKnownState } from '../_ui/known-state.ts';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { Statements } from '../_ui/statements.tsx';
import { Hidden, VisibilityLedger } from '../_ui/visibility-ledger.tsx';
import { countedBodyNames } from '../_ui/words.ts';
import { store } from '../store.ts';
import { Announcements } from './announcements.tsx';
import { Members } from './members.tsx';
import { Officials } from './officials.tsx';
import { Published } from './published.tsx';
import { Quoted } from './quoted.tsx';
import { Sample } from './sample.tsx';

export const metadata: Metadata = { title: 'ITU: what is known of its standards work' };

/** What a figure of another body asks further is asked on the measure's own page. */
const ownPage = { path: `/measures/${authorshipByCountry.id}`, fixed: {}, view: '' };
/** Bodies of the ITU with contributions of their own, each drawn apart. */
const otherBodies = ['itu-r', 'itu-d', 'itu'] as const;

const parts: readonly [id: string, words: string][] = [
  ['visibility', 'Not visible, by group'],
  ['announced', 'Contributions by meeting'],
  ['recommendations-by-series', 'Recommendations'],
  ['published', 'By region and source'],
  ['counted-by-others', 'Counted by others'],
  ['officials', 'Elected officials'],
  ['sample', 'Chairs'],
  ['quoted', 'Known one by one'],
  ['read', 'What was read'],
];

export default async function Itu({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const read = await refusing(() => readKnownState('/itu', search, authorshipByCountry, { body: 'itu-t' }));
  if (!read.ok) return <Refusal error={read.error} path="/itu" />;
  const state = read.value;
  const listed = await bodiesCounted(await store(), 'contribution');
  const others = otherBodies.filter((body) => listed.has(body));
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
        <strong>What you cannot see here.</strong> <Hidden /> Lists of contributions are public; nearly all
        their texts are behind the ITU’s member login (
        <abbr title="Telecommunication Information Exchange Service: the ITU’s accounts for members">
          TIES
        </abbr>
        ) and are not read by us. Leadership pages show only today. Hatched areas mean: it exists, and the
        public cannot open it.
      </p>
      <nav className="row" aria-label="On this page">
        {parts.map(([id, words]) => (
          <a key={id} href={`#${id}`}>
            {words}
          </a>
        ))}
      </nav>
      <VisibilityLedger />
      <Announcements />
      {listed.has('itu-t') ? (
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
            brief
          />
          <FigureOf metric={progress} state={became} controls={['by']} brief />
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
      <Published />
      <Statements bodies={['itu', 'itu-t', 'itu-r', 'itu-d']} heading="What others counted" />
      <ItuReading />
      <Officials />
      <Members />
      <Sample />
      <Quoted />
    </>
  );
}
