import type { Metadata } from 'next';
import { metricById } from '#metrics/index.ts';
import type { Search } from '../../_charts/address.ts';
import { FigureOf } from '../../_ui/figure-of.tsx';
import { BodyChoice, Filters } from '../../_ui/filters.tsx';
import { readKnownState, refuseUnknownPicks } from '../../_ui/known-state.ts';
import { Missing } from '../../_ui/missing.tsx';
import { Refusal, refusing } from '../../_ui/refusal.tsx';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Search>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: metricById((await params).id)?.title ?? 'No such measure' };
}

/** One measure with everything it can be asked: /measures/posts-by-country?from=2005&post=chair */
export default async function Measure({ params: path, searchParams }: Props) {
  const metric = metricById((await path).id);
  if (!metric) return <Missing />;
  const at = `/measures/${metric.id}`;
  const search = await searchParams;
  const read = await refusing(async () => {
    const state = await readKnownState(at, search, metric, {}, ['show']);
    await refuseUnknownPicks(metric, state.also.show);
    return state;
  });
  if (!read.ok) return <Refusal error={read.error} path={at} />;
  return (
    <>
      <p className="crumbs">
        <a href="/measures">Measures</a>
      </p>
      <FigureOf metric={metric} state={read.value} heading="h1" />
      <BodyChoice metric={metric} state={read.value} />
      <Filters metric={metric} state={read.value} />
    </>
  );
}
