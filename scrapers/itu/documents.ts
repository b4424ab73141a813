import { Unexpected } from '#lib/unexpected.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { studyGroupNumbers } from './groups.ts';
import { Collected, type Place, site } from './listed-documents.ts';
import { readList } from './paged-list.ts';
import { type StudyPeriod, studyPeriods } from './periods.ts';

const shared = {
  body: 'itu-t',
  home: `${site}/md/`,
  licence: 'Facts from public lists of documents; no text is republished',
  cadenceHours: 24,
  hosts: ['www.itu.int'],
  filled: { document: { title: 1, submitted: 0.9, meeting_id: 0.9 }, authorship: { name: 1 } },
  yields: ['group', 'meeting'] as const,
  redact: (_url: string, body: Uint8Array) => body,
};

/** Contributions of every group and study period, from the lists of the periods. */
export const ituContributions: Source = {
  ...shared,
  id: 'itu-contributions',
  title: 'Contributions to ITU-T groups',
  floor: { document: 1000 },
  gather: (reader) => gatherContributions(reader),
};

/** Temporary documents, from the lists of the meetings that are known. */
export const ituTemporaryDocuments: Source = {
  ...shared,
  id: 'itu-temporary-documents',
  title: 'Temporary documents of ITU-T groups',
  floor: { document: 1000 },
  gather: (reader) => gatherTemporaryDocuments(reader),
};

/** A document identifier has the group's number in two digits, the address of a list has not. */
const documentPrefix = (period: StudyPeriod, group: string) =>
  `${period.prefix}-${group.replace(/^SG(\d)$/, 'SG0$1')}`;

async function gatherContributions(reader: Reader): Promise<Gathered> {
  const collected = new Collected('contribution');
  const stored = [...(await reader.stored('contribution')).values()];
  // Curated contributions say that there is a list to ask for, not that it was ever seen.
  const listed = stored.filter(({ source }) => source === ituContributions.id);
  const hasAny = (among: typeof stored, period: StudyPeriod, group: string) =>
    [documentPrefix(period, group), `${period.prefix}-${group}`].some((prefix) =>
      among.some(({ id }) => id.startsWith(`${prefix}-C-`)),
    );
  const asked = new Set((reader.memo.periods ?? '').split(' '));
  const lists = [...studyPeriods].reverse().flatMap((period) =>
    ['TSAG', ...studyGroupNumbers].flatMap((group) => {
      const wasListed = hasAny(listed, period, group);
      // A period that is over gains no group: it is asked for all of them once.
      const isWanted = hasAny(stored, period, group) || period.to === null || !asked.has(period.prefix);
      return isWanted ? [{ period, group, wasListed }] : [];
    }),
  );
  for (const [at, { period, group, wasListed }] of lists.entries()) {
    reader.progress(at, lists.length, `${period.prefix}-${group}`);
    const url = `${site}/md/${documentPrefix(period, group)}-C/en`;
    const rows = await readList(reader, (offset) => (offset ? `${url}?PageLB=${offset}` : url), collected);
    if (!rows?.length && wasListed) throw new Unexpected(url, 'no documents', 'the ones listed there before');
    for (const one of rows ?? []) collected.add(one, placeOf(period, group, one.row.meeting));
  }
  const periods = studyPeriods.map((period) => period.prefix).join(' ');
  return { ...collected.gathered(), memo: { periods } };
}

async function gatherTemporaryDocuments(reader: Reader): Promise<Gathered> {
  const collected = new Collected('temporary-document');
  const stored = new Set(
    [...(await reader.stored('temporary-document')).values()]
      .filter(({ source }) => source === ituTemporaryDocuments.id)
      .map(({ id }) => id.replace(/-TD-.*$/, '-TD')),
  );
  const known = await reader.meetings('itu-t');
  const meetings = known.flatMap((id) => {
    const found = /^(T\d\d)-(SG\d+|TSAG)-(\d{6})$/.exec(id);
    const period = studyPeriods.find((one) => one.prefix === found?.[1]);
    return found && period ? [{ id, period, group: found[2] as string, day: found[3] as string }] : [];
  });
  if (!meetings.length)
    throw new Unexpected(site, 'no meeting known', 'those of itu-contributions, read before');
  for (const [at, { id, period, group, day }] of meetings.entries()) {
    reader.progress(at, meetings.length, id);
    const parent = `${documentPrefix(period, group)}-${day}-TD`;
    const url = `${site}/md/meetingdoc.asp?lang=en&parent=${parent}`;
    const rows = await readList(reader, (offset) => (offset ? `${url}&PageLB=${offset}` : url), collected);
    if (!rows?.length && stored.has(parent))
      throw new Unexpected(url, 'no documents', 'the ones listed there before');
    for (const one of rows ?? []) collected.add(one, placeOf(period, group, day));
  }
  return collected.gathered();
}

/** `day`: the first of its meeting, as its links name it (yymmdd). */
function placeOf(period: StudyPeriod, group: string, day: string | null): Place {
  const first = day && `20${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4)}`;
  // A list without a meeting links to a day outside the period.
  const start = first && first >= period.from && (!period.to || first < period.to) ? first : null;
  return {
    body: 'itu-t',
    group,
    meeting: start ? { id: `${period.prefix}-${group}-${day}`, start } : null,
    studyPeriod: period.firstYear,
    access: 'login',
    address: `${site}/md/%/en`,
  };
}
