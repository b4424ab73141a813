import ical from 'ical-generator';
import { settings } from '#lib/env.ts';
import { isoDay } from '#lib/week.ts';
import { type CalendarEntry, readCalendar } from '#metrics/calendar.ts';
import type { Endpoint } from '../_http/endpoint.ts';
import { choiceOf, choiceParameter } from '../_http/query.ts';

const dayAfter = (day: string, days: number) =>
  isoDay(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));

const summaryOf = ({ kind, title, precision }: CalendarEntry): string =>
  `${kind === 'last-call' ? 'Last call ends: ' : ''}${title}${precision === 'year' ? ' (days not announced)' : ''}`;

/** From a month ago to three years from now. */
export const calendarFeed: Endpoint = {
  path: '/calendar.ics',
  summary: 'What is coming: assemblies, meetings, deadlines and terms that end, as an iCalendar feed',
  query: {
    interims: choiceParameter('all: with the interim meetings of single IETF groups; left out: without.', [
      'all',
    ]),
    'last-calls': choiceParameter('all: with the last calls on drafts of the IETF; left out: without.', [
      'all',
    ]),
  },
  type: 'text/calendar',
  async read(store, { query }) {
    const hasInterims = choiceOf(query, 'interims', ['all']) === 'all';
    const today = isoDay();
    const known = await readCalendar(store, { from: dayAfter(today, -30), to: dayAfter(today, 1100) });
    const hasCalls = choiceOf(query, 'last-calls', ['all']) === 'all';
    const entries = known.filter(
      ({ kind }) => (kind !== 'interim' || hasInterims) && (kind !== 'last-call' || hasCalls),
    );
    const { publicUrl } = settings();
    const host = new URL(publicUrl).hostname;
    const calendar = ical({ name: 'Rapporteur: what is coming', prodId: '//Rapporteur//Calendar//EN' });
    for (const entry of entries) {
      const can = entry.youCan ? `What you can do${entry.by ? ` by ${entry.by}` : ''}: ${entry.youCan}` : '';
      calendar.createEvent({
        id: `${entry.id}@${host}`,
        summary: summaryOf(entry),
        start: new Date(`${entry.from}T00:00:00Z`),
        // The end of an all-day event is the day after its last.
        end: new Date(`${dayAfter(entry.to, 1)}T00:00:00Z`),
        stamp: new Date(`${entry.from}T00:00:00Z`),
        allDay: true,
        timezone: 'UTC',
        description: [entry.what, can, entry.evidence === 'unchecked' ? 'Not checked.' : '', entry.note ?? '']
          .filter(Boolean)
          .join('\n'),
        url: entry.source ?? (entry.path ? `${publicUrl}${entry.path}` : publicUrl),
      });
    }
    return { text: calendar.toString(), type: 'text/calendar; charset=utf-8', caching: 'data' };
  },
};
