import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Unexpected } from '#lib/unexpected.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { groupRow } from './groups.ts';
import { Collected, type Place, site } from './listed-documents.ts';
import { readList } from './paged-list.ts';

/** A list of contributions outside the study groups of the ITU-T, from facts/itu/document-lists.csv. */
export interface OtherList {
  /** As document identifiers begin: R23-WP5D, S21-CL, T13-WTSA.16. */
  list: string;
  group: string;
  /** Id of the one meeting that the list is of; null where it is of a study period. */
  meeting: string | null;
  access: 'public' | 'login';
  /** False where the address follows the pattern of others and nobody has quoted one of its documents. */
  isSeen: boolean;
}

const file = join(import.meta.dirname, '..', '..', 'facts', 'itu', 'document-lists.csv');
const rows = parse(readFileSync(file), { columns: true }) as Record<string, string>[];

/** Every list that is configured, in the order of the file. */
export const otherLists: readonly OtherList[] = rows.map((row, at) => {
  const { list = '', group = '', meeting, access, evidence } = row;
  if (!/^[RDST]\d\d-[A-Z][A-Z0-9.]*$/.test(list) || (access !== 'public' && access !== 'login'))
    throw new Unexpected(
      `document-lists.csv, line ${at + 2}`,
      `${list}, ${access}`,
      'a list, and who opens it',
    );
  return { list, group, meeting: meeting || null, access, isSeen: evidence !== 'unchecked' };
});

const shared = {
  unverified: true as const,
  home: `${site}/md/`,
  licence: 'Facts from public lists of documents; no text is republished',
  cadenceHours: 24 * 7,
  hosts: ['www.itu.int'],
  filled: { document: { title: 1, submitted: 0.9 }, authorship: { name: 1 } },
  yields: ['group', 'meeting'] as const,
  redact: (_url: string, body: Uint8Array) => body,
};

export const ituRContributions: Source = {
  ...shared,
  id: 'itu-r-contributions',
  body: 'itu-r',
  title: 'Contributions to ITU-R study groups and working parties',
  floor: { document: 100 },
  gather: (reader) => gather(reader, ituRContributions),
};

export const ituDContributions: Source = {
  ...shared,
  id: 'itu-d-contributions',
  body: 'itu-d',
  title: 'Contributions to ITU-D study groups',
  floor: { document: 20 },
  gather: (reader) => gather(reader, ituDContributions),
};

/** Where states speak: public documents, counted apart from the study groups of any sector. */
export const ituConferenceContributions: Source = {
  ...shared,
  id: 'itu-conference-contributions',
  body: 'itu',
  title: 'Contributions to the ITU Council, plenipotentiary conferences and world assemblies',
  floor: { document: 20 },
  gather: (reader) => gather(reader, ituConferenceContributions),
};

async function gather(reader: Reader, { id, body }: Source): Promise<Gathered> {
  const collected = new Collected('contribution');
  const stored = [...(await reader.stored('contribution')).values()].filter(({ source }) => source === id);
  const lists = otherLists.filter(({ group }) => groupRow(group, null).body === body);
  const without: string[] = [];
  const read: string[] = [];
  for (const [at, one] of lists.entries()) {
    reader.progress(at, lists.length, one.list);
    const url = `${site}/md/meetingdoc.asp?lang=en&parent=${one.list}-C`;
    const wasListed = stored.some((document) => document.id.startsWith(`${one.list}-C-`));
    const address = (offset: number) => (offset ? `${url}&PageLB=${offset}` : url);
    const found = await readList(reader, address, collected, wasListed);
    if (!found?.length) {
      if (wasListed) throw new Unexpected(url, 'no documents', 'the ones listed there before');
      without.push(one.list);
      continue;
    }
    read.push(one.list);
    for (const listed of found) {
      if (!listed.row.id.startsWith(`${one.list}-C-`))
        throw new Unexpected(url, `the document ${listed.row.id}`, `only those of ${one.list}-C`);
      collected.add(listed, placeOf(one, body, listed.row.meeting));
    }
  }
  if (!read.length)
    throw new Unexpected(`${site}/md/meetingdoc.asp`, `no documents in ${lists.length} lists`, 'some');
  const seen = lists.filter(({ list, isSeen }) => isSeen && without.includes(list));
  const gathered = collected.gathered();
  return {
    ...gathered,
    // Every list that ever had documents was read to its end.
    scopes: { ...gathered.scopes, document: 'all' },
    notes: [
      ...(gathered.notes ?? []),
      `lists read: ${read.join(', ')}`,
      ...(without.length ? [`no documents at ${without.length} addresses, such as ${without[0]}`] : []),
      ...(seen.length
        ? [`among them lists that others quote: ${seen.map(({ list }) => list).join(', ')}`]
        : []),
    ],
  };
}

/** The longest a study period of the ITU-R or ITU-D has lasted, and then some. */
const longest = 7;

/** `day`: the first of its meeting, as its links name it (yymmdd). */
function placeOf({ list, group, meeting, access }: OtherList, body: string, day: string | null): Place {
  const firstYear = 2000 + Number(list.slice(1, 3));
  const first = day && `20${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4)}`;
  const year = Number(first?.slice(0, 4));
  const start = first && year >= firstYear && year <= firstYear + longest ? first : null;
  return {
    body,
    group,
    meeting: meeting ? { id: meeting, start: null } : start ? { id: `${list}-${day}`, start } : null,
    studyPeriod: firstYear,
    access,
    address: list.startsWith('S') ? `${site}/md/meetingdoc.asp?lang=en&parent=%` : `${site}/md/%/en`,
  };
}
