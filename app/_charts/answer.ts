import { type Metric, type MetricRow, type Params, type Reading, rankFloor } from '#metrics/contract.ts';
import { heldOf } from '#metrics/unfinished.ts';
import { hiddenWords, partsOf } from '../_ui/hidden-words.ts';
import { amount, countedWords, kindName, percent, periodWords } from '../_ui/words.ts';
import { comparedAnswer } from './answer-compared.ts';
import { atLeast, isLargestTold, largestWords, leads, shareOf } from './bounds.ts';
import { fatesAnswer, isOfFates } from './fates.ts';
import { isPicked } from './own.ts';
import { asBars, foldedKey, newestWhole } from './shape.ts';

/**
 * The answer to a figure's question in one sentence, out of its own rows. `name`: what the one key is called that a filter
 * picks, also where it has no row.
 */
export function answerOf(
  metric: Metric,
  params: Params,
  reading: Reading,
  only: string | null = null,
  picked: readonly string[] | null = null,
  name: string | null = null,
): string {
  const held = heldOf(params, reading);
  if (reading.against && reading.total + reading.against.total > 0)
    return comparedAnswer(metric, params, reading, only);
  if (reading.total === 0 && reading.meetings?.read === 0)
    return `No meeting of ${held.words} was read, so how many came is not known.`;
  if (reading.total === 0 && held.holds === 'none')
    return `Nothing of ${held.words} is read: what is counted ends in ${held.end}.`;
  if (reading.total === 0) return `No ${countedWords(metric, params)} are counted here.`;
  if (metric.id === 'visibility') return hiddenWords(partsOf(reading.rows), '', kindName(params.kind));
  if (isOfFates(metric)) {
    const label = only && (reading.rows.find(({ key }) => key === only)?.label ?? name ?? only);
    const whose =
      only === null ? '' : only === 'unknown' ? ' of nobody we could place' : ` of ${the(label ?? only)}`;
    return fatesAnswer(metric, params, reading, only, whose);
  }
  const period = params.by === 'all' ? 'all' : newestWhole(reading, metric);
  if (period === null)
    return `Too few ${metric.counted?.documents ?? 'documents'} in any finished period to say; ${amount(reading.total)} ${metric.counted?.total ? `${metric.counted.total} ` : ''}in all.`;
  const when =
    period !== 'all'
      ? `In ${period.replace('-', ' ')}`
      : metric.params.includes('meeting') && params.meeting
        ? 'At this meeting'
        : `In ${periodWords('all', params.from, params.to)}${held.holds === 'part' ? ` (counted only to ${held.end})` : ''}`;
  const rows = reading.rows.filter((row) => row.period === period);
  const counted = reading.periods.find((one) => one.period === period);
  const value = (key: string) => rows.find((row) => row.key === key)?.value ?? 0;
  if (metric.id === 'concentration-of-authorship') {
    const few = value('half-lower');
    const many = value('half-upper');
    const number = few === many ? amount(few) : `between ${amount(few)} and ${amount(many)}`;
    const organisations = few === many && few === 1 ? 'organisation' : 'organisations';
    const hidden = few === many ? 'whatever the unknown hides' : 'depending on what the unknown hides';
    return `${when}, half of the ${kindName(params.kind)} came from ${number} ${organisations}, ${hidden}.`;
  }
  if (metric.id === 'coverage') {
    return `${when}, ${percent(value('affiliation'))} of authorships stated an affiliation, ${percent(value('organisation'))} had one we could match, and ${percent(value('country'))} had a country under this rule.`;
  }
  const sliced: Reading = {
    ...reading,
    rows,
    total: counted?.documents ?? 0,
    authorships: counted?.authorships ?? 0,
  };
  if (only !== null && metric.id.startsWith('authorship'))
    return oneOf(metric, params, sliced, when, only, name ?? only);
  if (metric.id === 'co-authorship') return pairOf(params, when, rows);
  if (metric.id.endsWith('-by-bloc')) return blocsOf(metric, params, sliced, when, picked);
  const bars = asBars(metric, sliced, params, Number.POSITIVE_INFINITY);
  if (!metric.id.startsWith('authorship')) return largestOf(metric, when, rows);
  const [first, second] = bars.filter((bar) => bar.key !== null && !notAuthors.has(bar.key));
  const unknown = bars.find((bar) => bar.key === null);
  const isPart = params.country !== null || params.organisation !== null || params.bloc !== null;
  const what = isPart
    ? 'what is counted here'
    : params.count === 'complete'
      ? 'authorships'
      : kindName(params.kind);
  const lacks = metric.id.endsWith('country')
    ? 'have no country under this rule'
    : 'name no organisation we could match';
  const missing = unknown ? `; ${percent(unknown.share)} ${lacks}` : '';
  const beside = bars.filter((bar) => bar.key !== null && notAuthors.has(bar.key) && bar.share > 0);
  if (!first && beside.length) {
    const shares = beside.map((bar) => `${lower(bar.label)} (${percent(bar.share)})`).join(', ');
    const none = beside.some((bar) => bar.key === 'others') ? '' : ', none from a member that we know';
    return `${when}, ${what} came from ${shares}${none}${missing}.`;
  }
  if (!first) return `${when}, nothing is known under this rule${missing}.`;
  if (sliced.total < rankFloor) {
    const known = bars.filter((bar) => bar.key !== null && bar.key !== 'others').slice(0, 3);
    const shares = known.map((bar) => `${bar.label} ${atLeast(bar.share, unknown?.share ?? 0)}`).join(', ');
    return `${when}, ${amount(sliced.total)} ${kindName(params.kind, sliced.total !== 1)}, too few to rank: ${shares}${missing}.`;
  }
  return largestWords({
    when,
    first: { words: `${whose(metric, params)} ${the(first.label)}`.trim(), share: first.share },
    second: second && { words: the(second.label), share: second.share },
    unknown: unknown?.share ?? 0,
    what,
    missing: lacks,
  });
}

