import type { Metadata } from 'next';
import { readCalendar } from '#metrics/calendar.ts';
import { bodyNames, dateWords } from '../_ui/words.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Calendar: what is decided when' };
export const dynamic = 'force-dynamic';

export default async function Calendar() {
  const today = new Date().toISOString().slice(0, 10);
  const entries = await readCalendar(await store(), {
    from: today,
    to: `${Number(today.slice(0, 4)) + 3}-12-31`,
  });
  return (
    <>
      <h1>What is decided when</h1>
      <p className="lede">
        Assemblies, meetings, terms that end and answers that are due, from today, {dateWords(today)}, on,
        each with what a reader can do and by when.
      </p>
      <p className="row">
        <a href="/calendar.ics">As a calendar feed (iCalendar)</a>
      </p>
      {entries.length === 0 ? (
        <p>Nothing is known to us in the next three years.</p>
      ) : (
        entries.map((entry) => (
          <article className="step" key={entry.id} id={entry.id}>
            <h3>{entry.path ? <a href={entry.path}>{entry.title}</a> : entry.title}</h3>
            <p className="note">
              {dateWords(entry.from)}
              {entry.to !== entry.from ? ` to ${dateWords(entry.to)}` : ''} ·{' '}
              {bodyNames[entry.body] ?? entry.body} ·{' '}
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
        ))
      )}
    </>
  );
}
