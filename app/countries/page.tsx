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
  const isIetf = ({ body }: { body: string }) => body === 'ietf';
  /** What a column is sorted by: documents of one kind, never those of two bodies or kinds together. */
  const number = (country: (typeof all)[number], kind: string) =>
    country.counts.find((one) => one.kind === kind && (isIetf(one) || one.body === 'itu-t'))?.documents ?? 0;
  return (
    <>
      <h1>Countries</h1>
      <p className="lede">
        Where authors say they are, and where the organisations they name are registered: two different
        questions, two different columns.
      </p>
      <p className="note">
        {amount(seen.length)} of {amount(all.length)} countries and territories, present and former, occur
        here, in the order of the alphabet. Names follow <a href="/method#names">ISO 3166</a>. Documents are
        counted whole: one with authors or sources in two countries stands in both. The two bodies are counted
        by different rules and never together: at the IETF by the address an author prints, at the ITU, whose
        lists print none, by the country of registration of the sources.
      </p>
      <Sortable>
        <table>
          <thead>
            <tr>
              <th scope="col">Country</th>
              <th scope="col">Region</th>
              <th scope="col">IETF: with an author’s address there, by RFCs</th>
              <th scope="col">ITU: from sources registered there, by contributions to the ITU-T</th>
              <th scope="col" className="n">
                Organisations registered
              </th>
            </tr>
          </thead>
          <tbody>
            {seen
              .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
              .map((country) => (
                <tr key={country.code}>
                  <th scope="row">
                    <a href={`/countries/${country.code}`}>{country.name}</a>
                    {country.to && <span className="soft"> (until {dateWords(country.to)})</span>}
                  </th>
                  <td>{country.region}</td>
                  <td data-sort={number(country, 'rfc')}>
                    <Counts counts={country.counts.filter(isIetf)} />
                  </td>
                  <td data-sort={number(country, 'contribution')}>
                    <Counts counts={country.counts.filter((one) => !isIetf(one))} />
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
