import type { PublishedCount } from '#metrics/itu.ts';
import { amount, dateWords, percent } from '../_ui/words.ts';

/** What groups published of their own contributions, by region or source: their numbers, their definitions. */
export function Published({ counts }: { counts: PublishedCount[] }) {
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
          <div key={key}>
            <h3>
              {first.group}, {dateWords(first.from, 'month')}, by {first.dimension}
            </h3>
            <p className="note">{first.definition}</p>
            <ol className="chart bars">
              {rows.map((row) => (
                <li key={row.id} className="bar">
                  <span>{row.name}</span>
                  <span className="track">
                    <span
                      className="fill"
                      style={{ width: `${(row.value / Math.max(1, row.total ?? row.value)) * 72}%` }}
                      aria-hidden="true"
                    />
                    <span>
                      {row.source ? <a href={row.source}>{amount(row.value)}</a> : amount(row.value)}
                      {row.total && (
                        <span className="soft">
                          {' '}
                          of {amount(row.total)}, {percent(row.value / row.total)}
                        </span>
                      )}{' '}
                      <span className="grade">{row.evidence}</span>
                    </span>
                  </span>
                </li>
              ))}
            </ol>
          </div>
        );
      })}
    </section>
  );
}
