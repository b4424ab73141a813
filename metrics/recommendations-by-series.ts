import { join, type Store, sql } from '#prisma/client.ts';
import { foundNotes, inOrder } from './authorship.ts';
import type { Metric, Params } from './contract.ts';
import { asOf, periodOf, ranked } from './credit.ts';
import { newestOf } from './newest.ts';
import { amount } from './numbers.ts';

/** The letters under which the ITU-T files its Recommendations, in short. */
const series: Readonly<Record<string, string>> = {
  A: 'Organisation of the work of ITU-T',
  B: 'Means of expression',
  C: 'General statistics',
  D: 'Tariffs, economic and policy matters',
  E: 'Network operation, telephone service, human factors',
  F: 'Non-telephone services',
  G: 'Transmission systems and media',
  H: 'Audiovisual and multimedia systems',
  I: 'Integrated services digital network',
  J: 'Cable networks, television and sound transmission',
  K: 'Protection against interference',
  L: 'Environment, energy, cables and outside plant',
  M: 'Telecommunication management and maintenance',
  N: 'Maintenance of sound and television circuits',
  O: 'Measuring equipment',
  P: 'Telephone transmission quality',
  Q: 'Switching and signalling',
  R: 'Telegraph transmission',
  S: 'Telegraph terminal equipment',
  T: 'Terminals for telematic services',
  U: 'Telegraph switching',
  V: 'Data communication over the telephone network',
  X: 'Data networks, open systems and security',
  Y: 'Global information infrastructure, Internet protocol, next-generation networks, Internet of things',
  Z: 'Languages and software for telecommunication systems',
};

/** The letter a number begins with; nearly all ids are written so that no pattern need be searched for. */
const seriesOf = sql`case when id like 'ITU-T _.%' and substr(id, 7, 1) between 'A' and 'Z' then substr(id, 7, 1)
  else substring(id from '(?:^|[^A-Za-z])([A-Z])[.][0-9]') end`;

export const recommendationsBySeries: Metric = {
  id: 'recommendations-by-series',
  title: 'In which series does the ITU-T approve Recommendations?',
  unit: 'Recommendations approved',
  method:
    'Every Recommendation, amendment, corrigendum and new edition counts 1 in the period it was approved in, under the ' +
    'letter its number begins with. Supplements, implementers’ guides, technical papers and errata are agreed, not ' +
    'approved, and do not count. By study group only where the Recommendation’s own page prints one: the group that looks ' +
    'after it today, which need not be the one that wrote it.',
  caveats: [
    'Series differ in how finely they cut their subject: many short Recommendations are not more than one long one.',
    'Before a whole list has been read, what counts is the list of the Operational Bulletin from October 2016 on; ' +
      'the figure is then as of the month of its newest approval.',
  ],
  sources: ['itu-recommendations', 'facts-itu'],
  params: ['body', 'group', 'from', 'to', 'by'],
  defaults: { body: 'itu-t', kind: 'recommendation' },
  counted: { documents: 'Recommendations', authorships: 'authorships' },
  async read(store, params) {
    const conditions = [
      sql`kind = 'recommendation'`,
      sql`body = ${params.body}`,
      sql`published is not null`,
      sql`stage <> 'sample'`,
      sql`removed_at is null`,
    ];
    if (params.group) conditions.push(sql`group_id = ${params.group}`);
    if (params.from) conditions.push(sql`published >= ${params.from}::date`);
    if (params.to) conditions.push(sql`published <= ${params.to}::date`);
    const [found, day, notes, newest] = await Promise.all([
      store.query<{ period: string; key: string | null; documents: number }>(sql`
        select ${periodOf(params.by, sql`published`)} as period, ${seriesOf} as key, count(*)::int as documents
        from document where ${join(conditions, ' and ')} group by 1, 2`),
      asOf(store, ['itu-recommendations']),
      notesOf(store, params),
      newestOf(store, { ...params, kind: 'recommendation' }),
    ]);
    const totals = new Map<string, number>();
    for (const row of found) totals.set(row.period, (totals.get(row.period) ?? 0) + row.documents);
    const periods = [...totals].map(([period, documents]) => ({ period, documents, authorships: 0 }));
    const rows = found.map((row) => ({ ...row, value: row.documents, authorships: 0 }));
    const labels = new Map(Object.entries(series).map(([letter, about]) => [letter, `${letter}: ${about}`]));
    return {
      total: found.reduce((sum, row) => sum + row.documents, 0),
      authorships: 0,
      unknown: found.reduce((sum, row) => (row.key === null ? sum + row.documents : sum), 0),
      asOf: day,
      newest,
      rows: ranked(rows, periods, labels),
      periods: inOrder(periods),
      notes,
    };
  },
};

/** What a reader must know where no list was read, where it is not whole, or where a group is asked for that few pages print. */
async function notesOf(store: Store, { body, group }: Params): Promise<string[]> {
  const notes = await foundNotes(store, body);
  const [row] = await store.query<{ groupless: number; all: number }>(sql`
    select count(*) filter (where group_id is null)::int as groupless, count(*)::int as all
    from document where kind = 'recommendation' and body = ${body} and stage <> 'sample' and published is not null
      and removed_at is null`);
  if (!row?.all) return ['No list of Recommendations has been read yet.'];
  if (group && row.groupless)
    notes.push(
      `Of ${amount(row.groupless)} of ${amount(row.all)} Recommendations no page was read that prints a group: they are unknown here, and in no group’s figure.`,
    );
  return notes;
}
