import type { Metadata } from 'next';
import { type ListedGroup, listGroups } from '#metrics/group.ts';
import { Counts } from '../_ui/counts.tsx';
import { Listing } from '../_ui/listing.tsx';
import { one, type Query, refuseOthers } from '../_ui/query.ts';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { amount, bodyNames, groupKindName } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Groups' };

export default async function Groups({ searchParams }: { searchParams: Promise<Query> }) {
  const search = await searchParams;
  const query = one(search.q);
  const body = one(search.body);
  const read = await refusing(async () => {
    refuseOthers(search, ['q', 'body', 'after']);
    return listGroups(await store(), { query, body, limit: 200, after: one(search.after) });
  });
  if (!read.ok) return <Refusal error={read.error} path="/groups" />;
  const page = read.value;
  const keep = new URLSearchParams();
  if (query) keep.set('q', query);
  if (body) keep.set('body', body);
  return (
    <>
      <h1>Groups</h1>
      <p className="lede">
        Working groups, areas, study groups and others{query || body ? ' that match' : ''}, each body’s by
        itself:{' '}
        {page.totals.map(({ body: of, groups }) => `${bodyNames[of] ?? of} ${amount(groups)}`).join(' · ') ||
          'none'}
        .
      </p>
      <form className="row" action="/groups">
        <label>
          Acronym or name <input name="q" type="search" defaultValue={query ?? ''} />
        </label>
        <button type="submit">Find</button>
      </form>
      <Listing columns={['Group', 'Name', 'Body', 'Kind', 'State', 'Documents']}>
        {page.groups.map((group) => (
          <tr key={group.id}>
            <th scope="row">
              <a href={`/groups/${encodeURIComponent(group.id)}`}>{group.acronym}</a>
            </th>
            <td>
              {group.name === group.acronym ? <span className="soft">not read yet</span> : group.name}
              {query && <Formerly group={group} query={query} />}
            </td>
            <td>{bodyNames[group.body] ?? group.body}</td>
            <td>{groupKindName(group.kind)}</td>
            <td>{group.state ?? <span className="soft">not told</span>}</td>
            <td>
              <Counts counts={group.counts} />
            </td>
          </tr>
        ))}
      </Listing>
      {page.next && (
        <p>
          <a href={`/groups?${new URLSearchParams([...keep, ['after', page.next]])}`}>The next 200</a>
        </p>
      )}
    </>
  );
}

/** The former name by which a group was found. */
function Formerly({ group, query }: { group: ListedGroup; query: string }) {
  const words = query.trim().toLowerCase();
  const has = (text: string) => text.toLowerCase().includes(words);
  if (has(group.name) || has(group.acronym)) return null;
  const found = group.formerNames.find(({ acronym, name }) => has(acronym) || has(name));
  return found ? (
    <span className="soft"> formerly {has(found.name) ? found.name : found.acronym}</span>
  ) : null;
}
