import type { Metadata } from 'next';
import { counts, countWords, rankFloor, rules, ruleWords } from '#metrics/contract.ts';
import { metrics } from '#metrics/index.ts';
import { type MembershipCoverage, membershipCoverage, readMemberships } from '#metrics/membership.ts';
import { defaultsOf } from '#metrics/params.ts';
import { Listing } from '../_ui/listing.tsx';
import { amount, dateWords, percent, plural } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Method' };
export const dynamic = 'force-dynamic';

export default async function Method() {
  const [coverage, memberships] = await Promise.all([
    membershipCoverage(await store(), { ...defaultsOf('itu-t'), rule: 'member' }),
    readMemberships(await store()),
  ]);
  return (
    <>
      <h1>How we count</h1>
      <p className="lede">
        Every number here has a definition, a filter, its rows, and the page each row was read from. This page
        holds the definitions; the same sentences stand in every figure, download and letter.
      </p>
      <h2 id="rules">Which country?</h2>
      <p>
        There is no single right answer, so the rule is always said. No rule falls back on another: where one
        has no evidence, the answer is unknown.
      </p>
      <dl className="facts">
        {rules.map((rule) => (
          <div key={rule} style={{ display: 'contents' }}>
            <dt>{rule}</dt>
            <dd>{ruleWords[rule]}</dd>
          </div>
        ))}
      </dl>
      <p>
        A company registered in the United States and owned by one in China is American under{' '}
        <em>employer</em> and Chinese under <em>parent</em>, from the day it was bought; an author who works
        there and writes an address in Sweden is Swedish under <em>declared</em>. Standards bodies and
        regional organisations have no country.
      </p>
      <h3 id="member">What the rule member knows</h3>
      <p>
        At the ITU members speak: states, and beside them companies, associates and universities. The ITU’s
        public list of those was reported to answer with an error page, so under <em>member</em> an
        administration is its state, and of the others only those are known beside which a document of the ITU
        prints a state, on the days that document speaks of: {plural(memberships.length, 'row')}, from the
        names of officers. A firm printed beside another state than that of its registration may be a member
        under several; it stays unknown. So does everybody else.
      </p>
      <p>{coverageWords(coverage)}</p>
      {memberships.length > 0 && (
        <details>
          <summary>Show the {plural(memberships.length, 'row')}</summary>
          <Listing
            columns={['Organisation', 'State', 'From', 'To', 'Evidence']}
            caption="Each for its own days, the last not among them"
          >
            {memberships.map((row) => (
              <tr key={`${row.organisation.id} ${row.source}`}>
                <th scope="row">
                  <a href={`/organisations/${row.organisation.id}`}>{row.organisation.name}</a>
                </th>
                <td>{row.country.name}</td>
                <td>{dateWords(row.from)}</td>
                <td>{dateWords(row.to)}</td>
                <td>
                  <a href={row.source}>{row.evidence}</a>
                </td>
              </tr>
            ))}
          </Listing>
        </details>
      )}
      <h2 id="counts">How much is one document?</h2>
      <dl className="facts">
        {counts.map((count) => (
          <div key={count} style={{ display: 'contents' }}>
            <dt>{count}</dt>
            <dd>{countWords[count]}</dd>
          </div>
        ))}
      </dl>
      <p>
        Shares are shares of all documents (of all authorships under <em>complete</em>), the unknown included.
        Below {rankFloor} documents in a period the rows stand and no rank is given.
      </p>
      <h2 id="names">Names of countries</h2>
      <p>
        Countries and territories are those of ISO 3166, by its short English names; a state that is no more
        keeps its own name and dates. The list follows the standard and decides no dispute. A city, a
        telephone number or the end of a mail address never sets a country.
      </p>
      <h2 id="proposals">Which proposals are followed</h2>
      <p>
        The rule asks what was proposed and what was answered, never by whom. A family stands here when it
        would change how networks address, name, route, identify or observe what passes through them, or which
        body decides that; when it was put before a standards body, an assembly or a state on the record; and
        when one of these holds:
      </p>
      <dl className="facts">
        <dt>contested</dt>
        <dd>a body, a government or a member objected in writing</dd>
        <dt>continues</dt>
        <dd>a document, its authors or a published source says that it continues a contested family</dd>
        <dt>comparable</dt>
        <dd>
          it asks for the same kind of change as a contested family, whatever its origin and however it fared
        </dd>
        <dt>context</dt>
        <dd>a chronology of decisions that fix the mandates; it follows no proposal</dd>
      </dl>
      <p>
        Every step has a grade: <em>primary</em> (the body’s or author’s own page was read),{' '}
        <em>secondary</em> (somebody else’s published account was read), <em>second-hand</em> (known through a
        compilation that cites what we could not open), <em>unchecked</em> (general knowledge, not to be
        quoted). Where accounts differ, all stand.
      </p>
      <h2 id="cannot">What these numbers cannot tell you</h2>
      <ul>
        <li>
          Who was right, or whose idea it was: authorship is not influence, and a short document can matter
          more than a long one.
        </li>
        <li>
          What somebody wanted. We record what was proposed, by whom, and what became of it; never a motive.
        </li>
        <li>Anybody’s nationality. Nothing is inferred from a name, a mail domain or a telephone prefix.</li>
        <li>What is said in meetings, corridors and mailing lists, or behind the ITU’s login.</li>
        <li>
          Anything about a field whose documents state nothing: see the unknown share of each figure first.
        </li>
      </ul>
      <h2>Measures</h2>
      {metrics.map((metric) => (
        <section key={metric.id} id={metric.id}>
          <h3>{metric.title}</h3>
          <p className="note">
            <code>{metric.id}</code> · unit: {metric.unit} · sources: {metric.sources.join(', ')}
          </p>
          <p>{metric.method}</p>
          <ul>
            {metric.caveats.map((caveat) => (
              <li key={caveat}>{caveat}</li>
            ))}
          </ul>
          <p className="note">
            <a href={`/api/v1/metrics/${metric.id}`}>JSON</a> ·{' '}
            <a href={`/api/v1/metrics/${metric.id}.csv`}>CSV</a>
          </p>
        </section>
      ))}
    </>
  );
}

/** How much of the ITU-T's contributions the rule answers for, here and now. */
function coverageWords({ all, states, sourced, without, unknown }: MembershipCoverage): string {
  if (all === 0)
    return 'No list of ITU-T contributions has been read on this installation, so there is no share to say.';
  const of = (part: number) => `${percent(part / all)} (${amount(part)})`;
  return `Of ${amount(all)} authorships of the ITU-T contributions read here ${of(states)} are of administrations, ${of(sourced)} of organisations in these rows, ${of(without)} of bodies without a country, officers, liaisons and the secretariat; ${of(unknown)} are unknown.`;
}
