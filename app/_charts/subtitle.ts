import { countWords, type Metric, type Params, type Reading, ruleWords } from '#metrics/contract.ts';
import { amount, dateWords, kindName, percent } from '../_ui/words.ts';
import { wholeOf } from './size.ts';

/** Rule, counting, n, unknown share and the date, in one line that travels with every picture. */
export function subtitleOf(
  params: Params,
  reading: Reading,
  metric: Pick<Metric, 'params' | 'counted'>,
): string {
  const whole = wholeOf(params, reading, metric);
  const parts = [
    metric.params.includes('rule') ? `Rule “${params.rule}”: ${ruleWords[params.rule]}` : null,
    metric.params.includes('count') ? `counting “${params.count}”: ${countWords[params.count]}` : null,
    `n = ${amount(reading.total)} ${metric.counted?.documents ?? kindName(params.kind)}, ${amount(reading.authorships)} ${metric.counted?.authorships ?? 'authorships'}`,
    metric.params.includes('count') && whole > 0
      ? `unknown over the whole span ${percent(reading.unknown / whole)}`
      : null,
    `data as of ${dateWords(reading.asOf)}`,
  ];
  return `${parts.filter(Boolean).join(' · ')}.`;
}
