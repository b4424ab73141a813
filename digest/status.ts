import { dayInWords } from '#lib/week.ts';
import type { SourceHealth } from '#metrics/week.ts';
import type { Prepared, Reader } from './digest.ts';
import { line, plural } from './words.ts';

const brokenKey = ({ id, brokenSince }: SourceHealth) => `source-broken:${id}:${brokenSince}`;
const healedKey = ({ id, brokenSince }: SourceHealth) => `source-healed:${id}:${brokenSince}`;

export const statusKeys = (source: SourceHealth): string[] =>
  source.brokenSince ? [brokenKey(source), healedKey(source)] : [];

export interface Status {
  lines: string[];
  /** Sources that were read, of how many: silence about the others means nothing. */
  read: number;
  sources: number;
  /** Of what broke or healed: the news among them. */
  news: string[];
  keys: string[];
}

/**
 * Which sources were read, and by name which never were or not of late; what broke is told once, what healed once, in
 * words that blame us.
 */
export function statusOf({ sources, week }: Prepared, { told }: Reader): Status {
  const news: string[] = [];
  const keys: string[] = [];
  const read = sources.filter((source) => source.state === 'read');
  const broken = sources.filter((source) => source.state === 'broken');
  const unread = sources.filter((source) => source.state === 'unread');
  const late = sources.filter((source) => source.state === 'late');
  const lines = [
    read.length + broken.length + late.length === 0
      ? 'No source has been read on this installation yet, so this letter knows no news of any.'
      : `We read ${read.length} of ${plural(sources.length, 'source')} for the week to ${dayInWords(week.to)}.`,
  ];
  if (unread.length > 0 && unread.length < sources.length)
    lines.push(`Never read here, so that their news is missing: ${namesOf(unread)}.`);
  if (late.length > 0) lines.push(`Not read of late, so that their news may be missing: ${namesOf(late)}.`);
  for (const source of broken.filter((one) => !told[brokenKey(one)]).slice(0, 3)) {
    const since = dayInWords(source.brokenSince ?? week.to);
    news.push(`We could not read ${line(source.title, 50)} since ${since}.`);
    lines.push(`${news.at(-1)} The fault is ours until shown otherwise; its news is missing here.`);
    keys.push(brokenKey(source));
  }
  const still = broken.filter((one) => told[brokenKey(one)]).length;
  if (still) lines.push(`Still unread by us, as told before: ${still}.`);
  for (const source of read) {
    if (!source.brokenSince || !told[brokenKey(source)] || told[healedKey(source)]) continue;
    news.push(`We can read ${line(source.title, 50)} again.`);
    lines.push(news.at(-1) ?? '');
    keys.push(healedKey(source));
  }
  return { lines, read: read.length, sources: sources.length, news, keys };
}

/** The first of them by name, and how many more. */
function namesOf(sources: readonly SourceHealth[]): string {
  const named = sources.slice(0, 4).map(({ title }) => line(title, 50));
  const rest = sources.length - named.length;
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ');
}
