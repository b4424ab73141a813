import type { Metadata } from 'next';
import { ituRegions, readMemberStates } from '#metrics/itu.ts';
import { Sortable } from '../../_ui/sortable.tsx';
import { amount, dateWords } from '../../_ui/words.ts';
import { store } from '../../store.ts';
import { membersIn } from '../members.tsx';

export const metadata: Metadata = { title: 'Member states of the ITU' };
export const dynamic = 'force-dynamic';

/** The Union's members that are states, as its own list prints them. */
export default async function Members() {
  const states = await readMemberStates(await store());
  return (
    <>
      <p className="crumbs">
        <a href="/itu">ITU</a>
      </p>
      <h1>Which states are members of the ITU?</h1>
      {states.length === 0 ? (
        <p className="warn">
          Not known here yet: the Union’s list has not been read. One command reads it:{' '}
          <code>npm run scrape -- itu-members</code>
        </p>
      ) : (
        <>
          <p className="lede">
            {amount(states.length)} states, as the Union’s own list prints them: {membersIn(states)}.
          </p>
          <Sortable>
            <table>
              <caption>Member states by region; a day is there where the list prints one</caption>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Region</th>
                  <th scope="col">Member since</th>
                </tr>
              </thead>
              <tbody>
                {states.map((state) => (
                  <tr key={state.symbol}>
                    <th scope="row">
                      {state.country ? <a href={`/countries/${state.country}`}>{state.name}</a> : state.name}
                    </th>
                    <td>{state.region ? `${state.region}, ${ituRegions[state.region]}` : 'not printed'}</td>
                    <td data-sort={state.entered ?? ''}>
                      {state.entered ? dateWords(state.entered) : 'not printed'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Sortable>
        </>
      )}
    </>
  );
}
