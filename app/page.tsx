import { isoDay } from '#lib/week.ts';
import { bodiesCounted } from '#metrics/authorship.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { type ListedMeeting, listMeetings, type MeetingRow } from '#metrics/meeting.ts';
import { defaults } from '#metrics/params.ts';
import { readRoster } from '#metrics/roster.ts';
import { readState, type Search } from './_charts/address.ts';
import { answerOf } from './_charts/answer.ts';
import { FigureOf } from './_ui/figure-of.tsx';
import { readKnownState } from './_ui/known-state.ts';
import { Listing } from './_ui/listing.tsx';
import { Refusal, refusing } from './_ui/refusal.tsx';
import { amount, dataWords, dateWords, plural } from './_ui/words.ts';
import { store } from './store.ts';

export default async function Home({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const read = await refusing(() => readKnownState('/', { from: '2000', ...search }, authorshipByCountry));
  if (!read.ok) return <Refusal error={read.error} path="/" />;
  const params = { ...defaults, from: '2000-01-01' };
  const [byOrganisation, meetings, officials, listed] = await Promise.all([
    authorshipByOrganisation.read(await store(), params, 'largest'),
    listMeetings(await store(), ['itu-t'], 'contributions'),
    readRoster(await store(), { body: 'itu', on: isoDay() }),
    bodiesCounted(await store(), 'contribution'),
  ]);
  const leader = officials.rows.find((row) => row.post === 'secretary-general');
  const announced = newestAnnounced(meetings);
  return (
    <>
      <h1>Who shapes Internet standards?</h1>
      <p className="lede">
        The rules by which the Internet works are written in the open, mostly at the{' '}
        <abbr title="Internet Engineering Task Force">IETF</abbr>, and partly at the{' '}
        <abbr title="International Telecommunication Union, a United Nations agency">ITU</abbr>. Rapporteur
        counts who contributes, who holds the posts, what is proposed and what becomes of it, and opens every
        number down to the words it was read from.
      </p>
      <div className="two">
        <section aria-labelledby="ietf-now">
          <h2 id="ietf-now">At the IETF</h2>
          <p>
            {answerOf(authorshipByOrganisation, params, byOrganisation)} In all,{' '}
            {plural(byOrganisation.total, 'RFC', 'RFCs')} since 2000 are counted here
            {dataWords(byOrganisation, 'RFC') && ` (${dataWords(byOrganisation, 'RFC')})`}.
          </p>
          <p>
            <a href="/ietf">Who writes the RFCs, by country and organisation</a>
          </p>
        </section>
        <section aria-labelledby="itu-now">
          <h2 id="itu-now">At the ITU</h2>
          <p>
            States, and companies beside them, bring contributions to study groups. Lists of them are public,
            most of their texts are not: what cannot be seen is shown as such, and never as zero.
            {announced && (
              <>
                {' '}
                In {dateWords(announced.from, 'month')}, {announced.name} announced{' '}
                <a href={announced.count.source}>{amount(announced.count.value)} contributions</a>.
              </>
            )}{' '}
            {leader && (
              <>
                The ITU’s Secretary-General is {leader.personName} (
                {leader.until ? `until ${dateWords(leader.until)}` : 'no end known'}).
              </>
            )}
          </p>
          <p>
            <a href="/itu">What is known of the ITU’s standards work</a>
          </p>
        </section>
      </div>
      <FigureOf
        metric={authorshipByCountry}
        state={read.value}
        title="From which countries do the authors of RFCs write?"
        controls={['rule', 'shape', 'by']}
      />
      <AtTheItu isListed={listed.has('itu-t')} meetings={meetings} />
      <h2>Where to go next</h2>
      <ul>
        <li>
          <a href="/proposals/new-ip">What became of “New IP”?</a> Every dated step, in every body, with its
          source.
        </li>
        <li>
          <a href="/leadership">Who holds which post, and since when?</a> As of any date. And{' '}
          <a href="/leadership#ending">whose term ends soon?</a>
        </li>
        <li>
          <a href="/calendar">Where can you still comment, and by when?</a>
        </li>
        <li>
          <a href="/countries">One country</a> or <a href="/organisations">one organisation</a> in both
          bodies, each on its own scale; <a href="/groups">one group</a>, who chairs it and who writes there.
        </li>
        <li>
          <a href="/measures">Every number</a>: who writes <a href="/measures/co-authorship">together</a>,{' '}
          <a href="/measures/concentration-of-authorship">how few write half</a>,{' '}
          <a href="/measures/adoption-by-country">what became of the drafts</a>,{' '}
          <a href="/measures/coverage">how much is unknown</a>.
        </li>
        <li>
          <a href="/changes">What changed since you last looked?</a> Or have it sent:{' '}
          <a href="/subscribe">the Monday letter</a>.
        </li>
        <li>
          <a href="/method">How is it counted, and what can these numbers not tell?</a>
        </li>
      </ul>
    </>
  );
}

/** The other body on a scale of its own: its members' contributions where lists were read, else what it announced. */
function AtTheItu({ isListed, meetings }: { isListed: boolean; meetings: readonly MeetingRow[] }) {
  if (isListed)
    return (
      <FigureOf
        metric={authorshipByCountry}
        state={readState('/itu', {}, authorshipByCountry, { body: 'itu-t' })}
        title="From which countries do the sources of ITU-T contributions come?"
        controls={[]}
        id="itu-authorship-by-country"
      />
    );
  const rows = meetings.flatMap((meeting) => {
    const count = announcedOf(meeting);
    return count ? [{ ...meeting, count }] : [];
  });
  return (
    <section className="figure" id="itu-announced">
      <h2>How many contributions does the ITU-T say it receives?</h2>
      <p className="answer">
        {rows.length === 0
          ? 'Nothing has been read of it on this installation.'
          : 'From which countries they come is not known here: no list of them has been read. This is what its study groups announced of their meetings, the newest first.'}
      </p>
      {rows.length > 0 && (
        <Listing columns={['Meeting', ['Contributions announced', 'n']]}>
          {rows.slice(0, 6).map(({ id, name, from, count }) => (
            <tr key={id}>
              <th scope="row">
                <a href={`/meetings/${encodeURIComponent(id)}`}>{name}</a>, {dateWords(from, 'month')}
              </th>
              <td className="n">
                <a href={count.source}>{amount(count.value)}</a>
              </td>
            </tr>
          ))}
        </Listing>
      )}
      <p className="note">
        The lists are read by one command: <code>npm run scrape -- itu-contributions</code>.{' '}
        <a href="/itu#visibility">What of the work the public can see</a>
      </p>
    </section>
  );
}

const announcedOf = (meeting: ListedMeeting) =>
  meeting.announced.find((one) => one.what === 'contributions' && one.evidence === 'primary') ?? null;

/** The newest meeting of which the body itself said how many contributions came. */
function newestAnnounced(meetings: readonly ListedMeeting[]) {
  for (const meeting of meetings) {
    const count = announcedOf(meeting);
    if (count) return { ...meeting, count };
  }
  return null;
}
