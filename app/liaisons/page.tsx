import type { Metadata } from 'next';
import { Unexpected } from '#lib/unexpected.ts';
import { type LiaisonFilter, type LiaisonList, liaisonListIds, readLiaisons } from '#metrics/liaisons.ts';
import { afterOf, one, type Query, refuseOthers } from '../_ui/query.ts';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { bodyNames } from '../_ui/words.ts';
import { store } from '../store.ts';
import { type Asked, addressOf, LiaisonPanel } from './panel.tsx';

export const metadata: Metadata = { title: 'Liaison statements' };
export const dynamic = 'force-dynamic';

/** Shown where no list is asked for: all of either body's. */
const whole = ['ietf', 'itu'] as const satisfies readonly LiaisonList[];
const titleOf = (list: LiaisonList) =>
  list === 'ietf' || list === 'itu'
    ? `As the ${bodyNames[list]} lists them`
    : `As the ITU lists them, ${bodyNames[list]} alone`;
const commandOf = (list: LiaisonList) => (list === 'ietf' ? 'ietf-liaisons' : 'itu-temporary-documents');

/** @throws Unexpected for a body or a year that cannot be read */
function read(
  search: Query,
): Asked & { year: string | null; list: LiaisonList | null; after: string | null } {
  refuseOthers(search, ['body', 'sender', 'recipient', 'group', 'year', 'after']);
  const [body, year] = [one(search.body), one(search.year)];
  const list = liaisonListIds.find((id) => id === body) ?? null;
  if (body && !list)
    throw new Unexpected('parameter body', JSON.stringify(body), `one of ${liaisonListIds.join(', ')}`);
  if (year && !/^(?:19|20|21)\d\d$/.test(year))
    throw new Unexpected('parameter year', JSON.stringify(year), 'a year such as 2020');
  return {
    list,
    sender: one(search.sender),
    recipient: one(search.recipient),
    group: one(search.group),
    year,
    after: afterOf(search, /^\d{4}-\d{2}-\d{2}~\S{1,200}$/),
  };
}

export default async function Liaisons({ searchParams }: { searchParams: Promise<Query> }) {
  const search = await searchParams;
  const open = await store();
  const found = await refusing(async () => {
    const asked = read(search);
    const filter: Omit<LiaisonFilter, 'list'> = {
      ...asked,
      from: asked.year && `${asked.year}-01-01`,
      to: asked.year && `${asked.year}-12-31`,
      limit: asked.list ? 100 : 25,
    };
    return {
      asked,
      lists: await Promise.all(
        (asked.list ? [asked.list] : whole).map(async (list) => ({
          list,
          ...(await readLiaisons(open, { ...filter, list })),
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
          <select name="body" defaultValue={asked.list ?? ''}>
            <option value="">each</option>
            {liaisonListIds.map((list) => (
              <option key={list} value={list}>
                {list === 'itu' ? 'ITU, all sectors' : bodyNames[list]}
              </option>
            ))}
          </select>
        </label>
        {field('sender', 'From', 'ITU-T SG 13, 3GPP')}
        {field('recipient', 'To', 'IAB, dnsop')}
        {field('group', 'From or to the group', 'SG13')}
        {field('year', 'Year', '2024')}
        <button type="submit">Show</button>
        <a href="/liaisons">Take the filters off</a>
      </form>
      {lists.map(({ list, ...page }) => (
        <section key={list} id={list}>
          <h2>{titleOf(list)}</h2>
          <LiaisonPanel
            {...page}
            command={commandOf(list)}
            isFiltered={isFiltered}
            isFirst={asked.after === null}
          />
          {page.next && (
            <p>
              {asked.list ? (
                <a href={addressOf(asked, list, page.next)}>Older ones</a>
              ) : (
                <a href={addressOf(asked, list, null)}>All of this list</a>
              )}
            </p>
          )}
        </section>
      ))}
    </>
  );
}
