import type { Metadata } from 'next';
import { listOrganisations } from '#metrics/organisation.ts';
import { Counts } from '../_ui/counts.tsx';
import { Listing } from '../_ui/listing.tsx';
import { one, type Query, refuseOthers } from '../_ui/query.ts';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { plural } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Organisations' };

export default async function Organisations({ searchParams }: { searchParams: Promise<Query> }) {
  const search = await searchParams;
  const query = one(search.q);
  const kind = one(search.kind);
  const country = one(search.country);
  const read = await refusing(async () => {
    refuseOthers(search, ['q', 'kind', 'country', 'after']);
    return listOrganisations(await store(), { query, kind, country, limit: 100, after: one(search.after) });
  });
  if (!read.ok) return <Refusal error={read.error} path="/organisations" />;
  const page = read.value;
  const keep = new URLSearchParams();
  if (query) keep.set('q', query);
  if (kind) keep.set('kind', kind);
  if (country) keep.set('country', country);
  return (
    <>
      <h1>Organisations</h1>
      <p className="lede">
        {query || kind || country
          ? plural(page.total, 'organisation matches', 'organisations match')
          : plural(page.total, 'organisation is on our list', 'organisations are on our list')}
        , each with a kind, a country of registration, its owners over time, and a source for every one of
        these.
      </p>
      <form className="row" action="/organisations">
        <label>
          Name or spelling <input name="q" type="search" defaultValue={query ?? ''} />
        </label>
        <label>
          Country code <input name="country" size={4} defaultValue={country ?? ''} />
        </label>
        <button type="submit">Find</button>
      </form>
      <Listing columns={['Organisation', 'Kind', 'Registered in', 'Documents that state it']}>
        {page.organisations.map((organisation) => (
          <tr key={organisation.id}>
            <th scope="row">
              <a href={`/organisations/${organisation.id}`}>{organisation.name}</a>
            </th>
            <td>{organisation.kind.replaceAll('-', ' ')}</td>
            <td>
              {organisation.country ? (
                <a href={`/countries/${organisation.country.code}`}>{organisation.country.name}</a>
              ) : organisation.international ? (
                'international: no country'
              ) : (
                'unknown'
              )}
            </td>
            <td>
              <Counts counts={organisation.counts} />
            </td>
          </tr>
        ))}
      </Listing>
      <p className="row">
        {page.next && (
          <a href={`/organisations?${new URLSearchParams([...keep, ['after', page.next]])}`}>The next 100</a>
        )}
        <a href="/sources#unmatched">Affiliations we could not match</a>
      </p>
    </>
  );
}