/** Rows of a chart that are no country and no organisation: the rest, and sources at the ITU that are no member. */
export const notAuthors = new Set(['others', 'officer', 'liaison', 'secretariat']);

/** Who signed the most documents with whom, and how many documents have no pair. */
function pairOf(params: Params, when: string, rows: readonly MetricRow[]): string {
  const pairs = rows.filter((row) => row.key !== null && row.key !== 'alone');
  const first = pairs.toSorted((a, b) => b.value - a.value)[0];
  const alone = rows.find((row) => row.key === 'alone')?.value ?? 0;
  const unknown = rows.find((row) => row.key === null)?.value ?? 0;
  const rest = `${amount(alone)} name one ${params.of} alone, and ${amount(unknown)} none we know`;
  if (!first) return `${when}, no document names two; ${rest}.`;
  return `${when}, ${first.label} signed the most documents together: ${amount(first.value)}; ${rest}.`;
}

/** Blocs overlap, so each stands for itself: those picked, or the three with the largest shares. */
function blocsOf(
  metric: Metric,
  params: Params,
  reading: Reading,
  when: string,
  picked: readonly string[] | null,
): string {
  const bars = asBars(metric, reading, params, Number.POSITIVE_INFINITY);
  const unknown = bars.find((bar) => bar.key === null)?.share ?? 0;
  const largest = Math.max(
    0,
    ...bars.filter((bar) => bar.key !== null && bar.key !== 'none').map((bar) => bar.share),
  );
  const shown = bars
    .filter((bar) => bar.key !== null && bar.key !== 'none')
    .filter((bar) => isPicked(picked, bar.key))
    .slice(0, picked === null ? 3 : 7)
    .map((bar) => `${bar.label} ${atLeast(bar.share, unknown)}`);
  const what = params.count === 'complete' ? 'authorships' : kindName(params.kind);
  const told = `the share of ${what} from the countries that were members then: ${shown.join(', ') || 'none'}`;
  const open = `${percent(unknown)} have no country under this rule`;
  return `${when}, ${leads(unknown, largest) ? `${open}; ${told}` : `${told}; ${open}`}. Countries stand in several.`;
}

