import type { AxisNote } from '#metrics/axis-notes.ts';
import type { Period } from '#metrics/contract.ts';
import type { ChartMark } from './time-chart.tsx';

export type Mark = ChartMark & { notes: AxisNote[] };

/** The notes that fall into the periods a chart draws, numbered from left to right; those of one period share a mark. */
export function marksOf(notes: readonly AxisNote[], periods: readonly string[], by: Period): Mark[] {
  if (by === 'all') return [];
  const byPeriod = new Map<string, AxisNote[]>();
  for (const note of notes) {
    const period = by === 'year' ? note.day.slice(0, 4) : quarterOf(note.day);
    byPeriod.set(period, [...(byPeriod.get(period) ?? []), note]);
  }
  return periods
    .flatMap((period) => {
      const found = byPeriod.get(period);
      return found ? [{ period, notes: found }] : [];
    })
    .map((mark, place) => ({ ...mark, number: place + 1 }));
}

const quarterOf = (day: string) => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
