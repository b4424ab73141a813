import { DateTime } from 'luxon';
import { Unexpected } from './unexpected.ts';

/** An ISO 8601 week: its name (2026-W47) and its Monday and Sunday as ISO days. */
export interface Week {
  name: string;
  from: string;
  to: string;
}

const weekOf = (day: DateTime): Week => {
  const monday = day.startOf('week');
  return {
    name: monday.toFormat("kkkk-'W'WW"),
    from: monday.toISODate() ?? '',
    to: monday.plus({ days: 6 }).toISODate() ?? '',
  };
};

/** @throws Unexpected for anything but an ISO week that exists: 2020-W53 does, 2021-W53 does not */
export function parseWeek(text: string): Week {
  const day = /^\d{4}-W\d{2}$/.test(text) ? DateTime.fromISO(text, { zone: 'utc' }) : null;
  if (!day?.isValid || weekOf(day).name !== text) {
    throw new Unexpected('week', JSON.stringify(text.slice(0, 40)), 'an ISO week such as 2026-W47');
  }
  return weekOf(day);
}

/** The newest week that is over at that moment (UTC). */
export const lastWeek = (now: Date): Week =>
  weekOf(DateTime.fromJSDate(now, { zone: 'utc' }).minus({ weeks: 1 }));

export const weekBefore = (week: Week): Week =>
  weekOf(DateTime.fromISO(week.from, { zone: 'utc' }).minus({ weeks: 1 }));

/** The ISO day of a moment, or of now, in UTC. */
export const isoDay = (moment: Date = new Date()): string => moment.toISOString().slice(0, 10);

/** 5 March 2021 */
export const dayInWords = (iso: string): string =>
  DateTime.fromISO(iso, { zone: 'utc', locale: 'en-GB' }).toFormat('d LLLL yyyy');

/** True for the name of a time zone this machine knows. */
export const isTimezone = (name: string): boolean =>
  /^[A-Za-z0-9_+/-]{1,64}$/.test(name) && DateTime.utc().setZone(name).isValid;
