import { otherSpan } from '#metrics/against.ts';
import { countWords, type Metric, type Params, type Reading, ruleWordsOf } from '#metrics/contract.ts';
import { heldMeetingsWords } from '#metrics/meetings-held.ts';
import { wholeOf } from '#metrics/size.ts';
import {
  amount,
  countedBodyNames,
  dataWords,
  dateWords,
  kindName,
  newestWords,
  percent,
} from '../_ui/words.ts';

/** Rule, counting, n, unknown share and the date, in one line that travels with every picture. */
export function subtitleOf(
  params: Params,
  reading: Reading,
  metric: Pick<Metric, 'id' | 'params' | 'counted'>,
): string {
  const whole = wholeOf(params, reading, metric);
  const { against } = reading;
  const parts = [
    metric.params.includes('rule') ? `Rule “${params.rule}”: ${ruleWordsOf(metric, params)}` : null,
    metric.params.includes('count') ? `counting “${params.count}”: ${countWords[params.count]}` : null,
    filtersOf(params, metric),
    // Two bodies of the ITU make documents of one kind.
    metric.params.includes('body') && params.body !== 'ietf' ? countedBodyNames[params.body] : null,
    `n = ${amount(reading.total)} ${sizeWords(params, reading, metric)}${against ? `, against ${amount(against.total)}` : ''}`,
    reading.meetings
      ? `${heldMeetingsWords(reading.meetings)}${against?.meetings ? `, against ${heldMeetingsWords(against.meetings)}` : ''}`
      : null,
    metric.params.includes('count') && whole > 0
      ? `unknown over the whole span ${percent(reading.unknown / whole)}${against?.size ? `, against ${percent(against.unknown / against.size)}` : ''}`
      : null,
    dataWords(reading, newestWords(metric, params)),
  ];
  return `${parts.filter(Boolean).join(' · ')}.`;
}

/** What the total counts, and how many authorships it comes from where that is another number. */
function sizeWords(
  params: Params,
  { total, authorships }: Reading,
  { counted }: Pick<Metric, 'counted'>,
): string {
  if (counted?.total) return counted.total;
  const writers = counted?.authorships ?? (authorships === 1 ? 'authorship' : 'authorships');
  const of = authorships > 0 ? `, ${amount(authorships)} ${writers}` : '';
  return `${counted?.documents ?? kindName(params.kind, total !== 1)}${of}`;
}

/** What the documents are restricted to, so that no picture of a part passes for one of the whole. */
function filtersOf(params: Params, metric: Pick<Metric, 'params'>): string | null {
  const names = ['group', 'country', 'organisation', 'bloc', 'post', 'mode', 'meeting'] as const;
  const words = names.flatMap((name) =>
    metric.params.includes(name) && params[name] ? [`${name} ${params[name]}`] : [],
  );
  if (params.from || params.to)
    words.push(
      `${params.from ? dateWords(params.from) : 'the beginning'} to ${params.to ? dateWords(params.to) : 'today'}`,
    );
  const other = metric.params.includes('against') ? otherSpan(params) : null;
  if (other) words.push(`against ${dateWords(other.from)} to ${dateWords(other.to)}`);
  return words.length ? `only ${words.join(', ')}` : null;
}
