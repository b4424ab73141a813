import type { Metadata } from 'next';
import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { spanWords } from '#metrics/against.ts';
import type { Params } from '#metrics/contract.ts';
import { type Difference, differenceAsked, readDifference, type Told } from '#metrics/difference.ts';
import { cutNotes } from '#metrics/unfinished.ts';
import { address, type FigureState, rowQuery, type Search } from '../_charts/address.ts';
import { pointsWords } from '../_charts/compared.ts';
import { readKnownState } from '../_ui/known-state.ts';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { amount, bodyNames, capital, dataWords, dateWords, kindName, percent, plural } from '../_ui/words.ts';
import { store } from '../store.ts';
import { dimensionAsked, isIncomplete } from './asked.ts';
import { Choose } from './choose.tsx';
import { attendedWords, modeWords, ownedWords, standsWords, unknownWords } from './words.ts';

export const metadata: Metadata = { title: 'Does a difference stand under every rule?' };

/** One difference under every rule and counting: /difference?country=CN&from=2018&to=2022&against=previous */
export default async function DifferencePage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const read = await refusing(async () => {
    const state = await readKnownState('/difference', search, differenceAsked);
    if (isIncomplete(state.params)) return { state, difference: null };
    const dimension = dimensionAsked(state.params);
    const difference = await readDifference(await store(), state.params, dimension);
    if (!difference)
      throw new Unexpected('parameter against', 'no two spans', 'from, to and against=2013..2017');
    return { state, difference };
  });
  if (!read.ok)
    return (
      <Refusal
        error={read.error}
        path="/measures/authorship-by-country?from=2018&to=2022&against=2013..2017"
      />
    );
  const { state, difference } = read.value;
  if (!difference) return <Choose state={state} />;
  const { params } = state;
  const own = difference.told.find(
    ({ rule, count }) =>
      count === params.count && (rule === params.rule || difference.dimension === 'organisation'),
  );
  const asked = { ...params, body: params.body };
  return (
    <>
      <p className="crumbs">
        <a href={comparison(state, difference)}>
          {spanWords(difference.now)} with {spanWords(difference.before)}
        </a>
      </p>
      <h1>{difference.label}: does the difference stand under every rule?</h1>
      <p className="lede">{standsWords(difference)}</p>
      <p className="note">
        {bodyNames[params.body]}, {kindName(params.kind)}
        {params.group ? ` of ${params.group}` : ''}: {amount(difference.before.documents)} in{' '}
        {spanWords(difference.before)}, {amount(difference.now.documents)} in {spanWords(difference.now)}.{' '}
        {capital(dataWords(difference, kindName(params.kind, false)) ?? '')}.{' '}
        {cutNotes({ id: 'difference' }, params, { ...difference, periods: [] }).join(' ')}
      </p>
      <h2 id="counted">Under each rule and counting</h2>
      <ToldTable difference={difference} params={asked} />
      <h2 id="unknown">What the unknown leaves open</h2>
      {own && (
        <>
          <p>{unknownWords(own)}</p>
          <p className="note">
            Under rule “{params.rule}”, counting “{params.count}”; the table has the others. Highest and
            lowest are bounds, not estimates.
          </p>
        </>
      )}
      <h2 id="owners">What owners make of it</h2>
      <p>{ownedWords(difference)}</p>
      {difference.owned.length > 0 && <OwnedTable difference={difference} params={asked} />}
      {params.body === 'ietf' && (
        <>
          <h2 id="attendance">On site and remote</h2>
          <p>{attendedWords(difference)}</p>
          {difference.attendance && <AttendedTable difference={difference} params={params} />}
        </>
      )}
      <p className="row">
        <a href={`/api/v1/difference${address(state).replace(/^[^?]*/, '')}`}>As JSON</a>
        <a href="/method">The whole method</a>
      </p>
    </>
  );
}

const comparison = (state: FigureState, { dimension }: Difference) =>
  address({ ...state, path: `/measures/authorship-by-${dimension}` });

/** The documents of a key, or of the unknown, in one span. */
const rowsAt = (
  params: Params,
  span: Partial<Params>,
  told: Pick<Told, 'rule' | 'count'>,
  key: Partial<Params>,
) =>
  `/documents?${rowQuery({ ...params, country: null, organisation: null, ...told, ...key, from: span.from ?? null, to: span.to ?? null })}`;

