import type { Metadata } from 'next';
import { metrics } from '#metrics/index.ts';

export const metadata: Metadata = { title: 'Measures: every number we publish' };

const isItuOnly = (id: string) => metrics.find((metric) => metric.id === id)?.defaults?.body === 'itu-t';

/** Every published number by the question it answers, each with a page of its own. */
export default function Measures() {
  const groups: readonly [title: string, pick: (id: string) => boolean][] = [
    ['Who writes', (id) => id.startsWith('authorship') || id.startsWith('co-') || id.startsWith('concentr')],
    ['Who holds the posts, and who comes', (id) => id.startsWith('posts') || id.startsWith('attendance')],
    [
      'What becomes of it',
      (id) => id.startsWith('adoption') || id === 'progress' || id.startsWith('recommend'),
    ],
    ['What is not seen', (id) => id === 'coverage' || id === 'visibility'],
  ];
  const placed = (id: string) => groups.some(([, pick]) => pick(id));
  const all: typeof groups = [...groups, ['Infrastructure', (id) => !placed(id)]];
  return (
    <>
      <h1>Every number we publish</h1>
      <p className="lede">
        Each measure answers one question, under the rule and the filters you choose. Its page has the chart,
        the table, the method, the sources and the files; its address holds the whole state.
      </p>
      {all.map(([title, pick]) => (
        <section key={title}>
          <h2>{title}</h2>
          <dl className="facts wide">
            {metrics
              .filter((metric) => pick(metric.id))
              .map((metric) => (
                <div key={metric.id} style={{ display: 'contents' }}>
                  <dt>
                    <a href={`/measures/${metric.id}`}>{metric.id.replace(/(?<!^co)-/g, ' ')}</a>
                  </dt>
                  <dd>
                    {metric.title}{' '}
                    <span className="soft">
                      {isItuOnly(metric.id) ? 'ITU' : metric.params.includes('body') ? 'IETF or ITU' : ''}
                    </span>
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <p className="note">
        <a href="/method">How we count</a> · <a href="/api/v1/metrics">The same list for programs</a>
      </p>
    </>
  );
}
