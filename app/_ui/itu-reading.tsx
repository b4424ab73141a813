import { readHealth, type SourceHealth } from '#metrics/health.ts';
import { store } from '../store.ts';
import { Listing } from './listing.tsx';
import { amount, dateWords } from './words.ts';

const whole = { whiteSpace: 'nowrap' } as const;

/** Which parts of the ITU were read on this installation and which not yet, each with the command that reads it. */
export async function ItuReading() {
  const sources = (await readHealth(await store())).filter(
    ({ id, body }) => body.startsWith('itu') && !id.startsWith('facts-'),
  );
  const read = sources.filter(({ lastGood }) => lastGood !== null);
  return (
    <section id="read">
      <h2>Which parts of the ITU have been read here?</h2>
      <p>
        {read.length === 0
          ? 'None yet: what stands on this page is curated, row by row with its source.'
          : `${amount(read.length)} of ${amount(sources.length)}.`}{' '}
        Each sector, and the Council with the conferences and assemblies, is a body of its own: never added to
        another. What is not read is not known here, and is no zero.
      </p>
      <Listing columns={['What', 'Read', ['Rows', 'n'], 'The command that reads it']}>
        {sources.map((source) => (
          <tr key={source.id}>
            <th scope="row">
              <a href={`/sources#${source.id}`}>{source.title}</a>
            </th>
            <td>{stateWords(source)}</td>
            <td className="n">{source.lastGood ? amount(source.rows) : '–'}</td>
            <td style={whole}>
              <code>npm run scrape -- {source.id}</code>
            </td>
          </tr>
        ))}
      </Listing>
    </section>
  );
}

function stateWords({ state, lastGood, asOf, brokenSince }: SourceHealth): string {
  if (state === 'never') return 'not yet';
  if (state === 'broken')
    return `not since ${dateWords(brokenSince)}: we could not${lastGood ? `; well on ${dateWords(lastGood)}` : ''}`;
  return `as of ${dateWords(asOf)}`;
}
