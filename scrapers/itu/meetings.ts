import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import { blank, type Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { groupRow } from './groups.ts';
import { withoutMail } from './html.ts';
import { meetingDay, parseSummary, type SummaryAddress, summaryAddress } from './meeting-summary.ts';
import { studyPeriods } from './periods.ts';

/** What study groups announce of their meetings in executive summaries: delegates, countries, contributions, TDs. */
export const ituMeetings: Source = {
  id: 'itu-meetings',
  body: 'itu-t',
  title: 'What ITU-T study groups announce of their meetings',
  home: 'https://www.itu.int/en/ITU-T/studygroups/',
  licence: 'Facts from public pages; a sentence is quoted with each',
  cadenceHours: 24 * 7,
  hosts: ['www.itu.int'],
  floor: { meeting_count: 10 },
  filled: { meeting_count: { value: 1, sentence: 1 } },
  // What is curated of a page is one with what is read there: the reading leads.
  yields: ['group', 'meeting'],
  redact: (_url, body) => withoutMail(body),
  gather,
};

/** Addresses that a meeting may have are asked for again after so many days; those of new meetings at every reading. */
const sweepDays = 30;
const newDays = 400;
const dayMs = 86_400_000;
/** Summaries have stood below studygroups/<period>/<group>/ since this period. */
const firstYear = 2013;

async function gather(reader: Reader): Promise<Gathered> {
  const today = isoDay();
  const own = await reader.meetingCounts();
  const isSweep = isDue(reader, today);
  const meetings = await knownMeetings(reader);
  const wanted = await addresses(reader, own, meetings, isSweep, today);
  const isKnown = new Set(own.map((row) => row.source_url));

  const groups = new Map<string, Row<'group'>>();
  const found = new Map<string, Row<'meeting'>>();
  const counts = new Map<string, Row<'meeting_count'>>();
  /** Of which meeting an address that was read now speaks. */
  const spoken = new Map<string, string>();
  const notes: Record<'gone' | 'silent' | 'unplaced' | 'doubtful', string[]> = {
    gone: [],
    silent: [],
    unplaced: [],
    doubtful: [],
  };
  let newest = new Date(0);
  let done = 0;
  // Summaries link to those of other meetings, so the map grows while it is read.
  for (const [url, address] of wanted) {
    reader.progress(done++, wanted.size, `${address.group} ${address.month ?? address.period.name}`);
    const missing = isKnown.has(url) ? [] : [400, 403, 500];
    const page = await reader.read(url, { expectType: /html/i, content: 'always', missing });
    if (page === 'unchanged') throw new Unexpected(url, page, 'the page');
    if (page === 'missing') {
      if (isKnown.has(url)) notes.gone.push(url);
      continue;
    }
    if (page.fetchedAt > newest) newest = page.fetchedAt;
    const summary = parseSummary(page.text, url);
    for (const link of summary.links) if (link.group === address.group) wanted.set(link.url, link);
    if (!summary.counts.length) {
      if (isKnown.has(url) && !reader.accept)
        throw new Unexpected(url, 'no count', 'how many delegates, contributions or TDs (or --accept)');
      notes.silent.push(url);
      continue;
    }
    if (summary.doubt) notes.doubtful.push(`${url}: ${summary.doubt}`);
    const prefix = `${address.period.prefix}-${address.group}-`;
    const known = meetings.flatMap((id) => (id.startsWith(prefix) ? [startOf(id)] : []));
    const placed = meetingDay(address, summary.days, known);
    if (!placed || placed.day > today) {
      if (isKnown.has(url) && !reader.accept)
        throw new Unexpected(
          url,
          'nothing that says of which meeting it is',
          'the days of the meeting (or --accept)',
        );
      notes.unplaced.push(url);
      continue;
    }
    const { day, printed } = placed;
    const id = `${prefix}${day.slice(2).replaceAll('-', '')}`;
    spoken.set(url, id);
    groups.set(address.group, groupRow(address.group, page.id));
    if (!found.has(id))
      found.set(id, {
        ...blank('meeting'),
        id,
        body: 'itu-t',
        group_id: address.group,
        name: address.group,
        from: day,
        to: printed?.from === day ? printed.to : null,
        url,
        page_id: page.id,
      });
    for (const { what, value, sentence } of summary.counts)
      counts.set(keyOf(id, what, url), {
        meeting_id: id,
        what,
        source_url: url,
        value,
        sentence,
        evidence: 'primary',
        page_id: page.id,
      });
  }
  // An undated address is overwritten at the next meeting: what it said of the one before stays.
  for (const row of own) {
    const address = summaryAddress(row.source_url ?? '');
    const now = spoken.get(row.source_url ?? '');
    const isRetold = now === row.meeting_id || (now !== undefined && address?.month !== null);
    const key = keyOf(row.meeting_id, row.what, row.source_url);
    if (!isRetold && !counts.has(key)) counts.set(key, row);
  }
  return {
    rows: { group: [...groups.values()], meeting: [...found.values()], meeting_count: [...counts.values()] },
    scopes: { meeting_count: 'all' },
    asOf: isoDay(newest.getTime() ? newest : new Date()),
    notes: [
      ...told(notes.gone, 'pages are gone, and what they said is kept'),
      ...told(notes.silent, 'pages give no count that we understand'),
      ...told(notes.unplaced, 'pages do not say of which meeting they are'),
      ...told(notes.doubtful, 'pages give numbers that do not add up'),
    ],
    memo: { sweep: isSweep ? today : (reader.memo.sweep ?? today) },
  };
}

const told = (list: readonly string[], words: string): string[] =>
  list.length ? [`${list.length} ${words}, such as ${list[0]}`] : [];

const keyOf = (...parts: (string | null)[]) => parts.join('\n');

const isDue = (reader: Reader, today: string): boolean => {
  const { sweep } = reader.memo;
  return (
    !sweep || reader.refetch || reader.replay || Date.parse(today) - Date.parse(sweep) >= sweepDays * dayMs
  );
};

const meetingId = /^T\d\d-(SG\d+)-(\d\d)(\d\d)(\d\d)$/;
/** The first day in a meeting's id. */
const startOf = (id: string): string => id.replace(meetingId, '20$2-$3-$4');

const knownMeetings = async (reader: Reader): Promise<string[]> =>
  (await reader.meetings('itu-t')).filter((id) => meetingId.test(id));

/** Where a summary is known to stand, and where one may stand for the meetings that are known. */
async function addresses(
  reader: Reader,
  own: readonly Row<'meeting_count'>[],
  meetings: readonly string[],
  isSweep: boolean,
  today: string,
): Promise<Map<string, SummaryAddress>> {
  const wanted = new Map<string, SummaryAddress>();
  const add = (link: string | null) => {
    const address = summaryAddress(link ?? '');
    if (address) wanted.set(address.url, address);
  };
  for (const row of [
    ...own,
    ...(await reader.meetingCounts('facts-itu')),
    ...(await reader.tenures('facts-itu')),
  ])
    add(row.source_url);
  for (const id of meetings) {
    const group = meetingId.exec(id)?.[1] ?? '';
    const period = studyPeriods.find(({ prefix }) => id.startsWith(`${prefix}-`));
    if (!period || period.firstYear < firstYear) continue;
    const start = startOf(id);
    const folder = `https://www.itu.int/en/ITU-T/studygroups/${period.name}/${group.slice(2).padStart(2, '0')}/Pages`;
    if (isSweep || period.to === null) add(`${folder}/exec-sum.aspx`);
    const isNew = Date.parse(today) - Date.parse(start) < newDays * dayMs;
    if (start > today || !(isSweep || isNew)) continue;
    const month = start.slice(0, 7).replace('-', '');
    add(`${folder}/exec-sum-${month}.aspx`);
    add(`${folder}/results-${month}.aspx`);
  }
  return wanted;
}
