import type { Metadata } from 'next';
import { postWords } from '#metrics/post-words.ts';
import { type Found, search } from '#metrics/search.ts';
import { bodyNames, kindName } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Search', robots: { index: false } };

const rooms: Record<Found['type'], string> = {
  document: '/documents/',
  organisation: '/organisations/',
  country: '/countries/',
  group: '/groups/',
  proposal: '/proposals/',
  person: '/people/',
  post: '/groups/',
};

/** Whom the Union's members elect stands on a page of its own. */
const hrefOf = ({ type, id }: Found) =>
  type === 'post' && id === 'ITU' ? '/itu/elected' : rooms[type] + encodeURIComponent(id);

/** What stands behind the name: of a person, whose records name them; of who has no record there, the post and its group. */
function about(one: Found): string {
  if (one.type === 'document') return `${one.id}, ${kindName(one.kind, false)}`;
  if (one.type === 'post') return `${postWords(one.kind)}, ${one.id}`;
  return one.type === 'person' ? `person, ${bodyNames[one.kind] ?? one.kind}` : one.type;
}

function Results({ found }: { found: readonly Found[] }) {
  return (
    <ul>
      {found.map((one) => (
        <li key={one.type + one.id + one.title}>
          <a href={hrefOf(one)}>{one.title}</a>{' '}
          <span className="soft">
            {about(one)}
            {one.matched && one.matched !== one.title ? `, by “${one.matched}”` : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}

export default async function SearchPage({
  searchParams,
}: {
  searchParams: Promise<{ q?: string | string[] }>;
}) {
  const { q } = await searchParams;
  const query = (Array.isArray(q) ? q[0] : q) ?? '';
  const found = await search(await store(), query, 50);
  const near = found.filter(({ match }) => match === 'similar');
  return (
    <>
      <h1>Search</h1>
      <form className="row" action="/search">
        <label>
          A document, organisation, country, person, group or proposal{' '}
          <input type="search" name="q" defaultValue={query} />
        </label>
        <button type="submit">Search</button>
      </form>
      {query.trim() === '' ? (
        <p>
          Type a number (9000), a name (Ericsson), a country or a few words of a title. Persons are found who
          hold or held a public post or wrote a document. What only comes near is set apart.
        </p>
      ) : found.length === 0 ? (
        <p>Nothing is near “{query}”.</p>
      ) : (
        <>
          {near.length < found.length ? (
            <Results found={found.filter(({ match }) => match !== 'similar')} />
          ) : (
            <p>Nothing bears the name “{query}” or holds these words.</p>
          )}
          {near.length > 0 && (
            <>
              <h2>Only similar</h2>
              <p className="soft">Near what you typed, letter by letter; perhaps something else.</p>
              <Results found={near} />
            </>
          )}
        </>
      )}
    </>
  );
}
