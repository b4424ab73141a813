import { Fragment } from 'react';
import type { Liaison, LiaisonPage } from '#metrics/liaisons.ts';
import { Listing } from '../_ui/listing.tsx';
import { amount, dateWords, plural } from '../_ui/words.ts';

/** What the list is asked for beside the body and the page of it. */
export interface Asked {
  sender: string | null;
  recipient: string | null;
  group: string | null;
  year: string | null;
}

/** The list of one body under the same filters, from `after` on. */
export function addressOf(
  { sender, recipient, group, year }: Asked,
  body: string,
  after: string | null,
): string {
  const asked = Object.entries({ body, sender, recipient, group, year, after });
  return `/liaisons?${new URLSearchParams(asked.flatMap(([name, value]) => (value ? [[name, value]] : [])))}`;
}

/** Liaison statements of one body's list. */
export function LiaisonPanel({
  liaisons,
  total,
  command,
  isFiltered,
  isFirst,
}: LiaisonPage & { command: string; isFiltered: boolean; isFirst: boolean }) {
  if (liaisons.length === 0)
    return isFiltered ? (
      <p className="note">None that has been read matches these filters.</p>
    ) : (
      <p className="warn">
        Not read yet on this installation. One command reads them: <code>npm run scrape -- {command}</code>
      </p>
    );
  return (
    <Listing
      columns={['Posted', 'Title', 'From', 'To', 'For', 'Answer by', 'Answers', 'Sent along']}
      caption={
        <>
          {plural(total, 'statement')}
          {liaisons.length === total
            ? ', the newest first'
            : isFirst
              ? `, the newest ${amount(liaisons.length)} here`
              : `, ${amount(liaisons.length)} older ones here`}
        </>
      }
    >
      {liaisons.map((one) => (
        <tr key={one.id}>
          <td>{one.posted ? dateWords(one.posted) : <span className="soft">day not known</span>}</td>
          <th scope="row">
            <a href={`/documents/${encodeURIComponent(one.id)}`}>{one.title}</a>
          </th>
          <td>
            <Groups groups={one.from} />
          </td>
          <td>
            <Groups groups={one.to} />
          </td>
          <td>{one.purpose ?? <span className="soft">not told</span>}</td>
          <td>{one.deadline ? dateWords(one.deadline) : '–'}</td>
          <td>
            {one.answers.map((id) => (
              <a key={id} href={`/documents/${encodeURIComponent(id)}`}>
                {id}{' '}
              </a>
            ))}
          </td>
          <td>
            {one.attachments === null ? (
              <span className="soft">not told</span>
            ) : one.attachments.length === 0 ? (
              '–'
            ) : (
              <SentAlong attachments={one.attachments} />
            )}
          </td>
        </tr>
      ))}
    </Listing>
  );
}

/** Those a statement is from or to, each with a link to its page where it has one. */
export function Groups({ groups }: { groups: Liaison['from'] }) {
  if (groups.length === 0) return <span className="soft">not told</span>;
  return groups.map(({ group, name }, at) => (
    <Fragment key={`${group} ${name}`}>
      {at > 0 && '; '}
      {group ? <a href={`/groups/${encodeURIComponent(group)}`}>{name}</a> : name}
    </Fragment>
  ));
}

/** The documents that came with a statement, at their source. */
export function SentAlong({ attachments }: { attachments: NonNullable<Liaison['attachments']> }) {
  return attachments.map(({ name, title, url }, at) => (
    <Fragment key={name}>
      {at > 0 && '; '}
      <a href={url}>{title ?? name}</a>
    </Fragment>
  ));
}
