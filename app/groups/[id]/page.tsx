import type { Metadata } from 'next';
import { Fragment } from 'react';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { concentrationOfAuthorship } from '#metrics/concentration-of-authorship.ts';
import { bodyIds } from '#metrics/contract.ts';
import { sourcesOf } from '#metrics/credit.ts';
import { type GroupDetail, readGroup } from '#metrics/group.ts';
import { rosterDay } from '#metrics/roster.ts';
import { readMakers, readWorkItems } from '#metrics/work-items.ts';
import type { Search } from '../../_charts/address.ts';
import { Counts } from '../../_ui/counts.tsx';
import { FigureOf } from '../../_ui/figure-of.tsx';
import { readKnownState } from '../../_ui/known-state.ts';
import { LastCalls } from '../../_ui/last-calls.tsx';
import { Missing } from '../../_ui/missing.tsx';
import { placeWords } from '../../_ui/place-words.ts';
import { PrintedOverTime } from '../../_ui/printed.tsx';
import { idIn } from '../../_ui/query.ts';
import { Refusal, refusing } from '../../_ui/refusal.tsx';
import { SourceLink } from '../../_ui/source-link.tsx';
import {
  amount,
  bodyNames,
  dateWords,
  groupKindName,
  groupTitle,
  lifeWords,
  plural,
} from '../../_ui/words.ts';
import { WorkItemMakers, WorkItemsTable } from '../../_ui/work-items.tsx';
import { store } from '../../store.ts';
import { GroupPosts } from './group-posts.tsx';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Search>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readGroup(await store(), idIn((await params).id));
  return { title: found ? `${found.acronym}: ${found.name}` : 'No such group' };
}

