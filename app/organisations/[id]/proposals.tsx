import type { Part } from '#metrics/proposals.ts';
import { Listing } from '../../_ui/listing.tsx';
import { datedWords, dateWords } from '../../_ui/words.ts';

/** In which followed proposals an organisation has a part, which, and what became of them. */
export function Proposals({ parts, name }: { parts: Part[]; name: string }) {
  if (parts.length === 0) return null;
  return (
    <section aria-labelledby="proposals">
      <h2 id="proposals">Proposals it has a part in</h2>
      <p className="note">
        Of the families of proposals that are followed here, those whose dated steps name {name}. What part it
        had is in the words of the dossier, each with its source.
      </p>
      <Listing columns={['Proposal', 'Part, and its first step', 'What became of it']}>
        {parts.map((family) => (
          <tr key={family.slug}>
            <th scope="row">
              <a href={`/proposals/${family.slug}`}>{family.title}</a>
            </th>
            <td>
              {family.parts.map((part) => (
                <div key={part.role}>
                  {part.role}: <a href={`/proposals/${family.slug}#${part.event}`}>{part.title}</a>,{' '}
                  {datedWords(part.date)}
                  {part.steps > 1 && <span className="soft"> and {part.steps - 1} more</span>}
                </div>
              ))}
            </td>
            <td>
              {family.state.replaceAll('-', ' ')}{' '}
              <span className="soft">as of {dateWords(family.stateAsOf)}</span>
            </td>
          </tr>
        ))}
      </Listing>
    </section>
  );
}
