import type { Metric, MetricRow, Params, Reading } from '#metrics/contract.ts';
import { sizeOf } from '#metrics/size.ts';
import { unfinished } from '#metrics/unfinished.ts';
import { amount, percent, plural } from '../_ui/words.ts';
import { isOfFates } from './fates.ts';
import { documentsOf } from './rows.ts';

const most = 1500;

/** Every row of a reading as it is counted, newest period first; each opens exactly its documents. */
export function ReadingTable({
  metric,
  params,
  reading,
}: {
  metric: Metric;
  params: Params;
  reading: Reading;
}) {
  const counted = new Map(reading.periods.map((period) => [period.period, period]));
  const ofDimension = metric.id.endsWith('country')
    ? 'country'
    : metric.id.endsWith('organisation')
      ? 'organisation'
      : metric.id.endsWith('bloc')
        ? 'bloc'
        : null;
  const byPeriod = new Map<string, MetricRow[]>();
  for (const row of reading.rows) byPeriod.set(row.period, [...(byPeriod.get(row.period) ?? []), row]);
  const rows = reading.rows.toSorted((a, b) => b.period.localeCompare(a.period));
  const shown = rows.slice(0, most);
  const part = unfinished(metric, reading);
  // To sign together is counted by documents alone.
  const isOfPairs = metric.id === 'co-authorship';
  // What became of the works comes first where that is the question.
  const isFates = isOfFates(metric);
  const columnHeads = metric.columns?.map((column) => (
    <th key={column.key} scope="col" className="n" title={column.unit}>
      {column.label}
    </th>
  ));
  const columnCells = (row: MetricRow) =>
    metric.columns?.map((column) => (
      <td key={column.key} className="n">
        {cell(row.more?.[column.key] ?? null, column.unit)}
      </td>
    ));
  return (
    <table>
      <caption>
        {plural(rows.length, 'row')}
        {rows.length > most ? `, the newest ${amount(most)} shown; the CSV holds all` : ''}. Unit:{' '}
        {metric.unit}.
      </caption>
      <thead>
        <tr>
          <th scope="col">Period</th>
          <th scope="col" className="n">
            Rank
          </th>
          <th scope="col">{ofDimension ?? (isOfPairs ? 'Pair' : 'Measure')}</th>
          {isFates && columnHeads}
          <th scope="col" className="n">
            Value
          </th>
          {ofDimension && (
            <th scope="col" className="n">
              Share
            </th>
          )}
          {!isFates && columnHeads}
          <th scope="col" className="n">
            {metric.counted?.documents ?? 'Documents'}
          </th>
          {!isOfPairs && (
            <th scope="col" className="n">
              {metric.counted?.authorships ?? 'Authorships'}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => {
          const period = counted.get(row.period);
          const whole = sizeOf(params, period, byPeriod.get(row.period) ?? [], metric);
          const rowsOf = documentsOf(metric, params, row);
          return (
            <tr key={`${row.period} ${row.key}`} className={row.key === null ? 'unknown' : undefined}>
              <td>
                {row.period}
                {row.period === part?.period && <span className="soft"> (not whole)</span>}
              </td>
              <td className="n">{row.rank ?? '–'}</td>
              <th scope="row">{row.label}</th>
              {isFates && columnCells(row)}
              <td className="n" data-sort={row.value}>
                {metric.unit.startsWith('share') ? percent(row.value) : amount(row.value)}
              </td>
              {ofDimension && (
                <td className="n" data-sort={whole ? row.value / whole : 0}>
                  {whole ? percent(row.value / whole) : '–'}
                </td>
              )}
              {!isFates && columnCells(row)}
              <td className="n">{rowsOf ? <a href={rowsOf}>{row.documents}</a> : row.documents}</td>
              {!isOfPairs && <td className="n">{row.authorships}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const cell = (value: number | null, unit: string) =>
  value === null ? '–' : unit.startsWith('share') ? percent(value) : amount(value);
