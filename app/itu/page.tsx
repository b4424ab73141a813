import type { Metadata } from 'next';
import { isAnyCounted } from '#metrics/authorship.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import {
  ituRegions,
  type MemberState,
  type PublishedCount,
  readMemberStates,
  readOfficials,
  readPublishedCounts,
  readQuotedDocuments,
  readSamplePosts,
  readVotes,
  type Vote,
} from '#metrics/itu.ts';
import { listMeetings, type MeetingRow } from '#metrics/meeting.ts';
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
import { amount, countedBodyNames, dateWords, kindName, percent, postWords } from '../_ui/words.ts';
import { store } from '../store.ts';

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
      listMeetings(open, ituBodies),
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
      <h2 id="sample">Chairs and vice-chairs, a sample</h2>
      <p>
        {amount(sample.length)} posts known from reports and pages of the time. Some countries’ press prints
        more names than others’, so nothing is counted from this list.{' '}
        <a href="/leadership">Who held a post on one day</a>.
      </p>
      <details>
        <summary>Show the {amount(sample.length)} posts</summary>
        <PostsTable posts={sample} caption="A sample: never a full roster" />
      </details>
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

/** How many contributions each meeting announced; the texts are not open, so the bars are hatched. */
function Announcements({ meetings }: { meetings: MeetingRow[] }) {
  const told = meetings.flatMap((meeting) => {
    const values = meeting.announced.filter((count) => count.what === 'contributions');
    const most = Math.max(...values.map((count) => count.value));
    return values.length ? [{ meeting, values, most }] : [];
  });
  if (told.length === 0) return null;
  const groups = [...new Set(told.map(({ meeting }) => meeting.group ?? ''))];
  const longest = Math.max(...told.map(({ most }) => most));
  const of = (group: string) =>
    told
      .filter(({ meeting }) => meeting.group === group)
      .sort((a, b) => (a.meeting.from ?? '').localeCompare(b.meeting.from ?? ''));
  const ordered = groups.sort((a, b) => of(b).length - of(a).length || a.localeCompare(b));
  return (
    <section className="figure" id="announced">
      <h2>How many contributions does a study-group meeting get, and how many can the public read?</h2>
      <p className="answer">
        {told.length} meetings have a published count. The ITU keeps the texts of study-group contributions
        behind its member login.
      </p>
      <p className="subtitle">
        Counts as the ITU’s own meeting summaries give them; where its pages disagree, the highest is drawn
        and all stand beside it. Each number links to the page that says it. Listed: what the public list of
        the meeting shows, where we have read it.
      </p>
      {ordered.map((group) => (
        <div key={group}>
          <h3>{group}</h3>
          <ol className="chart bars">
            {of(group).map(({ meeting, values, most }) => (
              <li key={meeting.id} className="bar hidden-part">
                <span>
                  <a href={`/meetings/${encodeURIComponent(meeting.id)}`}>
                    {dateWords(meeting.from, 'month')}
                  </a>
                </span>
                <span className="track">
                  <span className="fill" style={{ width: `${(most / longest) * 72}%` }} aria-hidden="true" />
                  <span>
                    {values.map((count, place) => (
                      <span key={count.source + count.value}>
                        {place > 0 && ' or '}
                        <a href={count.source} title={count.sentence ?? undefined}>
                          {amount(count.value)}
                        </a>
                      </span>
                    ))}
                    <span className="soft">
                      {' '}
                      announced, {meeting.listed === null ? '' : `${amount(meeting.listed)} listed, `}texts
                      not visible
                    </span>
                  </span>
                </span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

/** What groups published of their own contributions, by region or source: their numbers, their definitions. */
function Published({ counts }: { counts: PublishedCount[] }) {
  const sets = new Map<string, PublishedCount[]>();
  for (const count of counts) {
    const key = `${count.group} ${count.from} ${count.dimension}`;
    sets.set(key, [...(sets.get(key) ?? []), count]);
  }
  if (sets.size === 0) return null;
  return (
    <section className="figure" id="published">
      <h2>What study groups themselves published</h2>
      <p className="subtitle">
        The groups’ own counts under their own definitions; we did not recount them. A joint contribution may
        stand in several rows where the definition says so.
      </p>
      {[...sets].map(([key, rows]) => {
        const first = rows[0];
        if (!first) return null;
        return (
          <div key={key}>
            <h3>
              {first.group}, {dateWords(first.from, 'month')}, by {first.dimension}
            </h3>
            <p className="note">{first.definition}</p>
            <ol className="chart bars">
              {rows.map((row) => (
                <li key={row.id} className="bar">
                  <span>{row.name}</span>
                  <span className="track">
                    <span
                      className="fill"
                      style={{ width: `${(row.value / Math.max(1, row.total ?? row.value)) * 72}%` }}
                      aria-hidden="true"
                    />
                    <span>
                      {row.source ? <a href={row.source}>{amount(row.value)}</a> : amount(row.value)}
                      {row.total && (
                        <span className="soft">
                          {' '}
                          of {amount(row.total)}, {percent(row.value / row.total)}
                        </span>
                      )}{' '}
                      <span className="grade">{row.evidence}</span>
                    </span>
                  </span>
                </li>
              ))}
            </ol>
          </div>
        );
      })}
    </section>
  );
}

/** The Union's members that are states, by its own regions. */
function Members({ states }: { states: MemberState[] }) {
  if (states.length === 0) return null;
  const regions = [...new Set(states.map((state) => state.region ?? ''))];
  return (
    <>
      <h2 id="members">Member states</h2>
      <p>
        {amount(states.length)} states are members of the Union, as its own list prints them:{' '}
        {regions
          .map(
            (region) =>
              `${amount(states.filter((state) => (state.region ?? '') === region).length)} in ${ituRegions[region] ?? 'no region'}`,
          )
          .join(', ')}
        . Companies and universities are members beside them; no list of those is open to us, so under which
        membership they speak is unknown unless a source says so.
      </p>
      <details>
        <summary>Show the {amount(states.length)} states</summary>
        <div className="scroll">
          <table>
            <caption>Member states by region; a day is there where the list prints one</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Region</th>
                <th scope="col">Member since</th>
              </tr>
            </thead>
            <tbody>
              {states.map((state) => (
                <tr key={state.symbol}>
                  <th scope="row">
                    {state.country ? <a href={`/countries/${state.country}`}>{state.name}</a> : state.name}
                  </th>
                  <td>{state.region ? `${state.region}, ${ituRegions[state.region]}` : 'not printed'}</td>
                  <td>
                    {state.entered ? dateWords(state.entered) : <span className="soft">not printed</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

function Votes({ votes }: { votes: Vote[] }) {
  if (votes.length === 0) return null;
  return (
    <>
      <h3>Votes at plenipotentiary conferences</h3>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Conference</th>
              <th scope="col">Post</th>
              <th scope="col">Candidate</th>
              <th scope="col">Put forward by</th>
              <th scope="col" className="n">
                Votes
              </th>
              <th scope="col" className="n">
                Of
              </th>
              <th scope="col">Outcome</th>
              <th scope="col">Evidence</th>
            </tr>
          </thead>
          <tbody>
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
          </tbody>
        </table>
      </div>
    </>
  );
}
