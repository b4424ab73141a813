import { lineEnd, open, plain } from './html.ts';
import { periodOn, type StudyPeriod, studyPeriods } from './periods.ts';

/** What a study group says of its own meeting. */
export type Announced =
  | 'delegates'
  | 'remote-delegates'
  | 'on-site-delegates'
  | 'contributions'
  | 'tds'
  | 'countries';

/** Where a summary stands, told from the address alone. */
export interface SummaryAddress {
  /** With https and www, whatever it was linked with: one page is one address. */
  url: string;
  group: string;
  period: StudyPeriod;
  /** YYYY-MM; null for the address that is overwritten at each meeting. */
  month: string | null;
}

/**
 * The address of a summary: exec-sum-202403.aspx or results-201504.aspx below a group's pages of a study period, the
 * undated exec-sum.aspx, and their older forms (com16/results-0604.html). Null for any other address.
 */
export function summaryAddress(link: string): SummaryAddress | null {
  const found =
    /^https?:\/\/(?:www\.|staging\.)?itu\.int(\/(?:en\/)?ITU-T\/(?:studygroups\/)?(?:(\d{4}-\d{4})\/)?(?:com)?(\d\d?)\/(?:Pages\/)?(?:exec[-_]sum|results)([-_]?[\w-]*)\.(?:aspx|html?))$/i.exec(
      link.trim(),
    );
  if (!found) return null;
  const [, path, label, number, rest = ''] = found;
  const month = monthOf(rest.replace(/^[-_]/, ''));
  if (rest && !month) return null;
  const period = label
    ? studyPeriods.find(({ name }) => name === label)
    : month
      ? periodOn(`${month}-28`)
      : null;
  return period ? { url: `https://www.itu.int${path}`, group: `SG${Number(number)}`, period, month } : null;
}

/** 202403, 20120302, 2022-09, 1406 */
function monthOf(text: string): string | null {
  const [, year, month] = /^(\d{4})-?(\d\d)(?:\d\d)?$/.exec(text) ?? /^(\d\d)(\d\d)$/.exec(text) ?? [];
  if (!year || !month || Number(month) < 1 || Number(month) > 12) return null;
  return `${year.length === 2 ? `20${year}` : year}-${month}`;
}

export interface Days {
  from: string;
  to: string;
}

export interface Summary {
  counts: { what: Announced; value: number; sentence: string }[];
  /** The spans of days that the page prints, in its order: its own meeting, perhaps the next one. */
  days: Days[];
  /** Summaries of other meetings that it links to. */
  links: SummaryAddress[];
  /** Where its own numbers do not add up, in words. */
  doubt: string | null;
}

const number = '(\\d{1,3}(?:,\\d{3})+|\\d+)';
const people = '(?:registered )?(?:delegates|participants|attendees|representatives)';
/** Each number as a label of its own, and within a sentence that tells of the whole meeting. */
const patterns: Readonly<Record<Announced, readonly [label: RegExp, inSentence: RegExp]>> = {
  delegates: [
    new RegExp(`^number of (?:delegates|participants)\\s*:?\\s*${number}\\b`, 'i'),
    new RegExp(`\\b${number} ${people}\\b`, 'i'),
  ],
  // How these came together with the whole is the page's own sum: all are kept.
  'remote-delegates': [
    new RegExp(`^(?:number of )?remote (?:delegates|participants)\\s*:?\\s*${number}\\b`, 'i'),
    new RegExp(`\\b${number} (?:joined |participated )?remote(?:ly)?(?: only| ${people})?\\b`, 'i'),
  ],
  'on-site-delegates': [
    new RegExp(`^(?:number of )?(?:on-?site|physical) (?:delegates|participants)\\s*:?\\s*${number}\\b`, 'i'),
    new RegExp(
      `\\b${number} (?:(?:${people} )?(?:present|in person|on-?site)|physical participants)\\b`,
      'i',
    ),
  ],
  contributions: [
    new RegExp(`^contributions?(?: \\(c\\))?\\s*:?\\s*${number}\\b`, 'i'),
    new RegExp(`\\b${number} (?:written )?contributions\\b`, 'i'),
  ],
  tds: [new RegExp(`^TDs?\\s*:?\\s+${number}\\b`), new RegExp(`\\b${number} TDs\\b`)],
  countries: [
    new RegExp(`^(?:number of )?countries\\s*:?\\s*${number}\\b`, 'i'),
    new RegExp(`\\b${number} (?:different )?(?:countries|Member States)\\b`, 'i'),
  ],
};
/** What a sentence must tell besides, so that it is not of one Question or one country. */
const whole = new RegExp(
  `\\b${number} (?:${people}|TDs|documents)\\b|attended|attracted|number of participants`,
  'i',
);

/**
 * What a summary announces of its meeting: each number once, by the first sentence that says it of the whole meeting.
 * "(80 last time)" and "22 from Korea" are numbers of something else.
 * @throws Unexpected for an error page under 200
 */
