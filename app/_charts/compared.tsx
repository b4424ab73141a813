import { otherSpan, spanWords } from '#metrics/against.ts';
import { type Metric, othersKey, type Params, type Reading } from '#metrics/contract.ts';
import { amount, percent, plural } from '../_ui/words.ts';
import { asComparedBars, type ComparedBar, pointsWords } from './compared.ts';
import { dimensionOf } from './own.ts';
import { differenceOf, documentsOf } from './rows.ts';

interface Props {
  metric: Metric;
  params: Params;
  reading: Reading;
}

/** The addresses of the documents of one key in both spans. */
function bothOf({ metric, params }: Omit<Props, 'reading'>, key: string | null) {
  const of = (span: Partial<Params>) => documentsOf(metric, { ...params, ...span }, { period: 'all', key });
  return { now: of({}), before: of(otherSpan(params) ?? {}) };
}

const Linked = ({ href, words }: { href: string | null; words: string }) =>
  href ? <a href={href}>{words}</a> : <span>{words}</span>;

/** Two bars a key, the span asked for above the one it is compared with, each with its number that opens its rows. */
export function ComparedBars({
  picked,
  tableAt,
  ...props
}: Props & { picked: readonly string[] | null; tableAt: string }) {
  const { metric, params, reading } = props;
  const bars = asComparedBars(metric, reading, params, picked);
  const longest = Math.max(1e-9, ...bars.flatMap((bar) => [bar.share ?? 0, bar.shareBefore ?? 0]));
  const width = (share: number | null) => ({ width: `${((share ?? 0) / longest) * 62}%` });
  const name = ({ key }: ComparedBar) =>
    key === null ? 'unknown' : key === othersKey || key === 'fewer-than-three' ? 'rest' : '';
  return (
    <>
      <p className="note">
        Above: {spanWords(params)}. Below, outlined: {spanWords(otherSpan(params) ?? params)}. Shares, with
        the value beside them. A difference opens what it is under every rule and counting.
      </p>
      <ol className="chart bars compared">
        {bars.map((bar) => {
          const href = bar.key === othersKey ? { now: tableAt, before: null } : bothOf(props, bar.key);
          return (
            <li key={bar.key ?? 'unknown'} className={`bar ${name(bar)}`}>
              <span>
                {bar.key === null ? 'unknown' : bar.label}{' '}
                {bar.points !== null && (
                  <span className="soft">
                    <Linked
                      href={differenceOf(metric, params, bar.key)}
                      words={`${pointsWords(bar.points)} points`}
                    />
                  </span>
                )}
              </span>
              <span>
                <span className="track">
                  <span className="fill" style={width(bar.share)} aria-hidden="true" />
                  <span>
                    {bar.share === null ? '–' : percent(bar.share)}{' '}
                    <span className="soft">
                      <Linked href={href.now} words={amount(bar.value)} />
                    </span>
                  </span>
                </span>
                <span className="track">
                  <span className="fill before" style={width(bar.shareBefore)} aria-hidden="true" />
                  <span>
                    {bar.shareBefore === null ? 'not known' : percent(bar.shareBefore)}{' '}
                    {bar.before !== null && (
                      <span className="soft">
                        <Linked href={href.before} words={amount(bar.before)} />
                      </span>
                    )}
                  </span>
                </span>
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** Pairs are many, and most of them are of one document. */
const mostOf = ({ id }: Metric) => (id === 'co-authorship' ? 500 : 1500);

/** Every row of both spans with what it differs by; both numbers open their documents. */
export function ComparedTable(props: Props) {
  const { metric, params, reading } = props;
  const spans = [spanWords(params), spanWords(otherSpan(params) ?? params)];
  const most = mostOf(metric);
  const shown = reading.rows.slice(0, most);
  const isRanked = reading.rows.some(({ rank, more }) => rank !== null || more?.rankBefore != null);
  return (
    <table>
      <caption>
        {plural(reading.rows.length, 'row')}
        {reading.rows.length > most ? `, the first ${amount(most)} shown; the CSV holds all` : ''}. Unit:{' '}
        {metric.unit}. Difference in percentage points.
      </caption>
      <thead>
        <tr>
          <th scope="col">{dimensionOf(metric) ?? 'pair'}</th>
          {spans.map((span) => (
            <th key={`share ${span}`} scope="col" className="n">
              Share, {span}
            </th>
          ))}
          <th scope="col" className="n">
            Difference
          </th>
          {spans.map((span) => (
            <th key={`value ${span}`} scope="col" className="n">
              Value, {span}
            </th>
          ))}
          {isRanked &&
            spans.map((span) => (
              <th key={`rank ${span}`} scope="col" className="n">
                Rank, {span}
              </th>
            ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => {
          const { share, shareBefore, points, before, rankBefore } = row.more ?? {};
          const href = bothOf(props, row.key);
          const shareCell = (value: number | null | undefined) => (
            <td className="n" data-sort={value ?? -1}>
              {value == null ? '–' : percent(value)}
            </td>
          );
          return (
            <tr key={row.key} className={row.key === null ? 'unknown' : undefined}>
              <th scope="row">{row.label}</th>
              {shareCell(share)}
              {shareCell(shareBefore)}
              {/* Signs are sorted as words. */}
              <td className="n" data-sort={points == null ? 0 : 1000 + points}>
                <Linked
                  href={points == null ? null : differenceOf(metric, params, row.key)}
                  words={pointsWords(points ?? null)}
                />
              </td>
              <td className="n" data-sort={row.value}>
                <Linked href={href.now} words={amount(row.value)} />
              </td>
              <td className="n" data-sort={before ?? -1}>
                {before == null ? '–' : <Linked href={href.before} words={amount(before)} />}
              </td>
              {isRanked && <td className="n">{row.rank ?? '–'}</td>}
              {isRanked && <td className="n">{rankBefore ?? '–'}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
