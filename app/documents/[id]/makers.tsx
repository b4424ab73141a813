import type { Author, DocumentDetail } from '#metrics/document.ts';
import { Listing } from '../../_ui/listing.tsx';
import { SourceLink } from '../../_ui/source-link.tsx';

/** Who made it, under the words of its kind: a work item has members that support it and editors, a Recommendation neither. */
export function Makers({ document }: { document: DocumentDetail }) {
  const { kind, body, authors } = document;
  if (kind === 'recommendation' && authors.length === 0)
    return (
      <p className="note">
        The ITU prints no author of a Recommendation; its work item, where one is linked below, names the
        members that supported it.
      </p>
    );
  // A letter is from a group, which stands with it.
  if (kind === 'liaison' && authors.length === 0) return null;
  if (kind !== 'work-item')
    return (
      <>
        <h2>{body.startsWith('itu') ? 'Submitted by' : 'Authors'}</h2>
        {authors.length === 0 ? <p>None could be read.</p> : <Authors authors={authors} />}
      </>
    );
  const editors = authors.filter((author) => author.role === 'editor');
  const members = authors.filter((author) => author.role !== 'editor');
  return (
    <>
      <h2>Supporting members</h2>
      {members.length === 0 ? <p>Its page names none.</p> : <Authors authors={members} />}
      {members.some((author) => author.role === 'sources') && (
        <p className="note">
          The page joins members by commas, and names hold commas: where no list knows the words, they stay
          together.
        </p>
      )}
      <h2>Editors</h2>
      {editors.length === 0 ? (
        <p>Its page names none.</p>
      ) : (
        <ul>
          {editors.map(({ position, name, page }) => (
            <li key={position}>
              {name}
              <SourceLink page={page} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const plainRoles = new Set(['author', 'source', 'sources']);

function Authors({ authors }: { authors: readonly Author[] }) {
  return (
    <Listing
      columns={[
        ['No.', 'n'],
        'As printed',
        'Affiliation, as printed',
        'Organisation',
        'Country stated',
        'Evidence',
      ]}
    >
      {authors.map((author) => (
        <tr key={author.position}>
          <td className="n">{author.position}</td>
          <th scope="row">
            {author.person ? <a href={`/people/${author.person}`}>{author.name}</a> : author.name}
            {!plainRoles.has(author.role) && <span className="soft"> ({author.role})</span>}
          </th>
          <td>
            {author.affiliation ??
              (author.isOrganisation ? (
                <span className="soft">is an organisation</span>
              ) : (
                <span className="soft">states none</span>
              ))}
            {author.affiliationInAddress && (
              <span className="soft"> (address: {author.affiliationInAddress})</span>
            )}
          </td>
          <td>
            <Organisations author={author} />
          </td>
          <td>
            {author.country ? (
              <>
                <a href={`/countries/${author.country.code}`}>{author.country.name}</a>
                {author.countryText && author.countryText !== author.country.name && (
                  <span className="soft"> “{author.countryText}”</span>
                )}
              </>
            ) : (
              <span className="soft">states none</span>
            )}
          </td>
          <td>
            {author.page ? <a href={evidenceOf(author)}>the words</a> : '–'}
            {author.recorded?.affiliation && author.recorded.affiliation !== author.affiliation && (
              <span className="soft"> The body’s records say “{author.recorded.affiliation}”.</span>
            )}
          </td>
        </tr>
      ))}
    </Listing>
  );
}

function evidenceOf({ page, lines }: Author): string {
  const marked = [lines.name, lines.affiliation, lines.country].filter((line) => line !== null);
  const query = marked.length ? `?lines=${[...new Set(marked)].join(',')}#l${Math.min(...marked)}` : '';
  return `/evidence/${page}${query}`;
}

function Organisations({ author }: { author: Author }) {
  if (author.organisations.length === 0) return <span className="soft">unknown</span>;
  return (
    <>
      {author.organisations.map((one, place) => (
        <span key={one.text + one.id} title={one.why}>
          {place > 0 && ' and '}
          {one.id ? (
            <a href={`/organisations/${one.id}`}>{one.name ?? one.id}</a>
          ) : (
            <span className="soft">
              {one.kind === 'individual' ? 'independent, as stated' : 'not matched'}
            </span>
          )}
        </span>
      ))}
    </>
  );
}
