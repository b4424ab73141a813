import { amount, percent } from '../_ui/words.ts';
import { type Bar, foldedKey } from './shape.ts';

/** Ranks as bars from zero, in plain HTML: every bar carries its label, number and share, and links to its rows. */
export function Bars({ bars, hrefOf }: { bars: Bar[]; hrefOf: (bar: Bar) => string | null }) {
  const longest = Math.max(1e-9, ...bars.map((bar) => bar.value));
  return (
    <ol className="chart bars">
      {bars.map((bar) => {
        const href = hrefOf(bar);
        const name =
          bar.key === 'others' || bar.key === foldedKey ? 'rest' : bar.key === null ? 'unknown' : '';
        return (
          <li key={bar.key ?? 'unknown'} className={`bar ${name}`}>
            <span>{bar.key === null ? 'unknown' : bar.label}</span>
            <span className="track">
              <span className="fill" style={{ width: `${(bar.value / longest) * 72}%` }} aria-hidden="true" />
              <span>
                {href ? <a href={href}>{amount(bar.value)}</a> : amount(bar.value)}{' '}
                <span className="soft">{percent(bar.share)}</span>
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
