import { DateTime } from 'luxon';
import { lastWeek } from '#lib/week.ts';

/** One moment at which one job is due; its name is the same whoever works it out, and when. */
export type Slot =
  | { name: string; at: Date; job: 'scrape'; source: string }
  | { name: string; at: Date; job: 'digest'; week: string; timezone: string };

const hour = 3_600_000;

/**
 * The newest slot of every source and time zone that is due at `now`. Slots before it that nobody took are caught up
 * by it: once. Pure: the clock comes in.
 */
export function dueSlots(
  now: Date,
  sources: readonly { id: string; cadenceHours: number }[],
  timezones: readonly string[],
): Slot[] {
  return [
    ...sources.map((source) => scrapeSlot(now, source)),
    ...timezones.map((timezone) => digestSlot(now, timezone)),
  ];
}

/** Cadences are counted from the epoch (UTC), so every machine finds the same moments. */
function scrapeSlot(now: Date, { id, cadenceHours }: { id: string; cadenceHours: number }): Slot {
  const step = Math.max(1, cadenceHours) * hour;
  const at = new Date(Math.floor(now.getTime() / step) * step);
  return { name: `scrape ${id} ${at.toISOString().slice(0, 16)}Z`, at, job: 'scrape', source: id };
}

/** The last Monday 07:00 of that time zone's own clock, summer time or not. */
function digestSlot(now: Date, timezone: string): Slot {
  const local = DateTime.fromJSDate(now, { zone: timezone });
  const monday = local.startOf('week').set({ hour: 7 });
  const due = monday > local ? local.minus({ weeks: 1 }).startOf('week').set({ hour: 7 }) : monday;
  // The letter of a Monday tells the week that ended the day before it, by that zone's own calendar.
  const week = lastWeek(new Date(`${due.toISODate()}T12:00:00Z`)).name;
  return { name: `digest ${week} ${timezone}`, at: due.toJSDate(), job: 'digest', week, timezone };
}
