'use client';

import { useId, useSyncExternalStore } from 'react';
import {
  Area,
  AreaChart,
  CartesianGrid,
  type DotItemDotProps,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { percent } from '../_ui/numbers.ts';
import { ChartTable } from './chart-table.tsx';
import { highestOf, labelPlaces } from './end-labels.ts';
import { shortLabels } from './short.ts';
import { ticksTo, tickWords } from './ticks.ts';

export interface ChartSeries {
  /** Unique within the chart. */
  id: string;
  label: string;
  /** What it is called where there is little room. */
  short?: string;
  colour: string;
  dash: string | null;
  kind: 'known' | 'others' | 'unknown';
}

/** A numbered line on the time axis; what it stands for is told below the chart. */
export interface ChartMark {
  period: string;
  number: number;
}

/** What is drawn of one period: a value for each series, null where there is none. */
export interface TimePoint {
  period: string;
  documents: number;
  shares: (number | null)[];
}

interface Props {
  series: ChartSeries[];
  points: TimePoint[];
  stacked: boolean;
  /** What the values are: shares (0 to 1) or plain numbers. */
  unit: 'share' | 'number';
  /** What a reader who does not see the picture hears first. */
  label: string;
  marks: ChartMark[];
  /** The last period is not whole: what is known of it are rings, which no line joins to whole periods. */
  isUnfinished?: boolean;
}

const narrow = '(max-width: 40rem)';
function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(narrow);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(narrow).matches,
    () => false,
  );
}

