import type { Metadata } from 'next';
import { attendanceByCountry } from '#metrics/attendance-by-country.ts';
import { attendanceByOrganisation } from '#metrics/attendance-by-organisation.ts';
import { bodyIds } from '#metrics/contract.ts';
import { readMeeting } from '#metrics/meeting.ts';
import type { Search } from '../../_charts/address.ts';
import { Announced } from '../../_ui/announced.tsx';
import { FigureOf } from '../../_ui/figure-of.tsx';
import { readKnownState } from '../../_ui/known-state.ts';
import { Missing } from '../../_ui/missing.tsx';
import { placeWords } from '../../_ui/place-words.ts';
import { idIn } from '../../_ui/query.ts';
import { Refusal, refusing } from '../../_ui/refusal.tsx';
import { amount, bodyNames, dateWords, kindName } from '../../_ui/words.ts';
import { store } from '../../store.ts';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Search>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await readMeeting(await store(), idIn((await params).id));
  return { title: found ? titleOf(found) : 'No such meeting' };
}

/** Most lists of the ITU give a meeting no name but that of its group. */
const titleOf = ({ name, body, from }: { name: string; body: string; from: string | null }): string =>
  body.startsWith('itu-') && from && !/\d{4}/.test(name)
    ? `${name}, meeting of ${dateWords(from, 'month')}`
    : name;

const readers: Readonly<Record<string, string>> = {
  public: 'open to everybody',
  login: 'behind the ITU’s login',
  'not-uploaded': 'not uploaded',
};

export default async function MeetingPage({ params, searchParams }: Props) {
  const meeting = await readMeeting(await store(), idIn((await params).id));
  if (!meeting) return <Missing />;
  const at = `/meetings/${encodeURIComponent(meeting.id)}`;
  const search = await searchParams;
  const body = bodyIds.find((id) => id === meeting.body) ?? 'ietf';
  const read = await refusing(() =>
    readKnownState(at, { by: 'all', ...search }, attendanceByCountry, { meeting: meeting.id, body }),
  );
  if (!read.ok) return <Refusal error={read.error} path={at} />;
  return (
    <>
      <p className="crumbs">
        <a href="/meetings">Meetings</a> · {bodyNames[meeting.body] ?? meeting.body}
      </p>
      <h1>{titleOf(meeting)}</h1>
      <dl className="facts">
        <dt>Dates</dt>
        <dd>
          {dateWords(meeting.from)}
          {meeting.to && meeting.to !== meeting.from ? ` to ${dateWords(meeting.to)}` : ''}
        </dd>
        <dt>Place</dt>
        <dd>{placeWords(meeting) || 'not told'}</dd>
        {meeting.group && (
          <>
            <dt>Group</dt>
            <dd>
              <a href={`/groups/${encodeURIComponent(meeting.group)}`}>{meeting.group}</a>
            </dd>
          </>
        )}
        {(meeting.kind !== 'interim' || meeting.announced.length > 0) && (
          <>
            <dt>Announced</dt>
            <dd>
              <Announced counts={meeting.announced} />
            </dd>
          </>
        )}
        {meeting.url && (
          <>
            <dt>At the source</dt>
            <dd>
              <a href={meeting.url}>{meeting.url}</a>
            </dd>
          </>
        )}
        <dt>Listed by us</dt>
        <dd>
          {meeting.documents.length === 0
            ? 'no document read'
            : meeting.documents
                .map(
                  (row) =>
                    `${amount(row.documents)} ${kindName(row.kind, row.documents !== 1)}${row.visibility ? `, ${readers[row.visibility] ?? row.visibility}` : ''}`,
                )
                .join(' · ')}
        </dd>
      </dl>
      {meeting.attendances === null ? (
        <p className="note">
          {meeting.kind === 'interim'
            ? 'No registrations are read for interim meetings. The list we read does not tell which were cancelled or still wait for approval: the source does.'
            : 'No registrations have been read for this meeting.'}
        </p>
      ) : (
        <>
          <FigureOf
            metric={attendanceByCountry}
            state={read.value}
            title={
              meeting.isMarked
                ? 'From which countries did people come?'
                : 'From which countries did people register?'
            }
            controls={[]}
          />
          <FigureOf
            metric={attendanceByOrganisation}
            state={read.value}
            title={
              meeting.isMarked
                ? 'For which organisations did people come?'
                : 'For which organisations did people register?'
            }
            controls={[]}
          />
        </>
      )}
    </>
  );
}
