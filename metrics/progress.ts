import { sql } from '#prisma/client.ts';
import { inOrder, unreadNotes } from './authorship.ts';
import { blocNotes } from './bloc.ts';
import type { Column, Metric } from './contract.ts';
import { asOf, creditWhere, periodOf, sourcesOf } from './credit.ts';
import { newestOf } from './newest.ts';
import { authorshipParams } from './params.ts';
import { readTotals } from './tally.ts';

/** How far a contribution (or temporary document) led, and how far a work item itself has come, furthest first. */
const stages = {
  approved: ['Led to an approved Recommendation', 'Approved or agreed'],
  consented: ['Led to a work item that was consented or determined', 'Consented or determined'],
  'under-study': ['Led to a work item under study', 'Under study'],
  'work-item': ['Led to a work item whose step is not known', 'At a step that we do not know'],
  stopped: [
    'Led to a work item that was stopped (deleted or discontinued)',
    'Stopped (deleted or discontinued)',
  ],
} as const;
const order = [...Object.keys(stages), null];

const columnsOf = (documents: string): readonly Column[] => [
  { key: 'share', label: 'Share', unit: `share of the ${documents} of the period (0 to 1)` },
];

export const progress: Metric = {
  id: 'progress',
  title: 'What becomes of contributions: work items, consent, Recommendations?',
  unit: 'contributions',
  method:
    'Every contribution submitted in the period stands once, at the furthest step that a printed link proves: a work item ' +
    'that links to it, the consent (AAP) or determination (TAP) of that work item, the Recommendation it became. The step ' +
    'of a work item is that of its events, of its printed status, and of the Recommendation whose page links to it and ' +
    'repeats its name; one whose status is Deleted or Discontinued was stopped. Where nothing is printed the step is ' +
    'unknown. With kind=work-item the work items themselves are counted, with kind=temporary-document temporary documents.',
  caveats: [
    'Unknown is not failure: the ITU’s public pages seldom link a contribution to what came of it.',
    'A contribution may comment on or oppose the text it led to; the step says nothing of that.',
    'Several contributions lead to one Recommendation and are each counted.',
  ],
  sources: ['itu-contributions', 'itu-work-programme', 'itu-recommendations'],
  params: authorshipParams.filter((name) => name !== 'count'),
  answers: {
    bodies: ['itu-t'],
    kinds: ['contribution', 'temporary-document', 'work-item'],
    why: 'a Recommendation is where this ends, and only the ITU-T’s work programme is read',
  },
  defaults: { body: 'itu-t', count: 'whole' },
  columns: columnsOf('contributions'),
  counted: { documents: 'contributions', authorships: 'sources' },
  ofKind: {
    'temporary-document': {
      title: 'What becomes of temporary documents: work items, consent, Recommendations?',
      unit: 'temporary documents',
      columns: columnsOf('temporary documents'),
      counted: { documents: 'temporary documents', authorships: 'sources' },
    },
    'work-item': {
      title: 'What becomes of work items: consent, Recommendations?',
      unit: 'work items',
      columns: columnsOf('work items'),
      counted: { documents: 'work items', authorships: 'supporting members and editors' },
    },
  },
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
        ), step as (
          select i.id,
                 case
                   when w.status ~* '^(approved|agreed)'
                     or exists (select from link l join document d on d.id = l.other and d.kind = 'recommendation'
                                and d.published is not null and d.removed_at is null where l.one = i.item)
                     or exists (select from document_event e where e.document_id = i.item and e.type = 'approved'
                                and e.removed_at is null) then 1
                   when w.status ~* '^(deleted|discontinued)' then 5
                   when w.status ~* '^(consented|determined)'
                     or exists (select from document_event e where e.document_id = i.item
                                and e.type in ('consented', 'determined') and e.removed_at is null) then 2
                   when w.status ~* '^under study' then 3
                   else 4
                 end as step
          from item i join document w on w.id = i.item where i.id in (select id from chosen)
        ), reached as (
          select id, min(step) as step from step group by 1
        )
        select c.period, (array['approved', 'consented', 'under-study', 'work-item', 'stopped'])[r.step] as key,
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
            : stages[row.key as keyof typeof stages][params.kind === 'work-item' ? 1 : 0],
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
