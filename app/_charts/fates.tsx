import type { Metric, MetricRow, Params, Reading } from '#metrics/contract.ts';
import { amount, percent } from '../_ui/numbers.ts';
import { fatePeriod, fatesOf, fateWords } from './fates.ts';
import { dimensionOf, isPicked } from './own.ts';

const most = 12;
const waits = [
  ['daysToAdopted', 'to adoption'],
  ['daysToSent', 'to the IESG'],
  ['daysToPublished', 'to publication'],
] as const;

/** What became of the works of those with most, beside everybody's, in the newest period judged; the unknown last. */
export function FateTable({
  metric,
  params,
  reading,
  picked,
}: {
  metric: Metric;
  params: Params;
  reading: Reading;
  picked: readonly string[] | null;
}) {
  const period = fatePeriod(metric, params, reading);
  if (period === null) return null;
  const all = fatesOf(reading, period, null);
  const rows = reading.rows.filter((row) => row.period === period);
  const shown = [
    ...rows.filter(({ key }) => key !== null && isPicked(picked, key)).slice(0, most),
    ...rows.filter(({ key }) => key === null),
  ];
  const line = (name: string, works: number, fates: MetricRow['more'], isUnknown: boolean) => (
    <tr key={name} className={isUnknown ? 'unknown' : undefined}>
      <th scope="row">{name}</th>
      <td className="n">{amount(works)}</td>
      {fateWords.map(([key]) => (
        <td key={key} className="n">
          {fates?.[key] == null ? '–' : percent(fates[key])}
        </td>
      ))}
      {waits.map(([key]) => (
        <td key={key} className="n">
          {fates?.[key] == null ? '–' : amount(fates[key])}
        </td>
      ))}
    </tr>
  );
  return (
    <div className="scroll">
      <table>
        <caption>
          {period === 'all'
            ? 'Works old enough to judge'
            : `Works first submitted in ${period.replace('-', ' ')}`}
          , those with most first: shares of the works of each, and the median days each step took
        </caption>
        <thead>
          <tr>
            <th scope="col">{dimensionOf(metric) ?? ''}</th>
            <th scope="col" className="n">
              Works
            </th>
            {fateWords.map(([key, label]) => (
              <th key={key} scope="col" className="n">
                {label}
              </th>
            ))}
            {waits.map(([key, label]) => (
              <th key={key} scope="col" className="n">
                Days {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all && line('all together', all.works, all.fates, false)}
          {shown.map((row) =>
            line(row.key === null ? 'unknown' : row.label, row.documents, row.more, row.key === null),
          )}
        </tbody>
      </table>
    </div>
  );
}
