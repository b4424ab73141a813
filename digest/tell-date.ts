import { dayInWords } from '#lib/week.ts';
import type { Deadline, MovedDate } from '#metrics/week.ts';
import { familyOf, type Happening, idInWords, tag, tell, weights } from './happening.ts';
import { line, plural, quoted } from './words.ts';

const deadlineWords: Record<string, string> = {
  liaison: 'asks for an answer by',
  'last-call': 'can be commented on until',
};

/** What can still be acted on. A meeting is called by its own name, a document by its title. */
export function ofDeadline(deadline: Deadline): Happening {
  const { kind, id, title, date, days } = deadline;
  const left = days === 0 ? 'today' : `${plural(days, 'day')} left`;
  const name = line(title || id, 80);
  const isMeeting = kind === 'meeting';
  const lead = isMeeting ? name : idInWords(id);
  const sentence = isMeeting
    ? `${name} meets from ${dayInWords(date)} (${left}).`
    : `${lead} ${quoted(title)} ${deadlineWords[kind] ?? 'is due on'} ${dayInWords(date)} (${left}).`;
  return tell({
    key: `deadline:${kind}:${id}`,
    body: familyOf(deadline.body),
    section: 'act',
    kind: 'deadline',
    headline: line(isMeeting ? `${name} meets in ${plural(days, 'day')}` : `${left}: ${title}`, 70),
    sentence,
    lead,
    date,
    title: line(title, 400).toLowerCase(),
    subjects: [tag('document', id), tag('group', deadline.group), tag('event-kind', 'deadline')],
    row: { id, title: line(title, 300), date },
    source: deadline.url,
    weight: weights.deadline - Math.min(days, 40),
  });
}

/** One note that a date is another now. */
export function ofMoved(moved: MovedDate): Happening {
  const name = line(moved.title, 110);
  return tell({
    key: `moved:${moved.kind}:${moved.id}:${moved.after}`,
    body: familyOf(moved.body),
    section: 'act',
    kind: 'date-moved',
    headline: line(`Moved to ${dayInWords(moved.after)}: ${moved.title}`, 70),
    sentence: `${name} moved from ${dayInWords(moved.before)} to ${dayInWords(moved.after)}.`,
    lead: name,
    date: moved.after,
    title: line(moved.title, 400).toLowerCase(),
    subjects: [tag('document', moved.id), tag('group', moved.group), tag('event-kind', 'date-moved')],
    row: { id: moved.id, title: line(moved.title, 300), date: moved.after },
    source: moved.url,
    weight: weights['date-moved'],
  });
}