/** For measures of other things: the largest rows, and how much is unknown. */
function largestOf(metric: Metric, when: string, rows: readonly MetricRow[]): string {
  const known = rows
    .filter((row) => row.key !== null && row.key !== foldedKey)
    .toSorted((a, b) => b.value - a.value);
  const unknown = rows.find((row) => row.key === null)?.value ?? 0;
  const whole = rows.reduce((sum, row) => sum + row.value, 0);
  const [first, second] = known;
  const unit = metric.unit.replace(/ \(.*$/, '');
  if (metric.id === 'progress') return becameOf(unit, when, known, unknown, whole);
  if (!first) return `${when}, all ${amount(whole)} ${unit} are unknown.`;
  if (metric.unit.startsWith('share'))
    return `${when}, the largest share is ${first.label}: ${percent(first.value)}.`;
  const part = whole > 0 ? unknown / whole : 0;
  const least = unknown > 0 ? 'at least ' : '';
  const then = second ? `, followed by ${the(second.label)} with ${least}${amount(second.value)}` : '';
  const most = `${least}${amount(first.value)}`;
  if (isLargestTold(first.value, second?.value, unknown))
    return `${when}, ${the(first.label)} had the most: ${most} of ${amount(whole)} ${unit}${then}${unknown ? `; ${percent(part)} unknown` : ''}.`;
  return `${when}, ${percent(part)} of ${amount(whole)} ${unit} are unknown, so who had the most cannot be told; of what is known, ${the(first.label)}: ${most}${then}.`;
}

/** How far contributions or work items came, as far as a printed link or status proves. */
function becameOf(
  unit: string,
  when: string,
  known: readonly MetricRow[],
  unknown: number,
  whole: number,
): string {
  const steps = known.map(({ label, value }) => `${amount(value)} ${lower(label)}`).join(', ');
  if (unknown === 0) return `${when}, of ${amount(whole)} ${unit}: ${steps}.`;
  const open =
    unknown === whole
      ? `for none of ${amount(whole)} ${unit} a link is printed that tells what became of it`
      : `for ${amount(unknown)} of ${amount(whole)} ${unit} no link is printed that tells what became of them`;
  return `${when}, ${open}${steps && `; ${steps}`}.`;
}

const lower = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);

export const the = (name: string) =>
  /^(?:United|Netherlands|Russian|Czech Republic|Philippines|Dominican)/.test(name) ? `the ${name}` : name;

/** The share of the one row a filter picks, beside what is unknown. */
function oneOf(
  metric: Metric,
  params: Params,
  reading: Reading,
  when: string,
  only: string,
  name: string,
): string {
  const bars = asBars(metric, reading, params, Number.POSITIVE_INFINITY);
  const unknown = bars.find((bar) => bar.key === null)?.share ?? 0;
  const open = `${percent(unknown)} is unknown under this rule`;
  if (only === 'unknown') return `${when}, ${open}.`;
  const bar = bars.find((one) => one.key === only);
  const subject = `${whose(metric, params)} ${the(bar?.label ?? name)}`.trim();
  const share = { value: bar?.value ?? 0, share: bar?.share ?? 0 };
  const had = `${subject} had ${shareOf(share, unknown, params.count === 'complete' ? 'authorship' : kindName(params.kind, false))}`;
  if (unknown === 0) return `${when}, ${had}; nothing is unknown under this rule.`;
  return leads(unknown, share.share) ? `${when}, ${open}; ${had}.` : `${when}, ${had}; ${open}.`;
}

/** Whose share it is, under each rule. */
export function whose(metric: Metric, params: Params): string {
  if (metric.id.endsWith('organisation')) {
    const of = params.rule === 'parent' ? 'the group of companies under' : '';
    return params.body === 'ietf' ? `authors of ${of}`.trim() : of;
  }
  if (params.rule === 'declared') return 'authors with an address in';
  if (params.rule === 'member') return 'organisations that speak as members from';
  const who = params.body === 'ietf' ? 'authors of organisations' : 'organisations';
  return params.rule === 'employer'
    ? `${who} registered in`
    : `${who} whose ultimate parent is registered in`;
}
