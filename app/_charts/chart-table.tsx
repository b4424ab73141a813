import { amount, percent } from '../_ui/numbers.ts';
import type { ChartSeries, TimePoint } from './time-chart.tsx';

/** What a chart draws, for readers without JavaScript: its numbers, the newest period first. */
export function ChartTable({
  series,
  points,
  unit,
}: {
  series: readonly ChartSeries[];
  points: readonly TimePoint[];
  unit: 'share' | 'number';
}) {
  return (
    <table>
      <caption>{unit === 'share' ? 'Shares' : 'Numbers'}, as the chart draws them</caption>
      <thead>
        <tr>
          <th scope="col">Period</th>
          {series.map((one) => (
            <th key={one.id} scope="col" className="n">
              {one.label}
            </th>
          ))}
          <th scope="col" className="n">
            n
          </th>
        </tr>
      </thead>
      <tbody>
        {points
          .filter(isCounted)
          .toReversed()
          .map((point) => (
            <tr key={point.period}>
              <th scope="row">{point.period}</th>
              {point.shares.map((share, at) => (
                <td key={series[at]?.id} className="n">
                  {share === null ? '–' : unit === 'share' ? percent(share) : amount(share)}
                </td>
              ))}
              <td className="n">{point.documents}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** A gap in time has nothing to be told in a table. */
const isCounted = ({ documents, shares }: TimePoint) =>
  documents > 0 || shares.some((share) => share !== null);
