import type { Makers, WorkItems } from '#metrics/work-items.ts';
import { Sortable } from './sortable.tsx';
import { amount, dateWords, plural } from './words.ts';

const whole = { whiteSpace: 'nowrap' } as const;

/** Work items as rows: what is being written, who supports it, who edits it. */
export function WorkItemsTable({ total, items }: WorkItems) {
  return (
    <Sortable>
      <table>
        <caption>
          Those under study first, the newest first
          {items.length < total && `; the first ${amount(items.length)} of ${amount(total)}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Work item</th>
            <th scope="col">Title</th>
            <th scope="col">Question</th>
            <th scope="col">Status</th>
            <th scope="col">Timing</th>
            <th scope="col">Supporting members</th>
            <th scope="col">Editors</th>
            <th scope="col">Last update</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row" style={whole}>
                <a href={`/documents/${encodeURIComponent(item.id)}`}>{item.name}</a>
              </th>
              <td>{item.title}</td>
              <td style={whole}>
                {item.question ? (
                  <a href={`/groups/${encodeURIComponent(item.question)}`}>{item.question}</a>
                ) : (
                  <span className="soft">none printed</span>
                )}
              </td>
              <td>{item.status}</td>
              <td style={whole}>{item.timing ?? <span className="soft">none printed</span>}</td>
              <td>
                {item.members.length === 0 && <span className="soft">none printed</span>}
                {item.members.map((member, place) => (
                  <span key={member.name}>
                    {place > 0 && '; '}
                    {member.id ? <a href={`/organisations/${member.id}`}>{member.name}</a> : member.name}
                  </span>
                ))}
              </td>
              <td>
                {item.editors.length === 0 && <span className="soft">none printed</span>}
                {item.editors.map(({ name, organisation }, place) => (
                  <span key={name}>
                    {place > 0 && '; '}
                    {name} <span className="soft">({organisation?.name ?? 'organisation unknown'})</span>
                  </span>
                ))}
              </td>
              <td>{dateWords(item.updated)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sortable>
  );
}

const most = 20;

/** Which organisations edit and support the work items: what the reader of a Question’s page asks first. */
export function WorkItemMakers({ of, makers }: { of: string; makers: Makers }) {
  const { items, edited, editors, placed, unparted, organisations } = makers;
  const editing = organisations.filter((one) => one.edits > 0);
  return (
    <section id="editors">
      <h2>Which organisations edit the work items of {of}?</h2>
      <p>
        {editing.length === 0
          ? `Not known: ${editors === 0 ? `none of its ${amount(items)} work items names an editor` : `no roster of the study group prints an organisation beside the name of any of the ${amount(editors)} editors`}.`
          : `${editing
              .slice(0, 5)
              .map((one) => `${one.name} (${amount(one.edits)})`)
              .join(
                ', ',
              )}${editing.length > 5 ? ` and ${amount(editing.length - 5)} more` : ''}, of ${amount(items)} work items, ${amount(edited)} of which name editors.`}
      </p>
      <p className="note">
        The page of a work item prints its editors by name alone. The organisation is the one that a roster of
        the study group prints beside the same name, on the day of the item’s last update or within twelve
        months of it; it is known of {amount(placed)} of {amount(editors)} editors, and of the others unknown.
        The supporting members are printed by the item’s page itself.
      </p>
      {organisations.length > 0 && (
        <Sortable>
          <table>
            <caption>
              Work items by organisation; an item counts once for each
              {organisations.length > most && `; the first ${most} of ${amount(organisations.length)}`}
            </caption>
            <thead>
              <tr>
                <th scope="col">Organisation</th>
                <th scope="col" className="n">
                  Edits
                </th>
                <th scope="col" className="n">
                  Supports
                </th>
              </tr>
            </thead>
            <tbody>
              {organisations.slice(0, most).map((one) => (
                <tr key={one.id ?? one.name}>
                  <th scope="row">
                    {one.id ? <a href={`/organisations/${one.id}`}>{one.name}</a> : one.name}
                  </th>
                  <td className="n">{amount(one.edits)}</td>
                  <td className="n">{amount(one.supports)}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">Unknown organisation</th>
                <td className="n">{plural(editors - placed, 'editor')}</td>
                <td className="n">{amount(unparted)}</td>
              </tr>
            </tbody>
          </table>
        </Sortable>
      )}
    </section>
  );
}
