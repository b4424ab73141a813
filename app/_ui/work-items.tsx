import type { WorkItems } from '#metrics/work-items.ts';
import { Sortable } from './sortable.tsx';
import { amount, dateWords } from './words.ts';

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
              <td style={whole}>{item.question ?? <span className="soft">none printed</span>}</td>
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
              <td>{item.editors.join('; ') || <span className="soft">none printed</span>}</td>
              <td>{dateWords(item.updated)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sortable>
  );
}