export default async function GroupPage({ params: path, searchParams }: Props) {
  const group = await readGroup(await store(), idIn((await path).id));
  if (!group) return <Missing />;
  const at = `/groups/${encodeURIComponent(group.id)}`;
  const search = await searchParams;
  const read = await refusing(() =>
    readKnownState(at, { by: 'all', ...search }, authorshipByCountry, {
      group: group.id,
      body: bodyIds.find((id) => id === group.body) ?? 'ietf',
    }),
  );
  if (!read.ok) return <Refusal error={read.error} path={at} />;
  const hasDocuments = group.counts.some((count) => count.documents > 0);
  // Of the ITU some documents are known one by one; shares are drawn from complete lists alone.
  const { total } = await authorshipByCountry.read(await store(), read.value.params);
  const [work, makers, roster] = await Promise.all([
    readWorkItems(await store(), group.id, 300),
    readMakers(await store(), group.id),
    rosterDay(await store(), group.body.startsWith('itu') ? 'itu-leadership' : 'ietf-roles'),
  ]);
  return (
    <>
      <p className="crumbs">
        <a href="/groups">Groups</a> · {bodyNames[group.body] ?? group.body} · {groupKindName(group.kind)}
      </p>
      <h1>{groupTitle(group.name, group.acronym)}</h1>
      <dl className="facts">
        <dt>State</dt>
        <dd>{lifeWords(group)}</dd>
        <FormerNames group={group} />
        {group.parentGroup && (
          <>
            <dt>Within</dt>
            <dd>
              <a href={`/groups/${encodeURIComponent(group.parentGroup.id)}`}>{group.parentGroup.name}</a>
            </dd>
          </>
        )}
        <Successions of="before" rows={group.before} />
        <Successions of="after" rows={group.after} />
        <dt>Documents</dt>
        <dd>
          {!hasDocuments && work.total > 0 ? (
            <>
              <a href="#work-items">{amount(work.total)} work items</a>; documents are listed with the study
              group
            </>
          ) : (
            <>
              <Counts counts={group.counts} />
              {hasDocuments && total === 0 && group.body.startsWith('itu') && (
                <span className="soft">, a sample: known one by one, not from a complete list</span>
              )}
            </>
          )}
        </dd>
      </dl>
      {work.total > 0 && <WorkItemMakers of={group.acronym} makers={makers} />}
      <GroupPosts group={group} roster={roster} />
      {group.lastCalls.length > 0 && (
        <>
          <h2 id="last-calls">Open for comments</h2>
          <p className="note">
            Anybody may comment on these drafts, on the IETF’s public list for last calls.
          </p>
          <LastCalls calls={group.lastCalls} showGroup={false} />
        </>
      )}
      <PrintedOverTime spans={group.printed} group={group.id} />
      {work.total > 0 && (
        <>
          <h2 id="work-items">Work items</h2>
          <WorkItemsTable {...work} />
        </>
      )}
      {hasDocuments && total === 0 && (
        <p className="warn">
          The documents of {group.acronym} are known to us one by one, not from a complete list, so no share
          is drawn. <a href="/itu#quoted">Those we know</a>; complete lists are read by{' '}
          <code>npm run scrape -- {sourcesOf(read.value.params).join(' ')}</code>.
        </p>
      )}
      {hasDocuments && total > 0 && (
        <>
          <FigureOf
            metric={authorshipByOrganisation}
            state={read.value}
            title={`Who writes the documents of ${group.acronym}?`}
          />
          <FigureOf
            metric={authorshipByCountry}
            state={read.value}
            title={`From which countries are the documents of ${group.acronym} written?`}
          />
          <FigureOf
            metric={concentrationOfAuthorship}
            state={read.value}
            title={`How few organisations write half of the documents of ${group.acronym}?`}
            controls={[]}
          />
        </>
      )}
      {group.children.length > 0 && (
        <>
          <h2>Groups within it</h2>
          <ul>
            {group.children.map((child) => (
              <li key={child.id}>
                <a href={`/groups/${encodeURIComponent(child.id)}`}>{child.acronym}</a> {child.name}{' '}
                <span className="soft">{child.state ?? ''}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {group.meetings.length > 0 && (
        <>
          <h2>Meetings</h2>
          <MeetingList meetings={group.meetings.slice(0, mostMeetings)} />
          {group.meetings.length > mostMeetings && (
            <details>
              <summary>{plural(group.meetings.length - mostMeetings, 'earlier meeting')}</summary>
              <MeetingList meetings={group.meetings.slice(mostMeetings)} />
            </details>
          )}
        </>
      )}
      <p className="note">
        <a href={`/feed.atom?group=${encodeURIComponent(group.id)}`}>Follow by feed</a> ·{' '}
        <a href={`/changes?group=${encodeURIComponent(group.id)}`}>What changed</a>
      </p>
    </>
  );
}

/** What records of the past call the group, with the day of the first that does. */
function FormerNames({ group }: { group: GroupDetail }) {
  if (group.formerNames.length === 0) return null;
  return (
    <>
      <dt>Known before as</dt>
      <dd>
        {group.formerNames.map(({ acronym, name, from, page }, at) => (
          <Fragment key={`${acronym} ${name}`}>
            {at > 0 && '; '}
            {acronym === group.acronym || acronym === name ? name : groupTitle(name, acronym)}
            {from && ` (in a record of ${dateWords(from)})`}
            <SourceLink page={page} />
          </Fragment>
        ))}
      </dd>
    </>
  );
}

/** Where the work of a study group came from or went: other groups, whose figures are not joined with its own. */
function Successions({ of, rows }: { of: 'before' | 'after'; rows: GroupDetail['before'] }) {
  if (rows.length === 0) return null;
  const told = new Map<string, GroupDetail['before']>();
  for (const row of rows) told.set(row.on + row.source, [...(told.get(row.on + row.source) ?? []), row]);
  return (
    <>
      <dt>{of === 'before' ? 'Took over' : 'Work went to'}</dt>
      <dd>
        {[...told].map(([key, alike], place) => (
          <span key={key}>
            {place > 0 && '; '}
            {alike.map((row, at) => {
              const other = of === 'before' ? row.group : row.successor;
              return (
                <span key={other}>
                  {at > 0 && ', '}
                  <a href={`/groups/${other}`}>{other}</a> ({row.what})
                </span>
              );
            })}
            {alike.slice(0, 1).map(({ on, source, evidence, note }) => (
              <span key={on}>
                , {on.length === 4 ? on : dateWords(on)} <a href={source}>source</a>
                <span className="soft">
                  {evidence === 'unchecked' && ', not checked by us'}
                  {note && ` (${note})`}
                </span>
              </span>
            ))}
          </span>
        ))}
        . No figure joins these groups.
      </dd>
    </>
  );
}

/** Some groups meet every other week: so many of the newest stand open. */
const mostMeetings = 12;

function MeetingList({ meetings }: { meetings: GroupDetail['meetings'] }) {
  return (
    <ul>
      {meetings.map((meeting) => {
        const place = placeWords(meeting);
        return (
          <li key={meeting.id}>
            <a href={`/meetings/${encodeURIComponent(meeting.id)}`}>{meeting.name}</a>,{' '}
            {dateWords(meeting.from)}
            {place && `, ${place}`}
          </li>
        );
      })}
    </ul>
  );
}
