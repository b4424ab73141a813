import { Unexpected } from '#lib/unexpected.ts';
import { blank } from '#prisma/records.ts';
import type { Reader } from '../contract.ts';
import { groupRow, slugOf } from '../itu/groups.ts';
import { summaryAddress } from '../itu/meeting-summary.ts';
import { periodOn } from '../itu/periods.ts';
import { countryCode, day, evidenceOf, oneOf, orNull, readFacts, whole } from './csv.ts';
import { path, type Rows } from './itu-rows.ts';

/** As document identifiers name a meeting: period, group, first day. Assemblies and other bodies' meetings by their own name. */
export function meetingId(group: string, start: string, where: string): string {
  if (!/^(?:SG\d+|TSAG)$/.test(group)) return group;
  const period = periodOn(start);
  if (!period) throw new Unexpected(where, start, 'a day in a known study period');
  return `${period.prefix}-${group}-${start.slice(2).replaceAll('-', '')}`;
}

export async function meetings(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('meetings'), [
    'group',
    'part',
    'kind',
    'start',
    'end',
    'place',
    'contributions',
    'tds',
    'delegates',
    'remote_delegates',
    'on_site_delegates',
    'countries',
    'evidence',
    'source',
    'note',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    const from = day(fact.start, where);
    const to = day(fact.end, where);
    const kind = oneOf(fact.kind, ['plenary', 'working-parties', 'assembly', 'preparatory'], where);
    const id = from ? meetingId(fact.group, from, where) : fact.group;
    rows.meeting.push({
      ...blank('meeting'),
      id,
      body: groupRow(fact.group, null).body,
      group_id: fact.group,
      name: kind === 'working-parties' ? `${fact.group} (${fact.part})` : fact.group,
      from,
      to,
      city: fact.place === 'virtual' ? null : orNull(fact.place),
      url: evidenceOf(fact, where).source_url,
      page_id: pageId,
    });
    const counts = [
      'contributions',
      'tds',
      'delegates',
      'remote_delegates',
      'on_site_delegates',
      'countries',
    ] as const;
    for (const column of counts) {
      const value = whole(fact[column], where);
      if (value === null) continue;
      const { evidence, source_url } = evidenceOf(fact, where);
      rows.meeting_count.push({
        meeting_id: id,
        what: column.replaceAll('_', '-'),
        // One page is one address, so that a reading of it leads over what is curated of it.
        source_url: summaryAddress(source_url ?? '')?.url ?? source_url ?? '',
        value,
        sentence: orNull(fact.note),
        evidence,
        page_id: pageId,
      });
    }
  }
}

export async function publishedCounts(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('published-counts'), [
    'group',
    'start',
    'end',
    'dimension',
    'name',
    'printed',
    'country',
    'value',
    'total',
    'definition',
    'evidence',
    'source',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    const from = day(fact.start, where);
    rows.published_count.push({
      id: [fact.group, fact.start || fact.end || 'undated', fact.dimension, slugOf(fact.printed)].join('/'),
      group_id: fact.group,
      meeting_id: from ? meetingId(fact.group, from, where) : null,
      from,
      to: day(fact.end, where),
      what: 'contributions',
      dimension: oneOf(fact.dimension, ['region', 'country', 'source'], where),
      name: fact.name,
      country: countryCode(fact.country, where),
      value: whole(fact.value, where),
      total: whole(fact.total, where),
      definition: fact.definition,
      ...evidenceOf(fact, where),
      page_id: pageId,
    });
  }
}
