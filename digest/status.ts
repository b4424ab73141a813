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
  /** Of what broke or healed: the news among them. */
  news: string[];
  keys: string[];
}

/** Which sources were read; what broke is told once, what healed once, in words that blame us. */
export function statusOf({ sources, week }: Prepared, { told }: Reader): Status {
  const news: string[] = [];
  const keys: string[] = [];
  const read = sources.filter((source) => source.state === 'read');
  const broken = sources.filter((source) => source.state === 'broken');
  const unread = sources.length - read.length - broken.length;
  const lines = [
    sources.length === 0
      ? 'No source had been read when this letter was written.'
      : `We read ${read.length} of ${plural(sources.length, 'source')} for the week to ${dayInWords(week.to)}.`,
  ];
  if (unread) lines.push(`Not read yet: ${unread}.`);
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
  return { lines, news, keys };
}
