import type { Week } from '#lib/week.ts';
import { differencesOf } from '#metrics/change-words.ts';
import type { Prepared, Reader } from './digest.ts';
import { idInWords } from './happening.ts';
import { line } from './words.ts';

/** What an earlier letter may have told of a document or post. */
const tellings = [
  'published',
  'submitted',
  'adopted',
  'approved',
  'last-call',
  'withdrawn',
  'sent',
  'answered',
  'post-started',
  'post-ended',
];

const correctionKey = (week: Week, about: string) => `corrected:${about}:${week.name}`;

/** Keys under which somebody may have been told of what is corrected now, and of the correction itself. */
export const correctionKeys = (week: Week, about: string): string[] => [
  ...tellings.map((what) => `${what}:${about}`),
  correctionKey(week, about),
];

export interface Put {
  key: string;
  sentence: string;
  lead: string;
}

/** What an earlier letter told this reader and is now put right; nobody else hears of it. */
export function correctionsFor({ corrections, week }: Prepared, { told }: Reader): Put[] {
  const puts = new Map<string, Put>();
  for (const { recordType, about, title, before, after } of corrections) {
    const key = correctionKey(week, about);
    const telling = tellings.map((what) => told[`${what}:${about}`]).find(Boolean);
    if (!telling || told[key] || puts.has(key)) continue;
    const [first] = differencesOf(recordType, before, after, 'unknown');
    const what =
      first?.before && first.after
        ? `${first.name} was ${line(first.before, 50)}, is ${line(first.after, 50)}`
        : 'read anew';
    const name = title === about ? idInWords(about) : `${idInWords(about)} “${line(title, 70)}”`;
    const lead = `Our letter of ${telling}`;
    puts.set(key, { key, lead, sentence: `${lead} told you of ${name}. We had it wrong: ${what}.` });
  }
  return [...puts.values()];
}
