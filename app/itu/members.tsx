import { ituRegions, type MemberState } from '#metrics/itu.ts';
import { amount, dateWords } from '../_ui/words.ts';

/** The Union's members that are states, by its own regions. */
export function Members({ states }: { states: MemberState[] }) {
  if (states.length === 0) return null;
  const regions = [...new Set(states.map((state) => state.region ?? ''))];
  return (
    <>
      <h2 id="members">Member states</h2>
      <p>
        {amount(states.length)} states are members of the Union, as its own list prints them:{' '}
        {regions
          .map(
            (region) =>
              `${amount(states.filter((state) => (state.region ?? '') === region).length)} in ${ituRegions[region] ?? 'no region'}`,
          )
          .join(', ')}
        . Companies and universities are members beside them; no list of those is open to us, so under which
        membership they speak is unknown unless a source says so.
      </p>
      <details>
        <summary>Show the {amount(states.length)} states</summary>
        <div className="scroll">
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
                  <td>
                    {state.entered ? dateWords(state.entered) : <span className="soft">not printed</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
