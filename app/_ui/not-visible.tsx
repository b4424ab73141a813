import type { Visibility } from '#metrics/visibility.ts';
import { amount, kindName, percent } from './words.ts';

/** How much of what a figure of the ITU is of the public cannot see: a hatch and its words, or that nobody can say. */
export function NotVisible({ seen, kind }: { seen: Visibility & { apart: number }; kind: string }) {
  const { announced, listed, documents, unlisted, unread, closed, apart } = seen;
  const things = kindName(kind, true);
  const missing = unlisted + unread;
  return (
    <div className="not-visible">
      {announced !== null && (
        <span className="bar hidden-part">
          <span>In no list read here</span>
          <span className="track">
            <span
              className="fill"
              style={{ width: `${(missing / Math.max(1, documents)) * 60}%` }}
              aria-hidden="true"
            />
            <span>
              {amount(missing)} of {amount(documents)} ({percent(missing / Math.max(1, documents))})
            </span>
          </span>
        </span>
      )}
      {closed > 0 && (
        <span className="bar hidden-part">
          <span>Listed, text not open</span>
          <span className="track">
            <span
              className="fill"
              style={{ width: `${(closed / Math.max(1, documents)) * 60}%` }}
              aria-hidden="true"
            />
            <span>
              {amount(closed)} of {amount(documents)} ({percent(closed / Math.max(1, documents))})
            </span>
          </span>
        </span>
      )}
      <p className="note">
        {announced === null
          ? `Not visible: how many ${things} were announced for these years is not known, so nobody can say how many stand in no list. `
          : `Not visible: ${amount(unlisted)} ${things} were announced and stand in no public list${unread > 0 ? `, and ${amount(unread)} were announced for meetings whose list was not read` : ''}; the figure cannot count them. `}
        {listed !== null && closed > 0 && 'The sources of those listed are public and counted. '}
        {apart > 0 &&
          `${amount(apart)} ${apart === 1 ? `${kindName(kind, false)} that is` : `${things} that are`} counted ${apart === 1 ? 'belongs' : 'belong'} to no meeting whose days are known, and ${apart === 1 ? 'is' : 'are'} in none of these numbers. `}
        <a href="/itu#visibility">Group by group</a>
      </p>
    </div>
  );
}
