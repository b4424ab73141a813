import { isoDay } from '#lib/week.ts';
/**
 * The UTC day of a Datatracker time; null for the sentinels it holds ("1970-01-01" and earlier than the IETF's own
 * documents) and for days after `today`.
 */
export function dayOf(time: string, today: string): string | null {
  const found = utcDay(time);
  if (found === null) return null;
  return found < '1969-01-01' || /^1970-01-0[12]$/.test(found) || found > today ? null : found;
}

function utcDay(time: string): string | null {
  // A time in UTC begins with its UTC day; the 31st of a short month is left to the calendar.
  if (
    time.endsWith('Z') &&
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d/.test(time)
  )
    return time.slice(0, 10);
  const isZoned = /(Z|[+-]\d\d:?\d\d)$/.test(time);
  const utc = isZoned ? new Date(time) : fromPacific(time);
  return Number.isNaN(utc.getTime()) ? null : isoDay(utc);
}

const pacific = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function fromPacific(time: string): Date {
  const wanted = Date.parse(`${time}Z`);
  if (Number.isNaN(wanted)) return new Date(Number.NaN);
  const shown = (at: number) => {
    const part = Object.fromEntries(pacific.formatToParts(at).map(({ type, value }) => [type, value]));
    return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
  };
  const guess = wanted + (wanted - shown(wanted));
  return new Date(guess + (wanted - shown(guess)));
}
