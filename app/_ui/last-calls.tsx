import type { LastCall } from '#metrics/last-calls.ts';
import { Sortable } from './sortable.tsx';
import { dateWords } from './words.ts';

/** Drafts that can still be commented on, the soonest end first. */
export function LastCalls({ calls, showGroup = true }: { calls: readonly LastCall[]; showGroup?: boolean }) {
  return (
    <Sortable>
      <table>
        <thead>
          <tr>
            <th scope="col">Comments until</th>
            <th scope="col">Draft</th>
            {showGroup && <th scope="col">Group</th>}
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <tr key={call.document} id={`last-call-${call.document}`}>
              <td>{dateWords(call.until)}</td>
              <th scope="row">
                <a href={`/documents/${encodeURIComponent(call.document)}`}>{call.title}</a>{' '}
                <span className="soft">
                  {call.document}, announced on {dateWords(call.sent)}
                  {call.page && (
                    <>
                      {' '}
                      (<a href={`/evidence/${call.page}`}>as read</a>)
                    </>
                  )}
                  {call.url && (
                    <>
                      {' '}
                      · <a href={call.url}>at the source</a>
                    </>
                  )}
                </span>
              </th>
              {showGroup && (
                <td>
                  {call.group ? (
                    <a href={`/groups/${encodeURIComponent(call.group)}`}>{call.groupName ?? call.group}</a>
                  ) : (
                    <span className="soft">none</span>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Sortable>
  );
}