function ToldTable({ difference, params }: { difference: Difference; params: Params }) {
  const { told, before, now, dimension, key, isFew } = difference;
  const spans = [spanWords(before), spanWords(now)];
  return (
    <div className="scroll">
      <table>
        <caption>Shares; each value opens its documents. Differences in percentage points.</caption>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Counting</th>
            {spans.map((span) => (
              <th key={span} scope="col" className="n">
                {span}
              </th>
            ))}
            <th scope="col" className="n">
              Difference
            </th>
            {spans.map((span) => (
              <th key={`unknown ${span}`} scope="col" className="n">
                Unknown, {span}
              </th>
            ))}
            <th scope="col" className="n">
              Lowest
            </th>
            <th scope="col" className="n">
              Highest
            </th>
          </tr>
        </thead>
        <tbody>
          {told.map((one) => {
            const pick = { rule: one.rule, count: one.count };
            return (
              <tr key={one.rule + one.count}>
                <th scope="row">{one.rule}</th>
                <td>{one.count}</td>
                {([before, now] as const).map((span, at) => {
                  const part = at === 0 ? one.before : one.now;
                  return (
                    <td key={span.from} className="n">
                      {percent(part.share)}{' '}
                      <a href={rowsAt(params, span, pick, { [dimension]: key })}>{amount(part.value)}</a>
                    </td>
                  );
                })}
                <td className="n">{pointsWords(isFew ? null : one.points)}</td>
                {([before, now] as const).map((span, at) => (
                  <td key={span.from} className="n">
                    <a href={rowsAt(params, span, pick, { [dimension]: 'unknown' })}>
                      {percent((at === 0 ? one.before : one.now).unknown)}
                    </a>
                  </td>
                ))}
                <td className="n">{pointsWords(isFew ? null : one.lowest)}</td>
                <td className="n">{pointsWords(isFew ? null : one.highest)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const mostOwned = 12;

/** The days of a span on which an ownership held, so that the link opens what was counted. */
const within = (
  span: { from: string; to: string },
  { from, to }: { from: string | null; to: string | null },
) => {
  const last = to && isoDay(new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000));
  return { from: from && from > span.from ? from : span.from, to: last && last < span.to ? last : span.to };
};

function OwnedTable({ difference, params }: { difference: Difference; params: Params }) {
  const { owned, before, now } = difference;
  const rest = owned.slice(mostOwned);
  return (
    <div className="scroll">
      <table>
        <caption>
          By what owners add or take away, counted fractionally; the ownerships and their sources stand on the
          page of the organisation
        </caption>
        <thead>
          <tr>
            <th scope="col">Stated</th>
            <th scope="col">Owner</th>
            <th scope="col">Owned</th>
            <th scope="col" className="n">
              {spanWords(before)}
            </th>
            <th scope="col" className="n">
              {spanWords(now)}
            </th>
            <th scope="col" className="n">
              Points
            </th>
          </tr>
        </thead>
        <tbody>
          {owned.slice(0, mostOwned).map((one) => (
            <tr key={one.organisation + one.owner + one.from}>
              <th scope="row">
                <a href={`/organisations/${one.organisation}`}>{one.label}</a>
              </th>
              <td>
                {one.sign < 0 && 'leaves it for '}
                <a href={`/organisations/${one.owner}`}>{one.ownerLabel}</a>
              </td>
              <td>
                {one.from ? dateWords(one.from) : 'start not known'} to {one.to ? dateWords(one.to) : 'today'}
              </td>
              {([before, now] as const).map((span, at) => {
                const value = at === 0 ? one.before : one.now;
                const days = within(span, one);
                const key = { organisation: one.organisation };
                const pick = { rule: 'employer', count: 'fractional' } as const;
                return (
                  <td key={span.from} className="n">
                    {value === 0 ? '0' : <a href={rowsAt(params, days, pick, key)}>{amount(value)}</a>}
                  </td>
                );
              })}
              <td className="n">{pointsWords(one.points)}</td>
            </tr>
          ))}
          {rest.length > 0 && (
            <tr>
              <th scope="row">{plural(rest.length, 'other')}</th>
              <td>–</td>
              <td>–</td>
              <td className="n">{amount(rest.reduce((sum, one) => sum + one.before, 0))}</td>
              <td className="n">{amount(rest.reduce((sum, one) => sum + one.now, 0))}</td>
              <td className="n">{pointsWords(rest.reduce((sum, one) => sum + one.points, 0))}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function AttendedTable({ difference, params }: { difference: Difference; params: Params }) {
  const { attendance, before, now, dimension } = difference;
  if (!attendance) return null;
  const cell = (value: number | null, size: number) =>
    value === null ? 'fewer than three' : `${amount(value)} (${percent(value / size)})`;
  const figure = (span: { from: string; to: string }) =>
    `/measures/attendance-by-${dimension}?rule=${params.rule}&by=all&from=${span.from}&to=${span.to}&view=attendance-by-${dimension}.table`;
  return (
    <div className="scroll">
      <table>
        <caption>Attendances, and their share of all attendances of the span</caption>
        <thead>
          <tr>
            <th scope="col">Way</th>
            <th scope="col" className="n">
              <a href={figure(before)}>
                {spanWords(before)}, of {amount(attendance.before)}
              </a>
            </th>
            <th scope="col" className="n">
              <a href={figure(now)}>
                {spanWords(now)}, of {amount(attendance.now)}
              </a>
            </th>
            <th scope="col" className="n">
              Points
            </th>
          </tr>
        </thead>
        <tbody>
          {attendance.modes.map((one) => (
            <tr key={one.mode} className={one.mode === 'unknown' ? 'unknown' : undefined}>
              <th scope="row">{modeWords[one.mode]}</th>
              <td className="n">{cell(one.before, attendance.before)}</td>
              <td className="n">{cell(one.now, attendance.now)}</td>
              <td className="n">{pointsWords(one.points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
