import { dateWords } from '../_ui/words.ts';

export interface TenureBar {
  id: string;
  label: string;
  detail: string;
  from: string | null;
  to: string | null;
}

const year = (day: string) => Number(day.slice(0, 4)) + (Number(day.slice(5, 7)) - 1) / 12;

/** Who held posts when, a line a tenure; an end that is not known fades out. The table beside it has the dates. */
export function Tenures({ bars, today }: { bars: TenureBar[]; today: string }) {
  const dated = bars.filter((bar) => bar.from !== null || bar.to !== null);
  if (dated.length === 0) return null;
  const end = year(today) + 0.1;
  const start = Math.min(end - 1, ...dated.map((bar) => year(bar.from ?? bar.to ?? today)));
  const at = (value: number) => ((value - start) / (end - start)) * 100;
  const first = Math.ceil(start);
  const step = Math.max(1, Math.ceil((end - first) / 8));
  const ticks = Array.from(
    { length: Math.floor((end - first) / step) + 1 },
    (_, place) => first + place * step,
  );
  return (
    <figure className="tenures" aria-label="Tenures over time; the table has the dates">
      <div className="axis" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} style={{ left: `${at(tick)}%` }}>
            {tick}
          </span>
        ))}
      </div>
      <ol>
        {dated.map((bar) => {
          const from = at(year(bar.from ?? bar.to ?? today));
          const to = at(bar.to ? year(bar.to) : end);
          return (
            <li
              key={bar.id}
              title={`${bar.detail}, ${dateWords(bar.from)} to ${bar.to ? dateWords(bar.to) : 'today'}`}
            >
              <span className="line">
                <span
                  className={`held ${bar.from ? '' : 'open-start'} ${bar.to ? '' : 'open-end'}`}
                  style={{ left: `${from}%`, width: `${Math.max(0.6, to - from)}%` }}
                />
              </span>
              <span className="who">
                {bar.label} <span className="soft">{bar.detail}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
