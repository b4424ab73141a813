import type { Metadata } from 'next';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import type { Params, Reading } from '#metrics/contract.ts';
import { readOrganisationAtItu } from '#metrics/itu.ts';
import { type OrganisationDetail, type Ownership, readOrganisation } from '#metrics/organisation.ts';
import { authorshipParams } from '#metrics/params.ts';
import { partsOfOrganisation } from '#metrics/proposals.ts';
import type { Search } from '../../_charts/address.ts';
import { leads, shareOf } from '../../_charts/bounds.ts';
import { Figure } from '../../_charts/figure.tsx';
import { newestWhole, partIn, withGaps } from '../../_charts/shape.ts';
import { TimeChart } from '../../_charts/time-chart.tsx';
import { AtTheItuPanel } from '../../_ui/at-the-itu.tsx';
import { Counts } from '../../_ui/counts.tsx';
import { FigureOf } from '../../_ui/figure-of.tsx';
import { KindChoice } from '../../_ui/kind-choice.tsx';
import { readKnownState } from '../../_ui/known-state.ts';
import { Missing } from '../../_ui/missing.tsx';
import { PostsTable } from '../../_ui/posts.tsx';
import { idIn } from '../../_ui/query.ts';
import { Refusal, refusing } from '../../_ui/refusal.tsx';
import { Renamed } from '../../_ui/renamed.tsx';
import { amount, dateWords, kindName, percent } from '../../_ui/words.ts';
import { store } from '../../store.ts';
import { Proposals } from './proposals.tsx';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Search>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readOrganisation(await store(), idIn((await params).id));
  return { title: found?.name ?? 'No such organisation' };
}

export default async function OrganisationPage({ params: path, searchParams }: Props) {
  const open = await store();
  const organisation = await readOrganisation(open, idIn((await path).id));
  if (!organisation) return <Missing />;
  const at = `/organisations/${organisation.id}`;
  const search = await searchParams;
  const read = await refusing(() =>
    readKnownState(at, search, { params: authorshipParams }, { organisation: organisation.id }),
  );
  if (!read.ok) return <Refusal error={read.error} path={at} />;
  const state = read.value;
  const whole: Params = { ...state.params, organisation: null };
  const [asStated, asGroup] = await Promise.all([
    authorshipByOrganisation.read(open, { ...whole, rule: 'declared' }),
    authorshipByOrganisation.read(open, { ...whole, rule: 'parent' }),
  ]);
  const [atItu, parts] = await Promise.all([
    readOrganisationAtItu(open, organisation.id),
    partsOfOrganisation(open, organisation.id),
  ]);
  const ietfPosts = organisation.posts.filter((post) => !post.body.startsWith('itu'));
  return (
    <>
      <p className="crumbs">
        <a href="/organisations">Organisations</a>
      </p>
      <h1>{organisation.name}</h1>
      <Facts organisation={organisation} />
      <h2 id="at-the-ietf">At the IETF</h2>
      <KindChoice state={state} />
      <Figure
        metric={authorshipByOrganisation}
        params={whole}
        reading={state.params.rule === 'parent' ? asGroup : asStated}
        state={state}
        title={`What share of documents have authors who say they work for ${organisation.name}?`}
        answer={answer(organisation.name, organisation.id, asStated, asGroup, whole)}
        controls={['count', 'by']}
      >
        <Lines id={organisation.id} asStated={asStated} asGroup={asGroup} params={whole} />
      </Figure>
      <FigureOf
        metric={authorshipByCountry}
        state={state}
        override={{ by: 'all', organisation: organisation.id }}
        title={`From which countries do authors at ${organisation.name} write?`}
        controls={['rule', 'count']}
      />
      <p className="row">
        <a href={`/measures/co-authorship?organisation=${organisation.id}`}>With whom it writes RFCs</a>
        <a href={`/measures/adoption-by-organisation?show=${organisation.id}`}>
          What became of its drafts, beside everybody’s
        </a>
      </p>
      {ietfPosts.length > 0 && (
        <>
          <h3>Posts at the IETF</h3>
          <PostsTable posts={ietfPosts} caption="Posts whose holders were with it then" />
        </>
      )}
      <AtTheItuPanel name={organisation.name} filter={{ organisation: organisation.id }} known={atItu} />
      <Proposals parts={parts} name={organisation.name} />
      {organisation.renamed.length > 0 && (
        <>
          <h2 id="renamed">Names announced to the ITU</h2>
          <Renamed rows={organisation.renamed} />
        </>
      )}
      <h2>Spellings</h2>
      <p>
        {organisation.spellings.map((one, place) => (
          <span key={one.spelling + one.country} title={one.why}>
            {place > 0 && ' · '}
            {one.spelling}
            {one.country && <span className="soft"> (beside {one.country} only)</span>}
          </span>
        ))}
      </p>
      <p className="note">
        <a href={`/feed.atom?organisation=${organisation.id}`}>Follow by feed</a> ·{' '}
        <a href={`/changes?organisation=${organisation.id}`}>What changed</a>
      </p>
    </>
  );
}

