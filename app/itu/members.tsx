import { ituRegions, type MemberState, readMemberStates } from '#metrics/itu.ts';
import { amount } from '../_ui/words.ts';
import { store } from '../store.ts';

/** How many member states each of the Union's regions has, in words. */
export function membersIn(states: readonly MemberState[]): string {
  const regions = [...new Set(states.map(({ region }) => region ?? ''))];
  return regions
    .map((region) => {
      const count = states.filter((state) => (state.region ?? '') === region).length;
      return `${amount(count)} in ${ituRegions[region] ?? 'no region'}`;
    })
    .join(', ');
}

/** How many states are members; the list itself is a page of its own. */
export async function Members() {
  const states = await readMemberStates(await store());
  if (states.length === 0) return null;
  return (
    <>
      <h2 id="members">Member states</h2>
      <p>
        {amount(states.length)} states are members of the Union, as <a href="/itu/members">its own list</a>{' '}
        prints them: {membersIn(states)}. Companies and universities are members beside them; no list of those
        is open to us, so under which membership they speak is unknown unless a source says so.
      </p>
    </>
  );
}
