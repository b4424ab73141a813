import { readStatements } from '#metrics/itu.ts';
import { store } from '../store.ts';
import { dateWords } from './words.ts';

/** What others counted and published, in their order of time, in words; never drawn and in no figure. */
export async function Statements({ bodies, heading }: { bodies: readonly string[]; heading: string }) {
  const statements = await readStatements(await store(), bodies);
  if (statements.length === 0) return null;
  return (
    <section id="counted-by-others">
      <h2>{heading}</h2>
      <p className="note">
        Numbers that somebody else published, each by a definition of their own. We did not recount them; they
        stand in no figure and make no series.
      </p>
      <ul>
        {statements.map(({ id, occasion, on, precision, saidBy, says, evidence, source, note }) => (
          <li key={id}>
            {occasion}
            {on && precision && !occasion.includes(on.slice(0, 4)) ? ` (${dateWords(on, precision)})` : ''}:{' '}
            {says}{' '}
            <span className="soft">
              {source ? <a href={source}>{saidBy}</a> : saidBy}, {evidence}
              {note ? `. ${note}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
