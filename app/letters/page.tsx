import type { Metadata } from 'next';
import { generalLetters } from '#digest/follow.ts';
import { dayInWords, parseWeek } from '#lib/week.ts';
import { store } from '../store.ts';

export const metadata: Metadata = { title: 'Letters' };
export const dynamic = 'force-dynamic';

export default async function Letters() {
  const letters = await generalLetters(await store());
  return (
    <>
      <h1>Every Monday letter</h1>
      <p>
        The general letters as they were sent. <a href="/subscribe">Get the next one</a>.
      </p>
      {letters.length === 0 ? <p>None has been sent from here yet.</p> : null}
      <ul>
        {letters.map(({ week, subject }) => (
          <li key={week}>
            <a href={`/letters/${week}`}>Week of {dayInWords(parseWeek(week).from)}</a>
            <br />
            {subject}
          </li>
        ))}
      </ul>
    </>
  );
}
