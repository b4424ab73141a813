import { Fragment } from 'react';
import { isoDay } from '#lib/week.ts';
import {
  type PrintedAt,
  type PrintedBoard,
  type PrintedDay,
  type PrintedPost,
  type PrintedSpan,
  printedRule,
} from '#metrics/printed-posts.ts';
import { type TenureBar, Tenures } from '../_charts/tenures.tsx';
import { Sortable } from './sortable.tsx';
import { dateWords, plural } from './words.ts';

const month = (day: string) => dateWords(day, 'month');
const boardNames: Readonly<Record<string, string>> = { iab: 'IAB', iesg: 'IESG' };
const boardName = (group: string) => boardNames[group] ?? group;

function Document({ id }: { id: string }) {
  return <a href={`/documents/${encodeURIComponent(id)}`}>{id.replace(/^rfc/, 'RFC ')}</a>;
}

/** The line of the text where a name stands. */
function Line({ at, isOneOfSeveral = false }: { at: PrintedAt; isOneOfSeveral?: boolean }) {
  const words = [at.words, at.organisationText].filter(Boolean).join(', ');
  return (
    <>
      {at.page ? (
        <a
          href={`/evidence/${at.page}${at.line ? `?lines=${at.line}#l${at.line}` : ''}`}
          title={`${at.document}, line ${at.line ?? 'not known'}`}
        >
          listed
        </a>
      ) : (
        'listed'
      )}
      {isOneOfSeveral && ` in ${at.document.replace(/^rfc/, 'RFC ')}`}
      {words && <span className="soft"> {words}</span>}
    </>
  );
}

/** Boards on a day as the RFCs nearest to it list them, apart from the posts that rosters tell of. */
export function PrintedBoards({ boards, on }: { boards: readonly PrintedBoard[]; on: string }) {
  if (boards.length === 0) return null;
  return (
    <>
      <h3 id="printed">As RFCs list them</h3>
      <p className="note">{printedRule}</p>
      {boards.map((board) => (
        <Board key={board.group} board={board} on={on} />
      ))}
    </>
  );
}

function Board({ board: { group, before, after, rows }, on }: { board: PrintedBoard; on: string }) {
  const name = boardName(group);
  const near = [before, after].filter((day) => day !== null && !day.isFar) as PrintedDay[];
  return (
    <>
      <p>
        {name}: <Where day={before} group={group} on={on} side="before" />;{' '}
        <Where day={after} group={group} on={on} side="after" />.
        {near.length === 0 && ' What is more than two years away says nothing of that day and is not shown.'}
      </p>
      {near.some(({ documents }) => documents.length > 1) && (
        <p className="note">
          Where several RFCs of one month list the board, each name stands once in every spelling, with the
          newest RFC that prints it so.
        </p>
      )}
      {rows.length > 0 && (
        <Sortable>
          <table>
            <thead>
              <tr>
                <th scope="col">Name, as printed</th>
                {near.map((day) => (
                  <th scope="col" key={day.asOf}>
                    {day.documents.map((id, place) => (
                      <Fragment key={id}>
                        {place > 0 && ', '}
                        <Document id={id} />
                      </Fragment>
                    ))}
                    , {month(day.asOf)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.personName}>
                  <th scope="row">{row.personName}</th>
                  {near.map((day) => {
                    const at = day === before ? row.before : row.after;
                    return (
                      <td key={day.asOf}>
                        {at ? (
                          <Line at={at} isOneOfSeveral={day.documents.length > 1} />
                        ) : (
                          <span className="soft">no</span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </Sortable>
      )}
    </>
  );
}

/** Where the nearest list is on one side of a day: its month and how far that is. */
function Where({
  day,
  group,
  on,
  side,
}: {
  day: PrintedDay | null;
  group: string;
  on: string;
  side: 'before' | 'after';
}) {
  if (!day) return <>no RFC that we read lists it {side} that day</>;
  const [from, to] = [day.asOf, on].sort() as [string, string];
  const apart =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7));
  const years = Math.round(apart / 12);
  const far =
    apart === 0 ? 'that month' : `${apart < 24 ? plural(apart, 'month') : plural(years, 'year')} ${side}`;
  return (
    <>
      the {side === 'before' ? 'last list before' : 'first list after'} is of{' '}
      {day.isFar ? (
        <a href={`/leadership?on=${day.asOf}&group=${group}#printed`}>{month(day.asOf)}</a>
      ) : (
        month(day.asOf)
      )}{' '}
      (<Document id={day.documents[0] ?? ''} />, {far})
    </>
  );
}

/** Who sat on a board, as the RFCs that list its members print it over the years. */
export function PrintedOverTime({ spans, group }: { spans: readonly PrintedSpan[]; group: string }) {
  if (spans.length === 0) return null;
  const bars = spans
    .toSorted((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to))
    .map(
      (span, place): TenureBar => ({
        id: String(place),
        label: span.personName,
        detail: `in ${plural(span.lists, 'list')}`,
        from: span.from,
        to: span.to,
      }),
    );
  return (
    <>
      <h2 id="printed">Members as RFCs list them</h2>
      <p className="note">
        {printedRule} Lists that follow one another and print the same name are one row here; a list that
        leaves the name out ends it, and so do more than two years without a list. Somebody can have sat on
        the {boardName(group)} before the first and after the last.
      </p>
      <details>
        <summary>
          Show {plural(spans.length, 'row')}, {month(bars[0]?.from ?? '')} to{' '}
          {month(
            spans
              .map(({ to }) => to)
              .toSorted()
              .at(-1) ?? '',
          )}
        </summary>
        <Tenures bars={bars} today={isoDay()} />
        <Sortable>
          <table>
            <thead>
              <tr>
                <th scope="col">Name, as printed</th>
                <th scope="col">First listed</th>
                <th scope="col">Last listed</th>
                <th scope="col" className="n">
                  Lists
                </th>
                <th scope="col">Also printed beside it</th>
              </tr>
            </thead>
            <tbody>
              {spans.map((span) => (
                <tr key={`${span.personName} ${span.from}`}>
                  <th scope="row">{span.personName}</th>
                  <td>
                    {month(span.from)}, <Document id={span.first.document} />
                  </td>
                  <td>
                    {month(span.to)}, <Document id={span.last.document} />
                  </td>
                  <td className="n">{span.lists}</td>
                  <td>{span.words.join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Sortable>
      </details>
    </>
  );
}

/** The lists of boards in one document. */
export function PrintedLists({ posts }: { posts: readonly PrintedPost[] }) {
  const lists = new Map<number, PrintedPost[]>();
  for (const post of posts) lists.set(post.list, [...(lists.get(post.list) ?? []), post]);
  return [...lists.values()].map((list) => {
    const [first] = list;
    if (!first) return null;
    const isOther = first.asOfDocument !== null && first.asOfDocument !== first.document;
    return (
      <div key={first.list}>
        <h2>It lists members of the {boardName(first.group)}</h2>
        <p>
          “{first.timeText}”
          {isOther && (
            <>
              , that is of <Document id={first.asOfDocument ?? ''} />
            </>
          )}
          {first.asOf === null && ', an earlier time that it does not date'}:{' '}
          {list.map((post, place) => (
            <span key={post.position}>
              {place > 0 && ', '}
              {post.personName}
              {(post.words ?? post.organisationText) && (
                <span className="soft">
                  {' '}
                  ({[post.words, post.organisationText].filter(Boolean).join(', ')})
                </span>
              )}
            </span>
          ))}
          .{' '}
          {first.page && (
            <a
              className="soft"
              href={`/evidence/${first.page}?lines=${list.map(({ line }) => line).join(',')}#l${first.line}`}
            >
              The words
            </a>
          )}{' '}
          ·{' '}
          <a className="soft" href={`/groups/${first.group}#printed`}>
            lists of all years
          </a>
        </p>
      </div>
    );
  });
}
