import type { Metadata } from 'next';
import { Unexpected } from '#lib/unexpected.ts';
import { type LiaisonFilter, readLiaisons } from '#metrics/liaisons.ts';
import { one, type Query } from '../_ui/query.ts';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { store } from '../store.ts';
import { type Asked, addressOf, LiaisonPanel } from './panel.tsx';

export const metadata: Metadata = { title: 'Liaison statements' };
export const dynamic = 'force-dynamic';

const panels: readonly { id: string; title: string; bodies: readonly string[]; command: string }[] = [
  { id: 'ietf', title: 'As the IETF lists them', bodies: ['ietf'], command: 'ietf-liaisons' },
  {
    id: 'itu',
    title: 'As the ITU lists them',
    bodies: ['itu-t', 'itu-r', 'itu-d', 'itu'],
    command: 'itu-temporary-documents',
  },
];

/** @throws Unexpected for a body or a year that cannot be read */
function read(search: Query): Asked & { year: string | null; body: string | null; after: string | null } {
  const [body, year, after] = [one(search.body), one(search.year), one(search.after)];
  if (body && !panels.some(({ id }) => id === body))
    throw new Unexpected('parameter body', JSON.stringify(body), 'one of ietf, itu');
  if (year && !/^(?:19|20|21)\d\d$/.test(year))
    throw new Unexpected('parameter year', JSON.stringify(year), 'a year such as 2020');
  return {
    body,
    sender: one(search.sender),
    recipient: one(search.recipient),
    group: one(search.group),
    year,
    after: after && /^\d{4}-\d{2}-\d{2}~\S{1,200}$/.test(after) ? after : null,
  };
}

export default async function Liaisons({ searchParams }: { searchParams: Promise<Query> }) {
  const search = await searchParams;
  const open = await store();
  const found = await refusing(async () => {
    const asked = read(search);
    const shown = panels.filter(({ id }) => asked.body === null || asked.body === id);
    const filter: LiaisonFilter = {
      ...asked,
      from: asked.year && `${asked.year}-01-01`,
      to: asked.year && `${asked.year}-12-31`,
      limit: asked.body ? 100 : 25,
    };
    return {
      asked,
      lists: await Promise.all(
        shown.map(async (panel) => ({
          ...panel,
          ...(await readLiaisons(open, { ...filter, bodies: panel.bodies })),
        })),
      ),
    };
  });
  if (!found.ok) return <Refusal error={found.error} path="/liaisons" />;
  const { asked, lists } = found.value;
  const { sender, recipient, group, year } = asked;
  const isFiltered = [sender, recipient, group, year].some((value) => value !== null);
  const field = (name: keyof Asked, label: string, hint: string) => (
    <label>
      {label}
      <input name={name} size={14} defaultValue={asked[name] ?? ''} placeholder={hint} />
    </label>
  );
  return (
    <>
      <h1>What the bodies write to each other</h1>
      <p className="lede">
        A liaison statement is a letter from one standards body, or one of its groups, to another: for
        information, for comment, or asking for an answer by a day. Each body lists what it sent and received,
        so one letter may stand in both lists; they are not added up.
      </p>
      <form className="filters" action="/liaisons" aria-label="Filters">
        <label>
          Listed by
          <select name="body" defaultValue={asked.body ?? ''}>
            <option value="">each</option>
            <option value="ietf">IETF</option>
            <option value="itu">ITU</option>
          </select>
        </label>
        {field('sender', 'From', 'ITU-T SG 13, 3GPP')}
        {field('recipient', 'To', 'IAB, dnsop')}
        {field('group', 'From or to the group', 'SG13')}
        {field('year', 'Year', '2024')}
        <button type="submit">Show</button>
        <a href="/liaisons">Take the filters off</a>
      </form>
      {lists.map(({ id, title, command, ...page }) => (
        <section key={id} id={id}>
          <h2>{title}</h2>
          <LiaisonPanel {...page} command={command} isFiltered={isFiltered} isFirst={asked.after === null} />
          {page.next && (
            <p>
              {asked.body ? (
                <a href={addressOf(asked, id, page.next)}>Older ones</a>
              ) : (
                <a href={addressOf(asked, id, null)}>All of this list</a>
              )}
            </p>
          )}
        </section>
      ))}
    </>
  );
}
