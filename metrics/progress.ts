import { sql } from '#prisma/client.ts';
import { inOrder, unreadNotes } from './authorship.ts';
import { blocNotes } from './bloc.ts';
import type { Metric } from './contract.ts';
import { asOf, creditWhere, periodOf, sourcesOf } from './credit.ts';
import { newestOf } from './newest.ts';
import { authorshipParams } from './params.ts';
import { readTotals } from './tally.ts';

const stages = {
  approved: 'Led to an approved Recommendation',
  consented: 'Led to a work item that was consented or determined',
  'work-item': 'Led to a work item',
} as const;
const order = [...Object.keys(stages), null];

export const progress: Metric = {
  id: 'progress',
  title: 'What becomes of contributions: work items, consent, Recommendations?',
  unit: 'contributions',
  method:
    'Every contribution submitted in the period stands once, at the furthest step that a printed link proves: a work item ' +
    'that links to it, the consent (AAP) or determination (TAP) of that work item, the Recommendation it became. The step ' +
    'of a work item is that of its events, of its printed status, and of the Recommendation whose page links to it and ' +
    'repeats its name. Where nothing is printed the step is unknown. With kind=work-item the work items themselves are ' +
    'counted.',
  caveats: [
    'Unknown is not failure: the ITU’s public pages seldom link a contribution to what came of it.',
    'A contribution may comment on or oppose the text it led to; the step says nothing of that.',
    'Several contributions lead to one Recommendation and are each counted.',
  ],
  sources: ['itu-contributions', 'itu-work-programme', 'itu-recommendations'],
  params: authorshipParams.filter((name) => name !== 'count'),
  defaults: { body: 'itu-t', count: 'whole' },
  columns: [{ key: 'share', label: 'Share', unit: 'share of the contributions of the period (0 to 1)' }],
  counted: { documents: 'contributions', authorships: 'sources' },
  async read(store, given) {
    const params = { ...given, count: 'whole' as const };
    const [reached, totals, day, blocs, unread, newest] = await Promise.all([
      // Few documents lead anywhere that is printed: only those are looked at one by one.
      store.query<{ period: string; key: string | null; documents: number }>(sql`
        with link as not materialized (
          select source_id as one, target_id as other from relation where removed_at is null
          union all select target_id, source_id from relation where removed_at is null
        ), item as (
          select id, id as item from document where kind = 'work-item'
          union
          select l.one, d.id from link l
          join document d on d.id = l.other and d.kind = 'work-item' and d.removed_at is null
        ), chosen as (
          select distinct document_id as id, ${periodOf(params.by, sql`published`)} as period
          from credit where ${creditWhere(params)} and document_id in (select id from item)
        ), reached as (
          select i.id,
                 bool_or(exists (select from link l join document d on d.id = l.other and d.kind = 'recommendation'
                                   and d.published is not null and d.removed_at is null where l.one = i.item)
                         or exists (select from document w where w.id = i.item and w.status ~* '^(approved|agreed)')
                         or exists (select from document_event e where e.document_id = i.item and e.type = 'approved'
                                      and e.removed_at is null)) as approved,
                 bool_or(exists (select from document w where w.id = i.item and w.status ~* '^(consented|determined)')
                         or exists (select from document_event e where e.document_id = i.item
                                   and e.type in ('consented', 'determined') and e.removed_at is null)) as consented
          from item i where i.id in (select id from chosen) group by 1
        )
        select c.period, case when r.approved then 'approved' when r.consented then 'consented' else 'work-item' end as key,
               count(*)::int as documents
        from chosen c join reached r on r.id = c.id group by 1, 2`),
      readTotals(store, params),
      asOf(store, sourcesOf(params)),
      blocNotes(store, params),
      unreadNotes(store, params),
      newestOf(store, params),
    ]);
    const whole = new Map(totals.map(({ period, documents }) => [period, documents]));
    const unknown = new Map(whole);
    for (const { period, documents } of reached) unknown.set(period, (unknown.get(period) ?? 0) - documents);
    const found = [
      ...reached,
      ...[...unknown].flatMap(([period, documents]) => (documents ? [{ period, key: null, documents }] : [])),
    ];
    const rows = found
      .toSorted((a, b) => a.period.localeCompare(b.period) || order.indexOf(a.key) - order.indexOf(b.key))
      .map((row) => ({
        ...row,
        label:
          row.key === null
            ? 'Unknown: no link is printed'
            : (stages[row.key as keyof typeof stages] ?? row.key),
        value: row.documents,
        authorships: 0,
        rank: null,
        more: { share: row.documents / (whole.get(row.period) ?? 1) },
      }));
    return {
      total: found.reduce((sum, row) => sum + row.documents, 0),
      authorships: 0,
      unknown: found.reduce((sum, row) => (row.key === null ? sum + row.documents : sum), 0),
      asOf: day,
      newest,
      rows,
      periods: inOrder(totals.map(({ period, documents }) => ({ period, documents, authorships: 0 }))),
      notes: [...blocs, ...unread],
    };
  },
};
