import type { Metadata } from 'next';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { type Params, type Reading, type Rule, rulesOf, ruleWords } from '#metrics/contract.ts';
import { readCountry } from '#metrics/country.ts';
import { ituRegions, readCountryAtItu } from '#metrics/itu.ts';
import { authorshipParams } from '#metrics/params.ts';
import type { Search } from '../../_charts/address.ts';
import { shareOf } from '../../_charts/bounds.ts';
import { Figure } from '../../_charts/figure.tsx';
import { asBars, newestWhole, partIn, withGaps } from '../../_charts/shape.ts';
import { type ChartSeries, TimeChart } from '../../_charts/time-chart.tsx';
import { AtTheItuPanel } from '../../_ui/at-the-itu.tsx';
import { Counts } from '../../_ui/counts.tsx';
import { FigureOf } from '../../_ui/figure-of.tsx';
import { KindChoice } from '../../_ui/kind-choice.tsx';
import { readKnownState } from '../../_ui/known-state.ts';
import { Missing } from '../../_ui/missing.tsx';
import { Refusal, refusing } from '../../_ui/refusal.tsx';
import { amount, dateWords, kindName, percent, plural } from '../../_ui/words.ts';
import { store } from '../../store.ts';

interface Props {
  params: Promise<{ code: string }>;
  searchParams: Promise<Search>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readCountry(await store(), (await params).code);
  return { title: found?.name ?? 'No such country' };
}