function Facts({ organisation }: { organisation: OrganisationDetail }) {
  return (
    <dl className="facts">
      <dt>Kind</dt>
      <dd>{organisation.kind.replaceAll('-', ' ')}</dd>
      <dt>Registered in</dt>
      <dd>
        {organisation.country ? (
          <a href={`/countries/${organisation.country.code}`}>{organisation.country.name}</a>
        ) : organisation.international ? (
          'no country: an international or regional body'
        ) : (
          'unknown'
        )}{' '}
        <a className="soft" href={organisation.source}>
          source
        </a>
      </dd>
      <dt>Documents that state it</dt>
      <dd>
        <Counts counts={organisation.counts} />
      </dd>
      {organisation.owners.length > 0 && (
        <>
          <dt>Owned by</dt>
          <dd>
            <Owners rows={organisation.owners} />
          </dd>
        </>
      )}
      {organisation.owned.length > 0 && (
        <>
          <dt>Owns or owned</dt>
          <dd>
            <Owners rows={organisation.owned} />
          </dd>
        </>
      )}
    </dl>
  );
}

const Owners = ({ rows }: { rows: Ownership[] }) => (
  <>
    {rows.map((row) => (
      <div key={row.id + row.from}>
        <a href={`/organisations/${row.id}`}>{row.name}</a>, {dateWords(row.from)} to{' '}
        {row.to ? dateWords(row.to) : 'today'} <span className="soft">({row.note})</span>{' '}
        <a className="soft" href={row.source}>
          source
        </a>
      </div>
    ))}
  </>
);

function answer(name: string, id: string, asStated: Reading, asGroup: Reading, params: Params): string {
  const period = params.by === 'all' ? null : newestWhole(asStated);
  if (!period) return `Everything that states ${name}, over the whole span.`;
  const one = kindName(params.kind, false);
  const unknown = partIn(asStated, params, period, null)?.share ?? 0;
  const [stated, group] = [asStated, asGroup].map((reading) => partIn(reading, params, period, id));
  const [words, owned] = [stated, group].map((part) => shareOf(part ?? { value: 0, share: 0 }, unknown, one));
  const told = `${name} has ${words}, and with all it owned then ${owned}`;
  const open = `${percent(unknown)} name no organisation we could match`;
  const when = `In ${period.replace('-', ' ')}`;
  if (unknown === 0) return `${when}, ${told}.`;
  return leads(unknown, stated?.share ?? 0) ? `${when}, ${open}; ${told}.` : `${when}, ${told}; ${open}.`;
}

function Lines({
  id,
  asStated,
  asGroup,
  params,
}: {
  id: string;
  asStated: Reading;
  asGroup: Reading;
  params: Params;
}) {
  if (params.by === 'all') {
    const value = asStated.rows.find((row) => row.key === id)?.value ?? 0;
    return (
      <p>
        {amount(value)} of {amount(asStated.total)} documents (
        {percent(asStated.total ? value / asStated.total : 0)}).
      </p>
    );
  }
  return (
    <TimeChart
      series={[
        { id: 'stated', label: 'as stated', colour: 'var(--s0)', dash: null, kind: 'known' },
        {
          id: 'group',
          label: 'with all it owned then',
          short: 'with owned',
          colour: 'var(--s1)',
          dash: '6 3',
          kind: 'known',
        },
      ]}
      points={withGaps(
        asStated.periods
          .filter((period) => period.documents >= 30)
          .map(({ period, documents }) => ({
            period,
            documents,
            shares: [
              partIn(asStated, params, period, id)?.share ?? null,
              partIn(asGroup, params, period, id)?.share ?? null,
            ],
          })),
        2,
      )}
      stacked={false}
      unit="share"
      label="Share over time, as stated and with the organisations it owned then; the table has the same numbers."
      marks={[]}
    />
  );
}
