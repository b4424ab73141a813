import { Fragment } from 'react';
import { type PublishedCount, readPublishedCounts } from '#metrics/itu.ts';
import { amount, dateWords, percent } from '../_ui/words.ts';
import { store } from '../store.ts';

/** Whether rows hold all that their total counts: what is quoted of some of them is no share of a whole. */
export const isWhole = (rows: readonly Pick<PublishedCount, 'value' | 'total'>[]): boolean => {
  const [first] = rows;
  return (
    first?.total != null &&
    rows.every(({ total }) => total === first.total) &&
    rows.reduce((sum, { value }) => sum + value, 0) >= first.total
  );
};

/** What groups published of their own contributions, by region or source: their numbers, their definitions. */
export async function Published() {
  const counts = await readPublishedCounts(await store());
  const sets = new Map<string, PublishedCount[]>();
  for (const count of counts) {
    const key = `${count.group} ${count.from} ${count.dimension}`;
    sets.set(key, [...(sets.get(key) ?? []), count]);
  }
  if (sets.size === 0) return null;
  return (
    <section className="figure" id="published">
      <h2>What study groups themselves published</h2>
      <p className="subtitle">
        The groups’ own counts under their own definitions; we did not recount them. A joint contribution may
        stand in several rows where the definition says so.
      </p>
      {[...sets].map(([key, rows]) => {
        const first = rows[0];
        if (!first) return null;
        return (
          <Fragment key={key}>
            <h3>
              {isWhole(rows)
                ? `${first.group}, ${dateWords(first.from, 'month')}, by ${first.dimension}`
                : `${first.group}${first.from || first.to ? `, ${dateWords(first.from ?? first.to, 'month')}` : ''}: quoted one by one, not drawn`}
            </h3>
            {isWhole(rows) && <p className="note">{first.definition}</p>}
            {!isWhole(rows) && (
              <ul>
                {rows.map(({ id, name, value, total, source, evidence, definition }) => (
                  <li key={id}>
                    {name}: {source ? <a href={source}>{amount(value)}</a> : amount(value)}
                    {total ? ` of ${amount(total)}` : ', of how many is not told'} ({evidence}).{' '}
                    <span className="soft">{definition}</span>
                  </li>
                ))}
              </ul>
            )}
            {isWhole(rows) && (
              <ol className="chart bars">
                {rows.map(({ id, name, value, total, source, evidence }) => (
                  <li key={id} className="bar">
                    {name}
                    <span className="track">
                      <span
                        className="fill"
                        style={{ width: `${(value / Math.max(1, total ?? value)) * 72}%` }}
                        aria-hidden="true"
                      />
                      <span>
                        {source ? <a href={source}>{amount(value)}</a> : amount(value)}
                        {`${total ? ` of ${amount(total)}, ${percent(value / total)}` : ''} (${evidence})`}
                      </span>
                    </span>
                  </li>
                ))}
              </ol>
            )}
          </Fragment>
        );
      })}
    </section>
  );
}
