import type { Metadata } from 'next';
import { isoDay } from '#lib/week.ts';
import { readLetters, rootInstancesByCountry } from '#metrics/root-instances-by-country.ts';
import type { Search } from '../_charts/address.ts';
import { FigureOf } from '../_ui/figure-of.tsx';
import { readKnownState } from '../_ui/known-state.ts';
import { Listing } from '../_ui/listing.tsx';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { amount } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Root servers: where they stand and who runs them' };

export default async function Infrastructure({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const read = await refusing(() => readKnownState('/infrastructure', search, rootInstancesByCountry));
  if (!read.ok) return <Refusal error={read.error} path="/infrastructure" />;
  const on = read.value.params.on ?? isoDay();
  const letters = await readLetters(await store(), on);
  return (
    <>
      <h1>Where do the root servers stand, and who runs them?</h1>
      <p className="lede">
        A root server instance answers where the top of the domain name system is to be found; there are
        thirteen letters, each run by one operator at many sites. An instance does not decide what the root
        zone contains: whoever hosts more of them hosts copies, not control.
      </p>
      <FigureOf metric={rootInstancesByCountry} state={read.value} controls={['by']} />
      <h2>The thirteen letters</h2>
      <Listing
        columns={['Letter', 'Operator', ['Instances', 'n'], ['Sites', 'n'], ['Countries', 'n'], 'Evidence']}
      >
        {letters.map((letter) => (
          <tr key={letter.letter}>
            <td>{letter.letter.toUpperCase()}</td>
            <th scope="row">
              {letter.organisationId ? (
                <a href={`/organisations/${letter.organisationId}`}>{letter.operator}</a>
              ) : (
                letter.operator
              )}
            </th>
            <td className="n">{amount(letter.instances)}</td>
            <td className="n">{amount(letter.sites)}</td>
            <td className="n">{letter.countries}</td>
            <td>{letter.source ? <a href={letter.source}>{letter.evidence}</a> : letter.evidence}</td>
          </tr>
        ))}
      </Listing>
    </>
  );
}
