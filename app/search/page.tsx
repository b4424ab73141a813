import type { Metadata } from 'next';
import { type Found, search } from '#metrics/search.ts';
import { kindName } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Search', robots: { index: false } };

const rooms: Record<Found['type'], string> = {
  document: '/documents/',
  organisation: '/organisations/',
  country: '/countries/',
  group: '/groups/',
  proposal: '/proposals/',
};

export default async function SearchPage({
  searchParams,
}: {
  searchParams: Promise<{ q?: string | string[] }>;
}) {
  const { q } = await searchParams;
  const query = (Array.isArray(q) ? q[0] : q) ?? '';
  const found = await search(await store(), query, 50);
  return (
    <>
      <h1>Search</h1>
      <form className="row" action="/search">
        <label>
          A document, organisation, country, group or proposal{' '}
          <input type="search" name="q" defaultValue={query} />
        </label>
        <button type="submit">Search</button>
      </form>
      {query.trim() === '' ? (
        <p>
          Type a number (9000), a name (Ericsson), a country or a few words of a title. Small typing errors do
          not matter.
        </p>
      ) : found.length === 0 ? (
        <p>Nothing is near “{query}”.</p>
      ) : (
        <ul>
          {found.map((one) => (
            <li key={one.type + one.id}>
              <a href={rooms[one.type] + encodeURIComponent(one.id)}>{one.title}</a>{' '}
              <span className="soft">
                {one.type === 'document' ? `${one.id}, ${kindName(one.kind, false)}` : one.type}
                {one.matched && one.matched !== one.title ? `, by “${one.matched}”` : ''}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
