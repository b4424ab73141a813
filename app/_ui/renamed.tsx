import type { Renaming } from '#metrics/organisation.ts';
import { dateWords } from './words.ts';

/** What ministries and authorities of a member state are called since when, as the Operational Bulletin told its readers. */
export const Renamed = ({ rows }: { rows: readonly Renaming[] }) => (
  <>
    <p className="note">
      Ministries and authorities of this state that announced another name in the ITU’s Operational Bulletin.
      Those known here are of October 2016 to June 2018; there may be others.
    </p>
    <ul>
      {rows.map(({ former, name, seat, announced, bulletin, evidence, source }) => (
        <li key={announced + former}>
          {dateWords(announced)}, {seat}: “{former}” is called “{name}”{' '}
          <span className="soft">
            (
            {source ? (
              <a href={source}>Operational Bulletin {bulletin}</a>
            ) : (
              `Operational Bulletin ${bulletin}`
            )}
            , {evidence})
          </span>
        </li>
      ))}
    </ul>
  </>
);
