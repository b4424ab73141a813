import { bodyNames, datedWords } from '../_ui/words.ts';

export interface LineageEvent {
  id: string;
  date: string;
  body: string;
  title: string;
  /** Told by this dossier, or standing beside it from another. */
  isOwn: boolean;
}
export interface LineageLink {
  from: string;
  to: string;
  relation: string;
  claimedBy: string;
}

const rowHeight = 58;
/** Many lanes stand closer, so that the words beside them keep their room on a telephone. */
const laneWidthOf = (lanes: number) => (lanes > 6 ? 10 : 20);
const dashOf: Readonly<Record<string, string>> = {
  'answered-by': '2 3',
  'same-people': '6 3',
  related: '1 4',
};

/** What the circles and lines mean, as far as they are drawn. */
function Key({ events, relations }: { events: readonly LineageEvent[]; relations: readonly string[] }) {
  const solid = relations.filter((relation) => !dashOf[relation]);
  const lines = [
    ...Object.entries(dashOf).filter(([relation]) => relations.includes(relation)),
    ...(solid.length > 0 ? [[solid.join(', '), undefined] as const] : []),
  ];
  const circles = [true, false].filter((isOwn) => events.some((event) => event.isOwn === isOwn));
  return (
    <ul className="row key note" aria-label="What the marks mean">
      {circles.map((isOwn) => (
        <li key={String(isOwn)}>
          <svg width={18} height={18} aria-hidden="true">
            <circle
              cx={9}
              cy={9}
              r={7}
              fill={isOwn ? 'var(--soft)' : 'var(--paper)'}
              stroke="var(--soft)"
              strokeWidth={2}
            />
          </svg>{' '}
          {isOwn ? 'a step of this family' : 'a step beside it, of another family'}
        </li>
      ))}
      {lines.map(([words, dash]) => (
        <li key={words}>
          <svg width={34} height={10} aria-hidden="true">
            <line
              x1={1}
              x2={33}
              y1={5}
              y2={5}
              stroke="var(--soft)"
              strokeWidth={1.6}
              strokeDasharray={dash}
            />
          </svg>{' '}
          {words?.replaceAll('-', ' ')}
        </li>
      ))}
    </ul>
  );
}

/**
 * A family's steps from the first down to the last, one lane a body, with the links between them as curves. Every step
 * is a link to its own account below; the same links stand in a table.
 */
export function Lineage({ events, links }: { events: LineageEvent[]; links: LineageLink[] }) {
  const lanes = [...new Set(events.map((event) => event.body))];
  const laneWidth = laneWidthOf(lanes.length);
  const place = new Map(
    events.map((event, at) => [
      event.id,
      { x: 12 + lanes.indexOf(event.body) * laneWidth, y: at * rowHeight + 24 },
    ]),
  );
  const width = lanes.length * laneWidth + 30;
  const height = events.length * rowHeight;
  const drawn = links.flatMap((link) => {
    const from = place.get(link.from);
    const to = place.get(link.to);
    return from && to ? [{ ...link, start: from, end: to }] : [];
  });
  return (
    <figure
      className="lineage"
      aria-label={`${events.length} steps in ${lanes.length} bodies, in order of date`}
    >
      <ul className="row lanes">
        {lanes.map((lane, at) => (
          <li key={lane}>
            <span className="dot" style={{ background: `var(--s${at % 7})` }} aria-hidden="true" /> {at + 1}{' '}
            {bodyNames[lane] ?? lane}
          </li>
        ))}
      </ul>
      <Key events={events} relations={[...new Set(drawn.map(({ relation }) => relation))]} />
      <div className="steps" style={{ gridTemplateColumns: `${width}px minmax(0, 1fr)` }}>
        <svg width={width} height={height} aria-hidden="true">
          {lanes.map((lane, at) => (
            <line
              key={lane}
              x1={12 + at * laneWidth}
              x2={12 + at * laneWidth}
              y1={0}
              y2={height}
              stroke="var(--line)"
            />
          ))}
          {drawn.map(({ start, end, from, to, relation, claimedBy }) => {
            const bend = start.x === end.x ? width - 6 - start.x : (end.x - start.x) / 2;
            return (
              <path
                key={`${from} ${to} ${relation}`}
                d={`M${start.x} ${start.y}C${start.x + bend} ${start.y + 26} ${end.x + (start.x === end.x ? bend : -bend / 4)} ${end.y - 26} ${end.x} ${end.y}`}
                fill="none"
                stroke="var(--soft)"
                strokeWidth={1.4}
                strokeDasharray={dashOf[relation]}
              >
                <title>{`${relation}, as ${claimedBy} says`}</title>
              </path>
            );
          })}
          {events.map((event) => {
            const at = place.get(event.id);
            const lane = lanes.indexOf(event.body);
            return (
              <g key={event.id}>
                <circle
                  cx={at?.x}
                  cy={at?.y}
                  r={8}
                  fill={event.isOwn ? `var(--s${lane % 7})` : 'var(--paper)'}
                  stroke={`var(--s${lane % 7})`}
                  strokeWidth={2}
                />
                <text
                  x={at?.x}
                  y={(at?.y ?? 0) + 4}
                  textAnchor="middle"
                  fontSize={11}
                  fill={event.isOwn ? 'var(--paper)' : 'var(--ink)'}
                >
                  {lane + 1}
                </text>
              </g>
            );
          })}
        </svg>
        <ol>
          {events.map((event) => (
            <li key={event.id} style={{ height: rowHeight }}>
              <span className="soft">
                {datedWords(event.date)} · {bodyNames[event.body] ?? event.body}
              </span>
              <a href={`#${event.id}`} title={event.title}>
                {event.title}
              </a>
            </li>
          ))}
        </ol>
      </div>
    </figure>
  );
}