export function parseSummary(html: string, url: string): Summary {
  const page = open(html, url, /</);
  const links = page('a[href]')
    .toArray()
    .flatMap((link) => addressFrom(link.attribs.href ?? '', url) ?? []);
  page('script, style, noscript').remove();
  const title = plain(page('title').text());
  page('br').replaceWith(lineEnd);
  page('p, li, tr, div, h1, h2, h3, h4, td').append(lineEnd);
  const lines = `${title}${lineEnd}${page('body').text()}`.split(lineEnd).map(plain).filter(Boolean);
  const sentences = lines.flatMap((line) => line.split(/(?<=[.;])\s+(?=[\p{Lu}\d])/u));
  const counts: Summary['counts'] = [];
  for (const [what, [label, inSentence]] of Object.entries(patterns)) {
    for (const sentence of sentences) {
      const found = label.exec(sentence) ?? (whole.test(sentence) ? inSentence.exec(sentence) : null);
      if (!found?.[1]) continue;
      const value = Number(found[1].replaceAll(',', ''));
      counts.push({ what: what as Announced, value, sentence: sentence.slice(0, 400) });
      break;
    }
  }
  return {
    counts,
    days: lines.flatMap((text) => printedDays(text) ?? []),
    links,
    doubt: doubtOf(counts),
  };
}

const addressFrom = (href: string, base: string): SummaryAddress | null => {
  try {
    return summaryAddress(new URL(href, base).href);
  } catch {
    return null;
  }
};

/** "338 delegates (231 remote only and 107 present)", "704 documents split as 259 contributions and 445 TDs" */
function doubtOf(counts: Summary['counts']): string | null {
  const [whole, remote, onSite] = (['delegates', 'remote-delegates', 'on-site-delegates'] as const).map(
    (name) => counts.find(({ what }) => what === name)?.value,
  );
  if (whole !== undefined && remote !== undefined && onSite !== undefined && remote + onSite !== whole)
    return `${whole} delegates are split into ${remote} and ${onSite}`;
  const contributions = counts.find(({ what }) => what === 'contributions');
  const tds = counts.find(({ what }) => what === 'tds');
  const all = new RegExp(`\\b${number} documents split\\b`).exec(contributions?.sentence ?? '')?.[1];
  if (!all || !contributions || !tds) return null;
  const sum = contributions.value + tds.value;
  return sum === Number(all.replaceAll(',', '')) ? null : `${all} documents are split into ${sum}`;
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const month = `(${months.join('|')})`;
const to = '\\s*(?:-|–|—|to)\\s*';
const iso = new RegExp(`(\\d{4}-\\d\\d-\\d\\d)${to}(\\d{4}-\\d\\d-\\d\\d)`);
const within = new RegExp(`\\b(\\d{1,2})${to}(\\d{1,2})\\s+${month}\\s+(\\d{4})\\b`, 'i');
const across = new RegExp(
  `\\b(\\d{1,2})\\s+${month}(?:\\s+(\\d{4}))?${to}(\\d{1,2})\\s+${month}\\s+(\\d{4})\\b`,
  'i',
);

/** The span of days a line prints: 4-15 March 2024, 20 April – 1 May 2015, 2024-03-04 - 2024-03-15. */
export function printedDays(line: string): Days | null {
  const plainDays = iso.exec(line);
  if (plainDays) return spanOf(plainDays[1] ?? '', plainDays[2] ?? '');
  const one = within.exec(line);
  if (one) return spanOf(dayOf(one[4], one[3], one[1]), dayOf(one[4], one[3], one[2]));
  const two = across.exec(line);
  if (!two) return null;
  return spanOf(dayOf(two[3] ?? two[6], two[2], two[1]), dayOf(two[6], two[5], two[4]));
}

const dayOf = (year = '', name = '', day = ''): string => {
  const at = months.findIndex((one) => one.toLowerCase() === name.toLowerCase()) + 1;
  return `${year}-${String(at).padStart(2, '0')}-${day.padStart(2, '0')}`;
};

/** Null for days that are none, or run backwards: a page prints the wrong year now and then. */
const spanOf = (from: string, until: string) =>
  Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(until)) || from > until
    ? null
    : { from, to: until };

/**
 * Which meeting a summary is of: among the group's known ones that begin in the month of its address or within three
 * days of the days it prints, else a new one on those days. Null where neither says which.
 * @param known first days (ISO) of the group's known meetings in the period
 * @returns its first day, and the days printed where they are its own
 */
export function meetingDay(
  { month: inAddress, period }: SummaryAddress,
  days: readonly Days[],
  known: readonly string[],
): { day: string; printed: Days | null } | null {
  const isOwn = ({ from, to: until }: Days) =>
    inAddress === null
      ? from >= period.from && (!period.to || from <= period.to)
      : from.startsWith(inAddress) || until.startsWith(inAddress);
  // The first is the meeting's: later ones may be of the next, or of a workshop.
  const printed = days.find(isOwn) ?? null;
  const near = known.filter(
    (day) => printed && Math.abs(Date.parse(day) - Date.parse(printed.from)) <= 3 * 86_400_000,
  );
  const inMonth = known.filter((day) => inAddress !== null && day.startsWith(inAddress));
  const [one, another] = near.length ? near : inMonth;
  if (one) return another ? null : { day: one, printed };
  return printed && { day: printed.from, printed };
}
