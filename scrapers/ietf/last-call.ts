const announced = /^The following Last Call announcement was sent out \(ends (\d{4}-\d{2}-\d{2})\):/;
const dayMs = 86_400_000;
/** Last calls take two to four weeks; a day as far off as this is a slip of the pen. */
const longestDays = 184;

/**
 * The last day of a last call, from the first words of its announcement. Older announcements do not begin with it.
 * @param sent the day it was sent (ISO)
 * @returns an ISO day; null where the announcement does not say it; 'unlikely' for a day that is none, before it was sent, or far off
 */
export function lastCallEnd(announcement: string, sent: string): string | null {
  const day = announced.exec(announcement.trimStart())?.[1];
  if (!day) return null;
  const end = Date.parse(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(end) && new Date(end).toISOString().startsWith(day);
  const length = (end - Date.parse(`${sent}T00:00:00Z`)) / dayMs;
  return isDay && length >= 0 && length <= longestDays ? day : 'unlikely';
}
