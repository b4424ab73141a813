import { type Sql, type Store, sql } from '#prisma/client.ts';
import { readLabels } from './authorship.ts';
import type { Params, Rule } from './contract.ts';
import { creditValue, creditWhere } from './credit.ts';
import { masked } from './masked.ts';
import { columnsOf } from './tally.ts';

/** In place of words where none are printed. */
export const nothingPrinted = '-';

/** `credit` under one rule, with the words that each part of an authorship was read from; null where it prints none. */
export const printedCredit = (rule: Rule): Sql => sql`(
  select ${rule}::text as rule, a.unit, a.document_id, a.body, a.kind, a.group_id, a.published, a.position, a.share,
         a.fraction, ${columnsOf.country[rule].key} as country, ${columnsOf.organisation[rule].key} as organisation,
         o.text as printed
  from attribution a left join authorship_organisation o
    on o.document_id = a.document_id and o.position = a.position and o.part = a.part and o.removed_at is null) credit`;

/** The condition that only these words are printed. */
export const printedIs = (words: string): Sql =>
  words === nothingPrinted ? sql`and printed is null` : sql`and printed = ${words}`;

export interface Printed {
  /** As the documents print it; null: no affiliation. */
  words: string | null;
  /** To give as `printed`. */
  asked: string;
  /** Which organisation on our list it is, where it is one. */
  organisation: string | null;
  documents: number;
  value: number;
}

export interface PrintedList {
  rows: Printed[];
  /** How many different words there are, and what all of them add up to. */
  all: number;
  value: number;
}

/** What the authors print that a question picks, the words that count most first: what an unknown is made of. */
export async function readPrinted(store: Store, params: Params, limit: number): Promise<PrintedList> {
  const [labels, rows] = await Promise.all([
    readLabels(store, 'organisation'),
    store.query<{
      words: string | null;
      organisation: string | null;
      documents: number;
      value: number;
      all: number;
      sum: number;
    }>(sql`
      select words, organisation, documents, value, count(*) over ()::int as all, sum(value) over () as sum
      from (select printed as words, max(organisation) as organisation, count(distinct document_id)::int as documents,
                   (${creditValue[params.count]})::float8 as value
            from ${printedCredit(params.rule)} where ${creditWhere(params)} group by 1) p
      order by value desc, words is null, words limit ${limit}`),
  ]);
  return {
    rows: rows.map(({ words, organisation, documents, value }) => ({
      words: words === null ? null : masked(words),
      asked: words ?? nothingPrinted,
      organisation: organisation === null ? null : (labels.get(organisation) ?? organisation),
      documents,
      value,
    })),
    all: rows[0]?.all ?? 0,
    value: rows[0]?.sum ?? 0,
  };
}
