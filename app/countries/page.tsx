import type { Metadata } from 'next';
import { listCountries } from '#metrics/country.ts';
import { Counts } from '../_ui/counts.tsx';
import { Sortable } from '../_ui/sortable.tsx';
import { amount, dateWords } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Countries' };
export const dynamic = 'force-dynamic';

export default async function Countries() {
  const all = await listCountries(await store());
  const seen = all.filter((country) => country.counts.length > 0 || country.organisations > 0);
  const documents = (country: (typeof all)[number]) =>
    country.counts.reduce((sum, one) => Math.max(sum, one.documents), 0);
  return (
    <>
      <h1>Countries</h1>
      <p className="lede">
        Where authors say they are, and where the organisations they name are registered: two different
        questions, two different columns.
      </p>
      <p className="note">
        {seen.length} of {all.length} countries and territories, present and former, occur here. Names follow{' '}
        <a href="/method#names">ISO 3166</a>. Documents are counted whole: one with authors in two countries
        stands in both.
      </p>
      <Sortable>
        <table>
          <thead>
            <tr>
              <th scope="col">Country</th>
              <th scope="col">Region</th>
              <th scope="col">Documents with an author’s address there</th>
              <th scope="col" className="n">
                Organisations registered
              </th>
            </tr>
          </thead>
          <tbody>
            {seen
              .toSorted((a, b) => documents(b) - documents(a) || a.name.localeCompare(b.name))
              .map((country) => (
                <tr key={country.code}>
                  <th scope="row">
                    <a href={`/countries/${country.code}`}>{country.name}</a>
                    {country.to && <span className="soft"> (until {dateWords(country.to)})</span>}
                  </th>
                  <td>{country.region}</td>
                  <td data-sort={documents(country)}>
                    <Counts counts={country.counts} />
                  </td>
                  <td className="n">{amount(country.organisations)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </Sortable>
    </>
  );
}
