import type { MovedFigure, MovedPicture } from '#metrics/moved.ts';
import { defaultsOf, paramsToQuery } from '#metrics/params.ts';
import { bodyNames, dateWords, kindName } from '../_ui/words.ts';

/** Which pictures were counted from what was corrected, and which frozen figures say another number than today's. */
export function Moved({ pictures, figures }: { pictures: MovedPicture[]; figures: MovedFigure[] }) {
  if (pictures.length === 0 && figures.length === 0) return null;
  return (
    <section aria-labelledby="moved">
      <h2 id="moved">Pictures that moved</h2>
      {pictures.length > 0 && (
        <>
          <p>
            Counted from rows that were corrected, and drawn from the right ones now. A number moves where the
            correction changes what it counts.
          </p>
          <ul>
            {pictures.map((picture) => (
              <li key={addressOf(picture)}>
                <a href={addressOf(picture)}>{picture.metric.title}</a>{' '}
                <span className="soft">{restWords(picture)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {figures.length > 0 && (
        <>
          <p>Frozen figures stay as they were cited. Of the newest, these have another answer today:</p>
          <ul>
            {figures.map(({ hash, metric, frozenAt }) => (
              <li key={hash}>
                <a href={`/figures/${hash}`}>{metric.title}</a>{' '}
                <span className="soft">frozen {dateWords(frozenAt)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Of which body and kind, in which years, and under which rule. */
function restWords({ metric, params, from, to }: MovedPicture): string {
  const { body, kind, rule } = { ...defaultsOf(params.body ?? 'ietf', metric), ...params };
  const what = metric.params.includes('kind') ? kindName(kind) : null;
  return [
    bodyNames[body] ?? body,
    what,
    from === to ? from : `${from} to ${to}`,
    metric.params.includes('rule') && params.rule ? `rule “${rule}”` : null,
  ]
    .filter(Boolean)
    .join(', ');
}

function addressOf({ metric, params, from, to }: MovedPicture): string {
  const asked = {
    ...defaultsOf(params.body ?? 'ietf', metric),
    ...params,
    from: `${from}-01-01`,
    to: `${to}-12-31`,
  };
  const taken = Object.fromEntries(metric.params.map((name) => [name, asked[name]]));
  return `/measures/${metric.id}?${paramsToQuery(taken, metric)}`;
}
