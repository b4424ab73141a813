import { empty, type Store, sql } from '#prisma/client.ts';
import type { Metric, Params } from './contract.ts';
import { creditWhere, weightOf } from './credit.ts';
import { pairWhere } from './pairs.ts';
import { authorshipParams } from './params.ts';
import { printedCredit, printedIs } from './printed.ts';

/** What a list of documents can be restricted by: whatever the number it was opened from was. */
export const documentList: Pick<Metric, 'id' | 'params'> = {
  id: 'documents',
  params: [...authorshipParams, 'of', 'with', 'printed'],
};

export interface ListedDocument {
  id: string;
  kind: string;
  number: number | null;
  title: string;
  /** The day it counts at: published or approved, or first submitted. */
  published: string;
  status: string | null;
  stream: string | null;
  group: string | null;
  /** What it adds to the number it was drilled from, under params.count. */
  weight: number;
}

export interface DocumentPage {
  /** All documents behind the number. */
  total: number;
  /** The sum of all their weights: the number itself. */
  weight: number;
  /** Pass as `after` for the following page; null on the last. */
  next: string | null;
  documents: ListedDocument[];
}

/** The documents behind a number: exactly those its sum was made of, newest first, with what each adds. */
export async function listDocuments(
  store: Store,
  params: Params,
  limit: number,
  after: string | null,
): Promise<DocumentPage> {
  const [afterDay, afterId] = after ? [after.slice(0, 10), after.slice(11)] : [null, null];
  const weighed = sql`
    select document_id, published, sum(weight) as weight from (
      select document_id, published, ${weightOf[params.count]} as weight from ${params.printed === null ? sql`credit` : printedCredit(params.rule)}
      where ${creditWhere(params)} ${pairWhere(params)} ${params.printed === null ? empty : printedIs(params.printed)}
    ) parts group by 1, 2`;
  const [sums, documents] = await Promise.all([
    store.query<{ total: number; weight: number | null }>(
      sql`select count(*)::int as total, sum(weight)::float8 as weight from (${weighed}) w`,
    ),
    store.query<ListedDocument>(sql`
      select d.id, d.kind, d.number, d.title, w.published::text as published, d.status, d.stream,
             d.group_id as "group", w.weight::float8 as weight
      from (${weighed}) w join document d on d.id = w.document_id
      where ${afterDay}::date is null or (w.published, w.document_id) < (${afterDay}::date, ${afterId}::text)
      order by w.published desc, w.document_id desc limit ${limit + 1}`),
  ]);
  const page = documents.slice(0, limit);
  const last = page.at(-1);
  return {
    total: sums[0]?.total ?? 0,
    weight: sums[0]?.weight ?? 0,
    next: documents.length > limit && last ? `${last.published}~${last.id}` : null,
    documents: page,
  };
}
