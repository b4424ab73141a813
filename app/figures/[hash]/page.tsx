import type { Metadata } from 'next';
import { Fragment } from 'react';
import { settings } from '#lib/env.ts';
import { choicesIn, countedIn, type FigureContent, readFigure } from '#metrics/figure.ts';
import { isBehind } from '#metrics/unfinished.ts';
import { Missing } from '../../_ui/missing.tsx';
import { Sortable } from '../../_ui/sortable.tsx';
import { amount, dateWords, percent, plural } from '../../_ui/words.ts';
import { store } from '../../store.ts';

interface Props {
  params: Promise<{ hash: string }>;
}

export const metadata: Metadata = { title: 'A frozen figure' };

/** What is unknown is told in the unit of the rows, which is not always what n counts. */
const isShareOfTotal = ({ counted, params }: FigureContent): boolean =>
  params.count === 'complete'
    ? false
    : counted === undefined || counted.total !== undefined || params.count !== undefined;

export default async function FrozenFigure({ params }: Props) {
  const found = await readFigure(await store(), (await params).hash);
  if (!found) return <Missing />;
  const { figure, hash, now } = found;
  const address = `${settings().publicUrl}/figures/${hash}`;
  const query = new URLSearchParams(
    Object.entries(figure.params).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, value]],
    ),
  );
  const rows = figure.rows.toSorted((a, b) => b.period.localeCompare(a.period));
  return (
    <>
      <p className="crumbs">A frozen figure: its rows, definition and date stay as they were</p>
      <h1>{figure.title}</h1>
      {now?.differs && (
        <p className="warn">
          The data of {dateWords(now.asOf)} gives other numbers.{' '}
          <a href={`/api/v1/metrics/${figure.metric}?${query}`}>The figure as it stands now</a>
        </p>
      )}
      {now && !now.differs && (
        <p className="note">The data of {dateWords(now.asOf)} still gives these numbers.</p>
      )}
      <dl className="facts">
        <dt>Data as of</dt>
        <dd>
          {figure.asOf ? dateWords(figure.asOf) : 'no day: none of its sources had been read'}
          {isBehind(figure) && `; the newest counted is of ${dateWords(figure.newest, 'month')}`}
        </dd>
        {choicesIn(figure).map(([name, chosen, words]) => (
          <Fragment key={name}>
            <dt>{name === 'rule' ? 'Rule' : 'Counting'}</dt>
            <dd>
              {chosen}: {words}
            </dd>
          </Fragment>
        ))}
        <dt>n</dt>
        <dd>
          {countedIn(figure)
            .map(([what, number]) => `${amount(number)} ${what}`)
            .join(', ')}
          {figure.total > 0 &&
            `, unknown ${isShareOfTotal(figure) ? percent(figure.unknown / figure.total) : amount(figure.unknown)}`}
        </dd>
        <dt>Filters</dt>
        <dd>
          {[...query]
            .filter(([name]) => !['rule', 'count'].includes(name))
            .map(([name, value]) => `${name} ${value}`)
            .join(', ')}
        </dd>
        <dt>To cite</dt>
        <dd>
          Rapporteur {figure.version}: “{figure.title}”, data as of {figure.asOf ?? 'unknown'}
          {isBehind(figure) && ` (newest counted: ${dateWords(figure.newest, 'month')})`}, frozen figure{' '}
          {hash.slice(0, 12)}, {address}
        </dd>
        <dt>The same bytes for ever</dt>
        <dd>
          <a href={`/api/v1/figures/${hash}`}>JSON</a>, SHA-256 <code>{hash}</code>
        </dd>
      </dl>
      <p>{figure.method}</p>
      <ul className="note">
        {[...figure.notes, ...figure.caveats].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Sortable>
        <table>
          <caption>
            {plural(rows.length, 'row')}. Unit: {figure.unit}.
          </caption>
          <thead>
            <tr>
              <th scope="col">Period</th>
              <th scope="col">Row</th>
              <th scope="col" className="n">
                Value
              </th>
              <th scope="col" className="n">
                {figure.counted?.documents ?? 'Documents'}
              </th>
              <th scope="col" className="n">
                {figure.counted?.authorships ?? 'Authorships'}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.period} ${row.key}`} className={row.key === null ? 'unknown' : undefined}>
                <td>{row.period}</td>
                <th scope="row">{row.label}</th>
                <td className="n" data-sort={row.value}>
                  {figure.unit.startsWith('share') ? percent(row.value) : amount(row.value)}
                </td>
                <td className="n">{row.documents}</td>
                <td className="n">{row.authorships}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sortable>
    </>
  );
}
