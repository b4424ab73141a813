import type { Metadata } from 'next';
import { isoDay } from '#lib/week.ts';
import { type CalendarEntry, calendarKinds, readCalendar } from '#metrics/calendar.ts';
import { readHealth, type SourceHealth } from '#metrics/health.ts';
import { draftsReadOn, readLastCalls } from '#metrics/last-calls.ts';
import { LastCalls } from '../_ui/last-calls.tsx';
import { amount, bodyNames, dateWords } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Calendar: what is decided when' };
export const dynamic = 'force-dynamic';

export default async function Calendar() {
  const today = isoDay();
  const open = await store();
  const [all, calls, draftsRead, sources] = await Promise.all([
    readCalendar(open, { from: today, to: `${Number(today.slice(0, 4)) + 3}-12-31` }),
    readLastCalls(open, { from: today }),
    draftsReadOn(open),
    readHealth(open),
  ]);
  const entries = all.filter(({ kind }) => kind !== 'interim' && kind !== 'last-call');
  const interims = all.filter(({ kind }) => kind === 'interim');
  return (
    <>
      <h1>What is decided when</h1>
      <p className="lede">
        Assemblies, meetings, terms that end and answers that are due, from today, {dateWords(today)}, on,
        each with what a reader can do and by when.
      </p>
      <p className="row">
        <a href="/calendar.ics">As a calendar feed (iCalendar)</a>
        <a href="#read">What is read for it, and what is not</a>
        {draftsRead !== null && <a href="#last-calls">Last calls on drafts of the IETF ({calls.length})</a>}
        {calls.length > 0 && <a href="/calendar.ics?last-calls=all">The feed with last calls</a>}
        {interims.length > 0 && (
          <>
            <a href="/calendar.ics?interims=all">The same with interim meetings</a>
            <a href="#interims">Interim meetings of IETF groups ({interims.length})</a>
          </>
        )}
      </p>
      {entries.length === 0 ? (
        <p>Nothing is known to us in the next three years.</p>
      ) : (
        entries.map((entry) => <Entry key={entry.id} entry={entry} />)
      )}
      <h2 id="last-calls">Last calls on drafts of the IETF</h2>
      {draftsRead === null ? (
        <p>
          None is known here: drafts have not been read on this installation.{' '}
          <code>npm run scrape -- ietf-drafts</code> reads them.
        </p>
      ) : (
        <>
          <p className="note">
            Before the IESG decides on a draft, anybody is asked for comments, on a public list, until the day
            that the announcement names. As read on {dateWords(draftsRead)}; what was announced later is not
            here.
          </p>
          {calls.length === 0 ? <p>None is open.</p> : <LastCalls calls={calls} />}
        </>
      )}
      <WhatIsRead entries={all} sources={sources} />
      {interims.length > 0 && (
        <>
          <h2 id="interims">Interim meetings of IETF groups</h2>
          <p className="note">
            As the Datatracker lists them. The list we read does not tell which were cancelled or still wait
            for approval: each meeting’s page links to its source. Anyone may take part.
          </p>
          <ul>
            {interims.map((entry) => (
              <li key={entry.id} id={entry.id}>
                {dateWords(entry.from)}
                {entry.to !== entry.from ? ` to ${dateWords(entry.to)}` : ''}:{' '}
                {entry.path ? <a href={entry.path}>{entry.title}</a> : entry.title}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const daysOf = ({ from, to, precision }: CalendarEntry): string =>
  precision === 'year'
    ? `${from.slice(0, 4)}, days not announced`
    : `${dateWords(from)}${to === from ? '' : ` to ${dateWords(to)}`}`;

/** Which kinds of dates are read here, how many of each are coming, and which nobody reads for us. */
function WhatIsRead({
  entries,
  sources,
}: {
  entries: readonly CalendarEntry[];
  sources: readonly SourceHealth[];
}) {
  const told = calendarKinds.map((kind) => {
    const health = sources.find(({ id }) => id === kind.source);
    const isBody = ({ body }: CalendarEntry) => body.startsWith('itu') === (kind.body === 'itu');
    const coming = entries.filter((entry) => kind.kinds.includes(entry.kind) && isBody(entry) && entry.path);
    return { ...kind, health, coming: coming.length };
  });
  return (
    <>
      <h2 id="read">What is read for this calendar, and what is not</h2>
      <ul>
        {told.map(({ words, body, source, health, coming }) => (
          <li key={words}>
            {bodyNames[body]}, {words}:{' '}
            {source === null ? (
              'not read by any source here, so none can stand above.'
            ) : !health?.lastGood ? (
              <>
                not read yet on this installation. <code>npm run scrape -- {source}</code> reads them.
              </>
            ) : (
              <>
                {coming === 0 ? 'none coming' : `${amount(coming)} coming`} in what was read, which speaks of{' '}
                {dateWords(health.asOf)}
                {health.mode === 'starter' && ' (starter data)'}; <code>npm run scrape -- {source}</code>{' '}
                reads anew.
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Entry({ entry }: { entry: CalendarEntry }) {
  return (
    <article className="step" id={entry.id}>
      <h3>{entry.path ? <a href={entry.path}>{entry.title}</a> : entry.title}</h3>
      <p className="note">
        {daysOf(entry)} · {bodyNames[entry.body] ?? entry.body} ·{' '}
        {entry.source ? <a href={entry.source}>source</a> : 'no source'}{' '}
        <span className="grade">{entry.evidence}</span>
      </p>
      <p>{entry.what}</p>
      {entry.youCan && (
        <p>
          <strong>What you can do{entry.by ? ` by ${dateWords(entry.by)}` : ''}:</strong> {entry.youCan}
        </p>
      )}
      {entry.note && <p className="note">{entry.note}</p>}
    </article>
  );
}
