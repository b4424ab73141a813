import { type Dates, otherSpan, spanBefore, spanWords } from '#metrics/against.ts';
import type { Metric, ParamName, Params, Reading } from '#metrics/contract.ts';
import { paramsToQuery } from '#metrics/params.ts';
import { dataEnd } from '#metrics/unfinished.ts';
import { address, type FigureState } from './address.ts';

const years = 5;

/** The five whole years before a day. */
export const lastYears = (day: string): Dates => {
  const last = Number(day.slice(0, 4)) - (day.endsWith('-12-31') ? 0 : 1);
  return { from: `${last - years + 1}-01-01`, to: `${last}-12-31` };
};

/** What a span can be compared with: the one before it; of a figure without dates the last five years with those before. */
export function AgainstRow({
  metric,
  params,
  reading,
  state,
  anchor,
}: {
  metric: Metric;
  params: Params;
  reading: Reading;
  state: FigureState;
  anchor: string;
}) {
  if (!metric.params.includes('against')) return null;
  const isHere = state.asks.params.includes('against');
  const to = (change: Partial<Params>) => {
    if (isHere) return `${address(state, { params: change })}#${anchor}`;
    const asked: Partial<Params> = { ...params, ...state.fixed, ...change };
    for (const name of Object.keys(asked) as ParamName[])
      if (!metric.params.includes(name)) delete asked[name];
    return `/measures/${metric.id}?${paramsToQuery(asked, metric)}`;
  };
  const other = otherSpan(params);
  if (other)
    return (
      <p className="row">
        <span>Compared</span>
        <span className="choice">
          <a aria-current="true" href={to({})}>
            {spanWords(params)} with {spanWords(other)}
          </a>
          <a href={to({ against: null, by: 'all' })}>{spanWords(params)} alone</a>
          <a href={to({ against: null, by: 'year', from: null, to: null })}>every year</a>
        </span>
      </p>
    );
  const end = dataEnd(reading);
  if (end === null) return null;
  // Only spans that what was read reaches over are offered.
  const isWhole = params.to !== null && params.to <= end;
  const day = isWhole && params.to ? params.to : end;
  const { from, to: until } =
    params.from && params.to && isWhole ? { from: params.from, to: params.to } : lastYears(day);
  const before = spanBefore({ from, to: until });
  return (
    <p className="row">
      <span>Compare</span>
      <span className="choice">
        <a href={to({ from, to: until, by: 'all', against: `${before.from}..${before.to}` })}>
          {spanWords({ from, to: until })} with {spanWords(before)}
        </a>
      </span>
    </p>
  );
}
