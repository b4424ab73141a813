import type { DocumentDetail, EarlierAuthor, Revision } from '#metrics/document.ts';
import { Listing } from '../../_ui/listing.tsx';
import { SourceLink } from '../../_ui/source-link.tsx';
import { dateWords } from '../../_ui/words.ts';

/** Revisions one after another that had the same authors. */
interface Stage {
  revisions: Revision[];
  /** Null: not read. 'above': the newest revision, whose authors are the document's. */
  authors: EarlierAuthor[] | 'above' | null;
}

/** Who the authors of each revision were, where that was read. */
export function Stages({ document }: { document: DocumentDetail }) {
  const { revisions, rev } = document;
  if (document.kind !== 'internet-draft' || revisions.length < 2) return null;
  if (!revisions.some((one) => one.authors))
    return (
      <p className="note">
        These are the latest authors, the only ones the Datatracker keeps with the draft. Those of earlier
        revisions were not read.
      </p>
    );
  return (
    <>
      <h2>Authors at each stage</h2>
      <p className="note">
        The Datatracker keeps the latest authors with the draft; earlier ones are shown where the record of
        their revision was read. Numbers on this site count the latest.
      </p>
      <Listing columns={['Revision', 'Submitted', 'Authors, as recorded then']}>
        {stagesOf(revisions, rev).map((stage) => (
          <tr key={stage.revisions[0]?.rev}>
            <th scope="row">{span(stage.revisions, (one) => one.rev)}</th>
            <td>{span(stage.revisions, (one) => dateWords(one.submitted))}</td>
            <td>
              {stage.authors === 'above' ? (
                'as listed above'
              ) : stage.authors === null ? (
                <span className="soft">not read</span>
              ) : (
                <Names authors={stage.authors} />
              )}
            </td>
          </tr>
        ))}
      </Listing>
    </>
  );
}

function Names({ authors }: { authors: readonly EarlierAuthor[] }) {
  const page = authors.find((author) => author.page !== null)?.page;
  return (
    <>
      {authors.map(({ position, name, person, affiliation, country, countryText }, at) => {
        const stated = [affiliation ?? 'states no affiliation', country?.name ?? countryText].filter(Boolean);
        return (
          <span key={position}>
            {at > 0 && '; '}
            {person ? <a href={`/people/${person}`}>{name}</a> : name}{' '}
            <span className="soft">({stated.join(', ')})</span>
          </span>
        );
      })}
      <SourceLink page={page} />
    </>
  );
}

function stagesOf(revisions: readonly Revision[], newest: string | null): Stage[] {
  const stages: Stage[] = [];
  for (const revision of revisions) {
    const authors = revision.rev === newest ? 'above' : revision.authors;
    const last = stages.at(-1);
    if (last && wordsOf(last.authors) === wordsOf(authors)) last.revisions.push(revision);
    else stages.push({ revisions: [revision], authors });
  }
  return stages;
}

const wordsOf = (authors: Stage['authors']): string =>
  Array.isArray(authors)
    ? JSON.stringify(authors.map(({ name, affiliation, countryText }) => [name, affiliation, countryText]))
    : String(authors);

function span(revisions: readonly Revision[], word: (revision: Revision) => string): string {
  const [first, last] = [revisions[0], revisions.at(-1)].map((one) => (one ? word(one) : ''));
  return first === last ? (first ?? '') : `${first} to ${last}`;
}