/** Shares over time, as lines or as stacked bands, each labelled where it ends. Left and right arrows read the values. */
export function TimeChart({ series, points, stacked, unit, label, marks, isUnfinished = false }: Props) {
  const number = (value: number) => value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
  const say = unit === 'share' ? percent : number;
  const hatch = useId().replaceAll(':', '');
  const isNarrow = useNarrow();
  const isRing = (place: number) => isUnfinished && !stacked && place === points.length - 1;
  const rows = points.map((point, place) => ({
    period: point.period,
    documents: point.documents,
    ...Object.fromEntries(
      series.map((one, at) => [isRing(place) ? ring(one) : one.id, point.shares[at] ?? (stacked ? 0 : null)]),
    ),
  }));
  const shown = stacked ? series : series.filter((one) => one.kind !== 'others');
  const places = labelPlaces(shown, series, points, stacked);
  const right = isNarrow ? 78 : 140;
  const labels = shortLabels(shown, isNarrow ? 10 : 20);
  const key = [...labels.values()].filter(({ full }) => full !== null);
  const endLabel =
    (one: ChartSeries) =>
    (props: {
      x?: number | string | undefined;
      y?: number | string | undefined;
      index?: number | undefined;
    }) => {
      if (props.index !== rows.length - 1) return <g />;
      const shift = places.get(one.id) ?? 0;
      return (
        <text
          x={Number(props.x) + 6}
          y={Number(props.y) + 4 + shift}
          fill={one.colour}
          fontSize={12}
          fontWeight={500}
        >
          <title>{one.label}</title>
          {labels.get(one.id)?.label ?? one.label}
        </text>
      );
    };
  const ticks = ticksTo(highestOf(shown, series, points, stacked));
  const tick = unit === 'share' ? (value: number) => tickWords(value, ticks) : number;
  const axes = (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="period"
        tick={{ fill: 'var(--soft)', fontSize: 12 }}
        minTickGap={28}
        stroke="var(--others)"
      />
      <YAxis
        tickFormatter={tick}
        ticks={ticks}
        domain={[0, ticks.at(-1) ?? 1]}
        allowDataOverflow={stacked}
        width={46}
        tick={{ fill: 'var(--soft)', fontSize: 12 }}
        stroke="transparent"
      />
      <Tooltip
        formatter={(value, name) => [say(Number(value)), String(name)]}
        labelFormatter={(period) =>
          `${period}: ${rows.find((row) => row.period === period)?.documents || 'too few'} documents`
        }
        contentStyle={{ background: 'var(--paper)', border: '1px solid var(--line)', color: 'var(--ink)' }}
        isAnimationActive={false}
        itemSorter={(item) => -Number(item.value ?? 0)}
      />
      {marks.map((mark) => (
        <ReferenceLine
          key={mark.number}
          x={mark.period}
          stroke="var(--others)"
          strokeDasharray="2 3"
          label={{ value: mark.number, position: 'top', fill: 'var(--soft)', fontSize: 11 }}
        />
      ))}
    </>
  );
  if (!points.some(({ shares }) => shares.some((share) => (share ?? 0) > 0)))
    return (
      <p className="warn">
        {points.length === 0
          ? 'No period has enough to be drawn.'
          : `None of what is known, in any period from ${points[0]?.period} to ${points.at(-1)?.period}: there is no line to draw.`}
      </p>
    );
  const margin = { top: 20, right, bottom: 4, left: 0 };
  return (
    <>
      <figure className="chart" aria-label={label}>
        <ResponsiveContainer width="100%" height="100%">
          {stacked ? (
            <AreaChart data={rows} margin={margin} accessibilityLayer title={label}>
              <defs>
                <pattern
                  id={hatch}
                  width="6"
                  height="6"
                  patternUnits="userSpaceOnUse"
                  patternTransform="rotate(45)"
                >
                  <rect width="6" height="6" fill="var(--paper)" />
                  <line x1="0" y1="0" x2="0" y2="6" stroke="var(--others)" strokeWidth="2" />
                </pattern>
              </defs>
              {axes}
              {shown.map((one) => (
                <Area
                  key={one.id}
                  dataKey={one.id}
                  name={one.label}
                  stackId="all"
                  stroke={one.kind === 'unknown' ? 'var(--others)' : one.colour}
                  strokeWidth={1}
                  fill={one.kind === 'unknown' ? `url(#${hatch})` : one.colour}
                  fillOpacity={one.kind === 'unknown' ? 1 : 0.75}
                  isAnimationActive={false}
                  label={endLabel(one)}
                />
              ))}
            </AreaChart>
          ) : (
            <LineChart data={rows} margin={margin} accessibilityLayer title={label}>
              {axes}
              {shown.map((one) => (
                <Line
                  key={one.id}
                  dataKey={one.id}
                  name={one.label}
                  stroke={one.colour}
                  strokeWidth={one.kind === 'unknown' ? 1.5 : 2}
                  {...(one.dash ? { strokeDasharray: one.dash } : {})}
                  dot={dotWhereAlone(points, series.indexOf(one))}
                  activeDot={{ r: 4 }}
                  connectNulls={false}
                  isAnimationActive={false}
                  {...(isUnfinished ? {} : { label: endLabel(one) })}
                />
              ))}
              {isUnfinished &&
                shown.map((one) => (
                  <Line
                    key={ring(one)}
                    dataKey={ring(one)}
                    name={`${one.label}, not whole`}
                    stroke={one.colour}
                    dot={{ r: 3.5, fill: 'var(--paper)' }}
                    isAnimationActive={false}
                    label={endLabel(one)}
                  />
                ))}
            </LineChart>
          )}
        </ResponsiveContainer>
      </figure>
      {key.length > 0 && (
        <p className="note">{key.map(({ label: one, full }) => `${one}: ${full}`).join(' · ')}</p>
      )}
      {/* The server writes it and the browser skips it, so the page carries its numbers once. */}
      <noscript>
        <div className="scroll">
          <ChartTable series={series} points={points} unit={unit} />
        </div>
      </noscript>
    </>
  );
}

const ring = ({ id }: ChartSeries) => `${id}~`;

/** A value between two gaps has no line to stand on, so it is drawn as a dot. */
const dotWhereAlone =
  (points: readonly TimePoint[], at: number) =>
  ({ cx, cy, index, stroke }: DotItemDotProps) => {
    const value = (place: number) => points[place]?.shares[at] ?? null;
    const place = index ?? 0;
    const isAlone = value(place) !== null && value(place - 1) === null && value(place + 1) === null;
    return isAlone ? <circle key={place} cx={cx} cy={cy} r={2.5} fill={stroke} /> : <g key={place} />;
  };