export default async function CountryPage({ params: path, searchParams }: Props) {
  const open = await store();
  const country = await readCountry(open, (await path).code);
  if (!country) return <Missing />;
  const search = await searchParams;
  const at = `/countries/${country.code}`;
  const read = await refusing(() =>
    readKnownState(at, search, { params: authorshipParams }, { country: country.code }),
  );
  if (!read.ok) return <Refusal error={read.error} path={at} />;
  const state = read.value;
  const whole: Params = { ...state.params, country: null };
  const readings = await Promise.all(
    rulesOf(whole.body).map(async (rule) => ({
      rule,
      reading: await authorshipByCountry.read(open, { ...whole, rule }),
    })),
  );
  const atItu = await readCountryAtItu(open, country.code);
  const shown = readings.find(({ rule }) => rule === state.params.rule)?.reading;
  return (
    <>
      <p className="crumbs">
        <a href="/countries">Countries</a>
      </p>
      <h1>{country.name}</h1>
      <dl className="facts">
        <dt>Code</dt>
        <dd>
          {country.code} ({country.region}
          {country.to ? `, until ${dateWords(country.to)}` : ''})
        </dd>
        <dt>At the IETF</dt>
        <dd>
          <Counts counts={country.counts.filter(({ body }) => body === 'ietf')} />{' '}
          <span className="soft">with an author’s address there (rule declared), counted whole</span>
        </dd>
        <dt>At the ITU</dt>
        <dd>
          <Counts counts={country.counts.filter(({ body }) => body !== 'ietf')} />{' '}
          <span className="soft">
            from sources registered there (rule employer: its lists print no address), counted whole
          </span>
        </dd>
        {country.memberState && (
          <>
            <dt>ITU</dt>
            <dd>
              Member state {country.memberState.entered && `since ${dateWords(country.memberState.entered)} `}
              <span className="soft">
                as “{country.memberState.name}”
                {country.memberState.region &&
                  `, region ${country.memberState.region}, ${ituRegions[country.memberState.region]}`}
              </span>
            </dd>
          </>
        )}
        <dt>Organisations</dt>
        <dd>{plural(country.registered.length, 'organisation')} of our list, registered there</dd>
      </dl>
      <h2 id="at-the-ietf">At the IETF</h2>
      <KindChoice state={state} />
      {shown && (
        <Figure
          metric={authorshipByCountry}
          params={whole}
          reading={shown}
          state={state}
          title={`What share of ${state.params.kind === 'rfc' ? 'RFCs' : 'documents'} comes from ${country.name}, under each rule?`}
          answer={sentence(country.code, whole, readings)}
          controls={['count', 'by']}
        >
          {state.params.by === 'all' ? (
            <AllSpans code={country.code} readings={readings} params={whole} />
          ) : (
            <RuleLines code={country.code} readings={readings} params={whole} />
          )}
        </Figure>
      )}
      <FigureOf
        metric={authorshipByOrganisation}
        state={state}
        override={{ by: 'all', country: country.code }}
        title={`For which organisations do authors counted to ${country.name} say they work?`}
        controls={['rule', 'count']}
      />
      <p className="row">
        <a href={`/measures/co-authorship?of=country&country=${country.code}`}>
          With which countries its authors write RFCs
        </a>
        <a href={`/measures/adoption-by-country?show=${country.code}`}>
          What became of its drafts, beside everybody’s
        </a>
      </p>
      <AtTheItuPanel name={country.name} filter={{ country: country.code }} known={atItu} />
      <h2>How documents write it</h2>
      <p>
        {country.spellings.length === 0
          ? 'No address has been read that names it.'
          : country.spellings.slice(0, 40).map((one, place) => (
              <span key={one.text}>
                {place > 0 && ' · '}
                {one.text} <span className="soft">{amount(one.authorships)}</span>
              </span>
            ))}
      </p>
      {country.blocs.length > 0 && (
        <>
          <h2>Blocs and organisations of states</h2>
          <ul>
            {country.blocs.map((bloc) => (
              <li key={bloc.id + bloc.from}>
                {bloc.name}, {bloc.from?.slice(0, 4) ?? 'its beginning'} to {bloc.to?.slice(0, 4) ?? 'today'}
                {!bloc.checked && <span className="soft"> (not checked)</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {country.registered.length > 0 && (
        <>
          <h2>Organisations registered there</h2>
          <p>
            {country.registered.map((organisation, place) => (
              <span key={organisation.id}>
                {place > 0 && ' · '}
                <a href={`/organisations/${organisation.id}`}>{organisation.name}</a>
              </span>
            ))}
          </p>
        </>
      )}
      <p className="note">
        <a href={`/feed.atom?country=${country.code}`}>Follow by feed</a> ·{' '}
        <a href={`/changes?country=${country.code}`}>What changed</a>
      </p>
    </>
  );
}

type Ruled = { rule: Rule; reading: Reading }[];

const shareIn = (reading: Reading, params: Params, period: string, code: string): number | null =>
  partIn(reading, params, period, code)?.share ?? null;

/** The newest finished period under every rule, in words. */
function sentence(code: string, params: Params, readings: Ruled): string {
  const first = readings[0]?.reading;
  const period = first && params.by !== 'all' ? newestWhole(first) : null;
  if (!period) return 'Over the whole span; which rule is right depends on the question.';
  const shares = readings.map(({ rule, reading }) => {
    const found = partIn(reading, params, period, code);
    const unknown = partIn(reading, params, period, null)?.share ?? 0;
    const told = shareOf(found ?? { value: 0, share: 0 }, unknown, kindName(params.kind, false));
    return `${told} by ${rule} (${percent(unknown)} unknown)`;
  });
  return `In ${period.replace('-', ' ')}: ${shares.join('; ')}. Which is right depends on the question.`;
}

function RuleLines({ code, readings, params }: { code: string; readings: Ruled; params: Params }) {
  const periods = readings[0]?.reading.periods.filter((period) => period.documents >= 30) ?? [];
  const dashes = [null, '6 3', '2 3'];
  const series = readings.map(
    ({ rule }, place): ChartSeries => ({
      id: rule,
      label: rule,
      colour: `var(--s${place})`,
      dash: dashes[place] ?? null,
      kind: 'known',
    }),
  );
  return (
    <>
      <TimeChart
        series={series}
        points={withGaps(
          periods.map(({ period, documents }) => ({
            period,
            documents,
            shares: readings.map(({ reading }) => shareIn(reading, params, period, code)),
          })),
          readings.length,
        )}
        stacked={false}
        unit="share"
        label="Share over time, one line a rule; the table has the same numbers."
        marks={[]}
      />
      <ul className="note">
        {readings.map(({ rule, reading }) => {
          const size = params.count === 'complete' ? reading.authorships : reading.total;
          return (
            <li key={rule}>
              {rule}: {ruleWords[rule]}; unknown {percent(size ? reading.unknown / size : 0)} over the whole
              span
            </li>
          );
        })}
      </ul>
    </>
  );
}

function AllSpans({ code, readings, params }: { code: string; readings: Ruled; params: Params }) {
  return (
    <ul>
      {readings.map(({ rule, reading }) => {
        const bar = asBars(authorshipByCountry, reading, params, 1000).find((one) => one.key === code);
        return (
          <li key={rule}>
            {rule}: {amount(bar?.value ?? 0)} ({percent(bar?.share ?? 0)})
          </li>
        );
      })}
    </ul>
  );
}
